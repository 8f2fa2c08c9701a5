"""Items: the stories of a feed as all formats show them, and how many of them fit.

Never: knows a format.
"""

from __future__ import annotations

import bisect
import html
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from sitegen.pages.page import Card, Image, Page
from sitegen.plan.views import Channel, FeedView
from sitegen.render.feed_html import CleanHtml, html_cleaner, image_html, link_html, text_html
from sitegen.render.feed_text import EXCERPT_LIMIT, TITLE_LIMIT, feed_date, language_tag, one_line
from sitegen.render.feed_urls import absolute_url, tag_uri
from sitegen.render.languages import other_language
from sitegen.values import Value, with_changes

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a feed that has no stories."""
OLDEST_YEAR = 1900
"""Stories of earlier years have no date in a feed: RFC 2822, section 3.3, cannot say it."""

_SOURCES = "sources"
_SHORT = 80
_SHARE_OF_ONE = 4


class Category(Value, frozen=True, gc=False):
    """A term that a story has."""

    name: str
    scheme: str
    """The address of its taxonomy."""


class FeedItem(Value, frozen=True):
    """One story, ready for any format: clean text, absolute ASCII addresses."""

    id: str
    """A `tag:` URI."""
    link: str
    """Where the title leads."""
    page_url: str
    original_url: str
    """Empty when the story is ours alone."""
    title: str
    excerpt: str
    short_html: str
    """Picture, excerpt and the way on."""
    full_html: str
    """Picture, full text and the way on; empty when only the excerpt is shown."""
    image: Image | None
    source_title: str
    """Who published the original; empty when the story is ours alone."""
    source_url: str
    """Their site."""
    categories: tuple[Category, ...]
    published: datetime | None
    has_time: bool
    updated: datetime | None
    """Only when later than `published`."""
    language: str
    """Empty: the feed's own."""


def base_of(channel: Channel) -> str:
    """Return the site's base address."""
    return channel.base_url or urljoin(channel.page_url, "/")


def feed_id(channel: Channel) -> str:
    """Return a feed's own identity: its folder below the base, so formats share it and host and base path may move."""
    folder = channel.feed_url.removeprefix(base_of(channel)).rpartition("/")[0]
    return tag_uri(f"feed:{folder}", base_of(channel), channel.id_authority)


def title_of(channel: Channel) -> str:
    """Return a feed's title, never empty."""
    return one_line(channel.title, TITLE_LIMIT) or urlsplit(channel.page_url).hostname or "Feed"


def author_of(channel: Channel) -> str:
    """Return who stands behind a feed: the site."""
    return one_line(channel.site_title, TITLE_LIMIT) or title_of(channel)


def newest_date(items: tuple[FeedItem, ...]) -> datetime:
    """Return when the feed last changed, as its items tell."""
    dates = [date for item in items for date in (item.published, item.updated) if date]
    return max(dates, default=NO_DATE)


def prepare_items(view: FeedView) -> tuple[FeedItem, ...]:
    """Return the items of a feed in the view's order; no two of them have one identity."""
    clean = html_cleaner(view.targets)
    items: dict[str, FeedItem] = {}
    for story in view.stories:
        item = _item(story, view, clean)
        items.setdefault(item.id, item)
    return tuple(items.values())


def _item(story: object, view: FeedView, clean: CleanHtml) -> FeedItem:
    if not isinstance(story, Card | Page):
        raise TypeError(f"the feed {view.channel.feed_url} was not filled in: {story!r}")
    card = story.card if isinstance(story, Page) else story
    channel, base = view.channel, base_of(view.channel)
    page_url = absolute_url(card.url, base) or base
    original_url = absolute_url(card.original_url, base)
    leads_away = bool(view.leads_to_original and original_url)
    title, excerpt = _title(card, page_url), one_line(card.excerpt, EXCERPT_LIMIT)
    source_title, source_url = _source(card, original_url)
    image = _image(card, base, title)
    way_on = _way_on(page_url, title_of(channel)) if leads_away else _way_on(original_url, source_title)
    full = story.body if isinstance(story, Page) and _may_show(story.body, view.max_bytes) else ""
    return FeedItem(
        id=tag_uri(view.identities.get(card.path) or card.identity or card.path, base, channel.id_authority),
        link=original_url if leads_away else page_url,
        page_url=page_url,
        original_url=original_url,
        title=title,
        excerpt=excerpt,
        short_html=_with_image(text_html(excerpt), image) + way_on,
        full_html=_with_image(clean(full, page_url), image) + way_on if full else "",
        image=image,
        source_title=source_title,
        source_url=source_url,
        categories=_categories(card, base),
        published=_date(card.date),
        has_time=card.has_time,
        updated=_updated(card),
        language=_language(card, channel),
    )


