"""Fits a feed into its bytes: the oldest full texts become excerpts, then stories are left out.

Never: leaves out a story that is nowhere else, or the only one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sitegen.plan.views.feed_views import FeedView
from sitegen.render.feeds.feed_items import SHARE_OF_ONE, FeedItem, prepare_items
from sitegen.render.result import RenderResult
from sitegen.values import with_changes

_SEPARATOR = 8
"""Bytes between two items, at most."""


class FeedFormat(NamedTuple):
    """How a format is written, and what a text costs in it."""

    write: Callable[[FeedView, tuple[FeedItem, ...]], bytes]
    cost: Callable[[str], int]
    """Bytes of an HTML text, about."""


def fit_feed(view: FeedView, form: FeedFormat) -> RenderResult:
    """Return a feed of at most `view.max_bytes`, or with a warning what cannot be made as small.

    The newest `view.least_stories` stay in any case: no archive has them yet.
    """
    items = prepare_items(view)
    data = form.write(view, items)
    while view.max_bytes and len(data) > view.max_bytes and any(item.full_html for item in items):
        items = _shorten_oldest(items, len(data) - view.max_bytes, form.cost)
        data = form.write(view, items)
    if not view.max_bytes or len(data) <= view.max_bytes:
        return RenderResult(data)
    kept = _choose_fitting(view, items, form)
    data = form.write(view, kept)
    return RenderResult(data, "feed_bytes", *_warning(view, len(kept), len(items), len(data)))


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


def _choose_fitting(view: FeedView, items: tuple[FeedItem, ...], form: FeedFormat) -> tuple[FeedItem, ...]:
    """Return the items that stay, newest first: those that must, then whatever still has room."""
    empty = len(form.write(view, ()))
    sizes = [len(form.write(view, (item,))) - empty + _SEPARATOR for item in items]
    room = view.max_bytes - empty - sum(sizes[: view.least_stories])
    kept = list(items[: view.least_stories])
    for item, size in zip(items[view.least_stories :], sizes[view.least_stories :], strict=True):
        if size <= min(room, view.max_bytes // SHARE_OF_ONE):
            kept.append(item)
            room -= size
    return tuple(kept) or items[:1]


def _warning(view: FeedView, kept: int, total: int, size: int) -> tuple[str, str]:
    url, most = view.channel.feed_url, view.max_bytes
    if kept == total:
        return f"{url} has {size:,} bytes, and nothing can be left out", "Raise it, or lower `feed_size`."
    message = f"{url} holds {kept} of its {total} stories: {most:,} bytes have no room for more"
    if size > most:
        message = f"{url} has {size:,} bytes with {kept} of its {total} stories; the others could be left out"
    return message, "Raise it, or lower `feed_size`."
