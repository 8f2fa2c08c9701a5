"""Which stories each feed and each archive of a feed holds, and where it says the others are."""

from __future__ import annotations

from sitegen.plan.feeds.feeds import plan_feeds
from sitegen.plan.output import Output
from sitegen.plan.views.feed_views import FeedView, OpmlView
from sitegen.plan.views.html_views import PageRef
from sitegen.settings import FeedSelection
from sitegen.values import with_changes
from tests.page_meta import page_meta
from tests.planned import grouped, inputs, inputs_after, names, views

STORIES = [
    page_meta(f"s{number}", f"2024-02-{number + 1:02}T08:00:00+00:00", terms={"topics": ("zeta", "AI")[: number + 1]})
    for number in range(9)
]


def planned(**settings: object) -> list[Output]:
    return list(grouped(plan_feeds(inputs(STORIES, (), **{"feed_size": 4, "page_size": 20, **settings}))))


def test_a_feed_holds_the_newest_stories_newest_first() -> None:
    """The site's and a term's feeds have as many stories as the setting says."""
    feeds = views(planned(), FeedView)
    for path in ("feed.xml", "atom.xml", "feed.json", "topics/ai/feed.xml"):
        assert names(feeds[path].stories) == ["s8", "s7", "s6", "s5"], path  # type: ignore[arg-type]


def archives(outputs: list[Output]) -> dict[str, FeedView]:
    """Return the archive documents that hold stories by their addresses, oldest first."""
    return {
        f"https://a.test/{path}": view
        for path, view in views(outputs, FeedView).items()
        if view.archive.is_archive and view.stories
    }


def test_every_story_is_in_the_feed_or_in_one_archive() -> None:
    """Archives lead both ways and are never cut for their bytes; together with what the feed must keep they are all."""
    for size in range(1, 10):
        outputs = planned(feed_size=size)
        found, feed = archives(outputs), views(outputs, FeedView)["atom.xml"]
        held = [name for view in found.values() for name in reversed(names(view.stories))]  # type: ignore[arg-type]
        kept = names(feed.stories)[: feed.least_stories]  # type: ignore[arg-type]
        assert [*held, *reversed(kept)] == [f"s{number}" for number in range(9)], size
        assert [view.archive.older_url for view in found.values()] == ["", *found][:-1]
        assert [view.archive.newer_url for view in found.values()] == [*found, ""][1:]
        assert {(view.max_bytes, view.archive.current_url) for view in found.values()} <= {
            (0, "https://a.test/atom.xml")
        }
    assert archives(planned(feed_size=1))


def test_an_archive_that_is_no_more_says_where_the_archive_goes_on() -> None:
    """A document at an address that one had holds no story, and leads to the one that has its story now."""
    stories = [with_changes(STORIES[0], path=f"news/{number:02}.md", id=str(number)) for number in range(90)]
    before = inputs(stories, (), feed_size=12)
    had = archives(list(grouped(plan_feeds(before)))).keys()
    outputs = list(grouped(plan_feeds(inputs_after(before, stories[:70:2], feed_size=12))))
    gone = [view for view in views(outputs, FeedView).values() if view.archive.is_archive and not view.stories]
    assert len(gone) == len(had - archives(outputs).keys()) > 0
    assert all(view.archive.older_url in archives(outputs) and not view.archive.newer_url for view in gone)


def test_a_feed_leads_to_its_newest_archive_and_keeps_what_none_has() -> None:
    """RSS and Atom name the archive; no archive continues the JSON feed; a term's feed has none."""
    outputs = planned()
    feeds = views(outputs, FeedView)
    *_, newest = archives(outputs)
    assert {feeds[path].archive.older_url for path in ("feed.xml", "atom.xml")} == {newest}
    assert 1 <= feeds["feed.xml"].least_stories == feeds["atom.xml"].least_stories <= 4
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
