"""Adds fields to the head of a source, byte by byte: all else stays as its owner typed it.

Each place that may be right is tried, and the first is taken that makes the source mean what it meant, with these
fields more. So no style of heads has to be understood here, and where none is right nothing is changed.

Never: writes a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from sitegen.pages.page import Page, PageMeta, Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.splice.head_splice import Insertion, head_lines, lines_of
from sitegen.pages.splice.placeless import placeless
from sitegen.pages.urls import encode_path
from sitegen.permalinks import folder_of
from sitegen.settings import Settings
from sitegen.values import with_changes

_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9/._~-]*\Z")
_KEY_LINE = re.compile(rb"""([ \t]*)["']?[A-Za-z_][\w -]{0,60}["']?[ \t]*[:=]""")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:;;;|---json)?\s*\{")
_FIRST_LINES = 40
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def add_fields(
    data: bytes, path: str, fields: Mapping[str, str], settings: Settings, language: str = ""
) -> bytes | None:
    """Return a source with more fields in its head: `guid`, `url`, `language`, `type`, `date`.

    None where they cannot be put there without another change to what the source means. `language` is that at the end
    of its name.
    """
    before = parse_source(data, path, settings, language=language)
    if before.meta is None or not fields:
        return None
    for insertion in _insertions(data, fields):
        found = insertion.of(data)
        after = parse_source(found, path, settings, language=language)
        if _says_as_much(before, after, fields, settings):
            return found
    return None


def _says_as_much(before: Parsed, after: Parsed, fields: Mapping[str, str], settings: Settings) -> bool:
    """Return whether a source means what it meant, with these fields more."""
    if before.meta is None or after.meta is None or before.page is None or after.page is None:
        return False
    card = after.page.card
    is_said = all(
        found == fields.get(key, found)
        for key, found in (
            ("guid", card.guid),
            ("language", card.language),
            ("type", card.type),
        )
    )
    return (
        is_said
        and (after.meta.day == before.meta.day or fields.get("date", "").startswith(after.meta.day))
        and ("date" in fields or after.page.card.date == before.page.card.date)
        and (
            ("date" in fields and "url" not in fields)
            or after.meta.url == _url_of(fields.get("url", ""), before.meta.url, settings)
        )
        and _told(after) <= _told(before)
        and _without_places(after.meta, fields) == _without_places(before.meta, fields)
        and _without_lines(after.page, fields) == _without_lines(before.page, fields)
    )


def _url_of(typed: str, url: str, settings: Settings) -> str:
    """Return where a page stands that was told its address, or that it had."""
    return settings.base_path + encode_path(folder_of(typed)[0][1:]) if typed else url


def _told(parsed: Parsed) -> set[tuple[str, str, str]]:
    return {(problem.level, problem.field, problem.message) for problem in parsed.problems}


def _without_places(meta: PageMeta, fields: Mapping[str, str]) -> PageMeta:
    """Return what is known of a page, without what these fields and the lines more may change."""
    meta = with_changes(
        placeless(meta), guid="", url="", aliases=(), alias_lines=(), identity_line=0, identity_column=0,
        identity_digest=0, card_digest="", page_digest="", remarks=(),
    )  # fmt: skip
    if "date" in fields:
        meta = with_changes(meta, moment=0.0, day="", is_story=False)
    return with_changes(meta, withheld="") if {"date", "type"} & fields.keys() else meta


def _without_lines(page: Page, fields: Mapping[str, str]) -> Page:
    same = dict.fromkeys(("url", *(fields.keys() & {"guid", "language", "type"})), "")
    card = with_changes(page.card, date=None, has_time=True, **same)
    # `permalink` stood in for `url`, and is an unknown key beside it.
    extra = {key: value for key, value in page.extra.items() if "url" not in fields or key.lower() != "permalink"}
    return with_changes(placeless(page), card=card, extra=extra)


def _insertions(data: bytes, fields: Mapping[str, str]) -> Iterator[Insertion]:
    """Yield what may be right, the likeliest first."""
    newline = b"\r\n" if b"\r\n" in data[:2000] else b"\n"
    start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    yaml, toml = _lines(fields, b": ", newline), _lines(fields, b" = ", newline)
    if head := head_lines(data):
        indent = next((found[1] for _, line in head.lines if (found := _KEY_LINE.match(line))), b"")
        for at in (head.end, head.lines[0][0] if head.lines else head.end):
            yield Insertion(((at, b"".join(indent + line for line in yaml)),))
    for at, line in islice(lines_of(data), _FIRST_LINES):
        if _KEY_LINE.match(line):
            yield Insertion(((at, b"".join(toml)),))
            yield Insertion(((at, b"".join(yaml)),))
            yield Insertion(((at, b"".join(_lines(fields, b": ", newline, is_quoted=False))),))
            break
    if _JSON.match(data):
        bracket = data.index(b"{") + 1
        pairs = b"".join(f"{_quoted(key)}: {_quoted(value)}, ".encode() for key, value in fields.items())
        yield Insertion(((bracket, pairs),))
        yield Insertion(((bracket, pairs.rstrip(b", ")),))
    yield Insertion(((start, b"---" + newline + b"".join(yaml) + b"---" + newline),))
    yield Insertion(((start, b"---" + newline + b"".join(yaml) + b"---" + newline + newline),))


def _lines(fields: Mapping[str, str], between: bytes, newline: bytes, *, is_quoted: bool = True) -> list[bytes]:
    return [
        key.encode() + between + (_value(value, between) if is_quoted else value.encode()) + newline
        for key, value in fields.items()
    ]


def _value(value: str, between: bytes) -> bytes:
    is_bare = between == b": " and _PLAIN.match(value)
    return value.encode() if is_bare else _quoted(value).encode()


def _quoted(text: str) -> str:
    """Return a text in quotes; JSON's form is one of YAML and of TOML, too."""
    return json.dumps(text, ensure_ascii=False)
