from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import feedparser
import pytest
from hypothesis import given, settings
from lxml import etree

from sitegen.pages.fields.story_values import Image
from sitegen.plan.views.feed_views import FeedArchive, FeedView
from sitegen.render.feeds.feed_text import one_line, unmarked
from tests.unit.render.feed_stories import SHANGHAI, channel, feed, full, story, write_atom, write_rss
from tests.unit.render.random_stories import cards_of, random_stories

NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}


def rss(view: FeedView, path: str) -> list[Any]:
    return cast("list[Any]", etree.fromstring(write_rss(view)).xpath(path, namespaces=NAMES))


def atom(view: FeedView, path: str) -> list[Any]:
    return cast("list[Any]", etree.fromstring(write_atom(view)).xpath(path, namespaces=NAMES))


def test_rss_says_what_it_is() -> None:
    """The channel links to its page, to itself and to the hub, and says how often to look."""
    view = feed(story(), channel=channel(hub="https://hub.example/", ttl=60))
    assert rss(view, "/rss/channel/link/text()") == ["https://digest.example/base/topics/ai/"]
    assert rss(view, "/rss/channel/a:link[@rel='self']/@href") == ["https://digest.example/base/topics/ai/feed.xml"]
    assert rss(view, "/rss/channel/a:link[@rel='self']/@type") == ["application/rss+xml"]
    assert rss(view, "/rss/channel/a:link[@rel='hub']/@href") == ["https://hub.example/"]
    assert rss(view, "/rss/channel/ttl/text()") == ["60"]
    assert rss(view, "/rss/channel/language/text()") == ["en"]
    assert rss(view, "/rss/channel/generator/text()") == ["sitegen"]


def test_atom_says_what_it_is() -> None:
    """The feed has an identity, an author, one alternate link, itself and the hub."""
    view = feed(story(), channel=channel(hub="https://hub.example/"))
    assert atom(view, "/a:feed/a:id/text()") == ["tag:digest.example,2025:feed:topics/ai"]
    assert atom(view, "/a:feed/a:author/a:name/text()") == ["Digest"]
    assert atom(view, "/a:feed/a:link[@rel='alternate']/@href") == ["https://digest.example/base/topics/ai/"]
    assert atom(view, "/a:feed/a:link[@rel='self']/@type") == ["application/atom+xml"]
    assert atom(view, "/a:feed/a:link[@rel='hub']/@href") == ["https://hub.example/"]
    assert atom(view, "/a:feed/@xml:lang") == ["en"]


def test_a_feeds_date_is_its_newest_items() -> None:
    """The clock has no part in a feed: the last update of any of its items is its date."""
    updated = datetime(2024, 3, 1, tzinfo=SHANGHAI)
    view = feed(story(1), story(2, updated=updated))
    assert rss(view, "/rss/channel/lastBuildDate/text()") == ["Fri, 01 Mar 2024 00:00:00 +0800"]
    assert atom(view, "/a:feed/a:updated/text()") == [max(atom(view, "//a:entry/a:updated/text()"))]
    assert atom(view, "/a:feed/a:updated/text()")[0].startswith("2024-03-01T00:00:00.")


def test_an_empty_feed_is_a_feed() -> None:
    """A site without stories has feeds that readers take, with a date that never changes."""
    assert rss(feed(), "/rss/channel/lastBuildDate/text()") == ["Sat, 01 Jan 2000 00:00:00 +0000"]
    assert atom(feed(), "/a:feed/a:updated/text()") == ["2000-01-01T00:00:00+00:00"]


def test_an_item_has_one_identity_in_both_formats() -> None:
    """The GUID is a tag: URI that nobody takes for an address."""
    identity = ["tag:digest.example,2025:https://wire.example/story/1"]
    assert rss(feed(story()), "//item/guid[@isPermaLink='false']/text()") == identity
    assert atom(feed(story()), "//a:entry/a:id/text()") == identity


