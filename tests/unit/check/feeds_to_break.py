"""A right feed in each format, and ways to break it in one place."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sitegen.check.feeds.feed_findings import FeedPlace
from sitegen.check.feeds.feed_rules import feed_findings

NOW = datetime(2024, 6, 1, tzinfo=UTC)
PLACE = FeedPlace("https://a.example/feed.xml", NOW)
JSON_PLACE = FeedPlace("https://a.example/feed.json", NOW)
MEDIA = 'xmlns:m="http://search.yahoo.com/mrss/"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
RSS_ITEM = """<item><title>One</title><link>https://a.example/1</link><guid isPermaLink="false">tag:a,2025:1</guid>
<pubDate>Wed, 21 Feb 2024 08:30:00 +0800</pubDate>MORE</item>"""
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title><link>https://a.example/</link>
<description>D</description><atom:link rel="self" href="https://a.example/feed.xml"/>MORE</channel></rss>"""
ENTRY = """<entry><id>tag:a,2025:1</id><title>One</title><updated>2024-02-21T08:30:00Z</updated>
<link href="https://a.example/1"/>MORE</entry>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a,2025:feed</id><title>A</title>
<updated>2024-02-21T08:00:00Z</updated><link rel="self" href="https://a.example/feed.xml"/>MORE</feed>"""
AUTHOR = "<author><name>A</name></author>"
JSON_ITEM = {"id": "7", "title": "One", "content_text": "x", "url": "https://a.example/1"}
JSON = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "feed_url": JSON_PLACE.url}


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with one thing replaced, which must be there."""
    assert old in text, f"the feed does not hold {old!r}"
    return text.replace(old, new, 1) if old else text


def rss(item: str = "", channel: str = "", old: str = "", new: str = "") -> str:
    """Return an RSS feed with more in its item or channel, or with something else in the place of `old`."""
    return replaced(RSS.replace("MORE", channel + RSS_ITEM.replace("MORE", item)), old, new)


def rss_item(item: str = "", old: str = "", new: str = "") -> str:
    """Return one more item of an RSS feed."""
    return replaced(RSS_ITEM.replace("MORE", item), old, new)


def atom(entry: str = "", feed: str = "", old: str = "", new: str = "", author: str = AUTHOR) -> str:
    """Return an Atom feed, as `rss` does."""
    return replaced(ATOM.replace("MORE", author + feed + ENTRY.replace("MORE", entry)), old, new)


def entry(old: str = "", new: str = "") -> str:
    """Return one more entry of an Atom feed."""
    return replaced(ENTRY.replace("MORE", ""), old, new)


def json_feed(item: dict[str, Any] | None = None, **feed: Any) -> str:
    """Return a JSON Feed with other fields in its item or at its top; a field that is None is left out."""
    fields = {**JSON, "items": [_without_none({**JSON_ITEM, **(item or {})})], **feed}
    return json.dumps(_without_none(fields), ensure_ascii=False)


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def told(feed: str | bytes, place: FeedPlace = PLACE) -> list[str]:
    """Return what is found wrong with a feed, a line for each: `error bad-date "One": its date ... (Write it ...)`."""
    data = feed.encode() if isinstance(feed, str) else feed
    return [
        f"{found.level} {found.rule} "
        + (f'"{found.item}": ' if found.item else "")
        + found.message
        + (f" ({found.hint})" if found.hint else "")
        for found in feed_findings(data, place)
    ]
