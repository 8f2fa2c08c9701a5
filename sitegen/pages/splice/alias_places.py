"""Places in a head of fields where one alias more may be right, the likeliest first.

No style has to be understood here: who takes one parses what comes of it.

Never: decides which place is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from sitegen.pages.heads.head_kinds import JSON, TOML
from sitegen.pages.splice.head_regions import HeadRegion
from sitegen.pages.splice.head_splice import Insertion

_PLAIN = re.compile(r"[A-Za-z0-9/._~%-]+\Z")
_KEY = re.compile(rb"""([ \t]*)(["']?)(?:aliases|redirect_?from)\2[ \t]*[:=]""", re.IGNORECASE)
_JSON_KEY = re.compile(rb'"(?:aliases|redirect_?from)"[ \t]*:[ \t]*', re.IGNORECASE)
_JSON_TEXT = re.compile(rb'"(?:[^"\\\r\n]|\\.)*"')
_FIRST_KEY = re.compile(rb"""([ \t]*)["']?[A-Za-z_]""")
_TABLE = re.compile(rb"[ \t]*\[")
_INDENT = re.compile(rb"[ \t]*(\r\n|\r|\n)([ \t]*)")
_MOST_LINES = 40


def alias_places(region: HeadRegion, data: bytes, typed: str) -> Iterator[Insertion]:
    """Yield what may put one alias more into a head."""
    is_bare = region.style not in (JSON, TOML) and _PLAIN.match(typed)
    word = (typed if is_bare else json.dumps(typed)).encode()
    if region.style == JSON:
        yield from _in_json(region, data, word)
        return
    lines = list(region.head.lines)
    for number, (_, line) in enumerate(lines):
        if _KEY.match(line):
            yield from _more_items(lines[number:], region.head.newline, word)
    yield from _new_key(region, word)


def _new_key(region: HeadRegion, word: bytes) -> Iterator[Insertion]:
    """Yield a line with the key: as the last of the fields, in front of the first table, as the first."""
    lines, end, newline = region.head
    first = next((found for _, line in lines if (found := _FIRST_KEY.match(line))), None)
    sign = b" = [" if region.style == TOML else b": ["
    line = (first[1] if first else b"") + b"aliases" + sign + word + b"]" + newline
    tables = [at for at, text in lines if _TABLE.match(text)] if region.style == TOML else []
    if tables:
        yield Insertion(((tables[0], line),))
    if not lines or lines[-1][1].endswith((b"\r", b"\n")):
        yield Insertion(((end, line),))
    else:
        yield Insertion(((end, newline + line.removesuffix(newline)),))
    if lines:
        yield Insertion(((lines[0][0], line),))


def _more_items(lines: list[tuple[int, bytes]], newline: bytes, word: bytes) -> Iterator[Insertion]:
    """Yield one item more in what begins on the first of these lines: within brackets, as a line, or as a new list."""
    at, line = lines[0]
    found = _KEY.match(line)
    if found is None:
        return
    value = line[found.end() :]
    for start, text in lines[:_MOST_LINES]:
        skipped = found.end() if start == at else 0
        for bracket in (start + skipped + match.start() for match in re.finditer(rb"\]", text[skipped:])):
            yield from _before(bracket, word)
    items = [(start, text) for start, text in lines[1:] if text.lstrip(b" ").startswith(b"-")]
    for start, text in items:
        indent = text[: len(text) - len(text.lstrip(b" "))]
        is_whole = text.endswith((b"\r", b"\n"))
        item = indent + b"- " + word
        yield Insertion(((start + len(text), item + newline if is_whole else newline + item),))
    typed = value.strip()
    if typed:
        begin = at + found.end() + len(value) - len(value.lstrip())
        for end in _ends(value.rstrip()):
            yield Insertion(((begin, b"["), (at + found.end() + end, b", " + word + b"]")))
    yield Insertion(((at + found.end(), b" [" + word + b"]"),))


def _before(bracket: int, word: bytes) -> Iterator[Insertion]:
    """Yield an item in front of the bracket that closes a list: behind others, behind a comma, or alone."""
    yield Insertion(((bracket, b", " + word),))
    yield Insertion(((bracket, word),))
    yield Insertion(((bracket, b" " + word),))


def _ends(value: bytes) -> Iterator[int]:
    """Yield where a value may end: at the end of its line, or before a remark."""
    yield len(value)
    yield from (match.start() for match in re.finditer(rb"[ \t]+#", value))


def _in_json(region: HeadRegion, data: bytes, word: bytes) -> Iterator[Insertion]:
    """Yield an item more in a list or behind a text, or a key in front of the others."""
    if not region.head.lines:
        return
    start, stop = region.head.lines[0][0], region.head.end
    for key in _JSON_KEY.finditer(data, start, stop):
        brackets = [match.start() for match in re.finditer(rb"\]", data[key.end() : stop])][:_MOST_LINES]
        for bracket in brackets:
            yield from _before(key.end() + bracket, word)
        if text := _JSON_TEXT.match(data, key.end(), stop):
            yield Insertion(((text.start(), b"["), (text.end(), b", " + word + b"]")))
    pair = b'"aliases": [' + word + b"],"
    brace = data.find(b"{", start, stop)
    if brace >= 0:
        wrapped = _INDENT.match(data, brace + 1)
        yield Insertion(((brace + 1, wrapped[1] + wrapped[2] + pair if wrapped else pair + b" "),))
    yield Insertion(((start, pair + region.head.newline),))