def test_an_item_carries_both_addresses() -> None:
    """Our page leads and the original is `source` and `via`; or the original leads and our page is `related`."""
    ours, theirs = feed(story()), feed(story(), leads_to_original=True)
    page, original = "https://digest.example/base/news/2024/02/21/story-1/", "https://wire.example/story/1"
    assert rss(ours, "//item/link/text()") == rss(theirs, "//item/a:link[@rel='related']/@href") == [page]
    assert rss(theirs, "//item/link/text()") == rss(ours, "//item/a:link[@rel='via']/@href") == [original]
    assert rss(ours, "//item/source/@url") == rss(theirs, "//item/source/@url") == [original]
    assert atom(ours, "//a:entry/a:link[not(@rel)]/@href") == [page]
    assert atom(ours, "//a:entry/a:link[@rel='via']/@href") == [original]
    assert atom(theirs, "//a:entry/a:link[not(@rel)]/@href") == [original]
    assert atom(theirs, "//a:entry/a:link[@rel='related']/@href") == [page]


def test_an_item_shows_excerpt_and_full_text() -> None:
    """With a full text both are there, the excerpt first; without, the excerpt has picture and way on."""
    assert rss(feed(full()), "//item/description/text()") == ["<p>What story 1 says.</p>"]
    assert "<p>The whole text.</p>" in rss(feed(full()), "//item/content:encoded/text()")[0]
    assert rss(feed(story()), "//item/content:encoded") == []
    assert rss(feed(story()), "//item/description/text()")[0].startswith("<p><img ")
    assert atom(feed(full()), "//a:entry/a:summary[@type='html']/text()") == ["<p>What story 1 says.</p>"]
    assert "<p>The whole text.</p>" in atom(feed(full()), "//a:entry/a:content[@type='html']/text()")[0]
    names = [element.tag.rpartition("}")[2] for element in rss(feed(full()), "//item/*")]
    assert names.index("description") < names.index("encoded")


def test_a_full_text_may_end_a_cdata_section() -> None:
    """`]]>` in a text reaches the reader as it was written."""
    assert "a ]]&gt; b" in rss(feed(full(body="<p>a ]]> b</p>")), "//item/content:encoded/text()")[0]


def test_the_picture_is_media_with_its_size() -> None:
    """Readers that build cards from media:content find address, kind, type and size."""
    image = rss(feed(story()), "//item/media:content")[0]
    assert dict(image.attrib) == {
        "url": "https://img.example/1.jpg",
        "medium": "image",
        "type": "image/jpeg",
        "width": "1200",
        "height": "720",
    }
    assert len(atom(feed(story()), "//a:entry/media:content")) == 1


def test_a_picture_of_unknown_kind_and_size_says_neither() -> None:
    """What is not known is left out rather than guessed."""
    view = feed(story(image=Image(url="https://img.example/a?b=1")))
    assert dict(rss(view, "//item/media:content")[0].attrib) == {"url": "https://img.example/a?b=1", "medium": "image"}


def test_the_author_is_a_name_and_never_a_bare_author_element() -> None:
    """RSS `author` needs an e-mail address, so the name stands in dc:creator; Atom has both name and site."""
    own = feed(story(provider=None, original_url=""))
    assert rss(feed(story()), "//author") == []
    assert rss(feed(story()), "//item/dc:creator/text()") == ["Wire"]
    assert rss(own, "//item/dc:creator/text()") == ["Digest"]
    assert atom(feed(story()), "//a:entry/a:author/*/text()") == ["Wire", "https://wire.example/"]
    assert atom(own, "//a:entry/a:author") == []


def test_categories_say_their_scheme() -> None:
    """A topic and a company of the same name are told apart."""
    assert rss(feed(story()), "//item/category/@domain") == ["https://digest.example/base/topics/"] * 2
    assert atom(feed(story()), "//a:entry/a:category/@term") == ["AI", "AI Hardware"]
    assert atom(feed(story()), "//a:entry/a:category/@scheme") == ["https://digest.example/base/topics/"] * 2


