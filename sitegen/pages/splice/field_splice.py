"""Adds fields to the head of a source, byte by byte: all else stays as its owner typed it.

Never: writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sitegen.pages.page import PageMeta, Parsed
from sitegen.pages.splice.head_regions import region_of
from sitegen.pages.splice.head_splice import Edits, insert, new_fields, quoted, spliced
from sitegen.pages.splice.same_meaning import is_same
from sitegen.pages.urls import encode_path
from sitegen.permalinks import folder_of
from sitegen.values import with_changes

_PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9/._~-]*\Z")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OF_CARDS = frozenset({"guid", "language", "type"})
"""Fields that a card has under the same name."""


def add_fields(
    data: bytes, fields: Mapping[str, str], parse: Callable[[bytes], Parsed], base_path: str
) -> tuple[bytes, PageMeta] | None:
    """Return a source with more fields in its head, and what it means then: `guid`, `url`, `language`, `type`, `date`.

    None where they cannot be put there without another change to what the source means.
    """
    before = parse(data)
    if before.meta is None or not fields:
        return None
    for edits in _tries(data, fields):
        found = spliced(data, edits)
        after = parse(found)
        if after.meta and _has_fields(before, after, fields, base_path) and _is_same_but(before, after, fields):
            return found, after.meta
    return None


def _has_fields(before: Parsed, after: Parsed, fields: Mapping[str, str], base_path: str) -> bool:
    """Return whether a source says these fields, and only by them another date and address than it did."""
    if before.meta is None or after.meta is None or before.page is None or after.page is None:
        return False
    card, is_dated = after.page.card, "date" in fields
    url = base_path + encode_path(folder_of(fields["url"])[0][1:]) if "url" in fields else before.meta.url
    return (
        all(getattr(card, key) == fields[key] for key in fields.keys() & _OF_CARDS)
        and (after.meta.day == before.meta.day or (is_dated and fields["date"].startswith(after.meta.day)))
        and (is_dated or card.date == before.page.card.date)
        and ((is_dated and "url" not in fields) or after.meta.url == url)
    )


def _is_same_but(before: Parsed, after: Parsed, fields: Mapping[str, str]) -> bool:
    but = ["guid", "url", "aliases", "identity_digest"]
    but += ["moment", "day", "is_story"] if "date" in fields else []
    but += ["withheld"] if {"date", "type"} & fields.keys() else []
    if "url" in fields:
        before, after = _without_permalink(before), _without_permalink(after)
    return is_same(before, after, but=but, card=("date", "has_time", "url", *(fields.keys() & _OF_CARDS)))


def _without_permalink(parsed: Parsed) -> Parsed:
    """Return a source without what stood in for `url`, and is an unknown key beside it."""
    if parsed.page is None:
        return parsed
    extra = {key: value for key, value in parsed.page.extra.items() if key.lower() != "permalink"}
    return with_changes(parsed, page=with_changes(parsed.page, extra=extra))


def _tries(data: bytes, fields: Mapping[str, str]) -> Iterator[Edits]:
    """Yield what may be right, the likeliest first: in the head, or as one of its own."""
    typed = {key: value if _PLAIN.match(value) else quoted(value) for key, value in fields.items()}
    if region := region_of(data):
        yield from new_fields(region, data, typed)
        return
    newline = b"\r\n" if b"\r\n" in data[:2000] else b"\n"
    start = len(_BYTE_ORDER_MARK) if data.startswith(_BYTE_ORDER_MARK) else 0
    lines = (b"---", *(f"{key}: {value}".encode() for key, value in typed.items()), b"---", b"")
    yield [insert(start, newline.join(lines))]
    yield [insert(start, newline.join((*lines, b"")))]
