"""Everything of ours that reads or finishes text of strangers, under the name of its job, as a function of a text.

`test_growth.py` measures how their time grows, `fuzz.py` how long they take over random compositions of forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sitegen.check.feeds.feed_findings import (
    FeedPlace,
    character_findings,
    html_findings,
    link_findings,
    timestamp_findings,
    title_findings,
)
from sitegen.check.feeds.feed_rules import feed_findings
from sitegen.check.feeds.live_feed import read_feed
from sitegen.errors import BadValue, SitegenError
from sitegen.moving_in.config_files import code_text, plain_code
from sitegen.moving_in.copied_files import references
from sitegen.moving_in.old_slugs import ascii_slug, filled, hugo_part, jekyll_slug, word_slug
from sitegen.moving_in.own_patterns import our_pattern
from sitegen.pages.fields import kinds
from sitegen.pages.fields.addresses import read_file_name
from sitegen.pages.fields.date_forms.dates import Dating
from sitegen.pages.file_links import with_files
from sitegen.pages.front_matter.yaml_tree import read_any_yaml
from sitegen.pages.heads.source_text import read_source_text
from sitegen.pages.markdown.dialects.code_places import CodePlaces
from sitegen.pages.markdown.dialects.frames import replace_frames
from sitegen.pages.markdown.markdown import render_body
from sitegen.pages.markdown.open_tags import OpenTags
from sitegen.pages.markdown.sanitise import sanitise
from sitegen.pages.markdown.structure import repair_structure
from sitegen.pages.markdown.typed.math import find_math
from sitegen.pages.page import Card, Page
from sitegen.pages.page_pictures import link_images
from sitegen.pages.parse import parse_source
from sitegen.pages.plain_article import render_plain_text
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.tag_uris import tag_uri
from sitegen.pages.term_data import parse_term
from sitegen.pages.text.characters import clean_text
from sitegen.pages.text.excerpts import (
    cut_excerpt,
    excerpt_of_html,
    plain_excerpt,
    plain_line,
    plain_text_of_html,
    strip_markup,
)
from sitegen.pages.text.plain_text import find_title, plain_body
from sitegen.pages.urls import encode_path, encode_typed, host_of, safe_url, slugify, term_key
from sitegen.plan.files.share_images import drawable
from sitegen.render.feeds.feed_html import html_cleaner
from sitegen.render.feeds.feed_text import TITLE_LIMIT, language_tag, one_line, unmarked
from sitegen.render.feeds.feed_urls import absolute_url
from sitegen.render.html.body_html import finish_body, opens_with
from sitegen.render.images.place_data import without_place
from sitegen.render.images.svg_safety import svg_refusal, svg_size
from sitegen.render.languages import lang, language_of, monogram
from sitegen.render.search.search_terms import joined_terms, terms_of
from sitegen.render.text.html_markdown import html_to_markdown, plain_markdown
from sitegen.settings import Settings
from sitegen.values import encode
from tests.hostile.source_checks import linked
from tests.unit.render.feed_stories import story

SETTINGS = Settings(timezone="Asia/Shanghai")
PLACE = FeedPlace("https://digest.example/feed.xml", datetime(2024, 2, 21, tzinfo=UTC))
PAGE_URL = "https://digest.example/news/x/"


class Reader(NamedTuple):
    """Something that reads a text."""

    read: Callable[[Any], object]
    prepare: Callable[[str], Any] = str
    """What it is given instead of the text: a body's HTML, a page."""


@lru_cache(maxsize=8)
def body_of(text: str) -> str:
    """Return the HTML of a Markdown body: what finishers are given."""
    return render_body(text, 1, "news/x.md").html


@lru_cache(maxsize=8)
def html_of(text: str) -> str:
    """Return a text taken for HTML, as finishers are given it, without what Markdown would take it for."""
    return repair_structure(sanitise(raw_html_of(text)))


def raw_html_of(text: str) -> str:
    """Return a text as HTML that the sanitiser may be given: where it is too much, as text."""
    tags = OpenTags()
    tags.add_html(text)
    return plain_body(text) if tags.excess else text


def _all_terms(text: str) -> object:
    """Return what a story is found by."""
    return terms_of(text), joined_terms(text)


def page_of(text: str) -> Page:
    """Return a page with a body, as it reaches a view."""
    return Page(card=linked(story()), body=body_of(text))


def card_of(text: str) -> Card:
    """Return a card all of whose texts are this one, as front matter lets them be."""
    quoted = encode(text).decode()
    keys = ("title", "excerpt", "provider", "type", "category", "language", "id", "originalUrl")
    fields = (
        "".join(f"{key}: {quoted}\n" for key in keys) + f"topics: [{quoted}]\nimages: [{{url: /a, alt: {quoted}}}]\n"
    )
    page = parse_source(f"---\n{fields}---\n".encode("utf-8", "replace"), "news/2024-02-21-x.md", SETTINGS).page
    return linked(page.card) if page else linked(story())


def source_of(head: str, path: str = "news/2024-02-21-x.md") -> Reader:
    """Return a reader of a source that begins in a way and goes on with the text."""
    return Reader(lambda text: parse_source((head + text).encode("utf-8", "replace"), path, SETTINGS))


def fields_of(text: str) -> object:
    """Read a source whose front matter is a text."""
    return parse_source(f"---\ntitle: t\n{text}\n---\n".encode("utf-8", "replace"), "news/2024-02-21-x.md", SETTINGS)


def attempt(convert: Callable[[str], object]) -> Callable[[str], object]:
    """Return a function that does not mind that a text is none of its kind."""

    def read(text: str) -> object:
        try:
            return convert(text)
        except (BadValue, SitegenError):
            return None

    return read


