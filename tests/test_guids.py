"""`guid`: a story's identity as the feed of an old site had it."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from sitegen.check.feeds.feed_rules import check_built_feeds
from sitegen.config import load_settings
from tests.site_under_test import NOW, SiteUnderTest, story

ATOM = "{http://www.w3.org/2005/Atom}"
LITERAL = (
    "https://old.example/?p=4711&x=<1>",
    "https://Old.example/a b/%7e",
    "4711 at http://old.example",
    "urn:uuid:1225C695-cfb8-4ebb-aaaa-80da344efa6a",
    "tag:old.example,2009:Post 1",
    "]]>&amp;\"'",
    "  caf\u00e9 新闻 ".strip(),
    "cafe\u0301",
    "0123",
)


@pytest.fixture
def digest(site: SiteUnderTest) -> SiteUnderTest:
    """A site whose stories have identities of old, the newest the last of them."""
    for number, guid in enumerate(LITERAL, 1):
        day = f"2024-02-{number:02}"
        text = story(f"Story {number}", f"{day}T08:00:00Z", id=f"id-{number}", guid=json.dumps(guid))
        site.write(f"content/news/{day}-s.md", text)
    site.build()
    return site


def known_by(site: SiteUnderTest) -> list[list[str]]:
    """Return the identities in the three feeds, oldest first."""
    rss, atom = (etree.fromstring((site.root / "public" / name).read_bytes()) for name in ("feed.xml", "atom.xml"))
    items = json.loads(site.text("feed.json"))["items"]
    return [
        [guid.text or "" for guid in rss.iter("guid")][::-1],
        [entry.findtext(f"{ATOM}id") or "" for entry in atom.iter(f"{ATOM}entry")][::-1],
        [item["id"] for item in items][::-1],
    ]


def test_readers_see_what_was_typed(digest: SiteUnderTest) -> None:
    """All formats have it letter by letter, whatever it holds, and RSS never says that it is an address."""
    assert known_by(digest) == [list(LITERAL)] * 3
    assert digest.text("feed.xml").count('<guid isPermaLink="false">') == len(LITERAL)


def test_no_checker_calls_it_an_error(digest: SiteUnderTest) -> None:
    """An identity that is no URI is a warning of Atom's, since readers take it."""
    found = list(check_built_feeds(digest.root, load_settings(digest.root)[0], NOW))
    assert {problem.level for problem in found} == {"warning"}
    assert all("its id is" in problem.message for problem in found)


def test_an_identity_survives_all_else(digest: SiteUnderTest) -> None:
    """Another title, date, file, id, address of the site and authority leave it as it is."""
    text = story("Another title", "2024-02-09T18:00:00Z", guid=json.dumps(LITERAL[-1]))
    digest.delete("content/news/2024-02-09-s.md")
    digest.write("content/news/renamed.md", text)
    digest.write("site.yaml", "base_url: https://new.test/x/\nfeed_authority: other.test,2020\n")
    digest.build()
    assert known_by(digest) == [list(LITERAL)] * 3
    assert digest.verify() == ()


def test_two_stories_with_one_guid_are_told_and_told_apart(digest: SiteUnderTest) -> None:
    """The later one falls back to what else it has; a guid is compared with what we make of an id, not with the id."""
    later = story("Late", "2024-03-01T08:00:00Z", id="late", guid="'0123'")
    digest.write("content/news/2024-03-01-late.md", later)
    minted = story("Minted", "2024-03-02T08:00:00Z", guid='"tag:digest.test,2025:late"')
    digest.write("content/news/2024-03-02-minted.md", minted)
    digest.write("content/news/2024-03-03-plain.md", story("Plain", "2024-03-03T08:00:00Z", id="'0123'"))
    found = digest.build().problems
    assert [(one.path, one.line, one.field) for one in found] == [("content/news/2024-03-01-late.md", 17, "guid")]
    assert found[0].message == 'the guid "0123" is that of content/news/2024-02-09-s.md already'
    for identities in known_by(digest):
        late = "tag:digest.test,2025:https://news.example/Late"
        assert identities[-3:] == [late, "tag:digest.test,2025:late", "tag:digest.test,2025:0123"]
    digest.delete("content/news/2024-02-09-s.md")
    assert digest.build().problems == ()
    assert [identities[-3] for identities in known_by(digest)] == ["0123"] * 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (r'"a\nb"', "a line end or a control character"),
        (r'"a\tb"', "a line end or a control character"),
        (r'"a\u2028b"', "a line end or a control character"),
        (r'"a\uffffb"', "a line end or a control character"),
        ("x" * 2001, "has 2,001 characters"),
        ("[a, b]", "a list stands where a text is due"),
        ("{a: b}", "a mapping stands where a text is due"),
    ],
)
def test_what_no_feed_can_hold_is_told_and_left_out(typed: str, words: str, site: SiteUnderTest) -> None:
    """The story is published, and known by what else it has."""
    site.write("content/news/2024-02-21-a.md", story("A", id="a-1", guid=typed))
    (problem,) = site.build().problems
    assert (problem.level, problem.line, problem.field, words in problem.message) == ("warning", 17, "guid", True)
    assert known_by(site) == [["tag:digest.test,2025:a-1"]] * 3
