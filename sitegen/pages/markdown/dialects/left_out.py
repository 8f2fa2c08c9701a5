"""What of another generator's Markdown means nothing here, for the warning that names it."""

from __future__ import annotations

from typing import NamedTuple


class LeftOut(NamedTuple):
    """Something that was left out of a body."""

    name: str
    """As people know it: `{{< tabs >}}`, `{% include x.html %}`, `<Tabs>`."""
    line: int
    """From 0 in the body."""


def line_of(text: str, place: int, known: tuple[int, int] = (0, 0)) -> int:
    """Return the number of a place's line, from 0; `known` is an earlier place with its line."""
    begin, line = known
    return line + text.count("\n", begin, place)
