"""Edits of one value in a head that is not YAML between fences: TOML, JSON, lines `Key: value`, and YAML without them.

What reads the head says where each value stands; the bytes there are replaced, and nothing else.

Never: writes a file, or takes its own edit for right; who edits parses what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.pages.front_matter.nodes import Scalar
from sitegen.pages.heads.head_kinds import HEADERS
from sitegen.pages.splice.head_regions import lines_of
from sitegen.pages.splice.head_splice import Edit, Edits, in_style

_TOKEN = re.compile(rb"""[\[{].*|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]#]+(?:[ \t]+[^\s,}\]#]+)*""")
_REST = re.compile(rb"[^\r\n]*?(?=[ \t]*(?:[\r\n]|\Z))")
_MARK = b"\xef\xbb\xbf"


def value_edits(data: bytes, node: object, style: str, value: str) -> Iterator[Edits]:
    """Yield what may put another value into the place of one; `value` is as YAML has it, see `in_style`."""
    lines = list(lines_of(data))
    if not isinstance(node, Scalar) or not 0 < node.line <= len(lines):
        return
    start = _offset(lines[node.line - 1], node.column, is_first=node.line == 1)
    found = (_REST if style == HEADERS else _TOKEN).match(data, start)
    if found and found[0]:
        yield [Edit(found.start(), found.end(), in_style(value, style).encode())]


def _offset(line: tuple[int, bytes], column: int, *, is_first: bool) -> int:
    """Return where a column of a line stands among the bytes."""
    start, typed = line
    mark = len(_MARK) if is_first and typed.startswith(_MARK) else 0
    text = typed[mark:].decode("utf-8", "replace")
    return start + mark + len(text[: column - 1].encode())
