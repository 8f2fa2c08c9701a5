from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from hypothesis import given, settings

from sitegen.plan.views.feed_views import FeedView
from sitegen.render.feeds.feed_text import one_line
from tests.unit.render.feed_stories import SHANGHAI, channel, feed, full, story, write_json_feed
from tests.unit.render.random_stories import cards_of, random_stories

FEED_KEYS = set(
    "version title home_page_url feed_url description user_comment next_url icon favicon authors language expired"
    " hubs items".split()
)
ITEM_KEYS = set(
    "id url external_url title content_html content_text summary image banner_image date_published date_modified"
    " authors tags language attachments".split()
)


def read(view: FeedView) -> dict[str, Any]:
    data = json.loads(write_json_feed(view))
    assert isinstance(data, dict)
    return data


def test_a_json_feed_says_what_it_is() -> None:
    """Version 1.1 with both addresses, language, author, icon and hub."""
    said = read(
        feed(story(), channel=channel(hub="https://hub.example/", image_url="https://digest.example/base/logo.png"))
    )
    del said["items"]
    assert said == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Digest – AI",
        "home_page_url": "https://digest.example/base/topics/ai/",
        "feed_url": "https://digest.example/base/topics/ai/feed.xml",
        "description": "What happens in AI",
        "icon": "https://digest.example/base/logo.png",
        "authors": [{"name": "Digest", "url": "https://digest.example/base/"}],
        "language": "en",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
    }


def test_an_item_has_our_page_and_the_original() -> None:
    """`url` is ours and `external_url` the original's, whichever the owner lets the title lead to."""
    updated = datetime(2024, 2, 22, 7, 0, tzinfo=SHANGHAI)
    item = read(feed(full(language="fr", updated=updated), leads_to_original=True))["items"][0]
    html = item.pop("content_html")
    assert "<p>The whole text.</p>" in html
    other = read(feed(story()))["items"][0]
    assert (other["url"], other["external_url"]) == (item["url"], item["external_url"])
    assert item == {
        "id": "tag:digest.example,2025:https://wire.example/story/1",
        "url": "https://digest.example/base/news/2024/02/21/story-1/",
        "external_url": "https://wire.example/story/1",
        "title": "Story 1",
        "summary": "What story 1 says.",
        "image": "https://img.example/1.jpg",
        "date_published": "2024-02-21T08:30:00+08:00",
        "date_modified": "2024-02-22T07:00:00+08:00",
        "authors": [{"name": "Wire", "url": "https://wire.example/"}],
        "tags": ["AI", "AI Hardware"],
        "language": "fr",
    }


def test_a_bare_story_has_a_content() -> None:
    """The specification asks for one of two contents; without any text the title stands in."""
    item = read(feed(story(excerpt="", image=None, provider=None, original_url="", terms={})))["items"][0]
    assert "content_html" not in item
    assert item["content_text"] == "Story 1"


def test_an_empty_feed_has_items() -> None:
    """`items` is required even when there are none."""
    assert read(feed())["items"] == []


@settings(max_examples=100, deadline=None)
@given(random_stories())
def test_any_stories_round_trip_through_json(view: FeedView) -> None:
    """Any Unicode in any field, any field missing: valid, and title, id, date and topics come back."""
    data = read(view)
    assert set(data) <= FEED_KEYS
    assert len(data["items"]) == len(view.stories)
    for item, card in zip(data["items"], cards_of(view), strict=True):
        assert set(item) <= ITEM_KEYS
        assert isinstance(item["id"], str)
        assert item.get("content_html") or item.get("content_text")
        if one_line(card.title, 500):
            assert item["title"] == one_line(card.title, 500)
        if card.date:
            assert datetime.fromisoformat(item["date_published"]) == card.date.replace(microsecond=0)
        topics = [one_line(name, 500) for name in card.terms.get("topics", ())]
        assert item.get("tags", []) == [name for name in dict.fromkeys(topics) if name]
