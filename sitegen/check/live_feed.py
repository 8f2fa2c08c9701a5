"""Compares a built feed with the one that is live: what readers would take for new, and what would be gone.

Never: writes or sends anything.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from sitegen.errors import Problem, SitegenError
from sitegen.settings import Settings

ATOM = "{http://www.w3.org/2005/Atom}"

_LARGEST = 20_000_000
_SECONDS = 30
_TYPES = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
_NAMED = 3


class FeedEntry(NamedTuple):
    """What a reader knows of an item."""

    id: str
    links: frozenset[str]
    """Every address that it leads to."""
    title: str
    moment: str
    """When it was published, so that later ones are greater texts; empty when it does not say."""


class ReadFeed(NamedTuple):
    """A feed as a reader reads it."""

    format: str
    """`rss`, `atom` or `json`."""
    entries: tuple[FeedEntry, ...]


def compare_with_live(root: Path, settings: Settings, live: str) -> Iterator[Problem]:
    """Give a warning for each way in which publishing would surprise the readers of the feed at `live`.

    `live` is an address or a file. It is compared with the built feed of that address; with the site's own where no
    such feed was built.

    Raises:
        SitegenError: when one of the two cannot be read.
    """
    theirs = read_feed(_fetch(live), live)
    path = _built_path(root / settings.output, settings, live, theirs.format)
    if not path.is_file():
        raise SitegenError(f"there is no {path.name} in {settings.output}/", "sitegen build makes it")
    ours = read_feed(path.read_bytes(), path.name)
    shown = f"{settings.output}/{path.relative_to(root / settings.output).as_posix()}"
    yield from _storm(shown, ours, theirs)


def _built_path(output: Path, settings: Settings, live: str, form: str) -> Path:
    path = unquote(urlsplit(live).path).removeprefix(settings.base_path)
    candidate = (output / path.lstrip("/")).resolve()
    if "://" in live and candidate.is_relative_to(output.resolve()) and candidate.is_file():
        return output / candidate.relative_to(output.resolve())
    return output / _TYPES[form]


def _storm(path: str, ours: ReadFeed, theirs: ReadFeed) -> Iterator[Problem]:
    known = {entry.id for entry in theirs.entries}
    again = [entry for entry in ours.entries if entry.id not in known and _is_among(entry, theirs)]
    kept = {entry.id for entry in ours.entries}
    oldest = min((entry.moment for entry in ours.entries if entry.moment), default="")
    gone = [
        entry
        for entry in theirs.entries
        if entry.id not in kept and entry.moment >= oldest and not _is_among(entry, ours)
    ]
    if again:
        message = f"{len(again)} of {len(ours.entries)} stories would turn up as new again in readers: {_names(again)}"
        hint = "Their identities changed. Keep `id` and originalUrl; after a move to another host set `feed_authority`."
        yield Problem("warning", path, 0, 0, "unread-storm", message, hint)
    if gone:
        message = f"{len(gone)} of {len(theirs.entries)} stories of the live feed would vanish: {_names(gone)}"
        yield Problem("warning", path, 0, 0, "vanishing", message, "Withheld, deleted or no longer of this subject?")


def _is_among(entry: FeedEntry, feed: ReadFeed) -> bool:
    """Whether a feed has a story that a person would call the same: one address, or title and time."""
    return any(
        entry.links & other.links or (entry.title and (entry.title, entry.moment) == (other.title, other.moment))
        for other in feed.entries
    )


def _names(entries: list[FeedEntry]) -> str:
    names = [f'"{entry.title[:60]}"' for entry in entries[:_NAMED]]
    return ", ".join(names) + (", ..." if len(entries) > _NAMED else "")


def _fetch(live: str) -> bytes:
    try:
        if not live.startswith(("http://", "https://")):
            return Path(live).read_bytes()
        request = urllib.request.Request(live, headers={"User-Agent": "sitegen check"})
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return bytes(answer.read(_LARGEST))
    except (OSError, ValueError, urllib.error.URLError) as error:
        raise SitegenError(f"{live} cannot be read: {error}", "name the live feed's address, or a copy of it") from None


def read_feed(data: bytes, name: str) -> ReadFeed:
    """Return a feed of any format as a reader reads it.

    Raises:
        SitegenError: when it is no feed.
    """
    if data.lstrip()[:1] == b"{":
        return _read_json(data, name)
    try:
        if b"<!ENTITY" in data:
            raise ParseError("it declares entities")
        root = fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        raise SitegenError(f"{name} is no feed: {error}") from None
    if root.tag == "rss":
        return ReadFeed("rss", tuple(_rss_entry(item) for item in root.iter("item")))
    if root.tag == f"{ATOM}feed":
        return ReadFeed("atom", tuple(_atom_entry(entry) for entry in root.iter(f"{ATOM}entry")))
    raise SitegenError(f"{name} is no feed: its root element is {root.tag}")


def _rss_entry(item: Element) -> FeedEntry:
    link = (item.findtext("link") or "").strip()
    links = {link, *(other.get("href", "") for other in item.findall(f"{ATOM}link"))}
    return FeedEntry(
        id=(item.findtext("guid") or link or item.findtext("title") or "").strip(),
        links=frozenset(links - {""}),
        title=" ".join((item.findtext("title") or "").split()),
        moment=_moment(item.findtext("pubDate") or ""),
    )


def _moment(text: str) -> str:
    try:
        return f"{parsedate_to_datetime(text).timestamp():015.0f}"
    except (ValueError, OverflowError, OSError):
        return ""


def _atom_entry(entry: Element) -> FeedEntry:
    links = {link.get("href", "") for link in entry.findall(f"{ATOM}link")}
    date = entry.findtext(f"{ATOM}published") or entry.findtext(f"{ATOM}updated") or ""
    return FeedEntry(
        id=(entry.findtext(f"{ATOM}id") or "").strip(),
        links=frozenset(links - {""}),
        title=" ".join((entry.findtext(f"{ATOM}title") or "").split()),
        moment=_iso_moment(date),
    )


def _iso_moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text.strip()).timestamp():015.0f}"
    except (ValueError, OverflowError, OSError):
        return ""


def _read_json(data: bytes, name: str) -> ReadFeed:
    try:
        feed = json.loads(data)
        items = feed["items"]
        return ReadFeed("json", tuple(_json_entry(item) for item in items))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise SitegenError(f"{name} is no JSON Feed: {error}") from None


def _json_entry(item: dict[str, Any]) -> FeedEntry:
    return FeedEntry(
        id=str(item.get("id", "")),
        links=frozenset(str(item[key]) for key in ("url", "external_url") if item.get(key)),
        title=" ".join(str(item.get("title", "")).split()),
        moment=_iso_moment(str(item.get("date_published", ""))),
    )
