"""Edits of one value in a head that is not YAML between fences: TOML, JSON, lines `Key: value`, and YAML without them.

What reads the head says where each value stands; the bytes there are replaced, and nothing else.

Never: writes a file, or takes its own edit for right; who edits parses what comes of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from sitegen.pages.front_matter.nodes import Mapping, Scalar
from sitegen.pages.heads.head_kinds import HEADERS, JSON, TOML
from sitegen.pages.splice.head_splice import Edit
from sitegen.withholding_words import plain_word

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_TOKEN = re.compile(rb"""[\[{].*|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]#]+(?:[ \t]+[^\s,}\]#]+)*""")
_REST = re.compile(rb"[^\r\n]*?(?=[ \t]*(?:[\r\n]|\Z))")
_MARK = b"\xef\xbb\xbf"


def value_edits(data: bytes, root: Mapping, style: str, keys: Sequence[str], value: str) -> Iterator[Edit]:
    """Yield what may give the first of these keys another value: in the place of the one it has, else as a new line.

    `value` is one word, or a text in double quotes as JSON writes it.
    """
    words = [plain_word(key) for key in keys]
    named = next((key for word in words for key in root.entries if plain_word(key) == word), None)
    typed = _in_style(value, style)
    if named is None:
        yield from _new_line(data, root, style, (keys[0], typed))
        return
    node = root.entries[named][1]
    lines = [(found.start(), found[0]) for found in _LINE.finditer(data) if found[0]]
    if not isinstance(node, Scalar) or not 0 < node.line <= len(lines):
        return
    start = _offset(lines[node.line - 1], node.column, is_first=node.line == 1)
    found = (_REST if style == HEADERS else _TOKEN).match(data, start)
    if found and found[0]:
        yield Edit(found.start(), found.end(), typed.encode())


def _new_line(data: bytes, root: Mapping, style: str, field: tuple[str, str]) -> Iterator[Edit]:
    """Yield a line in front of the first field."""
    key, typed = field
    first = min((entry[0] for entry in root.entries.values()), key=lambda node: (node.line, node.column), default=None)
    if first is None:
        return
    lines = [(found.start(), found[0]) for found in _LINE.finditer(data) if found[0]]
    line = lines[first.line - 1]
    end = line[1][len(line[1].rstrip(b"\r\n")) :] or b"\n"
    at = _offset(line, first.column, is_first=first.line == 1)
    if style == JSON:
        yield Edit(at, at, f"{json.dumps(key)}: {typed}, ".encode())
    else:
        sign = " = " if style == TOML else ": "
        yield Edit(at, at, f"{key}{sign}{typed}".encode() + end)


def _in_style(value: str, style: str) -> str:
    """Return a value as a style writes it: lines `Key: value` have no quotes."""
    if style == HEADERS and value.startswith('"'):
        return str(json.loads(value))
    is_bare_text = style in (TOML, JSON) and value not in ("true", "false") and not value.startswith('"')
    return json.dumps(value) if is_bare_text else value


def _offset(line: tuple[int, bytes], column: int, *, is_first: bool) -> int:
    """Return where a column of a line stands among the bytes."""
    start, typed = line
    mark = len(_MARK) if is_first and typed.startswith(_MARK) else 0
    text = typed[mark:].decode("utf-8", "replace")
    return start + mark + len(text[: column - 1].encode())
