"""The fast way through a table: each row between `|`, with as many cells as the head. GFM, section 4.10.

Never: takes a row with a backslash, which may stand before a `|`.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.fast.fast_lines import is_blank
from sitegen.pages.markdown.fast.fast_parts import Part
from sitegen.pages.markdown.fast.fast_texts import Lines

_DELIMITER_ROW = re.compile(r"\|(?: *:?-+:? *\|)+ *\Z")
_CLASSES = {"l": ' class="align-left"', "r": ' class="align-right"', "c": ' class="align-center"', "": ""}


def read_table(lines: Lines, at: int) -> tuple[list[Part], int] | None:
    """Return the parts of the table that begins at a line and the line after it; None when it is for the engine."""
    raw = lines.raw
    if at + 1 >= len(raw) or not _DELIMITER_ROW.match(raw[at + 1]):
        return None
    classes = [_CLASSES[_side(cell.strip(" "))] for cell in _cells(raw[at + 1])]
    head = _row(lines, at, "th", classes)
    if head is None:
        return None
    parts = ["<table>\n<thead>\n", *head, "</thead>\n"]
    end = at + 2
    while end < len(raw) and not is_blank(raw[end]):
        row = _row(lines, end, "td", classes)
        if row is None:
            return None
        parts += ["<tbody>\n", *row] if end == at + 2 else row
        end += 1
    return [*parts, "</tbody>\n</table>\n" if end > at + 2 else "</table>\n"], end


def _side(delimiter: str) -> str:
    if delimiter.endswith(":"):
        return "c" if delimiter.startswith(":") else "r"
    return "l" if delimiter.startswith(":") else ""


def _cells(line: str) -> list[str]:
    return line.strip(" ")[1:-1].split("|")


def _row(lines: Lines, at: int, tag: str, classes: list[str]) -> list[Part] | None:
    line = lines.raw[at].rstrip(" ")
    is_plain = len(line) > 1 and line.startswith("|") and line.endswith("|") and "\\" not in line
    if not is_plain or line.count("|") != len(classes) + 1:
        return None
    parts: list[Part] = ["<tr>\n"]
    for cell, css_class in zip(lines.cells(at), classes, strict=True):
        if cell is None:
            return None
        parts += (f"<{tag}{css_class}>", cell, f"</{tag}>\n")
    return [*parts, "</tr>\n"]
