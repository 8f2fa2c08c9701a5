"""The filters that templates use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup

from sitegen.pages.fields.story_values import Image, Provider
from sitegen.pages.page import Page, TermLink
from sitegen.plan.views.html_views import MonthCount, TermLine
from sitegen.render.html.filters import (
    body,
    by_letter,
    current,
    feed_name,
    icon,
    is_on,
    rank_word,
    source_names,
    trend_words,
    weights,
)
from sitegen.render.html.structured import story_data
from tests.unit.render.shown_views import EVIL, bare_card, card, evil_card, frame, story_view


def test_a_day_of_forty_stories() -> None:
    """On a large day one story leads, six are standard by rank, the rest are one line each, the newest first."""
    noon = datetime(2024, 2, 21, 12, tzinfo=UTC)
    weighed = weights([card(number, date=noon + timedelta(minutes=number % 10)) for number in range(40)])
    assert [weight for weight, _ in weighed] == ["lead"] + ["standard"] * 6 + ["brief"] * 33
    assert [story.title for _, story in weighed[:7]] == [f"Story {number}" for number in range(7)]
    briefs = [story.date for _, story in weighed[7:] if story.date]
    assert briefs == sorted(briefs, reverse=True) and len({*briefs}) == 10


@pytest.mark.parametrize(
    ("heat", "quality", "word"),
    [(80, 99, "widely_covered"), (79, 90, "in_depth"), (79, 89, ""), (None, 90, "in_depth"), (-1, None, "")],
)
def test_the_word_for_a_high_rank(heat: int | None, quality: int | None, word: str) -> None:
    """A reader gets a word, never a number; the wider coverage goes before the better text."""
    assert rank_word(card(heat=heat, quality=quality)) == word


def test_a_trend_of_many_years_in_words() -> None:
    """More than two years of months are said by year."""
    months = [MonthCount(f"{year}-{month:02}", 1) for year in (2022, 2023, 2024) for month in range(1, 13)]
    assert trend_words(months, "en") == "2022: 12, 2023: 12, 2024: 12"
    assert trend_words(months[:2], "en") == "January 2022: 1, February 2022: 1"


def test_a_small_day() -> None:
    """On a day of five or fewer no story is cut to a line for its rank; no stories, no weights."""
    assert [weight for weight, _ in weights([bare_card(number) for number in range(5)])] == ["lead"] + ["standard"] * 4
    assert weights([]) == []


def test_a_story_far_below_the_lead() -> None:
    """A story with less than half of the lead's score is a line, however few stories there are."""
    day = [card(1, heat=90, quality=10), card(2, heat=45, quality=1), card(3, heat=-1, quality=44)]
    assert [weight for weight, _ in weights(day)] == ["lead", "standard", "brief"]


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([(512, 512), (64, 64), (16, 16)], (64, 64)),
        ([(300, 60), (48, 50)], (48, 50)),
        ([(300, 60)], None),
        ([(None, None)], (None, None)),
        ([(16, 16), (24, 24)], (24, 24)),
        ([], None),
    ],
)
def test_icon(sizes: list[tuple[int | None, int | None]], chosen: tuple[int | None, int | None] | None) -> None:
    """A source's icon is its smallest square image of at least 32 pixels; a wide logo is none."""
    found = icon(Provider("X", images=tuple(Image("https://i.example/i.png", *size) for size in sizes)))
    assert (None if found is None else (found.width, found.height)) == chosen
    assert icon(None) is None


def test_source_names() -> None:
    """The sources of a day are counted once each; a story without one adds none."""
    assert source_names([card(1), bare_card(), card(2), card(3, provider=Provider("机器之心"))]) == (
        "Wired",
        "机器之心",
    )


def test_by_letter() -> None:
    """Terms stand under their letter whatever its accent or case, figures first, other scripts last."""
    names = ["éclair", "Apple", "3D", "大模型", "apricot", "Zed", "Eel"]
    grouped = by_letter([TermLine(TermLink(name), 1, "", "") for name in names])
    assert [(letter, [line.term.name for line in lines]) for letter, lines in grouped] == [
        ("#", ["3D"]),
        ("A", ["Apple", "apricot"]),
        ("E", ["éclair", "Eel"]),
        ("Z", ["Zed"]),
        ("", ["大模型"]),
    ]


@pytest.mark.parametrize(
    ("choice", "on"),
    [
        ("on", True),
        ("yes", True),
        (True, True),
        ("off", False),
        ("No", False),
        (False, False),
        ("", False),
        (None, False),
    ],
)
def test_is_on(choice: object, on: bool) -> None:
    """An option means no only when it says so, as text or as a truth value."""
    assert is_on(choice) is on


def test_current() -> None:
    """The menu marks the link to the page that it stands on, and no other, also where the address needs escaping."""
    menu = Markup('<a href="/a/">A</a><a href="/b/?x&amp;y">B</a>')
    assert current(menu, "/b/?x&y") == '<a href="/a/">A</a><a href="/b/?x&amp;y" aria-current="page">B</a>'
    assert current(menu, "/c/") == menu


def test_feed_name() -> None:
    """A feed is called by its short name; an unknown kind by its media type."""
    assert [feed_name(kind) for kind in ("application/rss+xml", "application/feed+json", "x/y")] == [
        "RSS",
        "JSON",
        "x/y",
    ]


def test_body_is_the_one_safe_text() -> None:
    """A body reaches the page as HTML, with its links to content files filled in."""
    made = body('<p><a href="page:a.md">x</a></p>', {"a.md": "/a/"})
    assert isinstance(made, Markup)
    assert made == '<p><a href="/a/">x</a></p>'


def test_json_ld_cannot_end_its_script() -> None:
    """A hostile title stays inside the JSON-LD: no `<`, `>` or `&` reaches the script element."""
    data = story_data(story_view(page=Page(card=evil_card())), frame())
    assert not set("<>&") & set(data)
    assert EVIL.split("<", maxsplit=1)[0].replace('"', '\\"')[:3] in data


def test_trend_words() -> None:
    """The chart has a text that says the same."""
    trend = (MonthCount("2023-12", 1200), MonthCount("2024-01", 0))
    assert trend_words(trend, "en") == "December 2023: 1,200, January 2024: 0"


def test_one_link_is_the_current_one() -> None:
    """The first that leads to the page; those to other pages stay as they are."""
    links = '<a href="/a/">x</a><a href="/a/b/">y</a><a href="/a/">z</a>'
    assert current(links, "/a/") == links.replace('"/a/"', '"/a/" aria-current="page"', 1)
    assert current(links, "/c/") == links
