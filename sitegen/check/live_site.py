"""Compares what was built last with the live site: which of its addresses would be lost.

The live sitemap says what there is. It works without `addresses.lock`, also against what another program made.

Never: fetches what robots.txt forbids, or what lies on another host.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import Element, ParseError, fromstring

from sitegen.errors import Problem, SitegenError, first_few
from sitegen.net.fetch import USER_AGENT, FetchError, RefusedError, fetch
from sitegen.settings import Settings

MOST_SITEMAPS = 500
MOST_ADDRESSES = 2_000_000
_MOST_BYTES = 60_000_000
_NAMED = 5
_FEEDS = ("atom.xml", "feed.xml", "feed.json", "rss.xml", "index.xml", "feed/")
_SITEMAPS = ("sitemap.xml", "sitemap_index.xml")

Fetch = Callable[[str], bytes]


class LiveSite(NamedTuple):
    """What a live site says that it has."""

    addresses: tuple[str, ...]
    """Paths from the root of its host, as its sitemaps spell them."""
    feed: str
    """The address of one of its feeds; empty when none was found."""


def is_site(live: str) -> bool:
    """Return whether an address is that of a site, and not of a feed: it ends with a slash, or has no path."""
    parts = urlsplit(live)
    return parts.scheme in ("http", "https") and (parts.path.endswith("/") or not parts.path)


def read_live_site(live: str, fetch_one: Fetch = fetch) -> LiveSite:
    """Return what a site has.

    Raises SitegenError when the site does not answer, or has no sitemap that can be read.
    """
    site = live if live.endswith("/") else f"{live}/"
    host = urlsplit(site).netloc
    robots = _robots(f"{site.partition('://')[0]}://{host}/robots.txt", fetch_one)

    def permitted(address: str) -> bytes:
        if not robots.can_fetch(USER_AGENT, address):
            raise FetchError("its robots.txt forbids it")
        return fetch_one(address)

    first, error = _first(site, robots.site_maps() or (), permitted)
    if not first:
        raise SitegenError(f"{site} has no sitemap that can be read: {error}", "name a feed of the site instead")
    return LiveSite(_addresses(first, host, permitted), _feed(site, permitted))


def _addresses(first: str, host: str, fetch_one: Fetch) -> tuple[str, ...]:
    """Return what a sitemap names on its host, and all sitemaps that it leads to.

    A preview's or a mirror's sitemap names the site itself alone: then there is nothing to compare with.
    """
    waiting, seen, found = [first], {first}, dict[str, None]()
    elsewhere = ""
    while waiting:
        address = waiting.pop()
        for name, text in _entries(_document(address, fetch_one), address):
            if urlsplit(text).netloc.lower() != host.lower():
                elsewhere = elsewhere or "://".join(urlsplit(text)[:2])
                continue
            if name == "url":
                found.setdefault(urlsplit(text).path or "/")
            elif text not in seen and len(seen) < MOST_SITEMAPS:
                seen.add(text)
                waiting.append(text)
        if len(found) > MOST_ADDRESSES:
            raise SitegenError(
                f"the sitemaps of {host} name more than {MOST_ADDRESSES:,} addresses", "name a feed of the site instead"
            )
    if elsewhere and not found:
        raise SitegenError(f"the sitemap of {host} names addresses of {elsewhere}/ alone", "ask that site instead")
    return tuple(found)


def _robots(address: str, fetch_one: Fetch) -> RobotFileParser:
    """Return what a site permits; one without robots.txt permits all.

    Raises SitegenError when the site does not answer: then nothing else is asked (RFC 9309, section 2.3.1.4).
    """
    robots = RobotFileParser()
    try:
        robots.parse(fetch_one(address).decode("utf-8", "replace").splitlines())
    except RefusedError:
        robots.parse([])
    except FetchError as error:
        raise SitegenError(f"{urlsplit(address).netloc} cannot be reached: {error}", "try again later") from None
    return robots


def _first(site: str, named: Iterable[str], fetch_one: Fetch) -> tuple[str, str]:
    """Return the address of the first sitemap of a site that answers, or why none does."""
    error = "nothing answers"
    for address in dict.fromkeys((*(site + name for name in _SITEMAPS), *named)):
        try:
            if urlsplit(address).netloc == urlsplit(site).netloc and b"<" in _unpacked(fetch_one(address)):
                return address, ""
        except (FetchError, ValueError) as found:
            error = str(found)
    return "", error


def _document(address: str, fetch_one: Fetch) -> Element:
    try:
        data = _unpacked(fetch_one(address))
        if b"<!ENTITY" in data:
            raise ParseError("it declares entities")
        return fromstring(data)
    except (FetchError, ParseError, ValueError, LookupError) as error:
        raise SitegenError(f"{address} cannot be read: {error}", "the sitemap must be whole to be compared") from None


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError(f"it is not what it says to be ({error})") from None
    return unpacked


def _entries(root: Element, address: str) -> Iterator[tuple[str, str]]:
    """Yield `url` or `sitemap`, and the address, of each entry of a sitemap or of their index."""
    if _local(root) not in ("urlset", "sitemapindex"):
        raise SitegenError(f"{address} is not a sitemap: its root element is {root.tag}", "name a feed instead")
    for entry in root:
        for part in entry:
            if _local(part) == "loc" and part.text:
                yield _local(entry), part.text.strip()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _feed(site: str, fetch_one: Fetch) -> str:
    for name in _FEEDS:
        try:
            if fetch_one(site + name).lstrip()[:1] in (b"<", b"{"):
                return site + name
        except FetchError:
            continue
    return ""


def lost_addresses(root: Path, settings: Settings, live: LiveSite) -> Iterator[Problem]:
    """Yield a warning for the live addresses that the site built last neither has nor answers."""
    output = root / settings.output
    rules = _ruled(output)
    lost = [address for address in live.addresses if not _is_answered(address, output, settings.base_path, rules)]
    if lost:
        names = first_few(lost, _NAMED)
        message = f"{len(lost):,} of {len(live.addresses):,} live addresses would be lost: {names}"
        hint = "Give their stories these addresses as `aliases`, or set `permalinks` so that they keep them."
        yield Problem("warning", settings.output, 0, 0, "lost-address", message, hint)


def _ruled(output: Path) -> set[str]:
    """Return the addresses for which the built site has a redirect or another answer."""
    try:
        lines = (output / "_redirects").read_text("utf-8", "replace").splitlines()
    except OSError:
        return set()
    return {_key(line.split()[0]) for line in lines if line.strip()}


def _key(path: str) -> str:
    return unquote(path).rstrip("/")


def _is_answered(address: str, output: Path, base_path: str, rules: set[str]) -> bool:
    if _key(address) in rules:
        return True
    path = unquote(address)
    if "\0" in path or not f"{path}/".startswith(base_path):
        return False
    below = path[len(base_path) :].lstrip("/")
    if ".." in below.split("/"):
        return False
    file = output / below
    return (file / "index.html").is_file() or (bool(below) and not below.endswith("/") and file.is_file())
