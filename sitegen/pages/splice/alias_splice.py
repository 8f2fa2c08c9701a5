"""Adds an old address to the `aliases` of a source, byte by byte: all else stays as its owner typed it.

Each place that may be right is tried, and the first is taken that makes the source mean what it meant, with one alias
more. So no form of YAML has to be understood here, and where none is right nothing is changed.

Never: writes a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from sitegen.pages.page import Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.splice.head_splice import Insertion, head_lines
from sitegen.pages.splice.placeless import placeless
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.values import with_changes

_PLAIN = re.compile(r"[A-Za-z0-9/._~%-]+\Z")
_KEY = re.compile(rb"""([ \t]*)(["']?)(?:aliases|redirect_?from)\2[ \t]*:""", re.IGNORECASE)
_FIRST_KEY = re.compile(rb"""([ \t]*)["']?[A-Za-z_]""")
_MOST_TRIES = 200
_MOST_LINES = 40
_NOT_COMPARED = ("aliases", "alias_lines", "identity_line", "identity_column", "page_digest", "remarks")
"""What an alias more, and a line more, may change in what the index knows of a page."""


def add_alias(data: bytes, path: str, address: str, settings: Settings) -> bytes | None:
    """Return a source with an old address (`/old/`, decoded) among its aliases; None where it cannot be put there.

    A source that has it already is returned as it is.
    """
    before = parse_source(data, path, settings)
    if before.meta is None:
        return None
    if address in before.meta.aliases:
        return data
    typed = encode_path(address)
    for insertion in islice(_insertions(data, typed), _MOST_TRIES):
        found = insertion.of(data)
        if _says_as_much(before, parse_source(found, path, settings), address):
            return found
    return None


def _says_as_much(before: Parsed, after: Parsed, address: str) -> bool:
    """Return whether a source means what it meant, with one alias more."""
    if before.meta is None or after.meta is None or before.page is None or after.page is None:
        return False
    same = {name: getattr(before.meta, name) for name in _NOT_COMPARED}
    return (
        after.meta.aliases == (*before.meta.aliases, address)
        and _told(after) == _told(before)
        and with_changes(placeless(after.meta), **same) == placeless(before.meta)
        and placeless(after.page) == placeless(before.page)
    )


def _told(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Return what a source is told, wherever in it: a key given twice is no place for an alias."""
    return [(problem.level, problem.field, problem.message) for problem in parsed.problems]


def _insertions(data: bytes, address: str) -> Iterator[Insertion]:
    """Yield what may be right, the likeliest first."""
    word = (address if _PLAIN.match(address) else json.dumps(address)).encode()
    found = head_lines(data)
    if found is None:
        return
    head = list(found.lines)
    for number, (_, line) in enumerate(head):
        if _KEY.match(line):
            yield from _more_items(head[number:], found.newline, word)
    yield from _new_key(head, found.end, found.newline, word)


def _new_key(head: list[tuple[int, bytes]], end: int, newline: bytes, word: bytes) -> Iterator[Insertion]:
    """Yield a line with the key as the last or the first of the front matter, as deep as its first key."""
    first = next((found for _, line in head if (found := _FIRST_KEY.match(line))), None)
    line = (first[1] if first else b"") + b"aliases: [" + word + b"]" + newline
    yield Insertion(((end, line),))
    if head:
        yield Insertion(((head[0][0], line),))


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
            yield Insertion(((bracket, b", " + word),))
            yield Insertion(((bracket, word),))
            yield Insertion(((bracket, b" " + word),))
    items = [(start, text) for start, text in lines[1:] if text.lstrip(b" ").startswith(b"-")]
    for start, text in items:
        indent = text[: len(text) - len(text.lstrip(b" "))]
        yield Insertion(((start + len(text), indent + b"- " + word + newline),))
    typed = value.strip()
    if typed:
        begin = at + found.end() + len(value) - len(value.lstrip())
        for end in _ends(value.rstrip()):
            yield Insertion(((begin, b"["), (at + found.end() + end, b", " + word + b"]")))
    yield Insertion(((at + found.end(), b" [" + word + b"]"),))


def _ends(value: bytes) -> Iterator[int]:
    """Yield where a value may end: at the end of its line, or before a remark."""
    yield len(value)
    yield from (match.start() for match in re.finditer(rb"[ \t]+#", value))
