"""The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1).

Never: reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sitegen.check.feed_findings import (
    FeedPlace,
    Finding,
    date_findings,
    html_findings,
    language_findings,
    link_findings,
    repeated_findings,
    self_findings,
)

VERSION = "https://jsonfeed.org/version/1"
"""How `version` begins in every version of the specification."""


def json_feed_findings(feed: dict[str, Any], place: FeedPlace) -> Iterator[Finding]:
    """Apply every rule to a parsed JSON Feed."""
    if not isinstance(feed.get("title"), str) or not feed["title"].strip():
        yield Finding("error", "no-title", "", "it has no title")
    yield from language_findings(_text(feed, "language"))
    yield from self_findings(_text(feed, "feed_url"), place)
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield Finding("error", "no-items", "", "its items are no list of objects")
        return
    ids = [(_text(item, "id"), _name_of(item)) for item in items]
    yield from repeated_findings("error", "duplicate-id", [pair for pair in ids if pair[0]], "id")
    for item in items:
        yield from _item_findings(item, _name_of(item), place)


def _item_findings(item: dict[str, Any], name: str, place: FeedPlace) -> Iterator[Finding]:
    if not _text(item, "id"):
        yield Finding("error", "no-id", name, "its id is missing or no text")
    if not _text(item, "content_html") and not _text(item, "content_text"):
        yield Finding("error", "no-content", name, "it has neither content_html nor content_text")
    for field in ("url", "external_url", "image", "banner_image"):
        if field in item:
            yield from link_findings(_text(item, field), name, f"its {field}")
    for field in ("date_published", "date_modified"):
        if field in item:
            yield from _date_findings(_text(item, field), name, field, place)
    yield from html_findings(_text(item, "content_html"), name)


def _date_findings(text: str, name: str, field: str, place: FeedPlace) -> Iterator[Finding]:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        date = None
    if date is None or date.tzinfo is None or "T" not in text:
        hint = "Write it like 2024-02-21T08:30:00+08:00."
        yield Finding("error", "bad-date", name, f'{field} is no RFC 3339 date with a zone: "{text}"', hint)
    else:
        yield from date_findings(date, name, place)


def _name_of(item: dict[str, Any]) -> str:
    return _text(item, "title") or _text(item, "id") or "an item"


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
