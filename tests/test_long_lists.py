"""Pages whose lists are so long that they fold, and what only some sites have, read from views."""

from __future__ import annotations

from typing import Any

from sitegen.pages.page import TermLink
from sitegen.plan.views.feed_views import FeedGroup, FeedLine, FeedsView
from sitegen.plan.views.html_views import FeedLink, Link, TaxonomyView, TermLine, View
from sitegen.values import with_changes
from tests.page_outline import outline
from tests.page_reader import PageAsRead, text_of
from tests.test_theme_pages import templates
from tests.unit.render.shown_views import frame, story_view


def read(template: str, view: View) -> PageAsRead:
    """Return a page as it is read."""
    return PageAsRead(templates().render(template, view, frame()), f"https://small.example{view.url}")


def terms(count: int, *, are_small: bool = False) -> tuple[TermLine, ...]:
    """Return terms with names from A to J, the most used first."""
    names = [f"{'ABCDEFGHIJ'[number % 10]}{number:03}" for number in range(count)]
    return tuple(
        TermLine(TermLink(name, "" if are_small else f"/topics/{name}/"), count - number, "2024-02-21", "")
        for number, name in enumerate(names)
    )


def index(some: tuple[TermLine, ...], small: tuple[TermLine, ...] = ()) -> PageAsRead:
    """Return the index of a taxonomy."""
    known: dict[str, Any] = {"url": "/topics/", "title": "Topics", "description": "", "feeds": ()}
    return read("taxonomy.html", TaxonomyView(**known, taxonomy=Link("Topics", "/topics/"), terms=some, small=small))


def listed(page: PageAsRead, name: str) -> list[str]:
    """Return what the first list of a class holds."""
    return [text_of(item) for item in page.with_class(name)[0]]


def test_few_terms_are_one_list() -> None:
    """Up to a dozen terms stand in one list by use; those used seldom follow under a heading of their own."""
    assert outline(index(terms(2), terms(1, are_small=True)).main) == [
        "main (id=_main tabindex=-1)",
        "  header.top",
        "    h1: Topics",
        "  ul.columns.terms",
        "    li: [A000](/topics/A000/) [2]{span.count}",
        "    li: [B001](/topics/B001/) [1]{span.count}",
        "  section",
        "    h2: Seldom used",
        "    ul.columns",
        "      li: [A000]{span} [1]{span.count}",
    ]
    assert not index(terms(12)).with_class("index")


def test_more_terms_are_listed_twice() -> None:
    """More than a dozen terms stand by use, the dozen at the top, and again from A to Z, with a way to either."""
    page = index(terms(13))
    assert listed(page, "terms") == [f"{line.term.name} {line.count}" for line in terms(12 + 1)[:12]]
    assert page.headings == [(1, "Topics"), (2, "Most used"), (2, "A to Z"), *((3, letter) for letter in "ABCDEFGHIJ")]
    assert [link.href for link in page.links(page.with_class("turn")[0])] == ["#largest", "#a-z"]
    assert text_of(page.with_class("index")[0]).startswith("A A000 13 A010 3 B B001 12")


def test_many_terms_show_more_of_the_most_used() -> None:
    """Of more than sixty terms sixty stand at the top, but none that is used as seldom as any; none where all are."""
    assert len(listed(index(terms(60)), "terms")) == 12
    assert len(listed(index(terms(61)), "terms")) == 60
    assert len(listed(index(terms(30), terms(31, are_small=True)), "terms")) == 29
    alike = index(tuple(with_changes(line, count=3) for line in terms(40)))
    assert alike.with_class("terms") == [] and len(listed(alike, "index")) == 10
    assert (2, "Most used") not in alike.headings


def test_a_very_long_index_folds() -> None:
    """The letters of more than 200 terms open one by one, and say how many they hold; up to there all is in sight."""
    assert index(terms(200)).elements("details") == []
    page = index(terms(150), terms(51, are_small=True))
    letters = page.elements("details")
    assert [text_of(letter.findall("summary")[0]) for letter in letters[:2]] == ["A 21", "B 20"]
    assert len(letters) == 10 and len(letters[0].findall("ul/li")) == 21


def feeds_page(count: int) -> PageAsRead:
    """Return the list of feeds of a site with so many topics."""
    kinds = (("feed.xml", "application/rss+xml"), ("atom.xml", "application/atom+xml"))
    lines = tuple(
        FeedLine(
            title=f"Topic {number}",
            page_url=f"https://small.example/topics/{number}/",
            feeds=tuple(FeedLink("", f"https://small.example/topics/{number}/{file}", kind) for file, kind in kinds),
        )
        for number in range(count)
    )
    known: dict[str, Any] = {"url": "/feeds/", "title": "", "description": "", "feeds": ()}
    return read("feeds.html", FeedsView(**known, groups=(FeedGroup("Topics", lines),), opml_url="/feeds.opml"))


def test_a_long_list_of_feeds_folds() -> None:
    """More than 24 feeds of one kind are folded by letter and name their first format alone."""
    page = feeds_page(24)
    assert page.with_class("letter") == [] and len(page.elements("li")) == 24 + len(feeds_page(0).elements("li"))
    assert [link.href for link in page.links(page.with_class("feed-list")[0])][:3] == [
        "/topics/0/",
        "/topics/0/feed.xml",
        "/topics/0/atom.xml",
    ]
    page = feeds_page(25)
    assert [text_of(one) for one in page.elements("summary")] == ["What is this?", "T 25"]
    assert [link.href for link in page.links(page.with_class("letter")[0])][:3] == [
        "/topics/0/",
        "/topics/0/feed.xml",
        "/topics/1/",
    ]


def test_a_picture_that_is_drawn_for_sharing() -> None:
    """The picture drawn for a story is shared in the place of its own, with size and words."""
    page = read("story.html", story_view(share_url="/news/2024/02/21/story-1/share.png"))
    shared = {name: texts for name, texts in page.meta.items() if name.startswith(("og:image", "twitter"))}
    assert shared == {
        "og:image": ["https://small.example/news/2024/02/21/story-1/share.png"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Story 1"],
        "twitter:card": ["summary_large_image"],
    }
