"""Small views of every HTML kind, filled in as templates receive them, plain ones and hostile ones."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sitegen.pages.fields.story_values import Coverage, Image, Provider, Related
from sitegen.pages.page import Card, Heading, Page, TermLink
from sitegen.plan.frame import Frame, IconLink
from sitegen.plan.views.dated_views import (
    ArchiveView,
    DayDigest,
    DayView,
    FolderView,
    MonthDigest,
    MonthView,
    SectionView,
    YearCount,
    YearView,
)
from sitegen.plan.views.feed_views import FeedGroup, FeedLine, FeedsView
from sitegen.plan.views.html_views import (
    BlockView,
    CorrectedView,
    Day,
    DayCount,
    FeedLink,
    HomeView,
    Link,
    MonthCount,
    NotFoundView,
    PlainView,
    StoryView,
    TaxonomyView,
    TermLine,
    TermView,
    View,
)
from sitegen.plan.views.search_views import SearchView

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;"
"""Text that would run if one template forgot to escape it."""

_SHANGHAI = timezone(timedelta(hours=8))


def frame(**changes: Any) -> Frame:
    """Return the frame of a small site."""
    fields: dict[str, Any] = {
        "title": "Small Digest",
        "description": "A little news.",
        "language": "en",
        "base_url": "https://small.example/",
        "public_url": "https://small.example/",
        "is_preview": False,
        "origin": "https://small.example",
        "home_url": "/",
        "menu": (Link("Topics", "/topics/"), Link("About", "/about/")),
        "taxonomies": (Link("Topics", "/topics/"),),
        "search_url": "",
        "archive_url": "/archive/",
        "feeds": (FeedLink("Small Digest", "/feed.xml", "application/rss+xml"),),
        "icons": (IconLink("icon", "/icon.svg", "image/svg+xml", ""),),
        "share_image": "/share.png",
        "timezone": "Asia/Shanghai",
        "theme": {"logo": "", "stylesheet": "", "footer": ""},
    }
    return Frame(**(fields | changes))


def card(number: int = 1, **changes: Any) -> Card:
    """Return a story with all that a story can have."""
    fields: dict[str, Any] = {
        "path": f"news/2024-02-21-story-{number}.md",
        "title": f"Story {number}",
        "url": f"/news/2024/02/21/story-{number}/",
        "date": datetime(2024, 2, 21, 14, 5, tzinfo=_SHANGHAI),
        "excerpt": "What it says.",
        "provider": Provider("Wired", "wired.com", (Image("https://i.example/w.png", 64, 64),)),
        "original_url": f"https://wired.com/{number}",
        "domain": "wired.com",
        "image": Image("https://i.example/1.jpg", 1200, 675, alt="A chip"),
        "quality": 60,
        "heat": 80,
        "coverage": (Coverage("China Daily", "https://chinadaily.example/1"),),
        "links": {
            "topics": (TermLink("AI", "/topics/ai/"), TermLink("大模型", "")),
            "sources": (TermLink("Wired", "/sources/wired/"),),
        },
    }
    return Card(**(fields | changes))


def bare_card(number: int = 9) -> Card:
    """Return a story that has nothing but what it must have."""
    return card(
        number,
        title=f"Bare {number}",
        has_time=False,
        excerpt="",
        provider=None,
        original_url="",
        domain="",
        image=None,
        quality=None,
        heat=None,
        coverage=(),
        links={},
    )


def evil_card(number: int = 6) -> Card:
    """Return a story whose every text is an attack."""
    return card(
        number,
        title=EVIL,
        excerpt=EVIL,
        provider=Provider(EVIL, EVIL, (Image("https://i.example/w.png", 64, 64),)),
        domain=EVIL,
        language=EVIL,
        image=Image("https://i.example/1.jpg", 10, 10, alt=EVIL),
        coverage=(Coverage(EVIL, "https://x.example/"),),
        links={"topics": (TermLink(EVIL, "/topics/x/"),), "sources": (TermLink(EVIL, "/sources/x/"),)},
    )


BODY = (
    '<h2 id="a">Part</h2><p>Text, <a href="page:news/other.md#x">a link</a>, <a href="page:gone.md">a dead one</a>.</p>'
    "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    "<pre><code>x = 1</code></pre><p>公司称整个训练过程仅耗时十一天。</p>"
    '<p><img src="https://i.example/2.png" alt="b"></p>'
)


def stories(count: int = 9) -> tuple[Card, ...]:
    """Return the stories of one day by rank; the last ones bare and hostile."""
    many = tuple(card(number, has_body=number % 2 == 0) for number in range(1, count + 1))
    return (*many, card(40, title="深度求索发布新一代推理模型"), bare_card(), evil_card())


def story_view(**changes: Any) -> StoryView:
    """Return a story with a body, coverage and neighbours."""
    related = (
        Related(
            "Elsewhere",
            "https://else.example/",
            date=datetime(2024, 2, 20, tzinfo=_SHANGHAI),
            provider=Provider("Else"),
        ),
        Related(EVIL, "https://evil.example/", provider=Provider(EVIL)),
    )
    headings = tuple(Heading(2, name, f"Part {name}") for name in "abcd")
    fields: dict[str, Any] = {
        "url": card().url,
        "title": card().title,
        "description": card().excerpt,
        "feeds": (),
        "page": Page(card=card(has_body=True), body=BODY, headings=headings, related=related),
        "older": card(2),
        "newer": card(3),
        "similar": (card(4), bare_card()),
        "targets": {"news/other.md": "/news/other/"},
        "day_url": "/news/2024/02/21/",
    }
    return StoryView(**(fields | changes))


def front_day(date: str, url: str, *shown: Card, more: int = 0) -> Day:
    """Return a day on the front page."""
    return Day(date=date, url=url, stories=shown, count=len(shown) + more, sources=0, more=more)


def home_view(*days: Day) -> HomeView:
    """Return the home page of some days."""
    return HomeView(
        url="/",
        title="Small Digest",
        description="",
        feeds=(),
        days=days
        or (front_day("2024-02-21", "/news/2024/02/21/", *stories()), front_day("2024-02-20", "", bare_card())),
        older_url="/archive/3/",
        topics=(TermLink("AI", "/topics/ai/"), TermLink("Rare", "")),
        calendar=(DayCount("2024-02-20", "/d/20/", 2), DayCount("2024-02-21", "/d/21/", 9)),
    )


def _listed(url: str, title: str) -> dict[str, Any]:
    return {"url": url, "title": title, "description": EVIL, "feeds": ()}


def all_views() -> dict[str, list[View]]:
    """Return template -> views of its kind."""
    section, year, month = Link("News", "/news/"), Link("2024", "/news/2024/"), Link("02", "/news/2024/02/")
    years = (YearCount("2024", "/news/2024/", 1234, (("2024-01", "/news/2024/01/", 9),)),)
    lines = tuple(TermLine(TermLink(name, f"/topics/{n}/"), 9, "2024-02-21", "") for n, name in enumerate(_TERMS))
    small = tuple(TermLine(TermLink(f"Rare {n}", ""), 1, "2024-02-21", "") for n in range(300))
    term: dict[str, Any] = {
        **_listed("/topics/ai/", "AI"),
        "feeds": (FeedLink("AI", "/topics/ai/feed.xml", "application/rss+xml"),),
        "taxonomy": Link("Topics", "/topics/"),
        "term": TermLink("AI", "/topics/ai/"),
        "short_name": EVIL,
        "image": Image("https://i.example/ai.png", 64, 64),
        "parent": TermLink(EVIL, "/topics/x/"),
        "children": (TermLink("大模型", "/topics/m/"), TermLink("Rare", "")),
        "stories": stories(),
        "pages": (bare_card(),),
        "older_url": "/topics/ai/2/",
        "trend": (MonthCount("2023-12", 3), MonthCount("2024-01", 0), MonthCount("2024-02", 7)),
    }
    empty_term = term | {"image": None, "parent": None, "children": (), "stories": (), "trend": (), "older_url": ""}
    evil_page = Page(card=evil_card(), body="<p>x</p>")
    day = {**_listed("/d/", "d"), "section": section, "date": "2024-02-21", "month": month, "year": year}
    feeds = (FeedLink("AI", "https://small.example/topics/ai/feed.xml", "application/rss+xml"),)
    months_of_2024 = (("2024", (Link("2024-02", "/news/2024/02/"), Link("2024-01", "/news/2024/01/"))),)
    months = (MonthDigest("2024-02", "/m/", 9, (DayCount("2024-02-21", "/d/", 9),)),)
    return {
        "home.html": [home_view(), home_view(front_day("2024-02-20", "", evil_card()))],
        "story.html": [
            story_view(),
            story_view(page=evil_page, older=evil_card(), newer=None, similar=(), day_url=""),
            story_view(page=Page(card=bare_card()), older=None, newer=None, similar=()),
        ],
        "page.html": [
            PlainView(**_listed("/about/", "About"), page=Page(card=bare_card(), body=BODY), targets={}),
            PlainView(**_listed("/evil/", EVIL), page=evil_page, targets={}),
        ],
        "block.html": [
            BlockView(
                **_listed("/archive/5c1f0a9d3e/", "All"),
                span="2024-02-01/2024-02-21",
                stories=stories(),
                head=Link("Home", "/"),
                older_url="/archive/0f4a77b2c1/",
                newer_url="/",
            )
        ],
        "term.html": [TermView(**term), TermView(**empty_term)],
        "taxonomy.html": [
            TaxonomyView(**_listed("/topics/", "Topics"), taxonomy=Link("Topics", "/topics/"), terms=some, small=rest)
            for some, rest in ((lines, small), (lines, ()), (lines[:3], small[:2]), ((), ()))
        ],
        "day.html": [DayView(**day, stories=stories(), older_url="/a/", newer_url="")],
        "month.html": [
            MonthView(
                **_listed("/m/", "m"),
                section=section,
                month="2024-02",
                days=(DayDigest("2024-02-21", "/d/", 12, stories()[-3:]),),
                older_url="",
                newer_url="/n/",
                year=year,
            )
        ],
        "year.html": [
            YearView(
                **_listed("/y/", "y"), section=section, year="2024", months=months, older_url="/2023/", newer_url=""
            )
        ],
        "section.html": [
            SectionView(**_listed("/news/", EVIL), stories=stories(), years=years, pages=(evil_card(),)),
            SectionView(**_listed("/empty/", "Empty"), stories=(), years=(), pages=()),
            SectionView(**_listed("/own/", EVIL), stories=stories(), years=(), pages=(), page=evil_page, targets={}),
        ],
        "feeds.html": [
            FeedsView(
                **_listed("/feeds/", "Feeds"),
                groups=tuple(
                    FeedGroup("Topics", (FeedLine(EVIL, "https://small.example/x/", feeds),) * count)
                    for count in (1, 201)
                ),
                opml_url="/feeds.opml",
            )
        ],
        "folder.html": [FolderView(**_listed("/x/", EVIL), children=(Link(EVIL, "/x/y/"),))],
        "archive.html": [
            ArchiveView(
                **_listed("/archive/", "Archive"),
                sections=((section, years),),
                blocks=(("/archive/0f4a77b2c1/", EVIL),),
            )
        ],
        "search.html": [
            SearchView(
                **_listed("/search/", ""),
                index_url="/search/newest.json",
                topics=(TermLink("AI", "/topics/ai/"), TermLink(EVIL, "/topics/x/"), TermLink("大模型", "/topics/m/")),
                all_topics=Link("Topics", "/topics/"),
                sections=((section, months_of_2024), (Link(EVIL, "/x/"), months_of_2024)),
            ),
            SearchView(**_listed("/search/", ""), index_url=EVIL, topics=(), all_topics=None, sections=()),
        ],
        "corrected.html": [CorrectedView(**_listed("/news/2024/02/21/x/", ""))],
        "404.html": [
            NotFoundView(**_listed("/404.html", "404"), newest=Link("2024-02-21", "/d/")),
            NotFoundView(**_listed("/404.html", "404"), newest=None),
        ],
    }


_TERMS = (
    "AI",
    "Agents",
    "Élan",
    "3D",
    "大模型",
    "Chips",
    "Data",
    EVIL,
    "Games",
    "Health",
    "Ink",
    "Law",
    "Music",
    "News",
)
