from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sitegen.check.live_feed import compare_with_live, read_feed
from sitegen.errors import SitegenError
from sitegen.pages.page import Card
from sitegen.settings import Settings
from sitegen.values import with_changes
from tests.unit.render.feed_stories import CHANNEL, feed, story, write_atom, write_json_feed, write_rss

WRITERS = {"feed.xml": write_rss, "atom.xml": write_atom, "feed.json": write_json_feed}
SETTINGS = Settings(base_url=CHANNEL.base_url)


def warnings(tmp_path: Path, built: list[Card], live: list[Card], name: str = "feed.xml") -> dict[str, str]:
    (tmp_path / "public").mkdir(exist_ok=True)
    (tmp_path / "public" / name).write_bytes(WRITERS[name](feed(*built)))
    (tmp_path / "live").write_bytes(WRITERS[name](feed(*live)))
    found = compare_with_live(tmp_path, SETTINGS, str(tmp_path / "live"))
    return {problem.field: problem.message for problem in found}


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
    with pytest.raises(SitegenError, match="is no"):
        read_feed(data, "https://a.example/feed.xml")


def test_without_a_build_there_is_nothing_to_compare(tmp_path: Path) -> None:
    """The message says what makes the missing feed."""
    (tmp_path / "live").write_bytes(write_rss(feed(story())))
    with pytest.raises(SitegenError, match=r"there is no feed\.xml"):
        list(compare_with_live(tmp_path, SETTINGS, str(tmp_path / "live")))


@pytest.mark.parametrize("live", ["nothing.xml", "http://127.0.0.1:1/feed.xml", "ftp://a.example/feed.xml"])
def test_a_feed_that_cannot_be_read_stops_the_check(tmp_path: Path, live: str) -> None:
    """No such file, nobody there, another scheme: one sentence each."""
    with pytest.raises(SitegenError, match="cannot be read"):
        list(compare_with_live(tmp_path, SETTINGS, live))
