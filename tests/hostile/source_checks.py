"""What must hold for a source whatever it holds: bounded time, a page or a problem, nothing that harms in either."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

from sitegen.errors import Problem
from sitegen.pages.page import Card, Details, Page, Parsed, TermLink
from sitegen.pages.parse import parse_source
from sitegen.pages.term_data import parse_term
from sitegen.plan.views.feed_views import FeedView
from sitegen.plan.views.html_views import BlockView, Link, StoryView
from sitegen.render.feeds.feed_json import write_json_feed
from sitegen.render.feeds.feed_xml import write_atom, write_rss
from sitegen.render.html.body_html import finish_body
from sitegen.render.html.templates import Templates
from sitegen.render.theme.theme import theme_folders
from sitegen.settings import Settings
from sitegen.values import decoder, encode, with_changes
from tests.hostile.safe_output import SECRET, harms_in, harms_in_fragment, is_harmless_address
from tests.unit.render.feed_stories import CHANNEL
from tests.unit.render.shown_views import frame

MOST_SECONDS = 5.0
"""Of the processor's time, for a source of a few hundred bytes on a machine that is busy with others."""
SETTINGS = Settings(timezone="Asia/Shanghai")


def check_source(data: bytes, path: str, *, shown: bool = False) -> None:
    """Check what a source or a term's file becomes; `shown`: also the pages and feeds that show it."""
    started = time.process_time()
    if path.startswith("_data/"):
        check_term(data, path)
    else:
        parsed = parse_source(data, path, SETTINGS)
        check_parsed(parsed)
        if parsed.page is not None:
            check_page(parsed.page)
            if shown:
                check_shown(parsed.page)
    assert time.process_time() - started < MOST_SECONDS


def check_parsed(parsed: Parsed) -> None:
    """Check that there is a page or an error, and that each problem can be found and mended."""
    has_error = any(problem.level == "error" for problem in parsed.problems)
    assert (parsed.page is None) == has_error
    assert (parsed.meta is None) == has_error
    check_problems(parsed.problems)


def check_problems(problems: tuple[Problem, ...]) -> None:
    """Check that each problem says where, what and what to do, and no secret."""
    for problem in problems:
        assert problem.message, problem
        assert problem.hint, problem
        assert problem.line >= 0, problem
        assert SECRET not in problem.message + problem.hint + problem.field, problem


def check_page(page: Page) -> None:
    """Check what a page may show: its body, its addresses; and that it survives the memory."""
    assert harms_in_fragment(finish_body(page.body, {})) == []
    links = [page.card.url, page.card.original_url, *(image.url for image in page.images)]
    links += [link for one in page.related for link in (one.url, *(image.url for image in one.images))]
    assert all(is_harmless_address(link) for link in links), links
    assert page.card.url.startswith("/")
    assert page.card.url.endswith("/")
    assert "/../" not in page.card.url
    data, card = encode(page.details), encode(page.card)
    assert SECRET.encode() not in data + card
    assert decoder(Details).decode(data).with_card(decoder(Card).decode(card)) == page


def check_term(data: bytes, path: str) -> None:
    """Check what a file of a term becomes."""
    term, problems = parse_term(data, path, SETTINGS)
    check_problems(problems)
    assert term is not None or any(problem.level == "error" for problem in problems) or not data.strip()
    if term is not None:
        for slug in (term.slug, term.usual_slug):
            assert "/" not in slug
            assert slug not in (".", "..")
        assert SECRET.encode() not in encode(term)


def check_shown(page: Page) -> None:
    """Check a page's own output, a list that it stands in, and the feeds."""
    card = linked(page.card)
    page = with_changes(page, card=card)
    for name, view in (("news/2/story.html", story_view(page)), ("block.html", block_view(card))):
        html = templates().render(name.rpartition("/")[2], view, frame())
        assert list(harms_in(name, html.encode())) == [], html
    feed = FeedView(channel=CHANNEL, stories=(page, card))
    for name, made in (
        ("rss.xml", write_rss(feed)),
        ("atom.xml", write_atom(feed)),
        ("feed.json", write_json_feed(feed)),
    ):
        assert list(harms_in(name, made.data)) == [], made.data


@cache
def templates() -> Templates:
    """Return the default theme's templates."""
    return Templates(theme_folders(Path(), "default"))


def linked(card: Card) -> Card:
    """Return a card whose terms have pages."""
    links = {kind: tuple(TermLink(name, f"/{kind}/x/") for name in names) for kind, names in card.terms.items()}
    return with_changes(card, links=links)


def story_view(page: Page) -> StoryView:
    """Return the view of a page among its likes."""
    card = page.card
    return StoryView(
        url=card.url,
        title=card.title,
        description=card.excerpt,
        feeds=(),
        page=page,
        older=card,
        newer=card,
        similar=(card,),
        targets={},
        day_url="/news/",
    )


def block_view(card: Card) -> BlockView:
    """Return the view of a list."""
    return BlockView(
        url="/archive/0f4a77b2c1/",
        title=card.title,
        description=card.excerpt,
        feeds=(),
        span="2024-02-21/2024-02-21",
        stories=(card,),
        head=Link(card.title, "/"),
        older_url="",
        newer_url="",
    )