def test_dates_have_weekday_and_zone() -> None:
    """Dates are RFC 822 and RFC 3339 in the site's zone, and the update is there when there was one."""
    view = feed(story(updated=datetime(2024, 2, 22, 7, 0, tzinfo=SHANGHAI)))
    assert rss(view, "//item/pubDate/text()") == ["Wed, 21 Feb 2024 08:30:00 +0800"]
    assert rss(view, "//item/a:updated/text()") == ["2024-02-22T07:00:00+08:00"]
    assert atom(view, "//a:entry/a:published/text()") == ["2024-02-21T08:30:00+08:00"]
    assert atom(view, "//a:entry/a:updated/text()")[0].startswith("2024-02-22T07:00:00.")


def test_stories_of_one_day_have_moments_of_their_own() -> None:
    """A batch at midnight is told apart by a fraction of a second that is the same in every feed."""
    midnight = datetime(2024, 2, 21, tzinfo=SHANGHAI)
    batch = [story(number, date=midnight, has_time=False) for number in range(1, 31)]
    moments = atom(feed(*batch), "//a:entry/a:updated/text()")
    assert len(set(moments)) == 30
    assert all(moment.startswith("2024-02-21T00:00:00.") for moment in moments)
    assert atom(feed(batch[7]), "//a:entry/a:updated/text()") == [moments[7]]
    assert atom(feed(batch[7]), "//a:entry/a:published/text()") == ["2024-02-21T00:00:00+08:00"]


def test_two_stories_of_one_second_have_moments_of_their_own() -> None:
    """Crawlers write many stories in one second, and owners update many; what stands beside a story has no part."""
    now = datetime(2024, 2, 21, 9, tzinfo=SHANGHAI)
    for times in ({"date": now}, {"updated": now}):
        moments = atom(feed(story(1, **times), story(2, **times)), "//a:entry/a:updated/text()")
        assert len(set(moments)) == 2
        assert all(moment.startswith("2024-02-21T09:00:00.") for moment in moments)
        alone = [atom(feed(story(number, **times)), "//a:entry/a:updated/text()")[0] for number in (1, 2)]
        assert alone == moments


def test_an_items_language_is_said_where_it_differs() -> None:
    """A Chinese story in an English feed is read aloud and broken into lines as Chinese."""
    view = feed(story(1), story(2, language="zh-Hans", title="人工智能", excerpt=""))
    assert rss(view, "//item/dc:language/text()") == ["zh-Hans"]
    assert atom(view, "//a:entry/@xml:lang") == ["zh-Hans"]


def test_a_title_is_text() -> None:
    """In Atom a title is exact; in RSS nothing is left that a reader could take for HTML."""
    view = feed(story(title="<b>1</b> &amp; 2 < 3 & <think>"))
    assert atom(view, "//a:entry/a:title[not(@type)]/text()") == ["<b>1</b> &amp; 2 < 3 & <think>"]
    assert rss(view, "//item/title/text()") == ["1 & 2 < 3 & <think>"]


def test_an_endless_title_is_cut() -> None:
    """A title of ten thousand characters ends with an ellipsis, and the feed stays readable."""
    title = rss(feed(story(title="word " * 2000)), "//item/title/text()")[0]
    assert len(title) <= 500
    assert title.endswith("…")


def test_the_channels_image_agrees_with_the_channel() -> None:
    """Title and link are the channel's."""
    view = feed(channel=channel(image_url="https://digest.example/base/logo.png"))
    assert rss(view, "//image/*/text()") == [
        "https://digest.example/base/logo.png",
        "Digest – AI",
        "https://digest.example/base/topics/ai/",
    ]
    assert atom(view, "/a:feed/a:logo/text()") == ["https://digest.example/base/logo.png"]


def test_an_archive_document_says_its_neighbours() -> None:
    """RFC 5005: sealed documents are marked and linked; the feed itself names only the newest of them."""
    place = FeedArchive(
        is_archive=True,
        older_url="https://digest.example/1.xml",
        newer_url="https://digest.example/3.xml",
        current_url="https://digest.example/feed.xml",
    )
    for read, links in ((rss, "/rss/channel/a:link"), (atom, "/a:feed/a:link")):
        view = feed(story(), archive=place)
        assert len(read(view, "//fh:archive")) == 1
        assert read(view, f"{links}[@rel='prev-archive']/@href") == ["https://digest.example/1.xml"]
        assert read(view, f"{links}[@rel='next-archive']/@href") == ["https://digest.example/3.xml"]
        assert read(view, f"{links}[@rel='current']/@href") == ["https://digest.example/feed.xml"]
        assert read(feed(story()), "//fh:archive") == []


