"""What `structure` notes of open elements and tables, and what it does to attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

_ID = re.compile(r' id="([^"]*)"')
_LINK_NAME = re.compile(r' name="([^"]*)"')
_VALUE = re.compile(r' value="[^"]*"')
_SPAN = re.compile(r' (col|row)span="([0-9]+)"')
_GLOBAL = re.compile(r' (?:class|dir|id|lang|title)="[^"]*"')
_MOMENT = re.compile(
    r' datetime="([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)"'
)
_MOST_COLUMNS = 200
"""Of a table whose cells span others; in a wider one each cell stands for itself."""


class Element:
    """An open element."""

    __slots__ = ("after", "at", "is_implied", "last_caption", "name", "pieces", "shown", "state", "table")

    def __init__(self, name: str, shown: str, at: int, pieces: int) -> None:
        """Note an element whose tag is the result's part number `at`, after so many texts and pictures."""
        self.name = name
        """As in the source."""
        self.shown = shown
        """As in the result; empty when it is left out."""
        self.at = at
        self.pieces = pieces
        self.after = ""
        """HTML that follows its end."""
        self.is_implied = False
        """Not in the source."""
        self.state = ""
        """What it has held so far, where that matters."""
        self.last_caption: tuple[int, int] | None = None
        """The tags of a figure's caption that may stay if nothing follows."""
        self.table: Table | None = None


class Table:
    """What a table has held so far: groups of rows of cells, each its part of the result and its two spans."""

    def __init__(self) -> None:
        self.has_caption = False
        self.foot: tuple[int, int] | None = None
        """The tags of a foot that may stay if no group follows."""
        self._groups: list[list[list[tuple[int, int, int]]]] = []
        self._has_spans = False

    def is_empty(self) -> bool:
        """Return whether no group of rows has begun."""
        return not self._groups

    def add_group(self) -> None:
        """Begin a group of rows."""
        self._groups.append([])

    def add_row(self) -> None:
        """Begin a row."""
        if not self._groups:
            self.add_group()
        self._groups[-1].append([])

    def add_cell(self, at: int, attributes: str) -> None:
        """Note a cell by its part of the result."""
        if not self._groups or not self._groups[-1]:
            self.add_row()
        spans = {name: int(number[:6]) for name, number in _SPAN.findall(attributes)}
        self._has_spans = self._has_spans or bool(spans)
        self._groups[-1][-1].append((at, spans.get("col", 1), spans.get("row", 1)))

    def is_row_empty(self) -> bool:
        """Return whether the newest row has no cell."""
        return not self._groups[-1][-1]

    def cells(self) -> Iterator[int]:
        """Yield the part of the result of each cell."""
        return (at for group in self._groups for row in group for at, _, _ in row)

    def has_wrong_spans(self) -> bool:
        """Return whether cells overlap, reach out of their group, or span columns that have no cell (HTML, 4.9.12)."""
        if not self._has_spans:
            return False
        begun: set[int] = set()
        width = 0
        for group in self._groups:
            busy_until = [0] * (2 * _MOST_COLUMNS)
            for number, row in enumerate(group):
                column = 0
                for _, across, down in row:
                    while column < _MOST_COLUMNS and busy_until[column] > number:
                        column += 1
                    end = column + across
                    is_wrong = not across or not down or number + down > len(group) or end > _MOST_COLUMNS
                    if is_wrong or any(until > number for until in busy_until[column:end]):
                        return True
                    begun.add(column)
                    busy_until[column:end] = [number + down] * across
                    column, width = end, max(width, end)
        return len(begun) < width


def without_spans(tag: str) -> str:
    """Return a cell's tag that spans nothing."""
    return _SPAN.sub("", tag)


def without_value(attributes: str) -> str:
    """Return attributes without the number of an item."""
    return _VALUE.sub("", attributes)


def only_global(attributes: str) -> str:
    """Return the attributes that any element may have."""
    return "".join(_GLOBAL.findall(attributes))


def id_of(attributes: str) -> str | None:
    """Return the id of an element, None for one without."""
    found = _ID.search(attributes)
    return found[1] if found else None


def with_id_for_name(attributes: str) -> str:
    """Return the attributes of a link with an id in place of its old name: `<a name="part">` is a place to lead to."""
    if " name=" not in attributes:
        return attributes
    return _LINK_NAME.sub("" if " id=" in attributes else r' id="\1"', attributes, count=1)


def without_id(attributes: str) -> str:
    """Return attributes without the id."""
    return _ID.sub("", attributes)


def is_of_note(attributes: str) -> bool:
    """Return whether an element is a footnote or a reference to one, as the engine writes them."""
    return ' class="footnote-item"' in attributes or ' href="#fn' in attributes


def has_moment(attributes: str) -> bool:
    """Return whether a `time` says a day or a moment that machines understand."""
    found = _MOMENT.search(attributes)
    try:
        return found is not None and bool(datetime.fromisoformat(found[1]))
    except ValueError:
        return False
