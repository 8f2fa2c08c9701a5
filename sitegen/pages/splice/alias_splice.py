"""Adds an old address to the `aliases` of a source, byte by byte: all else stays as its owner typed it.

Never: writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from sitegen.pages.heads.head_kinds import JSON, TOML
from sitegen.pages.parse import parse_source
from sitegen.pages.splice.head_regions import HeadRegion, region_of
from sitegen.pages.splice.head_splice import Edits, insert, new_fields, quoted, spliced
from sitegen.pages.splice.same_meaning import is_same
from sitegen.pages.term_data import parse_term
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.values import with_changes

_PLAIN = re.compile(r"[A-Za-z0-9/._~%-]+\Z")
_KEY = re.compile(rb"""([ \t]*)(["']?)(?:aliases|redirect_?from)\2[ \t]*[:=]""", re.IGNORECASE)
_JSON_KEY = re.compile(rb'"(?:aliases|redirect_?from)"[ \t]*:[ \t]*', re.IGNORECASE)
_JSON_TEXT = re.compile(rb'"(?:[^"\\\r\n]|\\.)*"')
_MOST_LINES = 40
_MOST_TRIES = 200


def add_alias(data: bytes, path: str, address: str, settings: Settings) -> bytes | None:
    """Return a source with an old address (`/old/`, decoded) among its aliases; None where it cannot be put there.

    A source that has it already is returned as it is.
    """
    before = parse_source(data, path, settings)
    if before.meta is None:
        return None
    if address in before.meta.aliases:
        return data
    aliases = (*before.meta.aliases, address)
    for found in _tried(data, path, encode_path(address)):
        after = parse_source(found, path, settings)
        if after.meta and after.meta.aliases == aliases and is_same(before, after, but=("aliases",)):
            return found
    return None


def add_term_alias(data: bytes, path: str, alias: str, settings: Settings) -> bytes | None:
    """Return a term's file with a name more that means it; None where it cannot be put there.

    A file that has it already is returned as it is.
    """
    before, told = parse_term(data, path, settings)
    if before is None:
        return None
    if alias in before.aliases:
        return data
    for found in _tried(data, path, alias):
        after, told_after = parse_term(found, path, settings)
        is_same_term = after and with_changes(after, aliases=before.aliases, line=before.line) == before
        if after and is_same_term and after.aliases == (*before.aliases, alias) and len(told) == len(told_after):
            return found
    return None


def _tried(data: bytes, path: str, typed: str) -> Iterator[bytes]:
    """Yield a file with one alias more, at each place that may be right."""
    region = region_of(data, path)
    if region is not None:
        yield from (spliced(data, edits) for edits in islice(_alias_places(region, data, typed), _MOST_TRIES))


def _alias_places(region: HeadRegion, data: bytes, typed: str) -> Iterator[Edits]:
    """Yield what may put one alias more into a head."""
    is_bare = region.style not in (JSON, TOML) and _PLAIN.match(typed)
    word = typed if is_bare else quoted(typed)
    if region.style == JSON:
        yield from _more_of_json(region, data, word.encode())
    else:
        for number, (_, line) in enumerate(region.lines):
            if found := _KEY.match(line):
                yield from _more_items(region.lines[number:], found.end(), region.newline, word.encode())
    yield from new_fields(region, data, {"aliases": f"[{word}]"})


def _more_items(lines: tuple[tuple[int, bytes], ...], after: int, newline: bytes, word: bytes) -> Iterator[Edits]:
    """Yield one item more in what follows the key on the first line: within brackets, as a line, or as a new list."""
    at, value = lines[0][0] + after, lines[0][1][after:]
    for start, text in lines[:_MOST_LINES]:
        skipped = after if start < at else 0
        for bracket in re.finditer(rb"\]", text[skipped:]):
            yield from _before(start + skipped + bracket.start(), word)
    items = [(start, text) for start, text in lines[1:] if text.lstrip(b" ").startswith(b"-")]
    for start, text in items:
        indent = text[: len(text) - len(text.lstrip(b" "))]
        is_whole = text.endswith((b"\r", b"\n"))
        item = indent + b"- " + word
        yield [insert(start + len(text), item + newline if is_whole else newline + item)]
    if value.strip():
        begin = at + len(value) - len(value.lstrip())
        for end in _ends(value.rstrip()):
            yield [insert(begin, b"["), insert(at + end, b", " + word + b"]")]
    yield [insert(at, b" [" + word + b"]")]


def _before(bracket: int, word: bytes) -> Iterator[Edits]:
    """Yield an item in front of the bracket that closes a list: behind others, behind a comma, or alone."""
    for text in (b", " + word, word, b" " + word):
        yield [insert(bracket, text)]


def _ends(value: bytes) -> Iterator[int]:
    """Yield where a value may end: at the end of its line, or before a remark."""
    yield len(value)
    yield from (match.start() for match in re.finditer(rb"[ \t]+#", value))


def _more_of_json(region: HeadRegion, data: bytes, word: bytes) -> Iterator[Edits]:
    """Yield an item more in a list, or behind a text."""
    start = region.lines[0][0] if region.lines else region.end
    for key in _JSON_KEY.finditer(data, start, region.end):
        brackets = [match.start() for match in re.finditer(rb"\]", data[key.end() : region.end])][:_MOST_LINES]
        for bracket in brackets:
            yield from _before(key.end() + bracket, word)
        if text := _JSON_TEXT.match(data, key.end(), region.end):
            yield [insert(text.start(), b"["), insert(text.end(), b", " + word + b"]")]
