"""Subscriptions: fetched politely, seen once, offered in an inbox, added by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from sitegen.intake.feeds.feed_reader import read_feed
from sitegen.zones import time_zone
from tests.command_line import Ran, sitegen
from tests.intake.publishers import ADDRESSES, new_site, replies
from tests.replayed_web import Asked, Reply, replayed

FEED = "https://feeds.example/news.xml"
PATH = "feeds.example/news.xml"
SUBSCRIPTIONS = f"subscriptions:\n  - feed: {FEED}\n    name: Northwire\n    zone: Asia/Shanghai\n"


def item(number: int, date: str = "Mon, 23 Nov 2026 09:10:00 +0800", link: str = "") -> str:
    address = link or f"https://feeds.example/story-{number}?utm_source=rss"
    when = f"<pubDate>{date}</pubDate>" if date else ""
    link = f"<link>{address.replace('&', '&amp;')}</link>"
    words = "<description>&lt;p&gt;Words.&lt;/p&gt;</description>"
    return f"<item><title>Story number {number}</title>{link}{when}{words}</item>"


def feed(*items: str, head: str = "") -> Reply:
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{head}{"".join(items)}</channel></rss>'
    return Reply(
        text.encode(), "application/rss+xml", headers=('ETag: W/"a1"', "Last-Modified: Mon, 23 Nov 2026 01:10:00 GMT")
    )


class FollowedFeeds:
    """A site with one subscription, and a clock."""

    def __init__(self, root: Path) -> None:
        self.root = new_site(root)
        (self.root / "subscriptions.yaml").write_text(SUBSCRIPTIONS, "utf-8")
        self.now = 1_795_910_400
        self.asked: list[Asked] = []

    def run(self, web: Mapping[str, Reply], *arguments: str, hours: float = 2) -> Ran:
        """Run a command some hours later."""
        self.now += int(hours * 3600)
        with replayed(web) as asked:
            ran = sitegen(self.root, *arguments, SOURCE_DATE_EPOCH=str(self.now))
        self.asked = [one for one in asked if one.address == PATH]
        return ran


def test_who_was_not_asked_may_be_asked_at_once(tmp_path: Path) -> None:
    """A feed in the own network is refused with the option that allows it, and does not wait an hour for nothing."""
    feeds = FollowedFeeds(tmp_path / "site")
    inside = {"feeds.example": "10.0.0.7"}
    with replayed({}, inside):
        ran = sitegen(feeds.root, "fetch", SOURCE_DATE_EPOCH=str(feeds.now))
    assert ran.code == 1 and "--own-network" in ran.out, ran.out
    with replayed({PATH: feed(item(1))}, inside):
        ran = sitegen(feeds.root, "fetch", "--own-network", SOURCE_DATE_EPOCH=str(feeds.now))
    assert ran.code == 0 and "recorded" in ran.out


def test_a_first_fetch_only_records_and_the_next_one_offers(tmp_path: Path) -> None:
    """What was there before one subscribed is no news; what comes later waits in the inbox until it is added."""
    feeds = FollowedFeeds(tmp_path / "site")
    assert "recorded" in feeds.run({PATH: feed(item(1), item(2))}, "fetch").out
    assert "inbox is empty" in feeds.run({}, "inbox").out
    agency = ADDRESSES["news-agency"]
    web = {**replies(), PATH: feed(item(1), item(2), item(3), item(4, link=agency))}
    assert "2 new" in feeds.run(web, "fetch").out
    listed = feeds.run({}, "inbox").out
    assert "Northwire: Story number 3" in listed and "2026-11-23 09:10" in listed and "Story number 1" not in listed
    named = re.findall(r"(?m)^([0-9a-f]{8}) ", listed)
    taken = next(
        one for one in named if f"{one}  " in listed and "number 4" in listed.partition(one)[2].partition("\n")[0]
    )
    ran = feeds.run(web, "add", taken)
    assert ran.code == 0, ran.err
    draft = (feeds.root / ran.out.splitlines()[0]).read_text("utf-8")
    assert "feed title" in draft and "JSON-LD headline" in draft
    assert taken not in feeds.run({}, "inbox").out
    assert "nothing new" in feeds.run(web, "fetch").out


def test_conditions_are_sent_back_and_hours_are_kept(tmp_path: Path) -> None:
    """ETag and Last-Modified verbatim, an hour between two requests, and Retry-After, max-age and ttl obeyed."""
    feeds = FollowedFeeds(tmp_path / "site")
    feeds.run({PATH: feed(item(1))}, "fetch")
    assert "Mozilla" not in feeds.asked[0].headers["User-Agent"]
    assert "https://digest.example/" in feeds.asked[0].headers["User-Agent"]
    assert "waiting" in feeds.run({PATH: feed(item(1))}, "fetch", hours=0.5).out and feeds.asked == []
    unchanged = Reply(status="304 Not Modified", headers=("Cache-Control: max-age=36000",))
    assert "unchanged" in feeds.run({PATH: unchanged}, "fetch").out
    assert feeds.asked[0].headers["If-None-Match"] == 'W/"a1"'
    assert feeds.asked[0].headers["If-Modified-Since"] == "Mon, 23 Nov 2026 01:10:00 GMT"
    assert "waiting" in feeds.run({}, "fetch", hours=9).out
    busy = Reply(status="429 Too Many Requests", headers=("Retry-After: 18000",))
    assert "429" in feeds.run({PATH: busy}, "fetch", hours=2).out
    assert "waiting" in feeds.run({}, "fetch", hours=4).out
    assert "unchanged" in feeds.run({PATH: feed(item(1), head="<ttl>300</ttl>")}, "fetch", hours=2).out
    assert "waiting" in feeds.run({}, "fetch", hours=4).out


def test_robots_and_own_network_count_for_feeds(tmp_path: Path) -> None:
    """A feed that robots.txt forbids is not asked for; a host of the own network neither."""
    feeds = FollowedFeeds(tmp_path / "site")
    robots = Reply(b"User-agent: sitegen\nDisallow: /", "text/plain")
    ran = feeds.run({PATH: feed(item(1)), "feeds.example/robots.txt": robots}, "fetch")
    assert ran.code == 1 and "robots.txt does not allow" in ran.out and feeds.asked == []


def test_an_item_without_a_date_waits_apart(tmp_path: Path) -> None:
    """It is listed last, without a day that somebody made up."""
    feeds = FollowedFeeds(tmp_path / "site")
    feeds.run({PATH: feed()}, "fetch")
    feeds.run({PATH: feed(item(1, date=""), item(2, date="soon"), item(3))}, "fetch")
    lines = [line for line in feeds.run({}, "inbox").out.splitlines() if "Story" in line]
    assert "number 3" in lines[0]
    assert all("no date" in line for line in lines[1:]) and len(lines) == 3


def test_what_was_seen_merges_in_git(tmp_path: Path) -> None:
    """A sorted file, a line an item; two copies put together are understood."""
    feeds = FollowedFeeds(tmp_path / "site")
    feeds.run({PATH: feed(item(1), item(2), item(3))}, "fetch")
    seen = feeds.root / "subscriptions.seen"
    lines = seen.read_text("utf-8").splitlines()
    assert lines == sorted(lines) and len(lines) == 4
    seen.write_text("\n".join((*reversed(lines), "<<<<<<< mine", *lines)), "utf-8")
    for state in (feeds.root / "captures").glob("*.json"):
        state.unlink()
    assert "1 new" in feeds.run({PATH: feed(item(1), item(2), item(9))}, "fetch").out
    assert "number 9" in feeds.run({}, "inbox").out


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2026年11月23日", "2026-11-23"),
        ("2026年11月23日 09:10", "2026-11-23T09:10:00+08:00"),
        ("2026-11-23 09:10:00", "2026-11-23T09:10:00+08:00"),
        ("Mon, 23 Nov 2026 01:10:00 GMT", "2026-11-23T01:10:00+00:00"),
        ("2026-11-23T01:10:00Z", "2026-11-23T01:10:00+00:00"),
        ("03/04/2026", ""),
        ("04/03/2026", ""),
        ("Jan 8", ""),
    ],
)
def test_dates_are_read_by_us(typed: str, date: str) -> None:
    """A date without a zone has that of its source, one in Chinese is that day, and one that may be two is none."""
    found = read_feed(feed(item(1, date=typed)).body, FEED, {}, time_zone("Asia/Shanghai"))
    assert found.items[0].date == date


AWKWARD = [
    b"",
    b"<html><title>No feed</title></html>",
    b"<rss><channel><item><title>Unclosed & broken<link>https://a.example/1</link></item>",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",
    b"<rss><channel><item><link>javascript:alert(1)</link><title>x</title></item></channel></rss>",
    b"<rss><channel><item><link>http://127.0.0.1/</link><title>x</title></item></channel></rss>",
    b"{",
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [1, {"url": 5}, {"url": "https://a.example/j"}]}',
    b"\xff\xfe\x00",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 5_000,
]


@pytest.mark.parametrize("number", range(len(AWKWARD)))
def test_no_feed_does_more_than_fail(number: int, tmp_path: Path) -> None:
    """Whatever a feed holds, fetching says what became of it, and items lead only to addresses of the web."""
    feeds = FollowedFeeds(tmp_path / "site")
    feeds.run({PATH: feed()}, "fetch")
    ran = feeds.run({PATH: Reply(AWKWARD[number], "application/xml")}, "fetch")
    assert ran.code in (0, 1) and "Traceback" not in ran.err, ran.err
    assert "javascript" not in feeds.run({}, "inbox").out


def test_what_is_left_out_of_a_feed_is_told(tmp_path: Path) -> None:
    """Items without an address, and more of them than are read; a page that was subscribed to names its feed."""
    feeds = FollowedFeeds(tmp_path / "site")
    without = "<item><title>Only words</title></item>"
    first = feeds.run({PATH: feed(item(1), without, without)}, "fetch").out
    assert "1 there already" in first and "2 without an address left out" in first
    many = feeds.run({PATH: feed(*(item(number) for number in range(1_003)))}, "fetch").out
    assert "3 older ones not read" in many
    page = Reply(b"<html><link rel=alternate type='application/rss+xml' href='/feed'><title>Page</title></html>")
    told = feeds.run({PATH: page}, "fetch").out
    assert "not a feed; the page names https://feeds.example/feed" in told


def test_a_feed_is_read_in_the_encoding_that_it_is_in() -> None:
    """Portals say UTF-8 and write GBK."""
    title = "沿海小城用自制潮汐预报，渡轮公司也开始试用"
    text = feed(item(1)).body.decode().replace("Story number 1", title)
    for head, said in (("", "gbk"), ("", ""), (' encoding="utf-8"', "utf-8"), (' encoding="gb2312"', "")):
        data = text.replace('version="1.0"?>', f'version="1.0"{head}?>').encode("gbk")
        headers = {"content-type": f"application/xml; charset={said}" if said else "application/xml"}
        assert read_feed(data, FEED, headers, None).items[0].title == title


def test_subscriptions_come_and_go_as_opml(tmp_path: Path) -> None:
    """What another reader exports is added once, behind what is there; what we export is read again."""
    feeds = FollowedFeeds(tmp_path / "site")
    opml = (
        '<opml version="2.0"><body><outline text="Folder"><outline text="A &amp; B" xmlUrl="https://a.example/f"/>'
        f'<outline text="Known" xmlUrl="{FEED}"/><outline text="Bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    (feeds.root / "list.opml").write_text(opml, "utf-8")
    told = feeds.run({}, "fetch", "--import", "list.opml").out
    assert "1 subscription added" in told and "1 left out, which cannot be asked: file:///etc/passwd" in told
    assert "0 subscriptions added" in feeds.run({}, "fetch", "--import", "list.opml").out
    text = (feeds.root / "subscriptions.yaml").read_text("utf-8")
    assert text.startswith(SUBSCRIPTIONS) and 'name: "A & B"' in text
    exported = fromstring(feeds.run({}, "fetch", "--export").out)
    assert [one.get("xmlUrl") for one in exported.iter("outline")] == [FEED, "https://a.example/f"]
    for encoding in ("utf-8", "utf-16"):
        bomb = '<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><outline text="&b;"/></opml>'
        (feeds.root / "bomb.opml").write_text(bomb, encoding)
        refused = feeds.run({}, "fetch", "--import", "bomb.opml")
        assert refused.code == 2 and "document type" in refused.err


def test_an_item_whose_page_is_refused_keeps_what_the_feed_says(tmp_path: Path) -> None:
    """The draft has title, date and excerpt of the feed, and says that its page was not had."""
    feeds = FollowedFeeds(tmp_path / "site")
    feeds.run({PATH: feed()}, "fetch")
    feeds.run({PATH: feed(item(7))}, "fetch")
    named = re.findall(r"(?m)^([0-9a-f]{8}) ", feeds.run({}, "inbox").out)[0]
    ran = feeds.run({"feeds.example/story-7": Reply(status="403 Forbidden")}, "add", named)
    assert ran.code == 0, ran.err
    draft = (feeds.root / ran.out.splitlines()[0]).read_text("utf-8")
    assert 'title: "Story number 7"' in draft and "publishedDateTime: 2026-11-23T09:10:00+08:00" in draft
    assert "403" in draft
