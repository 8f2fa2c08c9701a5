"""The lines of a body as the fast way tells them apart: what each can begin, how far code and unknown blocks go."""

from __future__ import annotations

import re
from collections.abc import Sequence

TEXT_LINE = re.compile(
    r" *+(?:[^\s#>\-+*=`~<|:0-9_]|\*\*?(?=[^\s*])|__?(?=[^\s_])|`(?!``)|~(?!~)|[0-9]{1,9}(?:(?![0-9.)])|[.)](?=\S))|"
    r"[-+](?=[^\s\-+|:])|#{1,6}(?=[^\s#])|:(?=[^\s\-|:]))"
)
"""A line that begins nothing but text, and goes on with the paragraph before it."""
HEADING = re.compile(r"(#{1,6}) +(\S.*[^#\s]|[^#\s]) *\Z")
RULE = re.compile(r"(?:\*{3,}|-{3,}|_{3,}) *\Z")
ITEM = re.compile(r"( *+)([-*+]|[0-9]{1,9}[.)]) (?=\S)")
ANY_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
BREAK = re.compile(r"#{1,6} +\S|>|[-*+] +\S|1[.)] +\S|```[^`]*\Z|~~~|<!--")
"""A line that ends the paragraph, quote or table before it, whatever stands there."""
DELIMITERS = re.compile(r"[ \t]*[-:|][-:| \t]*\Z")
"""The line below a table's head."""
FENCE = re.compile(r"(?:(`{3,})[^`]*|(~{3,}).*)\Z")
_ANY_FENCE = re.compile(r"[ \t>*+\-\d.)]*(?:```|~~~)")
_ANY_HTML = re.compile(r"[ \t>*+\-\d.)]*<")
_SURE_HEADING = re.compile(r"#{1,6} [^|]*\Z")


def is_blank(line: str) -> bool:
    """Return whether a line is blank, CommonMark 0.31.2, section 2.1."""
    return not line.strip(" \t")


def end_of_comment(lines: Sequence[str], at: int) -> int:
    """Return the line after the comment that begins at a line, which has nothing behind it."""
    return next((number + 1 for number in range(at, len(lines)) if "-->" in lines[number]), len(lines))


def end_of_fence(lines: Sequence[str], at: int) -> int:
    """Return the line after the fenced code that begins at a line; `at` itself when none does."""
    found = FENCE.match(lines[at])
    if found is None or "|" in lines[at]:
        return at
    mark = found[1] or found[2]
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*\Z")
    return next((number + 1 for number in range(at + 1, len(lines)) if closing.match(lines[number])), len(lines))


def end_of_rest(lines: Sequence[str], at: int) -> int:
    """Return the line at which a block certainly begins after the unknown ones at a line."""
    has_html = False
    for number in range(at, len(lines)):
        line = lines[number]
        is_plain = number > at and line[:1] not in " \t"
        if is_plain and is_blank(lines[number - 1]) and not ANY_ITEM.match(line):
            return number
        has_html = has_html or _ANY_HTML.match(line) is not None
        if _ANY_FENCE.match(line):
            return number if is_plain and not has_html and end_of_fence(lines, number) > number else len(lines)
        if is_plain and not has_html and _SURE_HEADING.match(line):
            return number
    return len(lines)
