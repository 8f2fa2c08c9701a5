"""RSS 2.0 and Atom (RFC 4287): the one door to feedgen.

feedgen writes the structure; what it cannot say (links, media and languages of items, archive marks, hubs) joins by its
own extension mechanism while it writes. Never: patches its text.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from sitegen.plan.feeds.feeds import ATOM, RSS
from sitegen.plan.views.feed_views import FeedView
from sitegen.render.feeds.feed_fit import FeedFormat, fit_feed
from sitegen.render.feeds.feed_html import text_html
from sitegen.render.feeds.feed_items import (
    KEPT_ITEMS,
    NO_DATE,
    FeedItem,
    author_of,
    feed_id,
    newest_date,
    own_moment,
    title_of,
)
from sitegen.render.feeds.feed_text import EXCERPT_LIMIT, language_tag, one_line, unmarked
from sitegen.render.result import RenderResult
from sitegen.values import Same

GENERATOR = "sitegen"
"""Without a version: a new one would change every feed."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_HISTORY = "{http://purl.org/syndication/history/1.0}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACES = {"dc": _DC.strip("{}"), "media": _MEDIA.strip("{}"), "fh": _HISTORY.strip("{}")}
_IMAGE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def write_rss(view: FeedView) -> RenderResult:
    """Return a feed as RSS 2.0 (the RSS Advisory Board's profile), UTF-8."""
    return fit_feed(view, FeedFormat(_rss, lambda text: len(text.encode())))


def write_atom(view: FeedView) -> RenderResult:
    """Return a feed as Atom (RFC 4287), UTF-8."""
    return fit_feed(view, FeedFormat(_atom, _escaped_size))


def _escaped_size(text: str) -> int:
    return len(text.encode()) + sum(map(text.count, "<>")) * 3 + text.count("&") * 4


class _Extras:
    """What feedgen cannot write, for one item or one channel: a feedgen extension."""

    def __init__(self) -> None:
        self.elements: list[tuple[str, str, dict[str, str]]] = []
        self.attributes: dict[str, str] = {}

    def add(self, name: str, text: str = "", **attributes: str) -> None:
        self.elements.append((name, text, {key: value for key, value in attributes.items() if value}))

    def extend_ns(self) -> dict[str, str]:
        return _NAMESPACES

    def extend_atom(self, element: Any) -> None:
        element.attrib.update(self.attributes)
        for name, text, attributes in self.elements:
            added = xml_elem(name, element, **attributes)
            added.text = text or None

    def extend_rss(self, element: Any) -> None:
        self.extend_atom(element[0] if element.tag == "rss" else element)


def _rss(view: FeedView, items: tuple[FeedItem, ...]) -> bytes:
    feed = _feed(view, newest_date(items), RSS, _ATOM + "link")
    channel = view.channel
    title = unmarked(title_of(channel))
    feed.title(title)
    feed.description(unmarked(one_line(channel.description, EXCERPT_LIMIT)) or title)
    if channel.ttl:
        feed.ttl(channel.ttl)
    creator = author_of(channel)
    feed.entry([_kept(_rss_item, item, item.source_title or creator) for item in items])
    return bytes(feed.rss_str(pretty=True))


def _atom(view: FeedView, items: tuple[FeedItem, ...]) -> bytes:
    feed = _feed(view, max(map(own_moment, items), default=NO_DATE), ATOM, "link")
    channel = view.channel
    feed.id(feed_id(channel))
    feed.title(title_of(channel))
    feed.subtitle(one_line(channel.description, EXCERPT_LIMIT) or None)
    feed.author(name=author_of(channel), uri=channel.base_url)
    feed.entry([_kept(_atom_entry, item) for item in items])
    return bytes(feed.atom_str(pretty=True))


def _feed(view: FeedView, updated: datetime, media_type: str, link: str) -> Any:
    channel, archive = view.channel, view.archive
    feed = FeedGenerator()
    # The order counts: feedgen takes the last link for the channel's own.
    feed.link(href=channel.feed_url, rel="self", type=media_type)
    feed.link(href=channel.page_url, rel="alternate", type="text/html")
    feed.language(language_tag(channel.language) or None)
    feed.generator(GENERATOR)
    feed.updated(updated)
    if channel.image_url:
        feed.image(url=channel.image_url, title=unmarked(title_of(channel)), link=channel.page_url)
    extras = _Extras()
    if archive.is_archive:
        extras.add(_HISTORY + "archive")
    links = {
        "hub": channel.hub,
        "prev-archive": archive.older_url,
        "next-archive": archive.newer_url,
        "current": archive.current_url,
    }
    for rel, url in links.items():
        if url:
            extras.add(link, rel=rel, href=url)
    feed.register_extension("sitegen", lambda: extras, None)
    return feed


def _image_type(url: str) -> str:
    return _IMAGE_TYPES.get(url.partition("?")[0].rpartition(".")[2].lower(), "")


class _Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """An entry whose element is made once: it moves from a feed that was written to the next that shows the story."""

    _element: Any = None

    def atom_entry(self, extensions: bool = True) -> Any:
        if self._element is None:
            self._element = super().atom_entry(extensions)
        return self._element

    def rss_entry(self, extensions: bool = True) -> Any:
        if self._element is None:
            self._element = super().rss_entry(extensions)
        return self._element


def _entry(item: FeedItem, extras: _Extras) -> Any:
    """Return what both formats say of an item in the same way."""
    entry = _Entry()
    entry.id(item.id)
    if item.categories:
        entry.category([{"term": term.name, "scheme": term.scheme} for term in item.categories])
    if item.image:
        extras.add(
            _MEDIA + "content",
            url=item.image.url,
            medium="image",
            type=_image_type(item.image.url),
            width=str(item.image.width or ""),
            height=str(item.image.height or ""),
        )
    entry.register_extension("sitegen", lambda: extras)
    return entry


def _kept(make: Any, item: FeedItem, *more: str) -> Any:
    """Return an item's entry, kept for the next feed but for one with a full text: that would hold too much memory."""
    return (make.__wrapped__ if item.full_html else make)(Same(item), *more)


def _other_link(item: FeedItem) -> dict[str, str]:
    """Return the link of an item that its title does not lead to."""
    if item.link != item.page_url:
        return {"rel": "related", "href": item.page_url}
    return {"rel": "via", "href": item.original_url, "title": item.source_title} if item.original_url else {}


@lru_cache(maxsize=KEPT_ITEMS)
def _rss_item(same: Same[FeedItem], creator: str) -> Any:
    item, extras = same.value, _Extras()
    entry = _entry(item, extras)
    entry.title(unmarked(item.title))
    entry.link(href=item.link)
    if item.full_html:
        entry.description(text_html(item.excerpt))
        entry.content(item.full_html, type="CDATA")
    else:
        entry.description(item.short_html)
    if item.original_url:
        entry.source(url=item.original_url, title=item.source_title)
    for name in item.authors or (creator,):
        extras.add(_DC + "creator", name)
    if item.language:
        extras.add(_DC + "language", item.language)
    if item.published:
        # Not feedgen's own: it changes the process's locale to write a date.
        extras.add("pubDate", format_datetime(item.published))
    if item.updated:
        extras.add(_ATOM + "updated", item.updated.isoformat())
    if other := _other_link(item):
        extras.add(_ATOM + "link", **other)
    return entry


@lru_cache(maxsize=KEPT_ITEMS)
def _atom_entry(same: Same[FeedItem]) -> Any:
    item, extras = same.value, _Extras()
    entry = _entry(item, extras)
    entry.title(item.title)
    entry.link(href=item.link)
    if item.full_html:
        entry.content(item.full_html, type="html")
        if item.excerpt:
            entry.summary(text_html(item.excerpt), type="html")
    elif item.short_html:
        entry.summary(item.short_html, type="html")
    for name in item.authors:
        entry.author(name=name)
    if item.source_title and not item.authors:
        entry.author(name=item.source_title, uri=item.source_url)
    if item.published:
        entry.published(item.published)
    entry.updated(own_moment(item))
    if item.language:
        extras.attributes[_XML_LANG] = item.language
    if other := _other_link(item):
        extras.add("link", **other)
    return entry
