"""Compares a built feed with the live one: what readers would show as new again, and what would vanish."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from sitegen.check.feeds.feed_findings import ATOM, self_link
from sitegen.errors import Problem, SitegenError
from sitegen.net.fetch import FetchError, fetch
from sitegen.settings import Settings

_NAMED = 3
_MOST_ADDRESS = 8192
"""Characters; a longer one is no address of a feed."""
_SITE_FEEDS = ("feed.xml", "atom.xml", "feed.json")


class FeedEntry(NamedTuple):
    """What a feed reader knows about an item."""

    id: str
    links: frozenset[str]
    """Every address that it links to."""
    title: str
    moment: str
    """When it was published, as text that sorts by time; empty when the item does not say."""


class ReadFeed(NamedTuple):
    """A feed as a feed reader understands it."""

    url: str
    """The address that it gives as its own; may be empty."""
    entries: tuple[FeedEntry, ...]


class Comparison(NamedTuple):
    """What a live feed was compared with, and what would surprise its readers."""

    path: str
    """The built feed, relative to the site's folder."""
    problems: tuple[Problem, ...]


def compare_with_live(root: Path, settings: Settings, live: str) -> Comparison:
    """Compare the feed at `live`, an address or a file, with the built one that its readers would get next.

    Raises:
        SitegenError: when one of the two cannot be read, or it is not clear which is meant.
    """
    theirs = read_feed(_read(live), live)
    output = root / settings.output
    if not any((output / name).is_file() for name in _SITE_FEEDS):
        raise SitegenError(f"there is no feed in {settings.output}/", "`sitegen build` makes it")
    found = next((path for path in _counterparts(settings, live, theirs.url) if (output / path).is_file()), "")
    if not found:
        hint = "its self link, or its address, must end like that of a built feed; `aliases` may lead there"
        raise SitegenError(f"{live} cannot be matched with a feed in {settings.output}/", hint)
    shown = f"{settings.output}/{found}"
    return Comparison(shown, tuple(_storm(shown, read_feed((output / found).read_bytes(), shown), theirs)))


def _counterparts(settings: Settings, live: str, own_url: str) -> Iterator[str]:
    """Yield the paths in the output folder that may be the same feed, the likeliest first."""
    places = [_path_of(url) for url in (live, own_url) if "://" in url and len(url) <= _MOST_ADDRESS]
    for place in places:
        path = "/" + place.removeprefix(settings.base_path).lstrip("/")
        yield from (settings.aliases.get(path, path).lstrip("/"), path.lstrip("/"))
    # The site may have moved below another path.
    terms = {"feeds", *(taxonomy.name for taxonomy in settings.taxonomies)}
    for place in places or [live]:
        parts = [part for part in place.split("/") if part not in ("", ".", "..")]
        for start in range(len(parts)):
            is_of_term = start == len(parts) - 1 and not terms.isdisjoint(parts)
            if not is_of_term:
                yield "/".join(parts[start:])


def _path_of(url: str) -> str:
    try:
        return "/".join(part for part in unquote(urlsplit(url).path).split("/") if part != "..")
    except ValueError:
        return ""


def _storm(path: str, ours: ReadFeed, theirs: ReadFeed) -> Iterator[Problem]:
    known, kept = _Known(theirs), _Known(ours)
    again = [entry for entry in ours.entries if entry.id not in known.ids and known.has(entry)]
    oldest = min((entry.moment for entry in ours.entries if entry.moment), default="")
    gone = [
        entry for entry in theirs.entries if entry.id not in kept.ids and entry.moment >= oldest and not kept.has(entry)
    ]
    if again:
        message = f"{len(again)} of {len(ours.entries)} stories would turn up as new again in readers: {_names(again)}"
        hint = "Their identities changed. Keep `id` and originalUrl; after a move to another host set `feed_authority`."
        yield Problem("warning", path, 0, 0, "unread-storm", message, hint)
    if gone:
        message = f"{len(gone)} of {len(theirs.entries)} stories of the live feed would vanish: {_names(gone)}"
        yield Problem("warning", path, 0, 0, "vanishing", message, "Withheld, deleted or no longer of this subject?")


