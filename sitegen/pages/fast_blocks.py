"""The fast way through a body: its blocks, cut apart where that is sure, and those with one reading only as HTML.

The rule. A block begins at the start of the body, after a blank line at a line without indent that is no list item, and
after a heading, a rule or fenced code. No block of CommonMark 0.31.2 (sections 4 and 5) reaches across such a place but
fenced code, which is followed to its end, and the HTML of comments, instructions, `script`, `pre`, `style` and
`textarea`: with one of these, with a link definition or with a footnote, nothing is cut. Headings (`#`), paragraphs,
rules, quotes, lists and tables in their plainest forms become HTML here; whatever else a block holds makes it `Rest`:
Markdown for the engine. Text that `fast_inline` does not know is `OddText`: for the engine's inline parser.

Never: has a form of its own; every part is what the engine gives, or is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.pages.fast_lines import (
    BREAK,
    DELIMITERS,
    HEADING,
    ITEM,
    RULE,
    TEXT_LINE,
    end_of_fence,
    end_of_rest,
    is_blank,
)  # fmt: skip
from sitegen.pages.fast_lists import read_list
from sitegen.pages.fast_parts import CONTENTS_MARK, FoundHeading, Part, Rest, text_part
from sitegen.pages.fast_tables import read_table

_MOST_QUOTES = 4
_NEVER_CUT = ("\r", "\0", "^[")
# Each begins with the line feed before it, which is looked for at the speed of C.
_REACHING_HTML = re.compile(r"\n[ \t>*+\-\d.)]*<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
_DEFINITION = re.compile(r"\n[ \t>*+\-\d.)]*\[(?:[^\[\]\\]|\\.)*+\]:", re.DOTALL)

_Found = tuple[list[Part], int] | None


def cut_blocks(text: str) -> list[Part] | None:
    """Return a body's parts in order, or None when it cannot be cut."""
    if any(sign in text for sign in _NEVER_CUT) or ("<" in text and _REACHING_HTML.search("\n" + text)):
        return None
    if "]:" in text and _DEFINITION.search("\n" + text):
        return None
    lines = text.split("\n")
    return _read_blocks(lines, 0, 0) if CONTENTS_MARK not in text or _has_lone_marks(lines) else None


def _has_lone_marks(lines: Sequence[str]) -> bool:
    """Tell whether each mark for a table of contents is a paragraph of its own."""
    padded = ["", *lines, ""]
    return all(
        line.rstrip(" ") == CONTENTS_MARK and is_blank(padded[number]) and is_blank(padded[number + 2])
        for number, line in enumerate(lines)
        if CONTENTS_MARK in line
    )


def _read_blocks(lines: Sequence[str], first: int, depth: int) -> list[Part]:
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        if is_blank(lines[at]):
            at += 1
            continue
        found = _read_block(lines, at, first, depth)
        if found is None:
            end = _end_of_unknown(lines, at)
            found = [Rest("\n".join(lines[at:end]) + "\n" * (end < len(lines)), first + at)], end
        parts += found[0]
        at = found[1]
    return parts


def _end_of_unknown(lines: Sequence[str], at: int) -> int:
    while lines[at].startswith(CONTENTS_MARK):  # it is left out, and what comes next begins with an empty line
        at = next((number for number in range(at + 1, len(lines)) if not is_blank(lines[number])), len(lines))
        if at == len(lines) or (HEADING.match(lines[at]) and "|" not in lines[at]):
            return min(at + 1, len(lines))
    end = end_of_fence(lines, at)
    return end if end > at else end_of_rest(lines, at)


def _read_block(lines: Sequence[str], at: int, first: int, depth: int) -> _Found:
    line = lines[at]
    if at + 1 < len(lines) and "|" in line and DELIMITERS.match(lines[at + 1]):
        return read_table(lines, at, first)
    if line[0] == "#" and (heading := HEADING.match(line)):
        content = text_part(heading[2], first + at, first + at + 1)
        return None if content is None else ([FoundHeading(len(heading[1]), content)], at + 1)
    if RULE.match(line):
        return ["<hr>\n"], at + 1
    if ITEM.match(line):
        return read_list(lines, at, first)
    if line[0] == ">":
        return _read_quote(lines, at, first, depth)
    return _read_paragraph(lines, at, first) if not line.startswith("    ") else None


def _read_paragraph(lines: Sequence[str], at: int, first: int) -> _Found:
    end = at
    while end < len(lines) and TEXT_LINE.match(lines[end]):
        end += 1
    if end == at or (end < len(lines) and not is_blank(lines[end]) and not BREAK.match(lines[end])):
        return None
    text = text_part("\n".join(lines[at:end]), first + at, first + end)
    return None if text is None else (["<p>", text, "</p>\n"], end)


def _read_quote(lines: Sequence[str], at: int, first: int, depth: int) -> _Found:
    end = at
    while end < len(lines) and lines[end].startswith(">"):
        end += 1
    if depth >= _MOST_QUOTES or (end < len(lines) and not is_blank(lines[end])):
        return None
    inner = _read_blocks([line[1:].removeprefix(" ") for line in lines[at:end]], first + at, depth + 1)
    if not inner or any(isinstance(part, Rest) for part in inner):
        return None
    return ["<blockquote>\n", *inner, "</blockquote>\n"], end
