from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sitegen.check.feeds.live_feed import compare_with_live, read_feed
from sitegen.errors import SitegenError
from sitegen.pages.page import Card
from sitegen.settings import Settings
from sitegen.values import with_changes
from tests.unit.render.feed_stories import CHANNEL, channel, feed, story, write_atom, write_json_feed, write_rss

WRITERS = {"feed.xml": write_rss, "atom.xml": write_atom, "feed.json": write_json_feed}
SETTINGS = Settings(base_url=CHANNEL.base_url)


def build(root: Path, path: str, *stories: Card) -> None:
    file = root / "public" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(WRITERS[file.name](feed(*stories)))


def save(root: Path, url: str, *stories: Card, file: str = "live") -> str:
    """Save a live feed that says it lies at `url`, and return the file."""
    view = feed(*stories, channel=channel(feed_url=url))
    (root / file).write_bytes(WRITERS[url.rpartition("/")[2]](view))
    return str(root / file)


def warnings(tmp_path: Path, built: list[Card], live: list[Card], name: str = "feed.xml") -> dict[str, str]:
    build(tmp_path, "feed.xml")
    build(tmp_path, f"topics/ai/{name}", *built)
    saved = save(tmp_path, f"https://digest.example/base/topics/ai/{name}", *live)
    compared = compare_with_live(tmp_path, SETTINGS, saved)
    assert compared.path == f"public/topics/ai/{name}"
    return {problem.field: problem.message for problem in compared.problems}


@pytest.mark.parametrize("name", list(WRITERS))
def test_changed_identities_are_an_unread_storm(tmp_path: Path, name: str) -> None:
    """Stories that readers know by another identity would all be new again: the warning says how many."""
    live = [story(number) for number in range(1, 6)]
    built = [with_changes(card, identity=f"new {card.identity}") for card in live[:4]] + live[4:]
    assert warnings(tmp_path, built, live, name)["unread-storm"].startswith(
        '4 of 5 stories would turn up as new again in readers: "Story 1", "Story 2", "Story 3", ...'
    )


@pytest.mark.parametrize("name", list(WRITERS))
def test_a_new_story_is_no_storm(tmp_path: Path, name: str) -> None:
    """One more story, and the oldest falling out of the feed, is how feeds live."""
    assert warnings(tmp_path, [story(1), story(2)], [story(2), story(3)], name) == {}


def test_a_retitled_story_is_no_storm(tmp_path: Path) -> None:
    """A story with its identity stays the same story."""
    moved = with_changes(story(1), title="New", url="/base/news/new/")
    assert warnings(tmp_path, [moved], [story(1)]) == {}


def test_a_story_that_goes_is_told(tmp_path: Path) -> None:
    """A story of the live feed's time that the built feed lacks would vanish."""
    found = warnings(tmp_path, [story(1), story(3)], [story(1), story(2), story(3)])
    assert found == {"vanishing": '1 of 3 stories of the live feed would vanish: "Story 2"'}


def test_a_moved_site_is_a_storm_though_every_address_changed(tmp_path: Path) -> None:
    """Title and time tell that a story is the same when nothing else does."""
    live = with_changes(story(1), url="/old/", original_url="", provider=None)
    built = with_changes(live, url="/new/", identity="new")
    assert "unread-storm" in warnings(tmp_path, [built], [live])
    later = with_changes(built, date=live.date + timedelta(hours=1) if live.date else None)
    assert "unread-storm" not in warnings(tmp_path, [later], [live])


@pytest.mark.parametrize("data", [b"", b"<html/>", b"{}", b'{"items": [1]}', b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>"])
def test_what_is_no_feed_stops_the_check(data: bytes) -> None:
    """An address that answers with something else is a plain sentence."""
    with pytest.raises(SitegenError, match="is not a "):
        read_feed(data, "https://a.example/feed.xml")


def test_without_a_build_there_is_nothing_to_compare(tmp_path: Path) -> None:
    """The message says what makes the missing feed."""
    saved = save(tmp_path, "https://digest.example/base/feed.xml")
    with pytest.raises(SitegenError, match=r"there is no feed in"):
        compare_with_live(tmp_path, SETTINGS, saved)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://digest.example/base/feed.xml", "feed.xml"),
        ("https://digest.example/base/topics/ai/atom.xml", "topics/ai/atom.xml"),
        ("https://old.example/topics/ai/feed.xml", "topics/ai/feed.xml"),
        ("https://old.example/a/b/topics/ai/feed.json", "topics/ai/feed.json"),
        ("https://old.example/blog/feed.xml", "feed.xml"),
        ("https://digest.example/base/old/feed.xml", "topics/ai/feed.xml"),
    ],
)
def test_a_feed_is_compared_with_the_same_one(tmp_path: Path, url: str, path: str) -> None:
    """A saved feed says where it lay; a moved site, another base path and an alias lead to the same feed."""
    for built in ("feed.xml", *(f"topics/ai/{name}" for name in WRITERS)):
        build(tmp_path, built)
    settings = with_changes(SETTINGS, aliases={"/old/feed.xml": "/topics/ai/feed.xml"})
    assert compare_with_live(tmp_path, settings, save(tmp_path, url)).path == f"public/{path}"


def test_a_feed_that_says_nothing_is_matched_by_its_file(tmp_path: Path) -> None:
    """A copy without a self link counts as what it is called, with its folders."""
    build(tmp_path, "feed.xml")
    build(tmp_path, "topics/ai/feed.xml")
    (tmp_path / "topics" / "ai").mkdir(parents=True)
    saved = save(tmp_path, "https://x.example/feed.xml", file="topics/ai/feed.xml")
    Path(saved).write_bytes(Path(saved).read_bytes().replace(b'rel="self"', b'rel="other"'))
    assert compare_with_live(tmp_path, SETTINGS, saved).path == "public/topics/ai/feed.xml"


@pytest.mark.parametrize(
    "url",
    [
        "https://digest.example/base/topics/gone/feed.xml",
        "https://digest.example/base/feeds/gone/feed.xml",
        "https://digest.example/base/../../feed.json",
    ],
)
def test_a_feed_that_is_no_more_is_not_taken_for_another(tmp_path: Path, url: str) -> None:
    """A topic's feed is never compared with the site's, and nothing outside the output folder with anything."""
    build(tmp_path, "feed.xml")
    build(tmp_path, "../feed.json")
    with pytest.raises(SitegenError, match=r"cannot be matched with a feed in public/"):
        compare_with_live(tmp_path, SETTINGS, save(tmp_path, url))


@pytest.mark.parametrize("live", ["nothing.xml", "http://127.0.0.1:1/feed.xml", "ftp://a.example/feed.xml"])
def test_a_feed_that_cannot_be_read_stops_the_check(tmp_path: Path, live: str) -> None:
    """No such file, nobody there, another scheme: one sentence each."""
    with pytest.raises(SitegenError, match="cannot be read"):
        compare_with_live(tmp_path, SETTINGS, live)
