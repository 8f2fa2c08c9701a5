"""Ranks what waits in the inbox: what the site's topics name first, then the newest; what has no date stands apart."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sitegen.intake.duplicates import likeness_of_titles
from sitegen.intake.feeds.inbox import FeedItem
from sitegen.intake.known_site import KnownSite

_LEAST_LIKE = 0.34
_MOST_COMPARED = 2_000


class RankedItem(NamedTuple):
    """An item with what speaks for it, and against it."""

    item: FeedItem
    topics: tuple[str, ...]
    known: str = ""
    """A source of the site, or another item of the inbox, that may be of the same event."""
    is_same: bool = False
    """Whether the site has the very address."""


def rank_items(items: list[FeedItem], site: KnownSite) -> list[RankedItem]:
    """Return the items with a date in their order, then those without one."""
    newest = sorted(site.pages, key=lambda page: -page.moment)[:_MOST_COMPARED]
    titles = [(page.title, site.settings.shown_path(page.path)) for page in newest]
    ranked: list[RankedItem] = []
    earlier: list[tuple[str, str]] = []
    for item in items:
        path = site.with_address(item.address)
        known = path or _alike(item.title, titles) or _alike(item.title, earlier)
        ranked.append(RankedItem(item, site.topics(item.title, item.summary, ""), known, bool(path)))
        earlier.append((item.title, item.id))
    return sorted(ranked, key=_rank)


def _rank(one: RankedItem) -> tuple[bool, bool, int, float, str]:
    return (not one.item.date, one.is_same, -len(one.topics), -_seconds(one.item.date), one.item.id)


def _seconds(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _alike(title: str, others: list[tuple[str, str]]) -> str:
    best = max(others, key=lambda other: likeness_of_titles(title, other[0]), default=None)
    return best[1] if best and likeness_of_titles(title, best[0]) >= _LEAST_LIKE else ""