def title_of(text: str) -> str:
    """Return a text as a title of a feed."""
    return one_line(text, TITLE_LIMIT)


SOURCES: Mapping[str, Reader] = {
    "body": source_of("---\ntitle: t\n---\n"),
    "body in plain text": source_of("---\ntitle: t\n---\n", "news/2024-02-21-x.txt"),
}
YAML: Mapping[str, Reader] = {
    "front matter": Reader(fields_of),
    "YAML": Reader(lambda text: read_any_yaml(text, 1, ProblemList("x"))),
    "term": Reader(lambda text: parse_term(text.encode("utf-8", "replace"), "_data/topics/x.yaml", SETTINGS)),
}
_FINISHERS: Mapping[str, Callable[[str], object]] = {
    "page's body": lambda html: finish_body(html, {}, "en"),
    "page's body in Chinese": lambda html: finish_body(html, {}, "zh"),
    "feed's body": lambda html: html_cleaner({})(html, PAGE_URL),
    "Markdown copy": lambda html: html_to_markdown(finish_body(html, {}), PAGE_URL),
    "body without pictures": link_images,
    "excerpt of a body": excerpt_of_html,
    "start of a body": lambda html: opens_with(html, "a a a"),
    "text of a body": plain_text_of_html,
    "check of a feed's text": lambda html: list(html_findings(html, "x")),
    "structure": repair_structure,
    "body with files": lambda html: with_files(html.replace('="https://', '="file:'), {}, "/"),
    "file without its place": lambda html: without_place(html.encode("utf-8", "replace")),
}
FINISHERS: Mapping[str, Reader] = {
    "sanitiser": Reader(sanitise, raw_html_of),
    "frames": Reader(replace_frames, raw_html_of),
    **{job: Reader(finish, html_of) for job, finish in _FINISHERS.items()},
}
"""They are given HTML, as it was typed."""
BODY_FINISHERS: Mapping[str, Reader] = {job: Reader(finish, body_of) for job, finish in _FINISHERS.items()}
"""They are given the HTML of a Markdown body."""
SLOW_TEXTS: Mapping[str, Reader] = {
    "fields": Reader(card_of),
    "check of HTML": Reader(lambda text: list(html_findings(text, "x"))),
}
TEXTS: Mapping[str, Reader] = {
    "source": Reader(lambda text: read_source_text(text.encode("utf-8", "replace"), ProblemList("x"))),
    "plain line": Reader(plain_line),
    "math": Reader(find_math),
    "drawing": Reader(lambda text: svg_refusal(f"<svg>{text}</svg>".encode("utf-8", "replace"))),
    "drawing's size": Reader(lambda text: svg_size(f'<svg viewBox="{text}"/>'.encode("utf-8", "replace"))),
    "code places": Reader(CodePlaces),
    "plain excerpt": Reader(plain_excerpt),
    "markup": Reader(strip_markup),
    "cut excerpt": Reader(cut_excerpt),
    "title in a text": Reader(find_title),
    "plain body": Reader(partial(render_plain_text, with_headings=True)),
    "slug": Reader(slugify),
    "term key": Reader(term_key),
    "name": Reader(attempt(kinds.NAME.convert)),
    "number": Reader(attempt(kinds.number(0, 9).convert)),
    "score": Reader(attempt(kinds.score(0).convert)),
    "truth": Reader(attempt(kinds.TRUTH.convert)),
    "date": Reader(attempt(kinds.date(Dating(UTC)).convert)),
    "picture's address": Reader(attempt(kinds.image_url("/").convert)),
    "web address": Reader(safe_url),
    "rest of a web address": Reader(lambda text: safe_url("https://a.b/" + text)),
    "host": Reader(lambda text: host_of("https://" + text)),
    "typed address": Reader(encode_typed),
    "path": Reader(encode_path),
    "file name": Reader(lambda text: read_file_name(text, "UTC")),
    "identity": Reader(lambda text: tag_uri(text, "a.b,2024")),
    "references of an old text": Reader(lambda text: list(references(text))),
    "code of an old config": Reader(lambda text: code_text(plain_code(text), "title")),
    "old pattern of addresses": Reader(lambda text: (our_pattern(text, "news"), filled(text, {}))),
    "parts of old addresses": Reader(
        lambda text: (hugo_part(text), jekyll_slug(text, pretty=True), word_slug(text), ascii_slug(text))
    ),
    "characters": Reader(clean_text),
    "feed's address": Reader(lambda text: absolute_url(text, PAGE_URL)),
    "feed's line": Reader(title_of),
    "feed's title": Reader(lambda text: unmarked(title_of(text)) if text.strip() else ""),
    "feed's language": Reader(language_tag),
    "language": Reader(language_of),
    "language mark": Reader(lambda text: lang(text, "en")),
    "monogram": Reader(monogram),
    "search terms": Reader(_all_terms),
    "line of a Markdown copy": Reader(plain_markdown),
    "drawn text": Reader(drawable),
    "check of a title": Reader(lambda text: list(title_findings(text, "x"))),
    "check of a link": Reader(lambda text: list(link_findings(text, "x", "y"))),
    "check of a date": Reader(lambda text: list(timestamp_findings(text, "x", "y", PLACE))),
    "check of characters": Reader(lambda text: list(character_findings(text))),
    "check of a feed": Reader(lambda text: list(feed_findings(text.encode("utf-8", "replace"), PLACE))),
    "live feed": Reader(attempt(lambda text: read_feed(text.encode("utf-8", "replace"), "x"))),
}
