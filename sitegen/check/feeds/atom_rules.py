"""The rules of Atom (RFC 4287) that the W3C feed validator applies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from sitegen.check.feeds.feed_findings import (
    ATOM,
    FeedPlace,
    Finding,
    html_findings,
    language_findings,
    link_findings,
    media_findings,
    repeated_findings,
    self_findings,
    self_link,
    timestamp_findings,
    xhtml_findings,
)

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPES = ("text", "html", "xhtml")


def atom_findings(root: Element, place: FeedPlace) -> Iterator[Finding]:
    """Apply every rule to a feed whose root element is Atom's `feed`."""
    entries = [(entry, _name_of(entry)) for entry in root.iter(f"{ATOM}entry")]
    yield from _feed_findings(root, entries, place)
    for entry, name in entries:
        yield from _entry_findings(entry, name, place)


def _name_of(entry: Element) -> str:
    """Return what a person calls an entry."""
    return (entry.findtext(f"{ATOM}title") or entry.findtext(f"{ATOM}id") or "an entry").strip()


def _feed_findings(feed: Element, entries: Sequence[tuple[Element, str]], place: FeedPlace) -> Iterator[Finding]:
    yield from _required(feed, "")
    yield from _dates(feed, "", place)
    yield from _texts(feed, "", ("title", "subtitle", "rights"))
    yield from language_findings(feed.get(_XML_LANG))
    yield from self_findings(self_link(feed), place)
    yield from _author_findings(feed, entries)
    yield from _links(feed, "")
    for field in ("logo", "icon"):
        if (url := feed.findtext(ATOM + field)) is not None:
            yield from link_findings(url.strip(), "", f"its {field}")
    ids = [((entry.findtext(f"{ATOM}id") or "").strip(), name) for entry, name in entries]
    yield from repeated_findings("warning", "duplicate-id", ids, "id")
    # Readers that sort by it mix up entries that were updated at one moment.
    moments = [((entry.findtext(f"{ATOM}updated") or "").strip(), name) for entry, name in entries]
    yield from repeated_findings("warning", "equal-updated", moments, "updated")


def _author_findings(feed: Element, entries: Sequence[tuple[Element, str]]) -> Iterator[Finding]:
    """Either the feed has an author, or each entry has one; and every author has a name."""
    yield from _author_names(feed, "")
    if feed.find(f"{ATOM}author") is None:
        for entry, name in entries:
            if entry.find(f"{ATOM}author") is None:
                yield Finding("error", "no-author", name, "neither it nor the feed has an author")
    for entry, name in entries:
        yield from _author_names(entry, name)


def _author_names(element: Element, name: str) -> Iterator[Finding]:
    if any(not (author.findtext(f"{ATOM}name") or "").strip() for author in element.findall(f"{ATOM}author")):
        yield Finding("error", "no-author-name", name, "its author has no name")


def _entry_findings(entry: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    yield from _required(entry, name)
    links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if not links and entry.find(f"{ATOM}content") is None:
        yield Finding("error", "no-link-no-content", name, "it has neither an alternate link nor a content")
    yield from _links(entry, name)
    yield from _dates(entry, name, place)
    if any(not category.get("term", "").strip() for category in entry.findall(f"{ATOM}category")):
        yield Finding("warning", "empty-category", name, "it has an empty category")
    yield from media_findings(entry, name)
    content = entry.find(f"{ATOM}content")
    if content is not None and "src" in content.attrib:
        yield from link_findings(content.attrib["src"], name, "its content")
    yield from _texts(entry, name, ("title", "summary", "content"))


def _texts(parent: Element, name: str, fields: tuple[str, ...]) -> Iterator[Finding]:
    for field in fields:
        element = parent.find(ATOM + field)
        if element is None:
            continue
        kind = element.get("type", "text")
        if kind not in _TYPES and ("/" not in kind or field != "content"):
            yield Finding("error", "bad-type", name, f'its {field} has the type "{kind}"', "Write html, xhtml or text.")
        if kind == "html":
            yield from html_findings(element.text or "", name)
        elif kind == "xhtml":
            yield from xhtml_findings(element, name)


def _dates(element: Element, name: str, place: FeedPlace) -> Iterator[Finding]:
    for field in ("updated", "published"):
        if text := (element.findtext(ATOM + field) or "").strip():
            yield from timestamp_findings(text, name, field, place)


def _required(element: Element, name: str) -> Iterator[Finding]:
    for field in ("id", "title", "updated"):
        if not (element.findtext(ATOM + field) or "").strip():
            yield Finding("error", f"no-{field}", name, f"it has no {field}")
    identity = (element.findtext(f"{ATOM}id") or "").strip()
    if identity and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+\Z", identity):
        hint = "Readers take it as it is; only a validator minds. It may come from a story's `guid`."
        yield Finding("warning", "bad-id", name, f"its id is not a URI: {identity}", hint)
    elif _is_uncanonical(identity):
        hint = "Readers compare identities letter by letter."
        yield Finding("warning", "uncanonical-id", name, f"its id is not in its canonical form: {identity}", hint)


def _is_uncanonical(identity: str) -> bool:
    """Return whether an http identity could be written in another way (RFC 3986, section 6.2.2)."""
    try:
        parts = urlsplit(identity)
        port = parts.port
    except ValueError:
        return True
    if parts.scheme.lower() not in ("http", "https"):
        return False
    return (
        not identity.startswith(parts.scheme)
        or parts.netloc != parts.netloc.lower()
        or port in (80, 443)
        or not parts.path
        or "/../" in parts.path
        or bool(re.search(r"%(?:[0-9A-Fa-f]?[a-f]|[a-f])", identity))
    )


def _links(element: Element, name: str) -> Iterator[Finding]:
    links = element.findall(f"{ATOM}link")
    for link in links:
        yield from link_findings(link.get("href", ""), name, "a link of it")
    alternates = Counter(
        (link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        hint = "Give the others rel=via or rel=related."
        yield Finding("error", "two-alternates", name, "it has two alternate links of one type", hint)
