"""The rules of RSS 2.0 that the W3C feed validator applies, one function a rule.

To add a rule: write a function from the channel to findings and name it in `CHANNEL_RULES` or `ITEM_RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
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
    own_address,
    repeated_findings,
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
    for channel_rule in CHANNEL_RULES:
        yield from channel_rule(channel, place)
    for item in channel.iter("item"):
        for item_rule in ITEM_RULES:
            yield from item_rule(item, name_of(item), place)


def name_of(item: Element) -> str:
    """Return what a person calls an item."""
    return (item.findtext("title") or item.findtext("guid") or item.findtext("link") or "an item").strip()


def required_elements(channel: Element, place: FeedPlace) -> Iterator[Finding]:
    """A channel has a title, a link and a description."""
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield Finding("error", f"no-{name}", "", f"its channel has no {name}")
    yield from link_findings((channel.findtext("link") or "https://x/").strip(), "", "its link")


def channel_language(channel: Element, place: FeedPlace) -> Iterator[Finding]:
    """A language is a tag with hyphens."""
    yield from language_findings(channel.findtext("language"))


def channel_dates(channel: Element, place: FeedPlace) -> Iterator[Finding]:
    """Dates are RFC 822's."""
    for name in ("lastBuildDate", "pubDate"):
        if (text := channel.findtext(name)) is not None:
            yield from _date_findings(text, "", name, place)


def channel_image(channel: Element, place: FeedPlace) -> Iterator[Finding]:
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


def unique_guids(channel: Element, place: FeedPlace) -> Iterator[Finding]:
    """No two items have one GUID."""
    guids = [((item.findtext("guid") or "").strip(), name_of(item)) for item in channel.iter("item")]
    yield from repeated_findings("error", "duplicate-guid", [pair for pair in guids if pair[0]], "guid")


def title_or_description(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """An item has a title or a description, and its title is text."""
    title = (item.findtext("title") or "").strip()
    if not title and not (item.findtext("description") or "").strip():
        yield Finding("error", "empty-item", name, "it has neither title nor description")
    yield from title_findings(title, name)


def item_link(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """An item's addresses are absolute and encoded."""
    if (link := item.findtext("link")) is not None:
        yield from link_findings(link.strip(), name, "its link")
    source = item.find("source")
    if source is not None:
        yield from link_findings(source.get("url", ""), name, "its source")
    yield from media_findings(item, name)


def item_author(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """`author` is an e-mail address, and does not stand beside dc:creator."""
    for author in item.findall("author"):
        if not re.search(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+", author.text or ""):
            hint = "Write the name in dc:creator."
            yield Finding(
                "error", "author-without-address", name, f"its author is not an e-mail address: {author.text}", hint
            )
        if item.find(CREATOR) is not None:
            yield Finding("warning", "two-authors", name, "it has both author and dc:creator", "Keep one of the two.")


def item_date(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """An item's date is RFC 822's, with its own weekday and a zone, and not in the future."""
    if (text := item.findtext("pubDate")) is not None:
        yield from _date_findings(text, name, "pubDate", place)


def item_guid(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """An item has a GUID, and one that is no address says so."""
    guid = item.find("guid")
    if guid is None or not (guid.text or "").strip():
        yield Finding("warning", "no-guid", name, "it has no guid", "Readers then tell items apart by link and title.")
    elif guid.get("isPermaLink", "true") == "true" and not re.match(r"https?://[^\s/]+", (guid.text or "").strip()):
        hint = 'Add isPermaLink="false".'
        yield Finding(
            "error", "guid-no-address", name, f"its guid is called a permalink but is none: {guid.text}", hint
        )
    elif guid.get("isPermaLink", "true") == "true":
        yield from link_findings((guid.text or "").strip(), name, "its guid")


def item_enclosures(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """An enclosure says where it lies and its length, and there is only one."""
    enclosures = item.findall("enclosure")
    for enclosure in enclosures:
        yield from link_findings(enclosure.get("url", ""), name, "its enclosure")
        if not (enclosure.get("length") or "").isdigit():
            yield Finding("error", "enclosure-length", name, "its enclosure has no length")
    if len(enclosures) > 1:
        yield Finding(
            "warning", "two-enclosures", name, "it has more than one enclosure", "Readers take any one of them."
        )


def item_categories(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    """A category has a text."""
    if any(not (category.text or "").strip() for category in item.findall("category")):
        yield Finding("warning", "empty-category", name, "it has an empty category")


def item_texts(item: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
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
    yield from date_findings(_aware(date), item, place)


def _aware(date: datetime) -> datetime:
    return date if date.tzinfo else date.replace(tzinfo=UTC)


CHANNEL_RULES: tuple[Callable[[Element, FeedPlace], Iterator[Finding]], ...] = (
    required_elements,
    own_address,
    channel_language,
    channel_dates,
    channel_image,
    unique_guids,
)
ITEM_RULES: tuple[Callable[[Element, str, FeedPlace], Iterator[Finding]], ...] = (
    title_or_description,
    item_link,
    item_author,
    item_date,
    item_guid,
    item_enclosures,
    item_categories,
    item_texts,
)
