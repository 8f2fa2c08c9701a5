"""The fast way through a list: items of one paragraph, and lists in them, whose indents have one reading only.

An item's marker has one space after it, what is in it starts with text; items of one list have the same indent and
marker; a list in an item begins within three columns of the item's text. CommonMark 0.31.2, sections 5.2 and 5.3.

Never: takes an item with two blocks that are not a paragraph and a list.
"""

from __future__ import annotations

from itertools import zip_longest

from sitegen.pages.markdown.fast.fast_lines import ANY_ITEM, BREAK, DELIMITERS, ITEM, TEXT_LINE, is_blank
from sitegen.pages.markdown.fast.fast_parts import OddText, Part
from sitegen.pages.markdown.fast.fast_texts import Lines

_MOST_DEPTH = 12
_MOST_START = 99_999
"""The sanitiser takes out a larger number."""


class _List:
    """A list that is being read."""

    __slots__ = ("content", "indent", "is_loose", "marker", "number", "offset")

    def __init__(self, indent: int, marker: str) -> None:
        self.indent = indent
        self.offset = 0
        """The column at which the text of its last item begins."""
        self.marker = marker[-1]
        self.number = int(marker[:-1]) if len(marker) > 1 else -1
        """Of its first item; -1 in a list of bullets."""
        self.is_loose = False
        self.content: list[str | OddText | _List] = []
        """The text of each item, and after it the lists in it."""


def read_list(lines: Lines, at: int) -> tuple[list[Part], int] | None:
    """Return the parts of the list that begins at a line and the line after it; None when it is for the engine."""
    reader = _ListReader(lines, at)
    return (_written(reader.outer), reader.at) if reader.read() else None


class _ListReader:
    """Reads lines into lists within lists."""

    def __init__(self, lines: Lines, at: int) -> None:
        self.at = at
        """The line to read next."""
        self._lines = lines
        self._raw = lines.raw
        self._open: list[_List] = []
        self.outer = _List(0, "-")

    def read(self) -> bool:
        """Read to the end of the outermost list; False when it is not known here."""
        is_after_blank = False
        while self.at < len(self._raw):
            line = self._raw[self.at]
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
            if not self._read_items(found_list, found[0]):
                return False
            is_after_blank = False
        return True

    def _is_end(self, line: str, is_after_blank: bool) -> bool:
        """Return whether a line that is no plain item ends the outermost list for certain."""
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
        last.content.append(inner)
        open_lists.append(inner)
        return inner

    def _read_items(self, into: _List, head: str) -> bool:
        """Read the item at hand, and those after it that are as plain."""
        texts = self._lines.equal_items(self.at, head)
        self.at += len(texts)
        into.content += texts
        return bool(texts) or self._read_item(into, len(head))

    def _read_item(self, into: _List, begin: int) -> bool:
        start = self.at
        if not TEXT_LINE.match(self._raw[start], begin):
            return False
        self.at += 1
        while self.at < len(self._raw) and TEXT_LINE.match(self._raw[self.at]):
            self.at += 1
        part = self._lines.text(start, self.at, begin)
        if part is None or (self.at < len(self._raw) and DELIMITERS.match(self._raw[self.at])):
            return False
        into.content.append(part)
        return True


def _written(read: _List) -> list[Part]:
    if read.number < 0:
        begin, end = "<ul>\n", "</ul>\n"
    else:
        has_start = read.number != 1 and read.number <= _MOST_START
        begin, end = f'<ol start="{read.number}">\n' if has_start else "<ol>\n", "</ol>\n"
    opening, closing = ("<li>\n<p>", "</p>\n") if read.is_loose else ("<li>", "")
    texts = [entry for entry in read.content if isinstance(entry, str)]
    if len(texts) == len(read.content):
        items = f"{closing}</li>\n{opening}".join(texts)
        return [f"{begin}{opening}{items}{closing}</li>\n{end}"]
    parts: list[Part] = [begin]
    for entry, following in zip_longest(read.content, read.content[1:]):
        if isinstance(entry, _List):
            parts += _written(entry)
        else:
            parts += (opening, entry, "\n" if isinstance(following, _List) and not closing else closing)
        if not isinstance(following, _List):
            parts.append("</li>\n")
    parts.append(end)
    return parts
