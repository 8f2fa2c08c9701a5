"""The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.check.feeds.feed_findings import (
    FeedPlace,
    Finding,
    html_findings,
    language_findings,
    link_findings,
    repeated_findings,
    self_findings,
    timestamp_findings,
)

VERSION = "https://jsonfeed.org/version/1"
"""How `version` begins in every version of the specification."""


def json_feed_findings(feed: dict[str, Any], place: FeedPlace) -> Iterator[Finding]:
    """Apply every rule to a parsed JSON Feed."""
    if not isinstance(feed.get("title"), str) or not feed["title"].strip():
        yield Finding("error", "no-title", "", "it has no title")
    yield from language_findings(_text(feed, "language"))
    yield from self_findings(_text(feed, "feed_url"), place)
    yield from _link_findings(feed, "", ("home_page_url", "feed_url", "next_url", "icon", "favicon"))
    yield from _author_findings(feed, "")
    items = feed.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        yield Finding("error", "no-items", "", "its items are no list of objects")
        return
    ids = [(_text(item, "id"), _name_of(item)) for item in items]
    yield from repeated_findings("error", "duplicate-id", ids, "id")
    for item in items:
        yield from _item_findings(item, _name_of(item), place)


def _item_findings(item: dict[str, Any], name: str, place: FeedPlace) -> Iterator[Finding]:
    if not _text(item, "id"):
        yield Finding("error", "no-id", name, "its id is missing or no text")
    if not _text(item, "content_html") and not _text(item, "content_text"):
        yield Finding("error", "no-content", name, "it has neither content_html nor content_text")
    yield from _link_findings(item, name, ("url", "external_url", "image", "banner_image"))
    yield from _author_findings(item, name)
    for field in ("date_published", "date_modified"):
        if field in item:
            yield from timestamp_findings(_text(item, field), name, field, place)
    yield from html_findings(_text(item, "content_html"), name)


def _link_findings(fields: dict[str, Any], name: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    for key in keys:
        if key in fields:
            yield from link_findings(_text(fields, key), name, f"its {key}")


def _author_findings(fields: dict[str, Any], name: str) -> Iterator[Finding]:
    authors = fields.get("authors", [])
    if not isinstance(authors, list) or not all(isinstance(author, dict) for author in authors):
        hint = 'Write [{"name": "..."}].'
        yield Finding("error", "bad-authors", name, "its authors are no list of objects", hint)


def _name_of(item: dict[str, Any]) -> str:
    return _text(item, "title") or _text(item, "id") or "an item"


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
