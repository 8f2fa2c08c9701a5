"""The feed of an old site: which of its items is which text, and by which rule it names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.check.feeds.live_feed import FeedEntry, read_feed
from sitegen.errors import SitegenError
from sitegen.moving_in.copied_files import path_below
from sitegen.moving_in.old_site import OldText
from sitegen.net.fetch import FetchError, fetch
from sitegen.pages.page import PageMeta

_LARGEST_FEED = 50_000_000
_A_DAY = 86_400


class Address(NamedTuple):
    """What is known of a text, and what of it is kept."""

    text: OldText
    path: str
    """The path that it had, decoded; empty when that is not known."""
    original: str
    """The story elsewhere."""
    meta: PageMeta | None = None
    """What our site makes of it; None: it cannot be read, or has an error, and is withheld."""
    how: str = ""
    """How it keeps its path: by `pattern` or by `url`; empty when it does not."""
    identity: str = ""
    """From where it has that of its item: `feed`, `rule`, `own`; empty when it has none from before."""


def feed_entries(named: str) -> tuple[FeedEntry, ...]:
    """Return the items of a feed, an address or a file.

    Raises:
        SitegenError: exit code 2, when it cannot be read or is no feed.
    """
    try:
        if named.lower().startswith(("http://", "https://")):
            data = fetch(named)
        else:
            with Path(named).open("rb") as file:
                data = file.read(_LARGEST_FEED)
    except (FetchError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SitegenError(
            f"--feed: {named} cannot be read: {reason}", "name the old feed's address, or a copy of it", exit_code=2
        ) from None
    try:
        return read_feed(data, named).entries
    except SitegenError as error:
        raise SitegenError(f"--feed: {error}", "name an RSS, Atom or JSON feed", exit_code=2) from None


def match(
    entries: Iterable[FeedEntry], addresses: Sequence[Address], base_url: str
) -> tuple[dict[str, FeedEntry], list[FeedEntry]]:
    """Return the items by the path of their text, and those without one.

    A text is known by its address or its original's, by title and day, by a title of its own.
    """
    found: dict[str, FeedEntry] = {}
    left = [entry for entry in entries if entry.id]
    for keys_of_text, keys_of_entry in _WAYS:
        by_key: dict[str, list[str]] = {}
        for address in addresses:
            if address.text.path not in found:
                for key in filter(None, keys_of_text(address)):
                    by_key.setdefault(key, []).append(address.text.path)
        still = []
        for entry in left:
            paths = {
                path for key in keys_of_entry(entry, base_url) for path in by_key.get(key, ()) if path not in found
            }
            if len(paths) == 1:
                found[paths.pop()] = entry
            else:
                still.append(entry)
        left = still
    return found, left


def _plain_path(path: str) -> str:
    path = unquote(path).lower().rstrip("/")
    return path.removesuffix("index.html").removesuffix(".html").rstrip("/") or "/"


def _own_paths(entry: FeedEntry, base_url: str) -> list[str]:
    """Return the paths on the old site that an item names, as links or as its identity."""
    named = (*entry.links, *((entry.id,) if "://" in entry.id else ()))
    return [_plain_path(path) for link in sorted(named) if (path := path_below(link, base_url)) and path != "/"]


def _title(title: str) -> str:
    return " ".join(title.casefold().split())


def _days(entry: FeedEntry) -> list[str]:
    if not entry.moment:
        return []
    moment = int(entry.moment)
    near = (datetime.fromtimestamp(moment + shift, UTC) for shift in (0, -_A_DAY, _A_DAY))
    return [f"{day:%Y-%m-%d} {_title(entry.title)}" for day in near] if entry.title else []


def _day_and_title(address: Address) -> list[str]:
    text = address.text
    return [f"{text.date:%Y-%m-%d} {_title(text.title)}"] if text.date else []


_WAYS: tuple[tuple[Callable[[Address], list[str]], Callable[[FeedEntry, str], list[str]]], ...] = (
    (lambda one: [_plain_path(one.path)] if one.path else [], _own_paths),
    (lambda one: [one.original], lambda entry, _: [*entry.links, entry.id]),
    (_day_and_title, lambda entry, _: _days(entry)),
    (lambda one: [_title(one.text.title)], lambda entry, _: [_title(entry.title)]),
)  # fmt: skip


class Rule(NamedTuple):
    """How a feed names its items."""

    words: str
    identity: Callable[[OldText, str], str]
    """Text and its absolute address -> its identity."""


_RULES = (
    Rule("the address of the page", lambda _, url: url),
    Rule("the address without the slash at its end", lambda _, url: url.rstrip("/")),
    Rule("the address without its ending", lambda _, url: url.rstrip("/").removesuffix(".html")),
    Rule("the address with http", lambda _, url: url.replace("https://", "http://", 1)),
    Rule("the path of the page", lambda _, url: "/" + url.partition("://")[2].partition("/")[2]),
)


def rule_of(own: Rule, known: Iterable[tuple[OldText, str, FeedEntry]]) -> Rule | None:
    """Return the rule by which a feed names its items: the one that most of them follow; None when none is followed.

    `known` are texts with their absolute addresses and their items.
    """
    fits: Counter[int] = Counter()
    count = 0
    rules = (own, *_RULES)
    for text, url, entry in known:
        count += 1
        for number, rule in enumerate(rules):
            fits[number] += rule.identity(text, url) == entry.id
    if not count:
        return own
    best = max(range(len(rules)), key=lambda number: (fits[number], -number))
    return rules[best] if fits[best] * 2 > count else None