def test_a_full_text_without_an_excerpt_is_still_read() -> None:
    """Such a text is written it where readers look first."""
    view = feed(full(excerpt=""))
    parsed = feedparser.parse(write_rss(view))
    assert "The whole text." in parsed.entries[0].summary
    assert "The whole text." in atom(view, "//a:entry/a:content/text()")[0]


def test_a_bare_story_is_an_item() -> None:
    """Nothing but a title and an address: no empty elements, and readers take it."""
    view = feed(story(excerpt="", image=None, provider=None, original_url="", terms={}, date=None))
    assert [element.tag for element in rss(view, "//item/*[not(*) and not(text())]")] == []
    assert not feedparser.parse(write_rss(view)).bozo
    assert not feedparser.parse(write_atom(view)).bozo


@pytest.mark.parametrize("write", [write_rss, write_atom])
def test_feedparser_reads_a_feed(write: Any) -> None:
    """A reader's parser finds title, link, identity, date, topics, author and text."""
    parsed = feedparser.parse(write(feed(full())))
    entry = parsed.entries[0]
    assert not parsed.bozo
    assert parsed.feed.title == "Digest – AI"
    assert parsed.feed.link == "https://digest.example/base/topics/ai/"
    assert (entry.title, entry.link) == ("Story 1", "https://digest.example/base/news/2024/02/21/story-1/")
    assert entry.id == "tag:digest.example,2025:https://wire.example/story/1"
    assert [tag.term for tag in entry.tags] == ["AI", "AI Hardware"]
    assert entry.author == "Wire"
    assert entry.published_parsed[:5] == (2024, 2, 21, 0, 30)
    assert "The whole text." in entry.content[0].value


@settings(max_examples=100, deadline=None)
@given(random_stories())
def test_any_stories_round_trip_through_rss(view: FeedView) -> None:
    """Any Unicode in any field, any field missing: well-formed, and title, link, id, date and topics come back."""
    data = write_rss(view)
    root = etree.fromstring(data)
    assert not feedparser.parse(data).bozo
    items = root.findall("channel/item")
    assert len(items) == len(view.stories)
    for item, card in zip(items, cards_of(view), strict=True):
        if one_line(card.title, 500):
            assert item.findtext("title") == unmarked(one_line(card.title, 500))
        assert (item.findtext("link") or "é").isascii()
        assert (item.findtext("guid") or "").startswith("tag:digest.example,2025:")
        if card.date:
            assert parsedate_to_datetime(item.findtext("pubDate") or "") == card.date.replace(microsecond=0)
        assert {term.text for term in item.findall("category")} == topics_of(card)


@settings(max_examples=100, deadline=None)
@given(random_stories())
def test_any_stories_round_trip_through_atom(view: FeedView) -> None:
    """Any Unicode in any field, any field missing: well-formed, and title, id, date and topics come back."""
    data = write_atom(view)
    entries = etree.fromstring(data).findall("a:entry", NAMES)
    assert not feedparser.parse(data).bozo
    assert len(entries) == len(view.stories)
    for entry, card in zip(entries, cards_of(view), strict=True):
        if one_line(card.title, 500):
            assert entry.findtext("a:title", namespaces=NAMES) == one_line(card.title, 500)
        if card.date:
            published = datetime.fromisoformat(entry.findtext("a:published", namespaces=NAMES) or "")
            assert published == card.date.replace(microsecond=0)
        assert {term.get("term") for term in entry.findall("a:category", NAMES)} == topics_of(card)


def topics_of(card: Any) -> set[str]:
    return {one_line(name, 500) for name in card.terms.get("topics", ())} - {""}
