"""Lines of a source that read like fields, from one place on, and whether they are those of a head.

Never: looks at more than some hundred lines.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.pages.heads.head_lines import MOST_LINE, HeadField, as_it_looks, fence_of, field_of

MOST_LINES = 200
"""Of a head; those behind them are not looked at."""
_INNER_SIGNS = ("-", "[", "]", "{", "}", "],", "},", "]}")
"""Lines of signs that are a part of a value."""
_INNER = ("#", "-", "[", "]", "{", "}", '"')
_FIRST = ("#", "[")


class FieldBlock(NamedTuple):
    """Lines that read like fields, from one place on."""

    fields: list[HeadField]
    """Up to the first blank line."""
    later: list[HeadField]
    closing: str
    """The signs of the fence behind them; empty where there is none, but prose or nothing."""
    has_gap: bool


def read_block(text: str, at: int, *, is_open: bool) -> FieldBlock:
    """Return the fields from a place on, up to a fence, prose, or (unless a fence is open) a blank line."""
    fields: list[HeadField] = []
    later: list[HeadField] = []
    has_gap = is_indented = False
    for _ in range(MOST_LINES):
        if at >= len(text):
            return FieldBlock(fields, later, "", has_gap)
        line, is_inner = line_at(text, at), text[at] in " \t"
        at = end_of_line(text, at) + 1
        if not line:
            has_gap = has_gap or bool(fields)
        elif fields and is_inner and not is_indented:
            continue  # what a key has below it
        elif (fence := fence_of(line)) and not fence.word and line not in _INNER_SIGNS:
            return FieldBlock(fields, later, fence.signs, has_gap)
        elif field := field_of(line):
            (later if has_gap and not is_open else fields).append(field)
            is_indented = is_inner
        elif not line.startswith(_INNER if fields else _FIRST if is_open else ()):
            return FieldBlock(fields, later, "", has_gap)
    return FieldBlock(fields, later, "", has_gap)


def reads_like_a_head(block: FieldBlock, *, is_open: bool) -> bool:
    """Return whether the keys are those of a head: one that says which story it is or when it is published, or two."""
    every = [*block.fields, *block.later]
    if any(field.withholds for field in every):
        return True
    counted = every if is_open or block.closing else block.fields
    is_closed = bool(block.closing) and not block.has_gap
    if len(counted) < 2 and not is_open and not is_closed:
        return False
    known = [field for field in counted if field.is_known]
    is_fenced = is_open or is_closed
    return len(known) > 1 or any(field.is_strong and (is_fenced or not field.is_prose) for field in counted[:2])


def begins_withheld(text: str) -> bool:
    """Return whether a text, or a comment before it, begins with fields of which one says that nobody may see it."""
    block = read_block(text[: MOST_LINES * MOST_LINE].lstrip().removeprefix("<!--"), 0, is_open=False)
    return any(field.withholds for field in (*block.fields, *block.later))


def holds_fields(text: str) -> bool:
    """Return whether what stands between two lines --- is front matter, if a broken one, and not a part of the text.

    A line --- is a rule where paragraphs follow it, none of them a field that withholds or names a story.
    """
    if "\n\n" not in f"\n{text}" or not text.strip():
        return True
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    fields = [field_of(as_it_looks(line)) for line in lines]
    return any(field.is_strong for field in fields if field)


def end_of_line(text: str, at: int) -> int:
    """Return where the line that a place lies in ends."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def line_at(text: str, at: int) -> str:
    """Return the rest of a line, as it looks."""
    return as_it_looks(text[at : min(end_of_line(text, at), at + MOST_LINE)])
