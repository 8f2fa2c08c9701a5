"""Which files are feeds, what is wrong with any of them, and how it is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.check.feeds.feed_findings import FeedPlace
from sitegen.check.feeds.feed_rules import check_built_feeds, feed_findings
from sitegen.settings import Settings
from tests.unit.check.feeds_to_break import JSON, JSON_PLACE, NOW, PLACE, atom, json_feed, rss, rss_item, told


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (
            b"\xef\xbb\xbf" + json_feed().encode(),
            "error byte-order-mark it begins with a byte-order mark (Write it as UTF-8 without one.)",
        ),
        (
            json.dumps({**JSON, "title": "A\x85", "items": []}).encode(),
            "warning c1-character it holds the control character U+0085 "
            "(They come from Windows-1252 text that was taken for Latin-1.)",
        ),
    ],
)
def test_how_a_feed_is_written(data: bytes, finding: str) -> None:
    """A byte-order mark, and a lost character that is written as an escape, are told though they are not seen."""
    assert told(data, JSON_PLACE) == [finding]


def test_a_byte_order_mark_is_allowed_in_xml() -> None:
    """XML may begin with one."""
    assert told(b"\xef\xbb\xbf" + rss().encode()) == []


def test_xml_that_is_no_feed_is_none_of_ours() -> None:
    """A file that is neither RSS nor Atom is not called wrong."""
    assert told('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>') == []


def test_a_feed_whose_address_is_not_known() -> None:
    """Where a feed lies is compared only where that is known."""
    assert told(rss(old="/feed.xml", new="/elsewhere.xml"), FeedPlace("", NOW)) == []


@pytest.mark.parametrize("feed", [rss("", "<language/>"), atom(old="<feed", new='<feed xml:lang=""')])
def test_an_empty_language_is_none(feed: str) -> None:
    """A language that is not said is not wrong."""
    assert told(feed) == []


def test_a_long_address_and_a_long_title_are_cut() -> None:
    """What is told of an address, a style or an item takes no more than a line."""
    long = "x" * 200
    (line,) = told(rss(old="https://a.example/1", new=f"/{long}"))
    assert line.endswith(f"absolute: /{'x' * 78}… (Write the whole address.)")
    (line,) = told(rss(f"<description>&lt;img src='{long}'&gt;</description>"))
    assert line.endswith(f"relative address: {'x' * 79}…")


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json", "rss.xml", "index.xml"])
def test_every_name_of_a_feed_is_checked(tmp_path: Path, name: str) -> None:
    """A feed is checked under each name that feeds have, below any folder; no other file is, and no folder.

    An old address of that name that leads to a page is a folder, where the host has no rules.
    """
    (tmp_path / "public" / "old" / name).mkdir(parents=True)
    for path in (name, f"a/b/{name}", "other.xml", "other.json"):
        file = tmp_path / "public" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<rss", "utf-8")
    found = [problem.path for problem in check_built_feeds(tmp_path, Settings(), NOW)]
    assert found == [f"public/a/b/{name}", f"public/{name}"]


def test_without_a_build_there_is_nothing_to_check(tmp_path: Path) -> None:
    """A site that was never built has no feeds, and so nothing wrong with them."""
    assert list(check_built_feeds(tmp_path, Settings(), NOW)) == []


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>"])
def test_what_is_no_feed_is_a_finding(data: bytes) -> None:
    """Whatever lies under a feed's name, the check says so and goes on."""
    for place in (PLACE, JSON_PLACE):
        assert any(found.level == "error" for found in feed_findings(data, place))


def test_a_large_feed_is_a_warning() -> None:
    """Some readers take no more than a megabyte."""
    hint = "(Lower `feed_bytes` or `feed_size`.)"
    size = len(rss())
    assert told(rss("x" * (1_000_001 - size))) == [
        f"warning large it has 1,000,001 bytes, more than some readers take {hint}"
    ]
    assert told(rss("x" * (1_000_000 - size))) == []


def test_built_feeds_are_found_and_named(tmp_path: Path) -> None:
    """Each finding says which feed, which rule and which item; where a few of one rule are enough, it says how many."""
    folder = tmp_path / "public" / "topics" / "人"
    folder.mkdir(parents=True)
    (folder / "feed.xml").write_text(
        rss(channel=rss_item("<category/>") * 9).replace("/feed.xml", "/topics/%E4%BA%BA/feed.xml"),
        "utf-8",
    )
    settings = Settings(base_url="https://a.example/")
    problems = list(check_built_feeds(tmp_path, settings, PLACE.now, 3))
    assert {problem.path for problem in problems} == {"public/topics/人/feed.xml"}
    assert [problem.message for problem in problems if problem.field == "empty-category"] == [
        *['"One": it has an empty category'] * 3,
        "and 6 more",
    ]
    every = [problem.field for problem in check_built_feeds(tmp_path, settings, PLACE.now)]
    assert every.count("empty-category") == 9
    assert not [problem for problem in problems if problem.field == "wrong-self-link"]


@pytest.mark.parametrize("handler", ["onclick", "onpointerenter", "ONERROR", "onfocus"])
def test_any_event_handler_is_told(handler: str) -> None:
    """A handler is one by how its name begins, in any case, and not by a list."""
    (line,) = told(rss(f"<description>&lt;p {handler}='x'&gt;</description>"))
    assert "holds the event handler on" in line
