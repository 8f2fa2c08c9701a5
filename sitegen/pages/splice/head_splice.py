"""Edits of a head that leave every other byte as it is, and the places where a field more may be right.

No style has to be understood here: who makes an edit parses what comes of it.

Never: writes a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sitegen.pages.heads.head_kinds import HEADERS, JSON, TOML
from sitegen.pages.splice.head_regions import HeadRegion

_FIRST_KEY = re.compile(rb"""([ \t]*)["']?[A-Za-z_]""")
_TABLE = re.compile(rb"[ \t]*\[")
_INDENT = re.compile(rb"[ \t]*(\r\n|\r|\n)([ \t]*)")


class Edit(NamedTuple):
    """Bytes from one place to another that others stand for."""

    start: int
    end: int
    text: bytes


Edits = list[Edit]
"""What is changed at once."""


def insert(at: int, text: bytes) -> Edit:
    """Return the edit that puts bytes in front of others."""
    return Edit(at, at, text)


def spliced(data: bytes, edits: Edits) -> bytes:
    """Return bytes with some of them replaced."""
    for edit in sorted(edits, key=lambda one: (one.start, one.text), reverse=True):
        data = data[: edit.start] + edit.text + data[edit.end :]
    return data


def quoted(text: str) -> str:
    """Return a text in double quotes, as JSON writes it; YAML and TOML read it, too (YAML 1.2, section 1.3)."""
    return json.dumps(text, ensure_ascii=False)


def in_style(value: str, style: str) -> str:
    """Return a value of YAML, a word or a text in double quotes, as a style writes it: lines `Key: value` have none."""
    if style == HEADERS and value.startswith('"'):
        return str(json.loads(value))
    is_bare_text = style in (TOML, JSON) and value not in ("true", "false") and not value.startswith(('"', "["))
    return quoted(value) if is_bare_text else value


def new_fields(region: HeadRegion, data: bytes, fields: Mapping[str, str]) -> Iterator[Edits]:
    """Yield what may put fields more into a head, each with its value as YAML has it; the likeliest place first."""
    typed = {key: in_style(value, region.style) for key, value in fields.items()}
    if region.style == JSON:
        yield from _new_pairs(region, data, [f"{quoted(key)}: {value}".encode() for key, value in typed.items()])
        return
    first = next((found for _, line in region.lines if (found := _FIRST_KEY.match(line))), None)
    indent, sign = first[1] if first else b"", " = " if region.style == TOML else ": "
    lines = b"".join(indent + f"{key}{sign}{value}".encode() + region.newline for key, value in typed.items())
    tables = [at for at, line in region.lines if _TABLE.match(line)] if region.style == TOML else []
    if tables:
        yield [insert(tables[0], lines)]
    if not region.lines or region.lines[-1][1].endswith((b"\r", b"\n")):
        yield [insert(region.end, lines)]
    else:
        yield [insert(region.end, region.newline + lines.removesuffix(region.newline))]
    if region.lines:
        yield [insert(region.lines[0][0], lines)]


def _new_pairs(region: HeadRegion, data: bytes, pairs: list[bytes]) -> Iterator[Edits]:
    """Yield pairs in front of the others, each on a line of its own where they are; alone; and where no brace opens."""
    if not region.lines:
        return
    start = region.lines[0][0]
    brace = data.find(b"{", start, region.end)
    if brace >= 0:
        wrapped = _INDENT.match(data, brace + 1)
        between = wrapped[1] + wrapped[2] if wrapped else b" "
        before = between if wrapped else b""
        yield [insert(brace + 1, before + (b"," + between).join(pairs) + (b"," if wrapped else b", "))]
        yield [insert(brace + 1, b", ".join(pairs))]
    yield [insert(start, b"".join(pair + b"," + region.newline for pair in pairs))]