def _way_on(url: str, title: str) -> str:
    return link_html(url, title) if url else ""


def _may_show(body: str, max_bytes: int) -> bool:
    """Whether a text is there, and leaves room in the feed for others."""
    return bool(body.strip()) and (not max_bytes or len(body) <= max_bytes // _SHARE_OF_ONE)


def _with_image(text: str, image: Image | None) -> str:
    return text if image is None or html.escape(image.url, quote=False) in text else image_html(image) + text


def _language(card: Card, channel: Channel) -> str:
    """Return the language of a story where it differs from the feed's: as declared, else as its letters tell."""
    text = f"{card.title} {card.excerpt}"
    return other_language(text, language_tag(channel.language) or "en", language_tag(card.language))


def _title(card: Card, page_url: str) -> str:
    title = one_line(card.title, TITLE_LIMIT) or one_line(card.excerpt, _SHORT)
    return title or one_line(card.path, TITLE_LIMIT) or page_url


def _image(card: Card, base: str, title: str) -> Image | None:
    if card.image is None:
        return None
    url = absolute_url(card.image.url, base)
    return with_changes(card.image, url=url, alt=one_line(card.image.alt, TITLE_LIMIT) or title) if url else None


def _source(card: Card, original_url: str) -> tuple[str, str]:
    if not original_url:
        return "", ""
    host = urlsplit(original_url).hostname or ""
    name = one_line(card.provider.name, TITLE_LIMIT) if card.provider else ""
    domain = card.provider.domain if card.provider else ""
    return name or one_line(card.domain, TITLE_LIMIT) or host, absolute_url(f"https://{domain or host}/", original_url)


def _categories(card: Card, base: str) -> tuple[Category, ...]:
    shown = {kind: tuple(term.name for term in found) for kind, found in card.links.items()}
    categories: dict[tuple[str, str], Category] = {}
    for kind, terms in sorted((shown or card.terms).items()):
        if kind == _SOURCES:
            continue
        scheme = absolute_url(f"{base}{kind}/", base)
        for name in terms:
            if line := one_line(name, TITLE_LIMIT):
                categories.setdefault((kind, line), Category(name=line, scheme=scheme))
    return tuple(categories.values())


def _date(date: datetime | None) -> datetime | None:
    return feed_date(date) if date and date.year >= OLDEST_YEAR else None


def _updated(card: Card) -> datetime | None:
    published, updated = _date(card.date), _date(card.updated)
    return updated if updated and (published is None or updated > published) else None


def fit_feed(
    view: FeedView,
    write: Callable[[FeedView, tuple[FeedItem, ...]], bytes],
    cost: Callable[[str], int],
) -> bytes:
    """Return a feed of at most `view.max_bytes`: the oldest full texts become excerpts, then the oldest items go.

    `write` makes the bytes of some items, `cost` says how many bytes an HTML text takes in this format.
    """
    items = prepare_items(view)
    data = write(view, items)
    if not view.max_bytes or len(data) <= view.max_bytes:
        return data
    items = _shorten_oldest(items, len(data) - view.max_bytes, cost)
    counts = range(1, len(items) + 1)
    kept = bisect.bisect_right(counts, view.max_bytes, key=lambda count: len(write(view, items[:count])))
    return write(view, items[:kept])


def _shorten_oldest(items: tuple[FeedItem, ...], surplus: int, cost: Callable[[str], int]) -> tuple[FeedItem, ...]:
    shortened = list(items)
    for position in reversed(range(len(items))):
        if surplus <= 0:
            break
        item = items[position]
        if item.full_html:
            surplus -= cost(item.full_html) - cost(item.short_html)
            shortened[position] = with_changes(item, full_html="")
    return tuple(shortened)
