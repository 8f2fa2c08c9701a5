"""Builders of stories and feeds for the feed tests."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sitegen.pages.fields.story_values import Image, Provider
from sitegen.pages.page import Card, Page
from sitegen.plan.views.feed_views import Channel, FeedView
from sitegen.render.feeds import feed_json, feed_xml
from sitegen.values import with_changes

SHANGHAI = timezone(timedelta(hours=8))

CHANNEL = Channel(
    title="Digest – AI",
    description="What happens in AI",
    page_url="https://digest.example/base/topics/ai/",
    feed_url="https://digest.example/base/topics/ai/feed.xml",
    language="en",
    base_url="https://digest.example/base/",
    identity_authority="digest.example,2025",
    site_title="Digest",
    source_kinds=("sources",),
)


def story(number: int = 1, **changes: Any) -> Card:
    card = Card(
        path=f"news/2024-02-21-story-{number}.md",
        title=f"Story {number}",
        url=f"/base/news/2024/02/21/story-{number}/",
        date=datetime(2024, 2, 21, 9, 30, tzinfo=SHANGHAI) - timedelta(hours=number),
        excerpt=f"What story {number} says.",
        provider=Provider(name="Wire", domain="wire.example"),
        original_url=f"https://wire.example/story/{number}",
        image=Image(url=f"https://img.example/{number}.jpg", width=1200, height=720),
        identity=f"https://wire.example/story/{number}",
        terms={"sources": ("Wire",), "topics": ("AI", "AI Hardware")},
    )
    return with_changes(card, **changes)


def full(number: int = 1, body: str = "<p>The whole text.</p>", **changes: Any) -> Page:
    return Page(card=story(number, **changes), body=body)


def feed(*stories: Card | Page, **changes: Any) -> FeedView:
    return with_changes(FeedView(channel=CHANNEL, stories=stories), **changes)


def channel(**changes: Any) -> Channel:
    return with_changes(CHANNEL, **changes)


def write_rss(view: FeedView) -> bytes:
    return feed_xml.write_rss(view).data


def write_atom(view: FeedView) -> bytes:
    return feed_xml.write_atom(view).data


def write_json_feed(view: FeedView) -> bytes:
    return feed_json.write_json_feed(view).data
