"""The door to feedparser: what a feed tells, its dates as they stand there.

feedparser takes a date without a zone for UTC, and reads `2026年11月23日` as the first of the month. So its dates are
not asked; the texts are, and read with the zone of the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import tzinfo
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser

from sitegen.intake.facts.clean_addresses import address_key, clean_address
from sitegen.intake.facts.found_dates import find_date
from sitegen.intake.feeds.inbox import FeedItem
from sitegen.intake.page.decoding import decode_page
from sitegen.intake.page.html_tree import attribute, elements, parse_page, text_of

_MOST_ITEMS = 1_000
_MOST_CHARACTERS = 2_000
_MOST_PAGE = 500_000
_FEED_TYPE = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s?=\s?["']([\w.:-]{1,40})["']""")
_DATES = ("published", "issued", "dc_date", "date", "created", "updated", "modified")


class FeedReading(NamedTuple):
    """What a feed tells."""

    items: tuple[FeedItem, ...] = ()
    least_minutes: int = 0
    """How long it asks readers to wait (`ttl`)."""
    is_feed: bool = True
    notes: tuple[str, ...] = ()
    """What of it was left out, and why."""
    feeds: tuple[str, ...] = ()
    """The addresses of feeds that it names, where it is a page."""


def read_feed(
    data: bytes, address: str, headers: Mapping[str, str], zone: tzinfo | None, name: str = ""
) -> FeedReading:
    """Return what a feed tells; `zone` is that of its clocks that give none, `name` what its source is called."""
    title, minutes, entries = _json_feed(data) or _parsed(data, headers)
    if title is None:
        return FeedReading(is_feed=False, feeds=_feeds_of_page(data, address, headers))
    found_items = [_item(entry, address, zone, name or title) for entry in entries[:_MOST_ITEMS]]
    items = [one for one in found_items if one is not None]
    unique = {item.id: item for item in reversed(items)}
    notes = []
    if len(items) < len(found_items):
        notes.append(f"{len(found_items) - len(items):,} without an address left out")
    if len(entries) > _MOST_ITEMS:
        notes.append(f"{len(entries) - _MOST_ITEMS:,} older ones not read")
    return FeedReading(tuple(reversed(unique.values())), minutes, notes=tuple(notes))


def _feeds_of_page(data: bytes, address: str, headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the feeds that a page names in its head, as people subscribe to pages."""
    tree = parse_page(decode_page(data[:_MOST_PAGE], headers.get("content-type", "")))
    links = elements(tree, "link") if tree is not None else ()
    named = [
        clean_address(attribute(one, "href"), address) for one in links if _FEED_TYPE.search(attribute(one, "type"))
    ]
    return tuple(dict.fromkeys(one for one in named if one))[:3]


def _readable(data: bytes, content_type: str) -> tuple[bytes, str]:
    """Return a feed, and its type, in UTF-8 where it says that it is, or says nothing, and is not."""
    declared = _ENCODING.search(data[:300])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return data, content_type
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = decode_page(data, content_type).encode("utf-8", "replace")
        return _ENCODING.sub(b'encoding="utf-8"', text, count=1), "application/xml; charset=utf-8"
    return data, content_type


def _parsed(data: bytes, headers: Mapping[str, str]) -> tuple[str | None, int, list[Mapping[str, Any]]]:
    typed, content_type = _readable(data, headers.get("content-type", ""))
    said = {"content-type": content_type, "content-location": ""}
    try:
        feed = feedparser.parse(typed, response_headers=said, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # whatever a stranger's bytes do to the library is no reason to stop
        return None, 0, []
    if not feed.get("version") and not feed.get("entries"):
        return None, 0, []
    head = feed.get("feed", {})
    ttl = str(head.get("ttl", "")).strip()
    return _text(head.get("title")), int(ttl) if ttl.isdecimal() and len(ttl) < 7 else 0, list(feed.get("entries", []))


def _json_feed(data: bytes) -> tuple[str | None, int, list[Mapping[str, Any]]] | None:
    if data.lstrip()[:1] != b"{":
        return None
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        return None
    entries = feed.get("items")
    found = [one for one in entries if isinstance(one, dict)] if isinstance(entries, list) else []
    return _text(feed.get("title")), 0, [_from_json(one) for one in found]


def _from_json(item: dict[str, Any]) -> dict[str, Any]:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return {
        "id": item.get("id"),
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "summary": item.get("summary") or item.get("content_text") or item.get("content_html"),
        "published": item.get("date_published"),
        "author": first.get("name") if isinstance(first, dict) else "",
    }


def _item(entry: Mapping[str, Any], feed: str, zone: tzinfo | None, source: str) -> FeedItem | None:
    link = entry.get("link")
    address = clean_address(urljoin(feed, link)) if isinstance(link, str) else ""
    guid = _text(entry.get("id"))
    if not address and guid.startswith(("http://", "https://")):
        address = clean_address(guid)
    if not address:
        return None
    raw = next((text for key in _DATES if (text := _text(entry.get(key)))), "")
    date = find_date(raw)
    identity = blake2b(address_key(address).encode(), digest_size=4).hexdigest()
    return FeedItem(
        id=identity,
        address=address,
        title=_plain(entry.get("title"))[:500],
        summary=_plain(entry.get("summary"))[:_MOST_CHARACTERS],
        date=date.within(zone).text() if date else "",
        raw_date=raw[:100],
        author=_plain(entry.get("author"))[:120],
        feed=feed,
        source=source,
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """Return a text without markup."""
    text = _text(value)
    if "<" not in text and "&" not in text:
        return text
    tree = parse_page(f"<html><body>{text[:50_000]}</body></html>")
    return text_of(tree) if tree is not None else ""
