"""The ids of a body's headings, and the levels at which they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.pages.page import Heading
from sitegen.pages.urls import slugify


class HeadingList:
    """Collects a body's headings, in order."""

    def __init__(self, *, is_shifted: bool, taken: Iterable[str] = ()) -> None:
        """Start a list; shifted when the body has an `h1`, which is the page's title.

        `taken` are ids that something else in the body has, its footnotes.
        """
        self.found: list[Heading] = []
        """The headings so far."""
        self._shift = 1 if is_shifted else 0
        self._ids = dict.fromkeys(taken, 1)

    def add(self, level: int, text: str) -> Heading:
        """Return a heading with the level that is shown and an id that none before has: `same`, `same-2`, `same-3`."""
        name = slugify(text) if text else "section"
        while (number := self._ids.get(name, 0) + 1) > 1:
            self._ids[name] = number
            name = f"{name}-{number}"
            name = slugify(name) if name in self._ids else name
        self._ids[name] = 1
        heading = Heading(min(6, level + self._shift), name, text)
        self.found.append(heading)
        return heading
