"""Turns one output's view into bytes: fills its references in, then hands it to the writer of its kind.

To add a format: write a function from its view to bytes, and name it in `FORMATS`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from functools import cache
from pkgutil import resolve_name
from typing import Any, Protocol, cast

from sitegen.pages.page import Card, Page
from sitegen.plan.frame import Frame
from sitegen.plan.views.file_views import TextView
from sitegen.plan.views.html_views import CardRef, PageRef, ShardRef
from sitegen.plan.views.picture_views import FileRef
from sitegen.render.html.templates import Templates
from sitegen.render.result import RenderResult
from sitegen.values import Value, with_changes


class CardSource(Protocol):
    """Where the cards and pages behind references are found."""

    def card(self, reference: CardRef) -> Card:
        """Return the card, its terms as shown."""

    def page(self, reference: PageRef) -> Page:
        """Return the page, its card's terms as shown."""

    def file(self, reference: FileRef) -> bytes:
        """Return the bytes of a file."""

    def terms(self, reference: ShardRef) -> str:
        """Return the text of one shard of a segment's terms."""


FORMATS: Mapping[str, str] = {
    "atom": "feeds.feed_xml:write_atom",
    "icon": "images.pictures:icon_png",
    "icon-ico": "images.pictures:icon_ico",
    "icon-svg": "images.icon_svg:write_icon_svg",
    "json-feed": "feeds.feed_json:write_json_feed",
    "markdown": "text.markdown_copy:write_markdown_copy",
    "moved": "moved_page:write_moved_page",
    "opml": "feeds.opml:write_opml",
    "rss": "feeds.feed_xml:write_rss",
    "search-head": "search.search_files:write_search_head",
    "search-stories": "search.search_files:write_search_stories",
    "search-terms": "search.search_files:write_search_terms",
    "share-image": "images.share_image:share_png",
    "site-card": "images.share_image:site_card_png",
    "sitemap": "sitemap_xml:write_sitemap",
    "sitemap-index": "sitemap_xml:write_sitemap_index",
    "text": "renderer:write_text",
}
"""Kind -> module of this room and what there makes bytes of its view; it is loaded when it is first called: feedgen
and Pillow take as long to load as a build that changes nothing takes altogether."""


def render(kind: str, view: Value, frame: Frame, templates: Templates, cards: CardSource) -> RenderResult:
    """Return the bytes of an output, and what is to be reported of them.

    Raises what the template raises (`TemplateProblem`), and what `cards` raises for a reference it cannot follow.
    """
    filled = fill(view, cards)
    if kind not in FORMATS:
        return RenderResult(templates.render(kind, cast(Any, filled), frame).encode("utf-8"))
    made = writer_of(kind)(filled)
    return made if isinstance(made, RenderResult) else RenderResult(made)


@cache
def writer_of(kind: str) -> Callable[[Any], bytes | RenderResult]:
    """Return what makes bytes of a view of this format."""
    writer: Callable[[Any], bytes | RenderResult] = resolve_name(f"{__package__}.{FORMATS[kind]}")
    return writer


def write_text(view: TextView) -> bytes:
    """Return a text that is known already, UTF-8."""
    return view.text.encode("utf-8")


def fill(value: Any, cards: CardSource) -> Any:
    """Return a view with what it stands for in place of each reference."""
    kind: Any = type(value)
    if kind is CardRef:
        return cards.card(value)
    if kind is PageRef:
        return cards.page(value)
    if kind is ShardRef:
        return cards.terms(value)
    if kind is FileRef:
        return cards.file(value)
    if kind is tuple:
        return tuple([fill(part, cards) for part in value])
    fields = fields_with_references(kind)
    if not fields:
        return value
    return with_changes(value, **{name: fill(getattr(value, name), cards) for name in fields})


@cache
def fields_with_references(kind: Any) -> tuple[str, ...]:
    """Return the fields of a view type that may hold a reference, at any depth."""
    if not (isinstance(kind, type) and issubclass(kind, Value)):
        return ()
    return tuple(name for name, hint in typing.get_type_hints(kind).items() if _may_hold(hint))


def _may_hold(hint: Any) -> bool:
    if hint in (CardRef, PageRef, ShardRef, FileRef):
        return True
    if typing.get_args(hint):
        return any(_may_hold(part) for part in typing.get_args(hint))
    return isinstance(hint, type) and bool(fields_with_references(hint))
