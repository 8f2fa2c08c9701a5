"""Where the fields of a source or a term's file stand, as bytes, in whichever style they are written.

Never: writes a file, or understands a value.
"""

from __future__ import annotations

import re
from posixpath import splitext
from typing import NamedTuple

from sitegen.pages.heads.head_kinds import JSON, NOT_READ, OPEN_YAML, TOML, YAML
from sitegen.pages.heads.head_spans import span_of
from sitegen.pages.heads.heads import find_head
from sitegen.pages.heads.source_text import decode_source
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.splice.head_splice import HeadLines, end_of, lines_of

_DATA = {".yaml": YAML, ".yml": YAML, ".json": JSON, ".toml": TOML}
"""Endings of terms' files that are fields as a whole."""
_DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?---\s*\Z")


class HeadRegion(NamedTuple):
    """The lines of a head."""

    style: str
    """As `head_kinds.py` names it; Hexo's YAML is YAML."""
    head: HeadLines


def region_of(data: bytes, path: str = "") -> HeadRegion | None:
    """Return where the fields of a file stand; None where it has none that are read."""
    lines = list(lines_of(data))
    text = decode_source(data, ProblemList(path))
    if text is None or not lines:
        return None
    newline = end_of(lines[0][1])
    head = find_head(text)
    span = span_of(text, head) if head is not None and head.kind not in NOT_READ else None
    style = _DATA.get(splitext(path)[1].lower()) if path.startswith("_data/") else None
    if style and (head is None or span is None or head.kind != YAML):
        first = 1 if _DOCUMENT.match(lines[0][1]) else 0
        return HeadRegion(style, HeadLines(tuple(lines[first:]), len(data), newline))
    if head is None or span is None:
        return None
    first, last = text.count("\n", 0, span.start), text.count("\n", 0, span.end)
    if text[span.end - 1 : span.end] != "\n":
        last += 1  # the head ends within a line
    end = lines[last][0] if last < len(lines) else len(data)
    return HeadRegion(YAML if head.kind == OPEN_YAML else head.kind, HeadLines(tuple(lines[first:last]), end, newline))
