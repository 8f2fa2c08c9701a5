"""Where the fields of a source or a term's file stand, as bytes, in whichever style they are written.

Never: writes a file, or understands a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import splitext
from typing import NamedTuple

from sitegen.pages.heads.head_kinds import JSON, NOT_READ, OPEN_YAML, TOML, YAML
from sitegen.pages.heads.head_spans import span_of
from sitegen.pages.heads.heads import find_head
from sitegen.pages.heads.source_text import decode_source
from sitegen.pages.problem_list import ProblemList

_DATA = {".yaml": YAML, ".yml": YAML, ".json": JSON, ".toml": TOML}
"""Endings of terms' files that are fields as a whole."""
_DOCUMENT = re.compile(rb"(?:\xef\xbb\xbf)?---\s*\Z")
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class HeadRegion(NamedTuple):
    """The lines of a head, its fences left out."""

    style: str
    """As `head_kinds.py` names it; Hexo's YAML is YAML."""
    lines: tuple[tuple[int, bytes], ...]
    """Each with the place where it begins."""
    end: int
    """Where its closing line begins, or what else follows it."""
    newline: bytes
    """What ends a line."""


class Block(NamedTuple):
    """A key of front matter with all lines of its value."""

    start: int
    value: int
    """Where its value begins, on the line of the key."""
    line_end: int
    """Where the line of the key ends, its line feed left out."""
    end: int
    """Where the next key begins."""


def region_of(data: bytes, path: str = "") -> HeadRegion | None:
    """Return where the fields of a file stand; None where it has none that are read."""
    lines = list(lines_of(data))
    text = decode_source(data, ProblemList(path))
    if text is None or not lines:
        return None
    newline = lines[0][1][len(lines[0][1].rstrip(b"\r\n")) :] or b"\n"
    head = find_head(text)
    span = span_of(text, head) if head is not None and head.kind not in NOT_READ else None
    style = _DATA.get(splitext(path)[1].lower()) if path.startswith("_data/") else None
    if style and (head is None or span is None or head.kind != YAML):
        first = 1 if _DOCUMENT.match(lines[0][1]) else 0
        return HeadRegion(style, tuple(lines[first:]), len(data), newline)
    if head is None or span is None:
        return None
    first, last = text.count("\n", 0, span.start), text.count("\n", 0, span.end)
    if text[span.end - 1 : span.end] != "\n":
        last += 1  # the head ends within a line
    end = lines[last][0] if last < len(lines) else len(data)
    return HeadRegion(YAML if head.kind == OPEN_YAML else head.kind, tuple(lines[first:last]), end, newline)


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its end, and the place where it begins."""
    return ((found.start(), found[0]) for found in _LINE.finditer(data) if found[0])


def block_of(region: HeadRegion, *keys: str, inside: Block | None = None) -> Block | None:
    """Return the lines of the first of these keys, at the top or inside another one; None where it is not there."""
    names = b"|".join(re.escape(key.encode()) for key in keys)
    key = re.compile(rb"""([ \t]*)(["']?)(?:%s)\2[ \t]*:(?=[ \t\r\n]|\Z)""" % names, re.IGNORECASE)
    lines = [one for one in region.lines if inside is None or inside.line_end < one[0] < inside.end]
    for number, (start, line) in enumerate(lines):
        found = key.match(line)
        if found and (bool(found[1]) == (inside is not None)):
            rest = lines[number + 1 :]
            own = next((at for at, other in rest if not _belongs(other, found[1])), -1)
            end = own if own >= 0 else inside.end if inside else region.end
            return Block(start, start + found.end(), start + len(line.rstrip(b"\r\n")), end)
    return None


def _belongs(line: bytes, indent: bytes) -> bool:
    """Return whether a line goes on with the value of a key that is indented so far."""
    bare = line.lstrip(b" \t")
    depth = len(line) - len(bare)
    return (
        not bare.strip() or depth > len(indent) or (depth == len(indent) and bare[:1] == b"-" and bare[1:2] in b" \r\n")
    )
