"""Items: the stories of a feed as all formats show them."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.pages.fields.story_values import Image
from sitegen.pages.page import Card, Page
from sitegen.pages.tag_uris import tag_uri
from sitegen.plan.views.feed_views import Channel, FeedView
from sitegen.render.feeds.feed_html import CleanHtml, html_cleaner, image_html, link_html, text_html
from sitegen.render.feeds.feed_text import EXCERPT_LIMIT, TITLE_LIMIT, feed_date, language_tag, one_line
from sitegen.render.feeds.feed_urls import absolute_url
from sitegen.render.languages import other_language
from sitegen.values import Same, Value, with_changes

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a feed that has no stories, and of a story that has none where one is required."""

SHARE_OF_ONE = 4
"""No story takes more than this part of a feed."""

KEPT_ITEMS = 1024
"""Items that one process keeps: a story is in several feeds, which are written close together."""

_SHORT = 80


class Category(Value, frozen=True):
    """A term that a story has."""

    name: str
    scheme: str
    """The address of its taxonomy."""


class FeedItem(Value, frozen=True):
    """One story, ready for any format: its card, and what all formats make of it alike.

    Texts here are clean and addresses absolute ASCII. A field that is not here stands in the card: a format takes it
    from there, a text by `one_line`.
    """

    card: Card
    id: str
    """A `tag:` URI, or a `guid` as it was typed."""
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
    authors: tuple[str, ...]
    """Who wrote it."""
    source_title: str
    """Who published the original; empty when the story is ours alone."""
    source_url: str
    """Their site."""
    categories: tuple[Category, ...]
    published: datetime | None
    updated: datetime | None
    """Only when later than `published`."""
    language: str
    """Empty: the feed's own."""


def feed_id(channel: Channel) -> str:
    """Return a feed's own identity: its folder below the base, so formats share it and host and base path may move."""
    folder = channel.feed_url.removeprefix(channel.base_url).rpartition("/")[0]
    return tag_uri(f"feed:{folder}", channel.identity_authority)


def title_of(channel: Channel) -> str:
    """Return a feed's title, never empty."""
    return one_line(channel.title, TITLE_LIMIT) or urlsplit(channel.page_url).hostname or "Feed"


def author_of(channel: Channel) -> str:
    """Return who stands behind a feed: the site."""
    return one_line(channel.site_title, TITLE_LIMIT) or title_of(channel)


def newest_date(items: tuple[FeedItem, ...]) -> datetime:
    """Return when the feed last changed, as its items say."""
    dates = [date for item in items for date in (item.published, item.updated) if date]
    return max(dates, default=NO_DATE)


def own_moment(item: FeedItem) -> datetime:
    """Return when an item last changed, told apart from others of that second by a fraction.

    Stories of which only the day is known all have its midnight, crawlers write many in one second, and readers that
    sort by the moment then mix them up. The fraction comes from the identity, so it is the same in every feed, whatever
    stands beside it.
    """
    fraction = int.from_bytes(blake2b(item.id.encode(), digest_size=4).digest()) % 1_000_000
    return (item.updated or item.published or NO_DATE).replace(microsecond=fraction)


def prepare_items(view: FeedView) -> tuple[FeedItem, ...]:
    """Return the items of a feed in the view's order."""
    clean = html_cleaner(view.targets)
    return tuple([_item(story, view, clean) for story in view.stories])


def _item(story: object, view: FeedView, clean: CleanHtml) -> FeedItem:
    channel = view.channel
    if isinstance(story, Card):
        way_on = title_of(channel) if view.leads_to_original else ""
        return _item_of_card(
            Same(story), _identity(story, view), way_on, _Side(*[getattr(channel, name) for name in _Side._fields])
        )
    if not isinstance(story, Page):
        raise TypeError(f"the feed {channel.feed_url} was not filled in: {story!r}")
    item = _item(story.card, view, clean)
    if not _may_show(story.body, view.max_bytes):
        return item
    way_on = item.short_html[len(_with_image(text_html(item.excerpt), item.image)) :]
    return with_changes(item, full_html=_with_image(clean(story.body, item.page_url), item.image) + way_on)


def _identity(card: Card, view: FeedView) -> str:
    """Return by what readers know a story: what another site's feed called it, else a URI of our own."""
    instead = view.identities.get(card.path)
    if card.guid and not instead:
        return card.guid
    return tag_uri(instead or card.identity or card.path, view.channel.identity_authority)


class _Side(NamedTuple):
    """What an item takes from its channel."""

    base_url: str
    source_kinds: tuple[str, ...]
    language: str


@lru_cache(maxsize=KEPT_ITEMS)
def _item_of_card(same: Same[Card], identity: str, channel_title: str, side: _Side) -> FeedItem:
    """Return a story's item without full text; `channel_title` is empty where its title leads to our page."""
    card, base = same.value, side.base_url
    page_url = absolute_url(card.url, base) or base
    original_url = absolute_url(card.original_url, base)
    leads_away = bool(channel_title and original_url)
    title, excerpt = _title(card, page_url), one_line(card.excerpt, EXCERPT_LIMIT)
    source_title, source_url = _source(card, original_url)
    image = _image(card, base, title)
    way_on = _way_on(page_url, channel_title) if leads_away else _way_on(original_url, source_title)
    return FeedItem(
        card=card,
        id=identity,
        link=original_url if leads_away else page_url,
        page_url=page_url,
        original_url=original_url,
        title=title,
        excerpt=excerpt,
        short_html=_with_image(text_html(excerpt), image) + way_on,
        full_html="",
        image=image,
        authors=tuple(name for typed in card.authors if (name := one_line(typed, TITLE_LIMIT))),
        source_title=source_title,
        source_url=source_url,
        categories=_categories(card, side),
        published=feed_date(card.date) if card.date else None,
        updated=_updated(card),
        language=_language(card, side.language),
    )


def _way_on(url: str, title: str) -> str:
    return link_html(url, title) if url else ""


def _may_show(body: str, max_bytes: int) -> bool:
    """Return whether a text is there, and leaves room in the feed for others."""
    return bool(body.strip()) and (not max_bytes or len(body.encode()) <= max_bytes // SHARE_OF_ONE)


def _with_image(text: str, image: Image | None) -> str:
    """Open a text with its picture, unless it shows that picture already."""
    if image is None or f'src="{html.escape(image.url, quote=False)}"' in text:
        return text
    return image_html(image) + text


def _language(card: Card, language: str) -> str:
    """Return the language of a story where it differs from the feed's: as declared, else by its letters."""
    text = f"{card.title} {card.excerpt}"
    return other_language(text, language_tag(language) or "en", language_tag(card.language))


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


def _categories(card: Card, side: _Side) -> tuple[Category, ...]:
    base = side.base_url
    shown = {kind: tuple(term.name for term in found) for kind, found in card.links.items()}
    categories: dict[tuple[str, str], Category] = {}
    for kind, terms in sorted((shown or card.terms).items()):
        if kind in side.source_kinds:
            continue
        scheme = absolute_url(f"{base}{kind}/", base)
        for name in terms:
            if line := one_line(name, TITLE_LIMIT):
                categories.setdefault((kind, line), Category(name=line, scheme=scheme))
    return tuple(categories.values())


def _updated(card: Card) -> datetime | None:
    published, updated = card.date and feed_date(card.date), card.updated and feed_date(card.updated)
    return updated if updated and (published is None or updated > published) else None
