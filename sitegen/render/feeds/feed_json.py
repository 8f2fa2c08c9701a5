"""JSON Feed 1.1 (jsonfeed.org/version/1.1).

Never: writes a key that the specification does not know.
"""

from __future__ import annotations

import json
from typing import Any

from sitegen.plan.views.feed_views import FeedView
from sitegen.render.feeds.feed_fit import FeedFormat, fit_feed
from sitegen.render.feeds.feed_items import FeedItem, author_of, title_of
from sitegen.render.feeds.feed_text import EXCERPT_LIMIT, language_tag, one_line
from sitegen.render.result import RenderResult

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(view: FeedView) -> RenderResult:
    """Return a feed as JSON Feed 1.1, UTF-8."""
    return fit_feed(view, FeedFormat(_feed, lambda text: len(_encoded(text))))


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _feed(view: FeedView, items: tuple[FeedItem, ...]) -> bytes:
    channel = view.channel
    feed = {
        "version": _VERSION,
        "title": title_of(channel),
        "home_page_url": channel.page_url,
        "feed_url": channel.feed_url,
        "description": one_line(channel.description, EXCERPT_LIMIT),
        "icon": channel.image_url,
        "authors": [{"name": author_of(channel), "url": channel.base_url}],
        "language": language_tag(channel.language),
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else [],
    }
    return _encoded(_said(feed) | {"items": [_said(_item(item)) for item in items]})


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _item(item: FeedItem) -> dict[str, Any]:
    author = _said({"name": item.source_title, "url": item.source_url})
    html = item.full_html or item.short_html
    return {
        "id": item.id,
        "url": item.page_url,
        "external_url": item.original_url,
        "title": item.title,
        "content_html": html,
        # One of the two is required; an empty text would be left out.
        "content_text": "" if html else item.title,
        "summary": item.excerpt,
        "image": item.image.url if item.image else "",
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat() if item.updated else "",
        "authors": [{"name": name} for name in item.authors] or ([author] if author else []),
        "tags": list(dict.fromkeys(category.name for category in item.categories)),
        "language": item.language,
    }
