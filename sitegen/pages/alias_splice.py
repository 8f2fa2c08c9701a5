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
from typing import NamedTuple

from sitegen.pages.page import Page, Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.values import with_changes

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PLAIN = re.compile(r"[A-Za-z0-9/._~%-]+\Z")
_KEY = re.compile(rb"""([ \t]*)(["']?)(?:aliases|redirect_?from)\2[ \t]*:""", re.IGNORECASE)
_FIRST_KEY = re.compile(rb"""([ \t]*)["']?[A-Za-z_]""")
_MOST_TRIES = 200
_MOST_LINES = 40
_NOT_COMPARED = ("aliases", "alias_lines", "identity_line", "identity_column", "links", "page_digest")
"""What an alias more, and a line more, may change in what the index knows of a page."""


class _Insertion(NamedTuple):
    """Bytes to be put in front of others, at some places, the last one first."""

    parts: tuple[tuple[int, bytes], ...]

    def of(self, data: bytes) -> bytes:
        """Return the bytes of a source with these put in."""
        for at, text in sorted(self.parts, reverse=True):
            data = data[:at] + text + data[at:]
        return data


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
        and with_changes(after.meta, **same) == before.meta
        and _without_lines(after.page) == _without_lines(before.page)
    )


def _told(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Return what a source is told, wherever in it: a key given twice is no place for an alias."""
    return [(problem.level, problem.field, problem.message) for problem in parsed.problems]


def _without_lines(page: Page) -> Page:
    return with_changes(page, links=tuple(with_changes(link, line=0, column=0) for link in page.links))


def _insertions(data: bytes, address: str) -> Iterator[_Insertion]:
    """Yield what may be right, the likeliest first."""
    word = (address if _PLAIN.match(address) else json.dumps(address)).encode()
    lines = [(found.start(), found[0]) for found in _LINE.finditer(data) if found[0]]
    fence = next((number for number, (_, line) in enumerate(lines) if line.strip(b"\xef\xbb\xbf \t\r\n") == b"---"), -1)
    closing = next((n for n, (_, line) in enumerate(lines) if n > fence and line.rstrip() in (b"---", b"...")), -1)
    if fence < 0 or closing < 0:
        return
    head = lines[fence + 1 : closing]
    newline = _end_of(lines[fence][1])
    for number, (_, line) in enumerate(head):
        if _KEY.match(line):
            yield from _more_items(head[number:], newline, word)
    yield from _new_key(head, lines[closing][0], newline, word)


def _new_key(head: list[tuple[int, bytes]], end: int, newline: bytes, word: bytes) -> Iterator[_Insertion]:
    """Yield a line with the key as the last or the first of the front matter, as deep as its first key."""
    first = next((found for _, line in head if (found := _FIRST_KEY.match(line))), None)
    line = (first[1] if first else b"") + b"aliases: [" + word + b"]" + newline
    yield _Insertion(((end, line),))
    if head:
        yield _Insertion(((head[0][0], line),))


def _more_items(lines: list[tuple[int, bytes]], newline: bytes, word: bytes) -> Iterator[_Insertion]:
    """Yield one item more in what begins on the first of these lines: within brackets, as a line, or as a new list."""
    at, line = lines[0]
    found = _KEY.match(line)
    if found is None:
        return
    value = line[found.end() :]
    for start, text in lines[:_MOST_LINES]:
        skipped = found.end() if start == at else 0
        for bracket in (start + skipped + match.start() for match in re.finditer(rb"\]", text[skipped:])):
            yield _Insertion(((bracket, b", " + word),))
            yield _Insertion(((bracket, word),))
            yield _Insertion(((bracket, b" " + word),))
    items = [(start, text) for start, text in lines[1:] if text.lstrip(b" ").startswith(b"-")]
    for start, text in items:
        indent = text[: len(text) - len(text.lstrip(b" "))]
        yield _Insertion(((start + len(text), indent + b"- " + word + newline),))
    typed = value.strip()
    if typed:
        begin = at + found.end() + len(value) - len(value.lstrip())
        for end in _ends(value.rstrip()):
            yield _Insertion(((begin, b"["), (at + found.end() + end, b", " + word + b"]")))
    yield _Insertion(((at + found.end(), b" [" + word + b"]"),))


def _ends(value: bytes) -> Iterator[int]:
    """Yield where a value may end: at the end of its line, or before a remark."""
    yield len(value)
    yield from (match.start() for match in re.finditer(rb"[ \t]+#", value))


def _end_of(line: bytes) -> bytes:
    """Return what ends a line."""
    return line[len(line.rstrip(b"\r\n")) :] or b"\n"
