"""The rules of RSS 2.0 that the W3C feed validator applies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from sitegen.check.feeds.feed_findings import (
    FeedPlace,
    Finding,
    date_findings,
    html_findings,
    language_findings,
    link_findings,
    media_findings,
    repeated_findings,
    self_findings,
    self_link,
    title_findings,
)

ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"

_RFC_822 = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|UT|GMT|[ECMP][SD]T|[A-Z])"
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def rss_findings(root: Element, place: FeedPlace) -> Iterator[Finding]:
    """Apply every rule to a feed whose root element is `rss`."""
    channel = root.find("channel")
    if channel is None:
        yield Finding("error", "no-channel", "", "it has no channel")
        return
    yield from _channel_findings(channel, place)
    for item in channel.iter("item"):
        yield from _item_findings(item, _name_of(item), place)


def _name_of(item: Element) -> str:
    """Return what a person calls an item."""
    return (item.findtext("title") or item.findtext("guid") or item.findtext("link") or "an item").strip()


def _channel_findings(channel: Element, place: FeedPlace) -> Iterator[Finding]:
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield Finding("error", f"no-{name}", "", f"its channel has no {name}")
    yield from link_findings((channel.findtext("link") or "https://x/").strip(), "", "its link")
    yield from self_findings(self_link(channel), place)
    yield from language_findings(channel.findtext("language"))
    for name in ("lastBuildDate", "pubDate"):
        if (text := channel.findtext(name)) is not None:
            yield from _date_findings(text, "", name, place)
    yield from _image_findings(channel)
    guids = [((item.findtext("guid") or "").strip(), _name_of(item)) for item in channel.iter("item")]
    yield from repeated_findings("error", "duplicate-guid", guids, "guid")


def _image_findings(channel: Element) -> Iterator[Finding]:
    """A channel's image repeats the channel's title and link, and is no vector picture."""
    image = channel.find("image")
    if image is None:
        return
    yield from link_findings((image.findtext("url") or "").strip(), "", "its image")
    for name in ("title", "link"):
        if (image.findtext(name) or "").strip() != (channel.findtext(name) or "").strip():
            yield Finding("warning", "image-differs", "", f"its image has another {name} than the channel")
    if (image.findtext("url") or "").lower().partition("?")[0].endswith((".svg", ".webp", ".avif")):
        yield Finding("warning", "image-type", "", "its image is not a PNG, JPEG or GIF")


def _item_findings(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    title = (item.findtext("title") or "").strip()
    if not title and not (item.findtext("description") or "").strip():
        yield Finding("error", "empty-item", name, "it has neither title nor description")
    yield from title_findings(title, name)
    if (link := item.findtext("link")) is not None:
        yield from link_findings(link.strip(), name, "its link")
    if (source := item.find("source")) is not None:
        yield from link_findings(source.get("url", ""), name, "its source")
    yield from media_findings(item, name)
    yield from _author_findings(item, name)
    if (text := item.findtext("pubDate")) is not None:
        yield from _date_findings(text, name, "pubDate", place)
    yield from _guid_findings(item.find("guid"), name)
    yield from _enclosure_findings(item.findall("enclosure"), name)
    if any(not (category.text or "").strip() for category in item.findall("category")):
        yield Finding("warning", "empty-category", name, "it has an empty category")
    yield from _text_findings(item, name)


def _author_findings(item: Element, name: str) -> Iterator[Finding]:
    """`author` is an e-mail address, and does not stand beside dc:creator."""
    for author in item.findall("author"):
        if not re.search(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", author.text or ""):
            message = f"its author is not an e-mail address: {author.text}"
            yield Finding("error", "author-without-address", name, message, "Write the name in dc:creator.")
        if item.find(CREATOR) is not None:
            yield Finding("warning", "two-authors", name, "it has both author and dc:creator", "Keep one of the two.")


def _guid_findings(guid: Element | None, name: str) -> Iterator[Finding]:
    """An item has a GUID, and one that is no address says so."""
    if guid is None or not (guid.text or "").strip():
        yield Finding("warning", "no-guid", name, "it has no guid", "Readers then tell items apart by link and title.")
    elif guid.get("isPermaLink", "true") == "true" and not re.match(r"https?://[^\s/]+", (guid.text or "").strip()):
        message = f"its guid is called a permalink but is none: {guid.text}"
        yield Finding("error", "guid-no-address", name, message, 'Add isPermaLink="false".')
    elif guid.get("isPermaLink", "true") == "true":
        yield from link_findings((guid.text or "").strip(), name, "its guid")


def _enclosure_findings(enclosures: Sequence[Element], name: str) -> Iterator[Finding]:
    for enclosure in enclosures:
        yield from link_findings(enclosure.get("url", ""), name, "its enclosure")
        if not (enclosure.get("length") or "").isdigit():
            yield Finding("error", "enclosure-length", name, "its enclosure has no length")
    if len(enclosures) > 1:
        hint = "Readers take any one of them."
        yield Finding("warning", "two-enclosures", name, "it has more than one enclosure", hint)


def _text_findings(item: Element, name: str) -> Iterator[Finding]:
    """Texts have absolute addresses and nothing that runs; the full one follows the description."""
    for tag in ("description", ENCODED):
        yield from html_findings(item.findtext(tag) or "", name)
    order = [child.tag for child in item if child.tag in ("description", ENCODED)]
    if order[:1] == [ENCODED] and "description" in order:
        hint = "Some readers take the last of them for the excerpt."
        yield Finding("warning", "content-before-description", name, "content:encoded stands before description", hint)


def _date_findings(text: str, item: str, field: str, place: FeedPlace) -> Iterator[Finding]:
    hint = "Write it like Wed, 21 Feb 2024 08:30:00 +0800."
    found = _RFC_822.fullmatch(text.strip())
    try:
        date = parsedate_to_datetime(text) if found else None
    except (ValueError, OverflowError):
        date = None
    if found is None or date is None:
        yield Finding("error", "bad-date", item, f'{field} is not an RFC 822 date: "{text}"', hint)
        return
    if found[1] and found[1] != _WEEKDAYS[date.weekday()]:
        right = _WEEKDAYS[date.weekday()]
        yield Finding("error", "wrong-weekday", item, f"{field} says {found[1]}, but that day is a {right}", hint)
    yield from date_findings(date if date.tzinfo else date.replace(tzinfo=UTC), item, place)
