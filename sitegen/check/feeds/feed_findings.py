"""What a feed rule says, and what the rules of RSS, Atom and JSON Feed share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from sitegen.errors import Level
from sitegen.render.feeds.feed_text import LANGUAGE_TAG


class Finding(NamedTuple):
    """One breach of one rule."""

    level: Level
    rule: str
    """Its name: `relative-link`."""
    item: str
    """The item's title; empty for the feed itself."""
    message: str
    hint: str = ""


class FeedPlace(NamedTuple):
    """Where a feed lies, and when it is looked at."""

    url: str
    """Where readers find it; empty when that is not known."""
    now: datetime


ATOM = "{http://www.w3.org/2005/Atom}"

_OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
_C1 = re.compile("[\x80-\x9f]")
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_MEDIA = "{http://search.yahoo.com/mrss/}"
# A browser opens a tag at the end of a text, or one within another, though it is never closed.
_OPENING = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_CANDIDATE_END = re.compile(r"(?<=[0-9][wx])\s*,\s*|,\s+")
_END_TAG = re.compile(
    r"</(?:a|b|big|blockquote|br|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|td|th|tr|u|ul)>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|[nm]dash|hellip);", re.IGNORECASE
)
# Possessive, and from the start of each name: no input makes them slow.
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"(?<![a-zA-Z-])([a-zA-Z-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_RUNS = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "meta", "style", "form"})
_ADDRESSES = frozenset({"href", "src", "poster", "cite"})
_DANGEROUS_STYLE = re.compile(r"expression|url\s*\(|position|behavio|javascript|-moz-binding", re.IGNORECASE)
_MOST_TEXT = 500_000


def shortened(text: str) -> str:
    """Return a text as messages show it: no longer than a line."""
    return text if len(text) <= 80 else text[:79] + "…"


def link_findings(url: str, item: str, what: str) -> Iterator[Finding]:
    """Yield what is wrong with an address: relative, or with characters that RFC 3986 does not allow."""
    if not url:
        yield Finding("error", "no-address", item, f"{what} has no address")
        return
    shown = shortened(url)
    try:
        parts = urlsplit(url)
    except ValueError:
        yield Finding("error", "bad-link", item, f"{what} is not an address: {shown}")
        return
    if not parts.scheme or (parts.scheme in ("http", "https") and not parts.netloc):
        yield Finding("error", "relative-link", item, f"{what} is not absolute: {shown}", "Write the whole address.")
    elif not url.isascii() or re.search(r"[\s<>\"{}|\\^`]", url):
        hint = "Percent-encode it, and write the host in punycode."
        yield Finding("error", "unencoded-link", item, f"{what} holds characters that addresses may not: {shown}", hint)


def timestamp_findings(text: str, item: str, field: str, place: FeedPlace) -> Iterator[Finding]:
    """Yield what is wrong with a date of Atom or JSON Feed, which is RFC 3339's."""
    try:
        date = datetime.fromisoformat(text) if _RFC_3339.fullmatch(text) else None
    except ValueError:
        date = None
    if date is None:
        hint = "Write it like 2024-02-21T08:30:00+08:00."
        yield Finding("error", "bad-date", item, f'{field} is not an RFC 3339 date with a zone: "{text}"', hint)
    else:
        yield from date_findings(date, item, place)


def date_findings(date: datetime, item: str, place: FeedPlace) -> Iterator[Finding]:
    """Yield what is wrong with a date that could be read."""
    if date > place.now + timedelta(days=1):
        yield Finding("warning", "future-date", item, f"its date lies in the future: {date.isoformat()}")
    elif date < _OLDEST:
        yield Finding("warning", "implausible-date", item, f"its date cannot be: {date.isoformat()}")


def language_findings(language: str | None) -> Iterator[Finding]:
    """Yield what is wrong with a feed's language."""
    if language and not LANGUAGE_TAG.fullmatch(language):
        hint = "Write it with a hyphen, such as en-US."
        yield Finding("error", "language", "", f'"{language}" is not a language tag', hint)


