"""Turns one output's view into bytes: fills its references in, then hands it to the writer of its kind.

To add a format: write a function from its view to bytes, import its module below, where it is loaded when it is first
called, and name it in `FORMATS`.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol, cast

from sitegen.lazy import lazy_imports
from sitegen.pages.page import Card, Page
from sitegen.plan.frame import Frame
from sitegen.plan.views.file_views import TextView
from sitegen.plan.views.html_views import CardRef, PageRef, ShardRef
from sitegen.plan.views.picture_views import FileRef
from sitegen.render.html.templates import Templates
from sitegen.render.result import RenderResult
from sitegen.values import Value, with_changes

with lazy_imports():
    from sitegen.render import moved_page, sitemap_xml
    from sitegen.render.feeds import feed_json, feed_xml, opml
    from sitegen.render.images import drawing, icon_svg
    from sitegen.render.search import search_files
    from sitegen.render.text import markdown_copy


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


def _write_text(view: TextView) -> bytes:
    return view.text.encode("utf-8")


FORMATS: Mapping[str, Callable[[Any], bytes | RenderResult]] = {
    "atom": lambda view: feed_xml.write_atom(view),
    "icon": lambda view: drawing.draw_icon(view),
    "icon-ico": lambda view: drawing.draw_ico(view),
    "icon-svg": lambda view: icon_svg.write_icon_svg(view),
    "json-feed": lambda view: feed_json.write_json_feed(view),
    "markdown": lambda view: markdown_copy.write_markdown_copy(view),
    "moved": lambda view: moved_page.write_moved_page(view),
    "opml": lambda view: opml.write_opml(view),
    "rss": lambda view: feed_xml.write_rss(view),
    "search-head": lambda view: search_files.write_search_head(view),
    "search-stories": lambda view: search_files.write_search_stories(view),
    "search-terms": lambda view: search_files.write_search_terms(view),
    "share-image": lambda view: drawing.draw_share_image(view),
    "site-card": lambda view: drawing.draw_site_card(view),
    "sitemap": lambda view: sitemap_xml.write_sitemap(view),
    "sitemap-index": lambda view: sitemap_xml.write_sitemap_index(view),
    "text": _write_text,
}
"""Kind -> what makes bytes of its view; its module is loaded when it is first called."""


def render(kind: str, view: Value, frame: Frame, templates: Templates, cards: CardSource) -> RenderResult:
    """Return the bytes of an output, and what is to be reported of them.

    Raises what the template raises (`TemplateProblem`), and what `cards` raises for a reference it cannot follow.
    """
    filled = fill(view, cards)
    if kind not in FORMATS:
        return RenderResult(templates.render(kind, cast(Any, filled), frame).encode("utf-8"))
    made = FORMATS[kind](filled)
    return made if isinstance(made, RenderResult) else RenderResult(made)


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
