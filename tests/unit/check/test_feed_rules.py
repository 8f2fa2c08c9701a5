from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.check.feed_findings import FeedPlace, Finding
from sitegen.check.feed_rules import check_built_feeds, feed_findings
from sitegen.settings import Settings

JSON_PLACE = FeedPlace("https://a.example/feed.json", datetime(2024, 6, 1, tzinfo=UTC))
PLACE = FeedPlace("https://a.example/feed.xml", datetime(2024, 6, 1, tzinfo=UTC))

RSS_ITEM = """<item><title>One</title><link>https://a.example/1</link><guid isPermaLink="false">tag:a,2025:1</guid>
<pubDate>Wed, 21 Feb 2024 08:30:00 +0800</pubDate>MORE</item>"""
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>A</title><link>https://a.example/</link>
<description>D</description><atom:link rel="self" href="https://a.example/feed.xml"/>MORE</channel></rss>"""
ENTRY = """<entry><id>tag:a,2025:1</id><title>One</title><updated>2024-02-21T08:30:00Z</updated>
<link href="https://a.example/1"/>MORE</entry>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a,2025:feed</id><title>A</title>
<updated>2024-02-21T08:30:00Z</updated><link rel="self" href="https://a.example/feed.xml"/>MORE</feed>"""
MEDIA = 'xmlns:m="http://search.yahoo.com/mrss/"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
GOOD = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [], "feed_url": JSON_PLACE.url}
AUTHOR = "<author><name>A</name></author>"


def rules(text: str | bytes, level: str, place: FeedPlace = PLACE) -> set[str]:
    data = text.encode() if isinstance(text, str) else text
    return {found.rule for found in feed_findings(data, place) if found.level == level}


def rss(item: str = "", channel: str = "", old: str = "", new: str = "") -> str:
    return RSS.replace("MORE", channel + RSS_ITEM.replace("MORE", item)).replace(old, new, 1)


def atom(entry: str = "", feed: str = "", old: str = "", new: str = "", author: str = AUTHOR) -> str:
    return ATOM.replace("MORE", author + feed + ENTRY.replace("MORE", entry)).replace(old, new, 1)


def test_a_good_feed_has_nothing_wrong() -> None:
    """The feeds that the cases below break are right before."""
    assert list(feed_findings(rss().encode(), PLACE)) == list(feed_findings(atom().encode(), PLACE)) == []


@pytest.mark.parametrize(
    ("rule", "feed"),
    [
        ("author-without-address", rss("<author>Jane Doe</author>")),
        ("bad-date", rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="2024-02-21T08:30:00Z")),
        ("bad-date", rss(old="Wed, 21 Feb 2024", new="Wed, 31 Feb 2024")),
        ("wrong-weekday", rss(old="Wed, 21", new="Mon, 21")),
        ("guid-no-address", rss(old=' isPermaLink="false"')),
        ("guid-no-address", rss(old='"false"', new='"true"')),
        ("duplicate-guid", rss(channel=RSS_ITEM.replace("MORE", ""))),
        ("empty-item", rss(old="<title>One</title>")),
        ("relative-link", rss(old="https://a.example/1", new="/1")),
        ("unencoded-link", rss(old="https://a.example/1", new="https://a.example/人")),
        ("unencoded-link", rss(old="https://a.example/1", new="https://a.example/a b")),
        ("enclosure-length", rss('<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/>')),
        ("no-address", rss('<enclosure length="1" type="audio/mpeg"/>')),
        ("relative-link", rss('<enclosure url="1.mp3" length="1" type="audio/mpeg"/>')),
        ("relative-link", rss('<source url="feed.xml">A</source>')),
        ("unencoded-link", rss('<source url="https://é.example/">A</source>')),
        ("relative-link", rss(f'<m:content {MEDIA} url="a.png"/>')),
        ("relative-link", rss(f'<m:group {MEDIA}><m:thumbnail url="/a.png"/></m:group>')),
        ("relative-link", rss(channel="<image><url>a.png</url></image>")),
        ("unencoded-link", rss(old='<guid isPermaLink="false">tag:a,2025:1', new="<guid>https://é.example/")),
        ("language", rss(channel="<language>en_US</language>")),
        ("not-well-formed", rss(old="One", new="One&nbsp;more")),
        ("not-well-formed", rss(old="One", new="One\x0b")),
        ("no-title", rss(old="<title>A</title>")),
        ("no-channel", '<rss version="2.0"/>'),
        ("no-author", atom(author="")),
        ("bad-date", atom(old="08:30:00Z</updated>\n<link href", new="08:30:00</updated>\n<link href")),
        ("no-link-no-content", atom(old='<link href="https://a.example/1"/>')),
        ("two-alternates", atom('<link href="https://a.example/2"/>')),
        ("bad-type", atom('<content type="CDATA">x</content>')),
        ("bad-type", atom(old="<title>A", new='<title type="CDATA">A')),
        (
            "bad-date",
            atom(old="<updated>2024-02-21T08:30:00Z</updated><link", new="<updated>2024-02-21</updated><link"),
        ),
        ("no-author-name", atom(author="<author><name> </name></author>")),
        ("no-author-name", atom("<author><uri>https://a.example/</uri></author>")),
        ("relative-link", atom('<content type="text/html" src="a.html"/>')),
        ("relative-link", atom(f'<m:content {MEDIA} url="a.png"/>')),
        ("relative-link", atom(feed="<logo>a.png</logo>")),
        ("relative-link", atom(feed="<icon>/a.png</icon>")),
        ("bad-id", atom(old="tag:a,2025:1<", new="one<")),
        ("no-id", atom(old="<id>tag:a,2025:1</id>")),
    ],
)
def test_errors(rule: str, feed: str) -> None:
    """What the validator calls an error, and some readers refuse, is an error."""
    assert rule in rules(feed, "error")


@pytest.mark.parametrize(
    ("rule", "feed"),
    [
        ("no-guid", rss(old='<guid isPermaLink="false">tag:a,2025:1</guid>')),
        ("no-self-link", rss(old='rel="self"', new='rel="next"')),
        ("wrong-self-link", rss(old="/feed.xml", new="/rss.xml")),
        ("future-date", rss(old="Wed, 21 Feb 2024", new="Sun, 21 Feb 2027")),
        ("implausible-date", rss(old="Wed, 21 Feb 2024", new="Fri, 21 Feb 1964")),
        ("relative-reference", rss("<description>&lt;img src='a.png'&gt;</description>")),
        ("relative-reference", rss("<description>&lt;img srcset='https://a/1.png 1x, /2.png 2x'&gt;</description>")),
        ("unsafe-html", rss("<description>&lt;script&gt;</description>")),
        ("unsafe-html", rss("<description>&lt;iframe src='https://a.example/'&gt;</description>")),
        ("unsafe-html", rss("<description>&lt;p onclick='x'&gt;</description>")),
        ("dangerous-style", rss("<description>&lt;p style='position: fixed'&gt;</description>")),
        (
            "content-before-description",
            rss("<content:encoded>x</content:encoded><description>x</description>"),
        ),
        ("two-authors", rss("<author>a@b.example</author><dc:creator>A</dc:creator>")),
        ("html-in-title", rss(old="One", new="&lt;b&gt;One&lt;/b&gt;")),
        ("html-in-title", rss(old="One", new="One &amp;amp; two")),
        ("empty-category", rss("<category/>")),
        (
            "two-enclosures",
            rss(
                '<enclosure url="https://a/1" length="1" type="a/b"/>'
                '<enclosure url="https://a/2" length="1" type="a/b"/>'
            ),
        ),
        (
            "image-differs",
            rss(
                channel="<image><url>https://a.example/a.png</url><title>B</title><link>https://a.example/</link></image>"
            ),
        ),
        (
            "image-type",
            rss(
                channel="<image><url>https://a.example/a.svg</url><title>A</title><link>https://a.example/</link></image>"
            ),
        ),
        ("unsafe-html", rss("<description>&lt;script src=//x.example/x.js</description>")),
        ("relative-reference", rss("<description>&lt;img srcset='https://a/1.png 1x,2.png 2x'&gt;</description>")),
        ("c1-character", rss(old="One", new="\x93One\x94")),
        ("c1-character", rss(old="One", new="&#x85;One")),
        ("c1-character", atom('<category term="&#150;"/>')),
        ("empty-category", atom('<category term=" "/>')),
        ("unsafe-html", atom(f"<content type='xhtml'><div {XHTML}><script>x</script></div></content>")),
        ("relative-reference", atom(f"<content type='xhtml'><div {XHTML}><img src='a.png'/></div></content>")),
        ("equal-updated", atom(feed=ENTRY.replace("MORE", "").replace("2025:1", "2025:2"))),
        ("duplicate-id", atom(feed=ENTRY.replace("MORE", ""))),
        ("uncanonical-id", atom(old="<id>tag:a,2025:1</id>", new="<id>HTTP://A.example</id>")),
        ("unsafe-html", atom('<content type="html">&lt;script&gt;</content>')),
    ],
)
def test_warnings(rule: str, feed: str) -> None:
    """What the validator warns of, and some readers stumble over, is a warning."""
    assert rule in rules(feed, "warning")


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("no-title", {"title": ""}),
        ("no-items", {"items": "none"}),
        ("no-id", {"items": [{"id": 7, "content_text": "x"}]}),
        ("no-content", {"items": [{"id": "7"}]}),
        ("relative-link", {"items": [{"id": "7", "content_text": "x", "url": "/a"}]}),
        ("bad-date", {"items": [{"id": "7", "content_text": "x", "date_published": "2024-02-21"}]}),
        ("bad-date", {"items": [{"id": "7", "content_text": "x", "date_published": "2024-02-21T08:30Z"}]}),
        ("bad-date", {"items": [{"id": "7", "content_text": "x", "date_published": "20240221T083000Z"}]}),
        ("bad-authors", {"authors": "me"}),
        ("bad-authors", {"items": [{"id": "7", "content_text": "x", "authors": ["me"]}]}),
        ("relative-link", {"home_page_url": "/"}),
        ("relative-link", {"icon": "a.png"}),
        ("duplicate-id", {"items": [{"id": "7", "content_text": "x"}] * 2}),
        ("language", {"language": "en_US"}),
        ("no-version", {"version": "2"}),
    ],
)
def test_errors_of_json_feeds(rule: str, changes: dict[str, object]) -> None:
    """What the specification of JSON Feed requires is required."""
    assert list(feed_findings(json.dumps(GOOD).encode(), JSON_PLACE)) == []
    assert rule in rules(json.dumps(GOOD | changes), "error", JSON_PLACE)


@pytest.mark.parametrize(
    ("rule", "level", "data"),
    [
        ("byte-order-mark", "error", b"\xef\xbb\xbf" + json.dumps(GOOD).encode()),
        ("no-object", "error", b"[1]"),
        ("not-json", "error", b"<rss/>"),
        ("c1-character", "warning", json.dumps(GOOD | {"title": "A\x85"}).encode()),
        ("c1-character", "warning", json.dumps(GOOD | {"title": "A\x85"}, ensure_ascii=False).encode()),
    ],
)
def test_what_lies_in_feed_json_is_read_as_json(rule: str, level: str, data: bytes) -> None:
    """The file's name says what it should be, so the finding says what is wrong with that."""
    assert rules(data, level, JSON_PLACE) == {rule}


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss/>"])
def test_what_is_no_feed_is_a_finding(data: bytes) -> None:
    """Whatever lies under a feed's name, the check says so and goes on."""
    for place in (PLACE, JSON_PLACE):
        assert any(found.level == "error" for found in feed_findings(data, place))


def test_a_large_feed_is_a_warning() -> None:
    """Some readers take no more than a megabyte."""
    assert "large" in rules(rss("x" * 1_000_000), "warning")


def test_built_feeds_are_found_and_named(tmp_path: Path) -> None:
    """Each finding says which feed, which rule and which item; where a few of one rule are enough, it says how many."""
    folder = tmp_path / "public" / "topics" / "人"
    folder.mkdir(parents=True)
    (folder / "feed.xml").write_text(
        rss(channel=RSS_ITEM.replace("MORE", "<category/>") * 9).replace("/feed.xml", "/topics/%E4%BA%BA/feed.xml"),
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


def test_a_finding_names_its_item() -> None:
    """The owner finds the story by its title."""
    found = Finding("error", "relative-link", "One", "its link is not absolute: /1", "Write the whole address.")
    assert found in set(feed_findings(rss(old="https://a.example/1", new="/1").encode(), PLACE))
