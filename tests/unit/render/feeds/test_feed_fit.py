from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import feedparser
import pytest

from sitegen.plan.views.feed_views import FeedView
from sitegen.render.feeds.feed_json import write_json_feed
from sitegen.render.feeds.feed_xml import write_atom, write_rss
from sitegen.render.result import RenderResult
from tests.unit.render.feed_stories import feed, full, story

WRITERS = (write_rss, write_atom, write_json_feed)
Write = Callable[[FeedView], RenderResult]
LONG = "words " * 200
MANY_TERMS = {"topics": tuple(f"{number} {'long ' * 30}" for number in range(100))}


def titles(made: RenderResult) -> list[str]:
    if made.data.startswith(b"{"):
        return [item["title"] for item in json.loads(made.data)["items"]]
    return [entry.title for entry in feedparser.parse(made.data).entries]


def numbers(*wanted: int) -> list[str]:
    return [f"Story {number}" for number in wanted]


@pytest.mark.parametrize("write", WRITERS)
def test_the_oldest_full_texts_become_excerpts_first(write: Write) -> None:
    """Over the limit the newest texts stay whole, no story is lost, and nobody need know."""
    text = "<p>" + "long text " * 400 + "</p>"
    made = write(feed(*(full(number, text) for number in range(1, 21)), max_bytes=50_000))
    assert len(made.data) <= 50_000
    assert titles(made) == numbers(*range(1, 21))
    assert 7 <= made.data.count(b"long text long text long text") // 133 <= 12
    assert made.data.index(b"Story 1") < made.data.index(b"long text") < made.data.index(b"Story 2")
    assert made.data.rindex(b"long text") < made.data.index(b"Story 20")
    assert made.warning == ""


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("limit", [20_000, 40_000])
def test_the_oldest_stories_go_when_excerpts_are_too_much(write: Write, limit: int) -> None:
    """The feed holds the newest stories that have room, and its owner is told how many those are."""
    stories = [story(number, excerpt=LONG) for number in range(1, 51)]
    made = write(feed(*stories, max_bytes=limit))
    kept = titles(made)
    assert len(made.data) <= limit
    assert kept == numbers(*range(1, len(kept) + 1))
    assert len(titles(write(feed(*stories, max_bytes=limit + 6_000)))) > len(kept) > 1
    assert (made.setting, made.hint) == ("feed_bytes", "Raise it, or lower `feed_size`.")
    assert made.warning == (
        f"https://digest.example/base/topics/ai/feed.xml holds {len(kept)} of its 50 stories:"
        f" {limit:,} bytes have no room for more"
    )


@pytest.mark.parametrize("write", WRITERS)
def test_what_no_archive_has_stays(write: Write) -> None:
    """Readers that follow the archives would miss a story that neither they nor the feed hold."""
    stories = [story(number, excerpt=LONG) for number in range(1, 51)]
    made = write(feed(*stories, max_bytes=10_000, least_stories=30))
    assert titles(made) == numbers(*range(1, 31))
    assert f"has {len(made.data):,} bytes with 30 of its 50 stories" in made.warning
    whole = write(feed(*stories, max_bytes=10_000, least_stories=50))
    assert titles(whole) == numbers(*range(1, 51))
    assert "nothing can be left out" in whole.warning


@pytest.mark.parametrize("write", WRITERS)
def test_a_huge_story_does_not_push_the_others_out(write: Write) -> None:
    """What alone would take more than a quarter is left out, wherever it stands; the others stay."""
    made = write(feed(story(1, terms=MANY_TERMS), story(2), story(3), max_bytes=12_000))
    assert titles(made) == numbers(2, 3)
    assert "holds 2 of its 3 stories" in made.warning


@pytest.mark.parametrize("write", WRITERS)
def test_a_feed_of_one_huge_story_is_not_empty(write: Write) -> None:
    """The only story stays, and the owner is told."""
    made = write(feed(story(1, terms=MANY_TERMS), max_bytes=12_000))
    assert titles(made) == numbers(1)
    assert "nothing can be left out" in made.warning


@pytest.mark.parametrize("write", WRITERS)
def test_one_huge_text_leaves_room_for_the_others(write: Write) -> None:
    """A text over a quarter of the limit, counted in bytes, is shown as its excerpt; the others keep theirs."""
    for huge in ("huge " * 6_000, "\u5b57" * 9_000):
        made = write(feed(full(1, f"<p>{huge}</p>"), full(2), max_bytes=100_000))
        assert huge[:5].encode() * 2 not in made.data
        assert b"The whole text." in made.data


@pytest.mark.parametrize("write", WRITERS)
def test_without_a_limit_everything_stays(write: Write) -> None:
    """Archive documents are sealed: nothing may be left out of them."""
    made = write(feed(*(full(number, "<p>" + "x" * 60_000 + "</p>") for number in range(1, 21)), max_bytes=0))
    assert len(made.data) > 20 * 60_000


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_stories_give_the_same_bytes(write: Write) -> None:
    """No clock, no locale and no machine has a part in a feed."""
    view = feed(full(1), story(2))
    assert write(view) == write(view)
    assert str(datetime.now().year).encode() not in write(view).data.replace(b",2025:", b"")
