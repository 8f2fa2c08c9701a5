"""Subscriptions from and for other readers: OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser, fromstring

from sitegen.errors import SitegenError
from sitegen.intake.page.decoding import decode_page
from sitegen.intake.subscriptions import FILE, Subscription, parse_subscriptions, read_subscriptions
from sitegen.pages.splice.head_splice import quoted
from sitegen.pages.urls import host_of, safe_url
from sitegen.replace_file import replace_file

_MOST_FEEDS = 5_000
_FEED_SCHEME = re.compile(r"\Afeed:(?://)?(?:https?://)?", re.IGNORECASE)


class _Tree(TreeBuilder):
    """A document without a type of its own."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        """Refuse a document type: what it declares may expand without end."""
        raise SitegenError("the OPML file has a document type of its own, which is not read", exit_code=2)


class Opml(NamedTuple):
    """What an OPML file names."""

    feeds: dict[str, str]
    """Address -> what the feed is called."""
    left_out: tuple[str, ...] = ()
    """What is no address that can be asked, and what is one too many."""


def read_opml(data: bytes) -> Opml:
    """Return the feeds of an OPML file.

    Raises:
        SitegenError: when it is none.
    """
    try:
        root = fromstring(decode_page(data), XMLParser(target=_Tree()))
    except (ParseError, ValueError, LookupError) as error:
        raise SitegenError(f"this is not OPML: {error}", exit_code=2) from None
    feeds: dict[str, str] = {}
    left_out = []
    for outline in root.iter():
        said = {name.lower(): value for name, value in outline.items()}
        named = said.get("xmlurl", "").strip() if outline.tag.lower() == "outline" else ""
        feed = safe_url(_FEED_SCHEME.sub("https://", named), allow_mail=False)
        if named and (not feed or len(feeds) >= _MOST_FEEDS):
            left_out.append(named)
        elif feed:
            feeds.setdefault(feed, " ".join((said.get("title") or said.get("text") or "").split())[:120])
    if not feeds and not left_out:
        raise SitegenError("this OPML names no feed", exit_code=2)
    return Opml(feeds, tuple(left_out))


def add_subscriptions(root: Path, feeds: dict[str, str]) -> int:
    """Write feeds that are new into `subscriptions.yaml`, behind what stands there; return how many they are.

    Raises:
        SitegenError: when the file cannot be read, or not be continued.
    """
    file = root / FILE
    before = read_subscriptions(root)
    there = {one.feed for one in before}
    new = {feed: name for feed, name in feeds.items() if feed not in there}
    if not new:
        return 0
    text = file.read_bytes().decode("utf-8-sig") if file.is_file() else "subscriptions:\n"
    text += "" if text.endswith("\n") else "\n"
    items = re.findall(r"^( *)- ", text, re.MULTILINE)
    indent = min(items, key=len) if items else "  "
    for feed, name in new.items():
        text += f"{indent}- feed: {quoted(feed)}\n"
        text += f"{indent}  name: {quoted(name)}\n" if name else ""
    after = parse_subscriptions(text)
    if after is None or after[: len(before)] != before or len(after) <= len(before):
        raise SitegenError(f"{FILE} cannot be continued", "add a line `- feed: ADDRESS` for each by hand", exit_code=2)
    replace_file(file, text.encode())
    return len(after) - len(before)


def write_opml(subscriptions: Iterable[Subscription]) -> str:
    """Return the subscriptions as OPML."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        "<head><title>Subscriptions</title></head>",
        "<body>",
    ]
    for one in subscriptions:
        if one.feed:
            name = escape(one.name or host_of(one.feed))
            lines.append(f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{escape(one.feed)}"/>')
    return "\n".join([*lines, "</body>", "</opml>"]) + "\n"
