"""Which stories each feed and each archive of a feed holds, and where it says the others are."""

from __future__ import annotations

from sitegen.plan.feeds.feeds import plan_feeds
from sitegen.plan.output import Output
from sitegen.plan.views.feed_views import FeedView, OpmlView
from sitegen.plan.views.html_views import PageRef
from sitegen.settings import FeedSelection
from tests.page_meta import page_meta
from tests.planned import inputs, names, views

STORIES = [
    page_meta(f"s{number}", f"2024-02-{number + 1:02}T08:00:00+00:00", terms={"topics": ("zeta", "AI")[: number + 1]})
    for number in range(9)
]


def planned(**settings: object) -> list[Output]:
    return list(plan_feeds(inputs(STORIES, (), **{"feed_size": 4, "page_size": 20, **settings})))


def test_a_feed_holds_the_newest_stories_newest_first() -> None:
    """The site's and a term's feeds have as many stories as the setting says."""
    feeds = views(planned(), FeedView)
    for path in ("feed.xml", "atom.xml", "feed.json", "topics/ai/feed.xml"):
        assert names(feeds[path].stories) == ["s8", "s7", "s6", "s5"], path  # type: ignore[arg-type]


def test_every_story_is_in_the_feed_or_in_one_archive() -> None:
    """Archives are half as long as the feed, lead both ways, and are never cut for their bytes."""
    feeds = views(planned(), FeedView)
    archives = [feeds[f"feeds/archive/{number}/atom.xml"] for number in (1, 2, 3)]
    assert [names(view.stories) for view in archives] == [["s1", "s0"], ["s3", "s2"], ["s5", "s4"]]  # type: ignore[arg-type]
    base = "https://a.test/feeds/archive/"
    assert [(view.archive.older_url, view.archive.newer_url) for view in archives] == [
        ("", f"{base}2/atom.xml"),
        (f"{base}1/atom.xml", f"{base}3/atom.xml"),
        (f"{base}2/atom.xml", ""),
    ]
    assert {(view.max_bytes, view.archive.is_archive, view.archive.current_url) for view in archives} == {
        (0, True, "https://a.test/atom.xml")
    }


def test_a_feed_leads_to_its_newest_archive_and_keeps_what_none_has() -> None:
    """RSS and Atom name the archive; no archive continues the JSON feed; a term's feed has none."""
    feeds = views(planned(), FeedView)
    newest = "https://a.test/feeds/archive/3/atom.xml"
    assert [(feeds[path].archive.older_url, feeds[path].least_stories) for path in ("feed.xml", "atom.xml")] == [
        (newest, 3),
        (newest, 3),
    ]
    for path in ("feed.json", "topics/ai/feed.xml"):
        assert (feeds[path].archive.older_url, feeds[path].least_stories) == ("", 0), path


def test_a_selection_may_show_full_texts() -> None:
    """What it says of its content counts for it alone."""
    feeds = views(planned(feeds=(FeedSelection("hot", "Hot", content="full"),)), FeedView)
    assert all(isinstance(story, PageRef) for story in feeds["feeds/hot/feed.xml"].stories)
    assert not any(isinstance(story, PageRef) for story in feeds["feed.xml"].stories)


def test_a_feeds_picture_has_a_full_address() -> None:
    """A path on the site gets the site's own address before it; another address stays."""
    for said, shown in (("/a.png", "https://a.test/x/a.png"), ("https://b.test/a.png", "https://b.test/a.png")):
        feeds = views(planned(feed_image=said, base_url="https://a.test/x/"), FeedView)
        assert feeds["feed.xml"].channel.image_url == shown


def test_the_list_of_feeds_is_in_alphabetical_order() -> None:
    """Capitals make no difference; the site's own come first."""
    opml = views(planned(feeds=(FeedSelection("hot", "Hot"),)), OpmlView)["feeds.opml"]
    assert [[line.title for line in group.lines] for group in opml.groups] == [["Digest", "Hot"], ["AI", "zeta"]]