def title_findings(title: str, item: str) -> Iterator[Finding]:
    """Yield what in an RSS title reads as HTML."""
    found = _END_TAG.search(title) or _REFERENCE.search(title)
    if found:
        yield Finding("warning", "html-in-title", item, f"its title holds HTML: {found[0]}", "Write plain text.")


def html_findings(text: str, item: str) -> Iterator[Finding]:
    """Yield what in an HTML text does not belong in a feed."""
    text = text[:_MOST_TEXT]
    names = (tag[1] for tag in _OPENING.finditer(text))
    attributes = (found for tag in _TAG.finditer(text) for found in _ATTRIBUTE.finditer(tag[2]))
    yield from _markup_findings(
        names, ((found[1], found[2] or found[3] or found[4] or "") for found in attributes), item
    )


def xhtml_findings(text: Element, item: str) -> Iterator[Finding]:
    """Yield what in an XHTML text does not belong in a feed."""
    elements = list(text.iter())[1:]
    attributes = (attribute for element in elements for attribute in element.items())
    yield from _markup_findings((element.tag.rpartition("}")[2] for element in elements), attributes, item)


def _markup_findings(names: Iterable[str], attributes: Iterable[tuple[str, str]], item: str) -> Iterator[Finding]:
    seen = {("unsafe-html", f"its text holds <{name.lower()}>") for name in names if name.lower() in _RUNS}
    for name, value in attributes:
        seen.update(_attribute_findings(name.lower(), value))
    for rule, message in sorted(seen):
        yield Finding("warning", rule, item, message)


def media_findings(element: Element, item: str) -> Iterator[Finding]:
    """Yield what is wrong with the addresses of an item's media (Media RSS)."""
    for name in ("content", "thumbnail"):
        for media in element.iter(_MEDIA + name):
            if "url" in media.attrib:
                yield from link_findings(media.attrib["url"], item, f"its media:{name}")


def _attribute_findings(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name.startswith("on"):
        yield "unsafe-html", f"its text holds the event handler {name}"
    elif name == "style" and _DANGEROUS_STYLE.search(value):
        yield "dangerous-style", f"its text holds a style that some readers refuse: {shortened(value)}"
    elif _is_relative(name, value):
        yield "relative-reference", f"its text holds a relative address: {shortened(value)}"


def _is_relative(name: str, value: str) -> bool:
    if name == "srcset":
        candidates = [part.strip() for part in _CANDIDATE_END.split(value) if part.strip()]
        return not all(candidate.startswith(("http://", "https://")) for candidate in candidates)
    return name in _ADDRESSES and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value)


def character_findings(text: str) -> Iterator[Finding]:
    """Yield a warning for characters that were lost between Windows-1252 and Unicode."""
    found = _C1.search(text)
    if found:
        hint = "They come from Windows-1252 text that was taken for Latin-1."
        yield Finding("warning", "c1-character", "", f"it holds the control character U+{ord(found[0]):04X}", hint)


def self_link(feed: Element) -> str:
    """Return the address that an Atom feed, or an RSS channel, gives as its own; empty when it gives none."""
    return next((link.get("href", "") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"), "")


def self_findings(own: str, place: FeedPlace) -> Iterator[Finding]:
    """Yield what is wrong with what a feed says of its own address."""
    if not own:
        yield Finding("warning", "no-self-link", "", "it does not say where it lies", "Add a link with rel=self.")
    elif place.url and own != place.url:
        yield Finding("warning", "wrong-self-link", "", f"it says that it lies at {own}, but it lies at {place.url}")


def repeated_findings(level: Level, rule: str, values: list[tuple[str, str]], what: str) -> Iterator[Finding]:
    """Yield a finding for each value that an earlier item has; `values` are pairs of value, maybe empty, and item."""
    owners: dict[str, str] = {}
    for value, item in values:
        if value in owners:
            yield Finding(level, rule, item, f'its {what} {value} is also that of "{owners[value]}"')
        elif value:
            owners[value] = item
