"""The lines of a body, or of a quote in it, and the text of a block on some of them as HTML.

The pieces of all lines are made at once (`fast_pieces`); a block with an odd line is read by itself (`fast_inline`).
"""

from __future__ import annotations

from sitegen.pages.markdown.fast.fast_inline import fast_inline
from sitegen.pages.markdown.fast.fast_parts import OddText
from sitegen.pages.markdown.fast.fast_pieces import finish_pieces, odd_lines

_SURE_STARTS = frozenset("<\"'“‘(@$")
"""Of HTML whose Markdown begins nothing but text, as letters do; `<` is that of a piece."""


class Lines:
    """The lines of a body or a quote, as typed and as HTML."""

    __slots__ = ("first", "html", "odd", "raw")

    def __init__(self, text: str, first: int = 0) -> None:
        """Take a text whose first line has this number in the body."""
        html, between = finish_pieces(text)
        self.raw = text.split("\n")
        self.html = html.split("\n")
        """What each line is as text; of those that are odd, and of those that are no text, nobody knows."""
        self.odd = odd_lines(between)
        self.first = first

    def text(self, at: int, end: int, begin: int = 0) -> str | OddText | None:
        """Return the text of the block on some lines as a part; None when even its outline is for the engine.

        On the first line it begins in a column; as many spaces at the start of the other lines are left out.
        """
        if end == at + 1 and at not in self.odd:
            html = self.html[at][begin:].strip(" ")
            return html if html == html.strip() else None
        if self.odd.isdisjoint(range(at, end)):
            html = _joined(self.html[at:end], begin)
            if html == html.strip() and " \n" not in html and "\n " not in html:
                return html
        return self._read(_joined(self.raw[at:end], begin), at, end)

    def cells(self, at: int) -> list[str | OddText | None]:
        """Return the texts of the cells of a line, which begins and ends with `|`; None for what is for the engine."""
        if at not in self.odd:
            cells = [cell.strip(" ") for cell in self.html[at].rstrip(" ")[1:-1].split("|")]
            if cells == [cell.strip() for cell in cells]:
                return list(cells)
        return [self._read(cell.strip(" "), at, at + 1) for cell in self.raw[at].rstrip(" ")[1:-1].split("|")]

    def _read(self, text: str, at: int, end: int) -> str | OddText | None:
        if text != text.strip():
            return None
        html = fast_inline(text)
        return OddText(text, self.first + at, self.first + end) if html is None else html

    def equal_items(self, at: int, head: str) -> list[str]:
        """Return the texts of the list items from a line on that begin alike and are one line long for certain."""
        raw, html, odd, begin = self.raw, self.html, self.odd, len(head)
        end = at
        while end < len(raw) and raw[end].startswith(head) and end not in odd:
            sign = html[end][begin : begin + 1]
            if sign not in _SURE_STARTS and not sign.isalpha():
                break
            end += 1
        if at < end < len(raw) and raw[end]:
            end -= 1  # what follows may go on with it
        texts = [line[begin:] for line in html[at:end]]
        return texts if texts == [text.strip() for text in texts] else []


def _joined(lines: list[str], begin: int) -> str:
    first, *others = lines
    cut = [line[min(begin, len(line) - len(line.lstrip(" "))) :] for line in others] if begin else others
    return "\n".join([first[begin:], *cut]).strip(" \n")
