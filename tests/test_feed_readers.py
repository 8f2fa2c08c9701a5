"""Real readers over real HTTP: feedparser and newsboat at the preview server."""

from __future__ import annotations

import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.newsboat import Newsboat
from tests.site_under_test import SiteUnderTest, story

Address = Callable[[str], str]


@pytest.fixture
def address(site: SiteUnderTest) -> Iterator[Address]:
    """Serve the site's outputs; give the address of one."""
    for number, topics in ((1, "[AI]"), (2, "[AI, Chips]"), (3, "[智能]")):
        site.write(
            f"content/news/2024-02-2{number}-story-{number}.md",
            story(f"Story {number}", f"2024-02-2{number}T08:00:00Z", body=f"Body {number}.", topics=topics),
        )
    site.build()
    with SiteServer("127.0.0.1", 0) as server, server.running():
        server.folder = OutputFolder(site.root / "public", "/")
        server.gate.open()
        yield lambda path: f"{server.origin}/{path}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("feed.xml", "application/rss+xml"),
        ("atom.xml", "application/atom+xml"),
        ("topics/chips/feed.xml", "application/rss+xml"),
        ("sources/example-news/atom.xml", "application/atom+xml"),
    ],
)
def test_feedparser_reads_a_feed_and_then_nothing(path: str, kind: str, address: Address) -> None:
    """The first look has no error and the right type; the second, with what the first said, has no body."""
    first = feedparser.parse(address(path))
    assert (first.status, first.bozo, first.headers["content-type"]) == (200, False, f"{kind}; charset=utf-8")
    assert "Story 2" in [entry.title for entry in first.entries]
    again = feedparser.parse(address(path), etag=first.etag, modified=first.modified)
    assert (again.status, again.entries) == (304, [])
    by_date = feedparser.parse(address(path), modified=first.modified)
    assert (by_date.status, by_date.entries) == (304, [])


def test_a_json_feed_is_read_and_then_nothing(address: Address) -> None:
    """JSON Feed is served as what it is, and a second look costs nothing."""
    with urllib.request.urlopen(address("topics/chips/feed.json")) as answer:
        assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
        assert [item["title"] for item in json.load(answer)["items"]] == ["Story 2"]
        request = urllib.request.Request(answer.url, headers={"If-None-Match": answer.headers["ETag"]})
    with pytest.raises(urllib.error.HTTPError, match="304"):
        urllib.request.urlopen(request)


def test_an_old_address_leads_to_the_feed(site: SiteUnderTest, address: Address) -> None:
    """Whoever subscribed to the address of another program keeps reading."""
    site.edit("site.yaml", "title:", "aliases: {/rss.xml: /feed.xml}\ntitle:")
    site.build()
    found = feedparser.parse(address("rss.xml"))
    assert (found.status, found.href) == (301, address("feed.xml"))
    assert len(found.entries) == 3


@pytest.mark.skipif(
    shutil.which("newsboat") is None and not os.environ.get("CI"), reason="newsboat is not installed (Debian: newsboat)"
)
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_newsboat_sees_what_is_new_and_nothing_else(
    name: str, site: SiteUnderTest, address: Address, tmp_path: Path
) -> None:
    """It takes a story in two feeds for one; one more story is one unread article; a new title and slug are none."""
    newsboat = Newsboat(tmp_path / "newsboat", [address(name), address(f"topics/chips/{name}")])
    assert newsboat.unread() == 3
    assert ("Story 2", "https://digest.test/news/2024/02/22/story-2/") in newsboat.shown()
    newsboat.read_all()

    site.write("content/news/2024-02-24-story-4.md", story("Story 4", "2024-02-24T08:00:00Z", topics="[Chips]"))
    site.build()
    assert newsboat.unread() == 1
    assert ("Story 4", "https://digest.test/news/2024/02/24/story-4/") in newsboat.shown()
    newsboat.read_all()

    site.edit("content/news/2024-02-22-story-2.md", "title: Story 2", "title: Another title\nslug: another")
    site.build()
    assert site.has("news/2024/02/22/another/index.html")
    assert newsboat.unread() == 0


@pytest.mark.skipif(
    shutil.which("newsboat") is None and not os.environ.get("CI"), reason="newsboat is not installed (Debian: newsboat)"
)
def test_newsboat_imports_the_list_of_feeds(site: SiteUnderTest, address: Address, tmp_path: Path) -> None:
    """Every subject of the OPML file is subscribed to, once."""
    newsboat = Newsboat(tmp_path / "newsboat", [])
    newsboat.run("-i", str(site.root / "public" / "feeds.opml"))
    lines = (tmp_path / "newsboat" / "urls").read_text("utf-8").split()
    addresses = [line for line in lines if line.startswith("http")]
    outlines = etree.parse(str(site.root / "public" / "feeds.opml")).iter("outline")
    assert addresses == [outline.get("xmlUrl") for outline in outlines if outline.get("xmlUrl")]
    assert "https://digest.test/topics/chips/feed.xml" in addresses
