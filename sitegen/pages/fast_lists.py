"""The fast way through a list: items of one paragraph, and lists in them, whose indents have one reading only.

An item's marker has one space after it, what is in it starts with text; items of one list have the same indent and
marker; a list in an item begins within three columns of the item's text. CommonMark 0.31.2, sections 5.2 and 5.3.

Never: takes an item with two blocks that are not a paragraph and a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.pages.fast_lines import ANY_ITEM, BREAK, DELIMITERS, ITEM, TEXT_LINE, is_blank
from sitegen.pages.fast_parts import OddText, Part, text_part

_MOST_DEPTH = 12
_MOST_START = 99_999
"""The sanitiser takes out a larger number."""


class _List:
    """A list that is being read."""

    __slots__ = ("indent", "is_loose", "items", "marker", "number", "offset")

    def __init__(self, indent: int, marker: str) -> None:
        self.indent = indent
        self.offset = 0
        """The column at which the text of its last item begins."""
        self.marker = marker[-1]
        self.number = int(marker[:-1]) if len(marker) > 1 else -1
        """Of its first item; -1 in a list of bullets."""
        self.is_loose = False
        self.items: list[tuple[str | OddText, list[_List]]] = []
        """The text of each, and the list in it, if any."""


def read_list(lines: Sequence[str], at: int, first: int) -> tuple[list[Part], int] | None:
    """Return the parts of the list that begins at a line and the line after it; None when it is for the engine.

    `first` is the number of the first of these lines in the body.
    """
    reader = _ListReader(lines, at, first)
    return (_written(reader.outer), reader.at) if reader.read() else None


class _ListReader:
    """Reads lines into lists within lists."""

    def __init__(self, lines: Sequence[str], at: int, first: int) -> None:
        self.at = at
        """The line to read next."""
        self._lines = lines
        self._first = first
        self._open: list[_List] = []
        self.outer = _List(0, "-")

    def read(self) -> bool:
        """Read to the end of the outermost list; False when it is not known here."""
        is_after_blank = False
        while self.at < len(self._lines):
            line = self._lines[self.at]
            if is_blank(line):
                is_after_blank = True
                self.at += 1
                continue
            found = ITEM.match(line)
            if found is None:
                return self._is_end(line, is_after_blank)
            found_list = self._list_at(len(found[1]), found[2], is_after_blank)
            if found_list is None:
                return line[0] != " " and len(self._open) == 1
            found_list.offset = found.end()
            if not self._read_item(found_list, found.end()):
                return False
            is_after_blank = False
        return True

    def _is_end(self, line: str, is_after_blank: bool) -> bool:
        """Tell whether a line that is no plain item ends the outermost list for certain."""
        if line[0] in " \t" or ANY_ITEM.match(line):
            return False
        return is_after_blank or (BREAK.match(line) is not None and "|" not in line)

    def _list_at(self, indent: int, marker: str, is_after_blank: bool) -> _List | None:
        """Return the list to which an item belongs; None when that is not certain, or it begins another list."""
        open_lists = self._open
        if not open_lists:
            self.outer = _List(indent, marker)
            open_lists.append(self.outer)
            return self.outer if indent < 4 else None
        has_left = False
        while len(open_lists) > 1 and open_lists[-1].indent > indent:
            open_lists.pop()
            has_left = True
        last = open_lists[-1]
        if last.indent == indent:
            if last.marker != marker[-1] or (last.number < 0) != (len(marker) == 1):
                return None
            last.is_loose = last.is_loose or is_after_blank
            return last
        is_within = last.offset <= indent <= last.offset + 3 and len(open_lists) < _MOST_DEPTH
        inner = _List(indent, marker)
        if has_left or not is_within or (inner.number not in (-1, 1) and not is_after_blank):
            open_lists.append(inner)  # more than one is open: it is no new outermost list
            return None
        last.is_loose = last.is_loose or is_after_blank
        last.items[-1][1].append(inner)
        open_lists.append(inner)
        return inner

    def _read_item(self, into: _List, begin: int) -> bool:
        start = self.at
        text = self._lines[start][begin:]
        if not TEXT_LINE.match(text):
            return False
        self.at += 1
        while self.at < len(self._lines) and TEXT_LINE.match(self._lines[self.at]):
            line = self._lines[self.at]
            indent = min(begin, len(line) - len(line.lstrip(" ")))  # that of the item is no part of its text
            text += "\n" + line[indent:]
            self.at += 1
        part = text_part(text, self._first + start, self._first + self.at)
        if part is None or (self.at < len(self._lines) and DELIMITERS.match(self._lines[self.at])):
            return False
        into.items.append((part, []))
        return True


def _written(read: _List) -> list[Part]:
    if read.number < 0:
        begin, end = "<ul>\n", "</ul>\n"
    else:
        has_start = read.number != 1 and read.number <= _MOST_START
        begin, end = f'<ol start="{read.number}">\n' if has_start else "<ol>\n", "</ol>\n"
    parts: list[Part] = [begin]
    for text, inner in read.items:
        parts += ("<li>\n<p>", text, "</p>\n") if read.is_loose else ("<li>", text)
        if inner and not read.is_loose:
            parts.append("\n")
        for one in inner:
            parts += _written(one)
        parts.append("</li>\n")
    parts.append(end)
    return parts
