"""What was found about a story: candidates for each field, each with the place where it stands."""

from __future__ import annotations

from typing import NamedTuple

TITLE, DATE, EXCERPT, AUTHOR, SITE, URL, LANGUAGE, IMAGE = (
    "title", "date", "excerpt", "author", "site", "url", "language", "image")  # fmt: skip
"""The fields for which there is evidence."""
TEXT = "text"
"""What a draft needs whose page hides its text."""
MOST_CANDIDATES = 12
"""Of one field: enough to choose from, and no page fills a draft with them."""
_MOST_CHARACTERS = {TITLE: 500, DATE: 100, EXCERPT: 2000, AUTHOR: 120, SITE: 120, URL: 2000, LANGUAGE: 35, IMAGE: 2000}


class Candidate(NamedTuple):
    """One value that a field may have."""

    value: str
    """As it stands there; spaces collapsed."""
    place: str
    """Where it stands, such as `JSON-LD headline`."""


class Evidence:
    """Candidates by field, the most trusted first, each value once for each place."""

    def __init__(self) -> None:
        self._found: dict[str, list[Candidate]] = {}

    def add(self, field: str, value: object, place: str) -> None:
        """Note a candidate, below those that were noted before; what is no text, or too long for one, is none."""
        text = " ".join(_printable(value).split()) if isinstance(value, str) else ""
        known = self._found.setdefault(field, [])
        candidate = Candidate(text, place)
        if text and len(text) <= _MOST_CHARACTERS[field] and candidate not in known and len(known) < MOST_CANDIDATES:
            known.append(candidate)

    def of(self, field: str) -> tuple[Candidate, ...]:
        """Return the candidates of a field."""
        return tuple(self._found.get(field, ()))

    def merged(self, field: str) -> tuple[Candidate, ...]:
        """Return the candidates of a field, each value once, with all places where it stands."""
        places: dict[str, list[str]] = {}
        for value, place in self._found.get(field, ()):
            places.setdefault(value, []).append(place)
        return tuple(Candidate(value, ", ".join(found)) for value, found in places.items())

    def extend(self, *others: Evidence | None) -> None:
        """Note all candidates of others, below one's own."""
        for other in filter(None, others):
            for field, candidates in other._found.items():
                for one in candidates:
                    self.add(field, one.value, one.place)


def _printable(text: str) -> str:
    """Return a text without what no title holds: controls, marks of direction, halves of characters."""
    return "".join(sign if sign.isprintable() or sign.isspace() else " " for sign in text)
