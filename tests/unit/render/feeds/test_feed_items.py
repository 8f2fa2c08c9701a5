from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.pages.fields.story_values import Image, Provider
from sitegen.plan.views.html_views import CardRef
from sitegen.render.feeds.feed_items import feed_id, own_moment, prepare_items
from sitegen.values import with_changes
from tests.unit.render.feed_stories import SHANGHAI, channel, feed, full, story


def test_an_identity_survives_title_slug_section_and_base_path() -> None:
    """A retitled, moved story on a moved site is the story that was read before."""
    moved = story(title="New", url="/other/reports/new/", path="reports/new.md")
    new_place = channel(base_url="https://digest.example/other/", page_url="https://digest.example/other/")
    before, after = prepare_items(feed(story())), prepare_items(feed(moved, channel=new_place))
    assert before[0].id == after[0].id == "tag:digest.example,2025:https://wire.example/story/1"


def test_no_story_is_left_out() -> None:
    """A feed shows each story of its view; whose an identity is was settled before."""
    assert len(prepare_items(feed(story(1, identity="same"), story(2, identity="same")))) == 2


def test_the_view_may_give_a_story_another_identity() -> None:
    """The later of two stories with one identity falls back to its next, and both are shown."""
    stories = (story(1, identity="same"), story(2, identity="same"))
    items = prepare_items(feed(*stories, identities={stories[0].path: "https://wire.example/story/1"}))
    assert [item.id.rpartition(":")[2] for item in items] == ["//wire.example/story/1", "same"]


def test_the_link_leads_to_our_page_or_to_the_original() -> None:
    """The owner chooses; our page and the original are both known either way."""
    ours, theirs = prepare_items(feed(story()))[0], prepare_items(feed(story(), leads_to_original=True))[0]
    assert ours.link == ours.page_url == theirs.page_url == "https://digest.example/base/news/2024/02/21/story-1/"
    assert theirs.link == theirs.original_url == ours.original_url == "https://wire.example/story/1"


def test_stories_of_one_second_have_moments_of_their_own() -> None:
    """They differ within their second alone, and a story's moment is the same in every feed."""
    moment = datetime(2024, 2, 21, 9, 30, tzinfo=SHANGHAI)
    items = prepare_items(feed(*(story(number, date=moment) for number in range(1, 6))))
    moments = [own_moment(item) for item in items]
    assert len(set(moments)) == 5
    assert {one.replace(microsecond=0) for one in moments} == {moment}
    (alone,) = prepare_items(feed(story(3, date=moment), channel=channel(title="Another")))
    assert own_moment(alone) == moments[2]


def test_a_source_is_where_its_provider_says() -> None:
    """Its own domain comes before the host of the story's address."""
    item, other = prepare_items(
        feed(
            story(1, original_url="https://mirror.example/1"),
            story(2, original_url="https://mirror.example/2", provider=Provider("Wire")),
        )
    )
    assert (item.source_title, item.source_url) == ("Wire", "https://wire.example/")
    assert (other.source_title, other.source_url) == ("Wire", "https://mirror.example/")


def test_a_story_of_our_own_leads_to_our_page() -> None:
    """Without an original there is only one place to lead to."""
    item = prepare_items(feed(story(original_url="", provider=None), leads_to_original=True))[0]
    assert (item.link, item.source_title) == (item.page_url, "")


def test_the_text_leads_on_to_the_other_place() -> None:
    """Whoever reads in a reader finds the original, or our page, at the end of the text."""
    ours, theirs = prepare_items(feed(story()))[0], prepare_items(feed(story(), leads_to_original=True))[0]
    assert ours.short_html.endswith('<p>→ <a href="https://wire.example/story/1">Wire</a></p>')
    assert '<a href="https://digest.example/base/news/2024/02/21/story-1/">' in theirs.short_html


def test_the_lead_picture_is_shown_once() -> None:
    """It opens the text, unless the text has it already."""
    url = "https://img.example/1.jpg"
    with_it = prepare_items(feed(full(body=f'<p>A <img src="{url}"> B</p>')))[0]
    without = prepare_items(feed(full()))[0]
    assert with_it.full_html.count(url) == without.full_html.count(url) == 1
    assert without.full_html.startswith(f'<p><img src="{url}" alt="Story 1" width="1200" height="720"></p>')


def test_a_picture_that_is_only_named_is_shown() -> None:
    """An address in the text, or the beginning of another picture's, is no picture."""
    url = "https://img.example/1.jpg"
    named = full(body=f'<p><a href="{url}">{url}</a> <img src="{url}.small.jpg"></p>')
    assert prepare_items(feed(named))[0].full_html.startswith(f'<p><img src="{url}"')


def test_a_picture_of_this_site_gets_the_host() -> None:
    """A site-relative picture is absolute in the feed; one with a bad address is none."""
    items = prepare_items(feed(story(1, image=Image(url="/base/a.png")), story(2, image=Image(url="data:x"))))
    assert [item.image and item.image.url for item in items] == ["https://digest.example/base/a.png", None]


def test_a_story_without_a_title_has_one() -> None:
    """Every format needs a title: the excerpt's beginning, else the file's name."""
    items = prepare_items(feed(story(1, title="\x00 "), story(2, title="", excerpt="")))
    assert [item.title for item in items] == ["What story 1 says.", "news/2024-02-21-story-2.md"]


def test_categories_are_topics_and_not_the_source() -> None:
    """Terms carry the address of their taxonomy; the source, whatever its taxonomy is called, has its own element."""
    item = prepare_items(feed(story()))[0]
    assert [(term.name, term.scheme) for term in item.categories] == [
        ("AI", "https://digest.example/base/topics/"),
        ("AI Hardware", "https://digest.example/base/topics/"),
    ]
    view = feed(story(terms={"outlets": ("Wire",), "sources": ("A well",)}), channel=channel(source_kinds=("outlets",)))
    assert [term.name for term in prepare_items(view)[0].categories] == ["A well"]


def test_an_update_counts_only_when_later() -> None:
    """`updated` before or at the publication says nothing."""
    published = datetime(2024, 2, 21, 8, 30, tzinfo=SHANGHAI)
    items = prepare_items(feed(story(1, updated=published), story(2, updated=published)))
    assert [item.updated for item in items] == [None, published]


def test_the_language_is_said_only_where_it_differs() -> None:
    """Items in the feed's own language do not repeat it; others say theirs, declared or told by the letters."""
    chinese = {"title": "人工智能模型", "excerpt": ""}
    stories = (
        story(1, language="EN"),
        story(2, language="zh_Hans", **chinese),
        story(3, language="??"),
        story(4, **chinese),
    )
    assert [item.language for item in prepare_items(feed(*stories))] == ["", "zh-Hans", "", "zh"]
    items = prepare_items(feed(story(1), story(2, **chinese), channel=channel(language="zh_CN")))
    assert [item.language for item in items] == ["en", ""]


def test_a_feed_names_itself_by_its_page() -> None:
    """A feed's own identity is its folder, the same in all formats and on a moved site."""
    elsewhere = channel(base_url="https://digest.example/", feed_url="https://digest.example/topics/ai/atom.xml")
    assert feed_id(channel()) == feed_id(elsewhere) == "tag:digest.example,2025:feed:topics/ai"


def test_a_view_with_references_is_a_bug() -> None:
    """A view that was not filled in is refused instead of written half."""
    with pytest.raises(TypeError, match="not filled in"):
        prepare_items(with_changes(feed(), stories=(CardRef(path="a", digest="b"),)))