class _Known:
    """What identifies the stories of a feed."""

    def __init__(self, feed: ReadFeed) -> None:
        self.ids = {entry.id for entry in feed.entries}
        self._links = {link for entry in feed.entries for link in entry.links}
        self._titles = {(entry.title, entry.moment) for entry in feed.entries if entry.title}

    def has(self, entry: FeedEntry) -> bool:
        """Return whether the feed has what a person would call the same story: a shared address, or title and time."""
        return not self._links.isdisjoint(entry.links) or (entry.title, entry.moment) in self._titles


def _names(entries: list[FeedEntry]) -> str:
    names = [f'"{entry.title[:60]}"' for entry in entries[:_NAMED]]
    return ", ".join(names) + (", ..." if len(entries) > _NAMED else "")


def _read(live: str) -> bytes:
    try:
        is_address = live.lower().startswith(("http://", "https://"))
        return fetch(live) if is_address else Path(live).read_bytes()
    except (FetchError, OSError, ValueError) as error:
        raise SitegenError(f"{live} cannot be read: {error}", "name the live feed's address, or a copy of it") from None


def read_feed(data: bytes, name: str) -> ReadFeed:
    """Parse a feed of any format.

    Raises:
        SitegenError: when it is not a feed.
    """
    data = data.removeprefix(BOM_UTF8)
    if data.lstrip()[:1] == b"{":
        return _read_json(data, name)
    try:
        if b"<!ENTITY" in data:
            raise ParseError("it declares entities")
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        raise SitegenError(f"{name} is not a feed: {error}") from None
    if root.tag == "rss":
        channel = root.find("channel")
        own = "" if channel is None else self_link(channel)
        return ReadFeed(own, tuple(_rss_entry(item) for item in root.iter("item")))
    if root.tag == f"{ATOM}feed":
        return ReadFeed(self_link(root), tuple(_atom_entry(entry) for entry in root.iter(f"{ATOM}entry")))
    raise SitegenError(f"{name} is not a feed: its root element is {root.tag}")


def _rss_entry(item: Element) -> FeedEntry:
    link = (item.findtext("link") or "").strip()
    links = {link, *(other.get("href", "") for other in item.findall(f"{ATOM}link"))}
    return FeedEntry(
        id=(item.findtext("guid") or link or item.findtext("title") or "").strip(),
        links=frozenset(links - {""}),
        title=" ".join((item.findtext("title") or "").split()),
        moment=_moment(item.findtext("pubDate") or "", parsedate_to_datetime),
    )


def _atom_entry(entry: Element) -> FeedEntry:
    links = {link.get("href", "") for link in entry.findall(f"{ATOM}link")}
    date = entry.findtext(f"{ATOM}published") or entry.findtext(f"{ATOM}updated") or ""
    return FeedEntry(
        id=(entry.findtext(f"{ATOM}id") or "").strip(),
        links=frozenset(links - {""}),
        title=" ".join((entry.findtext(f"{ATOM}title") or "").split()),
        moment=_moment(date, datetime.fromisoformat),
    )


def _moment(text: str, parse: Callable[[str], datetime]) -> str:
    try:
        return f"{parse(text.strip()).timestamp():015.0f}"
    except (ValueError, OverflowError, OSError):
        return ""


def _read_json(data: bytes, name: str) -> ReadFeed:
    try:
        feed = json.loads(data)
        return ReadFeed(str(feed.get("feed_url", "")), tuple(_json_entry(item) for item in feed["items"]))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise SitegenError(f"{name} is not a JSON Feed: {error}") from None


def _json_entry(item: dict[str, Any]) -> FeedEntry:
    return FeedEntry(
        id=str(item.get("id", "")),
        links=frozenset(str(item[key]) for key in ("url", "external_url") if item.get(key)),
        title=" ".join(str(item.get("title", "")).split()),
        moment=_moment(str(item.get("date_published", "")), datetime.fromisoformat),
    )
