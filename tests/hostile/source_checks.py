"""What must hold for a source whatever it holds: bounded time, a page or a problem, nothing that harms in either."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from functools import cache
from html import unescape
from pathlib import Path

from sitegen.errors import Problem
from sitegen.pages.fields.story_values import Image
from sitegen.pages.file_links import FILE_SCHEME, file_address, target_of, with_files
from sitegen.pages.page import Card, Details, Page, PageMeta, Parsed, TermLink
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
from sitegen.site.page_files import FileFacts, FilesThere, PublishedFile, settle_files
from sitegen.values import decoder, encode, with_changes
from tests.hostile.safe_output import SECRET, harms_in, harms_in_fragment, is_harmless_address
from tests.unit.render.feed_stories import CHANNEL
from tests.unit.render.shown_views import frame

MOST_SECONDS = 5.0
"""Of the processor's time, for a source of a few hundred bytes on a machine that is busy with others."""
_FILE_IN_BODY = re.compile(rf'="({FILE_SCHEME}[^"]*)')
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
                assert parsed.meta is not None
                for files in ({}, files_there(parsed.meta)):
                    check_shown(with_files_shown(parsed.page, files))
    assert time.process_time() - started < MOST_SECONDS


def check_parsed(parsed: Parsed) -> None:
    """Check that there is a page or an error, and that each problem can be found and repaired."""
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
    """Check what a page may show: its body, its addresses; and that it survives the cache."""
    check_files(page)
    assert harms_in_fragment(finish_body(with_files(page.body, {}, "/"), {})) == []
    links = [page.card.url, page.card.original_url]
    links += [image.url for image in page.images if not image.url.startswith(FILE_SCHEME)]
    links += [link for one in page.related for link in (one.url, *(image.url for image in one.images))]
    assert all(is_harmless_address(link) for link in links), links
    assert page.card.url.startswith("/")
    assert page.card.url.endswith("/")
    assert "/../" not in page.card.url
    data, card = encode(page.details), encode(page.card)
    assert SECRET.encode() not in data + card
    assert decoder(Details).decode(data).with_card(decoder(Card).decode(card)) == page


def check_files(page: Page) -> None:
    """Check that what stands for a file, in the body or as a picture, is one of the page's, as sitegen writes it."""
    known = {link.target for link in page.files}
    standing = [unescape(found[1]) for found in _FILE_IN_BODY.finditer(page.body)]
    own = [image.url for image in page.images if image.url.startswith(FILE_SCHEME)]
    for address in (*standing, *own):
        target = target_of(address)
        assert target in known, address
        assert address.partition("#")[0] == file_address(target), address
    assert all("#" not in address for address in own), own
    assert page.card.image == (page.images[0] if page.images else None)


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


def files_there(meta: PageMeta) -> Mapping[str, PublishedFile]:
    """Return the files that a page refers to where each of them is there, by target."""
    facts = {link.target.lstrip("/"): FileFacts("x", width=3, height=2) for link in meta.files}
    return settle_files((meta,), FilesThere(facts), (), SETTINGS).of_pages.get(meta.path, {})


def with_files_shown(page: Page, files: Mapping[str, PublishedFile]) -> Page:
    """Return a page as it is shown: nothing stands for a file any more."""

    def shown(image: Image) -> Image | None:
        target = target_of(image.url)
        file = files.get(target)
        return image if not target else with_changes(image, url=file.url) if file else None

    images = tuple(one for image in page.images if (one := shown(image)))
    card = with_changes(page.card, image=shown(page.card.image) if page.card.image else None)
    return with_changes(page, body=with_files(page.body, files, "/"), images=images, card=card)


def check_shown(page: Page) -> None:
    """Check a page's own output, a list that it stands in, and the feeds."""
    assert not _FILE_IN_BODY.search(page.body), page.body
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
