from __future__ import annotations

from lxml import etree

from sitegen.plan.views.feed_views import FeedGroup, FeedLine, OpmlView
from sitegen.plan.views.html_views import FeedLink
from sitegen.render.feeds.opml import write_opml


def line(title: str, *names: str) -> FeedLine:
    feeds = tuple(FeedLink(title=title, url=f"https://a.example/{name}", type="") for name in names)
    return FeedLine(title=title, page_url="https://a.example/page/", feeds=feeds)


def test_a_reader_imports_each_subject_once() -> None:
    """Groups become folders, and each subject is subscribed to by its first feed."""
    view = OpmlView(
        title='A "digest" & more',
        groups=(
            FeedGroup(title="Topics", lines=(line("AI <\x00>", "feed.xml?a=1&b=2", "atom.xml"), line("None"))),
            FeedGroup(title="Nothing", lines=()),
        ),
    )
    root = etree.fromstring(write_opml(view))
    assert root.findtext("head/title") == 'A "digest" & more'
    assert [dict(outline.attrib) for outline in root.iter("outline")] == [
        {"text": "Topics"},
        {
            "type": "rss",
            "text": "AI <>",
            "title": "AI <>",
            "xmlUrl": "https://a.example/feed.xml?a=1&b=2",
            "htmlUrl": "https://a.example/page/",
        },
    ]
