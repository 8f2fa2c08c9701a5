"""What the files below `_data/` say of spellings and parents: which term each spelling means, and what is above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from sitegen.errors import Problem
from sitegen.pages.term import TermData
from sitegen.pages.urls import term_key

MOST_ANCESTORS = 50
"""Of one term: each of its stories is one of theirs, too."""


@dataclass(slots=True)
class Spellings:
    """What the data files say of one taxonomy, by key."""

    data: dict[str, TermData] = field(default_factory=dict)
    alias_of: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def key(self, name: str) -> str:
        """Return the key of the term that a spelling means."""
        key = term_key(name)
        return self.alias_of.get(key, key)


def read_spellings(described: Iterable[TermData]) -> Spellings:
    """Return what some files say; of two with one spelling the first has it, and the other is a problem."""
    found = Spellings()
    for data in described:
        key = term_key(data.name)
        if key in found.data:
            found.problems.append(_clash(data, data.name, found.data[key].path))
            continue
        found.data[key] = data
    for key, data in found.data.items():
        for alias in (*data.aliases, data.short_name):
            alias_key = term_key(alias)
            if not alias or alias_key == key:
                continue
            taken = found.data.get(alias_key) or found.data.get(found.alias_of.get(alias_key, ""))
            if taken is not None and taken is not data:
                if alias in data.aliases:
                    found.problems.append(_clash(data, alias, taken.path))
                continue
            found.alias_of[alias_key] = key
    return found


def _clash(data: TermData, name: str, other: str) -> Problem:
    message = f'"{name}" already means the term of {other}'
    return _warning(data, "aliases", message, "Keep the name or alias in one of the two files.")


def _warning(data: TermData, field: str, message: str, hint: str) -> Problem:
    return Problem("warning", data.path, data.line, 1, field, message, hint)


class TermKeys:
    """Finds the terms that a story belongs to, parents included, each looked up once."""

    def __init__(self, spellings: Spellings) -> None:
        self.known: dict[str, str] = {}
        """Spelling -> key, of all that were asked for."""
        self.problems: list[Problem] = []
        self._spellings = spellings
        self._lineage = cache(self._climb)
        self._of_names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._is_deep = False

    def parent(self, key: str) -> str:
        """Return the key of a term's parent, or an empty text; a circle is cut where it closes."""
        lineage = self._lineage(key)
        return lineage[1] if len(lineage) > 1 else ""

    def of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of all terms that these spellings mean, and of their ancestors, each once."""
        found = self._of_names.get(names)
        if found is None:
            keys: dict[str, None] = {}
            for name in names:
                key = self.known[name] = self._spellings.key(name)
                keys.update(dict.fromkeys(self._lineage(key)))
            found = self._of_names[names] = tuple(keys)
        return found

    def _climb(self, key: str) -> tuple[str, ...]:
        """Return a term's key and those of its ancestors, nearest first."""
        lineage = {key: None}
        last = key
        while (data := self._spellings.data.get(last)) and data.parent:
            parent = self._spellings.key(data.parent)
            if parent in lineage:
                if parent == key:
                    message = f'"{data.name}" is its own ancestor, so this parent does not count'
                    hint = "Take the parent out of one of the terms in the circle."
                    self.problems.append(_warning(data, "parent", message, hint))
                break
            if len(lineage) > MOST_ANCESTORS:
                self._report_deep(data)
                break
            self.known.setdefault(data.parent, parent)
            lineage[parent] = None
            last = parent
        return tuple(lineage)

    def _report_deep(self, data: TermData) -> None:
        """Report once that terms lie too deep, at the first file where that was seen."""
        if not self._is_deep:
            hint = "Stories of the terms below are not those of its ancestors. Take some terms out between them."
            message = f"terms are nested more than {MOST_ANCESTORS} deep here"
            self.problems.append(_warning(data, "parent", message, hint))
        self._is_deep = True
