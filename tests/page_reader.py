"""Reads a page as people and programs do: what its head says, its headings, where its links lead, what has a label."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

_LANDMARKS = {
    "header": "banner",
    "nav": "navigation",
    "main": "main",
    "aside": "complementary",
    "footer": "contentinfo",
}
_SAYS_ENOUGH = frozenset({"img", "input", "svg", "br", "hr", "time", "button"})
_MAY_BE_EMPTY = frozenset({"script", "link", "meta", "input", "img", "br", "hr", "path", "td", "button", "main"})
_IS_FILLED_BY_SCRIPT = frozenset({"found", "found-count", "meant", "names", "narrowing", "ways"})
_ORPHAN = re.compile(r"^[,:;·–\-|]|[,;·–|]$|\(\s*\)|\[\s*\]|,\s*,|[·–:]\s*[·–:]|%\(|\bNone\b|\{\{|\}\}")


class Link(NamedTuple):
    """A link as a reader meets it."""

    text: str
    href: str
    rel: str
    """As it stands; may be empty."""


class PageAsRead:
    """A page, parsed as a browser does."""

    def __init__(self, html: str, url: str) -> None:
        """Read the page that stands at an absolute address."""
        self.url = url
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        for element in self.root.iter():
            element.tag = element.tag.rpartition("}")[2]

    def elements(self, *tags: str) -> list[Element]:
        """Return the elements with one of these names, in the order of the page."""
        return [element for element in self.root.iter() if element.tag in tags]

    def with_class(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [element for element in self.root.iter() if name in element.get("class", "").split()]

    @cached_property
    def body(self) -> Element:
        """The body."""
        return self.elements("body")[0]

    @cached_property
    def main(self) -> Element:
        """What is the page's own."""
        return self.elements("main")[0]

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Each name or property of `<meta>` with all that is said under it."""
        found: dict[str, list[str]] = {}
        for element in self.elements("meta"):
            if name := element.get("name") or element.get("property"):
                found.setdefault(name, []).append(element.get("content", ""))
        return found

    def head_links(self, rel: str) -> list[Element]:
        """Return the head's links of one relation."""
        return [element for element in self.elements("link") if element.get("rel") == rel]

    @cached_property
    def json_ld(self) -> list[Any]:
        """What search engines read."""
        scripts = [one for one in self.elements("script") if one.get("type") == "application/ld+json"]
        return [json.loads(script.text or "") for script in scripts]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading, in order."""
        return [(int(one.tag[1]), text_of(one)) for one in self.elements("h1", "h2", "h3", "h4", "h5", "h6")]

    def links(self, within: Element | None = None) -> list[Link]:
        """Return the links of a part of the page, or of its whole body, in order."""
        place = self.body if within is None else within
        return [
            Link(text_of(one), one.get("href", ""), one.get("rel", ""))
            for one in place.iter("a")
            if "href" in one.attrib
        ]

    def absolute(self, href: str) -> str:
        """Return where a link of this page leads."""
        return urljoin(self.url, href)

    def addresses(self) -> set[str]:
        """Return every address that the page names, absolute: links, head, forms, scripts, pictures, JSON-LD."""
        found = {
            self.absolute(value)
            for element in self.root.iter()
            for name in ("href", "src", "action", "data-index")
            if (value := element.get(name)) is not None
        }
        found |= {value for name in ("og:url", "og:image") for value in self.meta.get(name, [])}
        return found | {url for data in self.json_ld for url in _urls_in(data)}

    @cached_property
    def ids(self) -> set[str]:
        """What a fragment can lead to."""
        return {found for element in self.root.iter() if (found := element.get("id"))}

    def without_name(self) -> list[str]:
        """Return what people who do not see the page cannot tell apart: fields, buttons, links, landmarks, tables."""
        labelled = {label.get("for") for label in self.elements("label") if text_of(label)}
        fields = [one for one in self.elements("input", "select", "textarea") if one.get("id") not in labelled]
        buttons = [one for one in self.elements("button") if not (text_of(one) or one.get("aria-label"))]
        links = [one for one in self.elements("a") if one.get("aria-hidden") != "true" and not name_of(one)]
        marks = [one for one in self.elements("nav", "aside") if not one.get("aria-label")]
        tables = [one for one in self.with_class("calendar") if not any(text_of(two) for two in one.iter("caption"))]
        pictures = [one for one in self.elements("svg") if not one.get("aria-label")]
        return [one.tag for one in (*fields, *buttons, *links, *marks, *tables, *pictures)]

    def landmarks(self) -> list[str]:
        """Return the landmarks of the page with their labels; headers inside of articles are none."""
        inner = {id(one) for two in self.elements("article", "main") for one in two.iter()}
        found = []
        for element in self.root.iter():
            role = element.get("role") if element.get("role") == "search" else _LANDMARKS.get(element.tag)
            if role and not (id(element) in inner and element.tag in ("header", "footer")):
                found.append(f"{role} {element.get('aria-label', '')}".strip())
        return found

    def empty(self) -> list[str]:
        """Return the elements that hold nothing, though they take room or are told to people."""
        return [
            f"{element.tag}.{element.get('class', '')}"
            for element in self.body.iter()
            if element.tag not in _MAY_BE_EMPTY and element.get("id") not in _IS_FILLED_BY_SCRIPT
            if not text_of(element) and not any(inner.tag in _SAYS_ENOUGH for inner in element.iter())
        ]

    def orphans(self) -> list[str]:
        """Return the lines in which a separator separates nothing, or brackets hold nothing."""
        lines = [text_of(one) for one in self.elements("p", "li", "h1", "h2", "h3", "title", "figcaption", "summary")]
        said = [text for texts in self.meta.values() for text in texts]
        attributes = [one.get("aria-label", "") for one in self.root.iter()]
        return [line for line in (*lines, *said, *attributes) if _ORPHAN.search(line)]


def text_of(element: Element) -> str:
    """Return the text of an element, with one space where there is any."""
    return " ".join("".join(element.itertext()).split())


def name_of(element: Element) -> str:
    """Return what a screen reader calls a link: its label, its text, or what its pictures show."""
    pictures = " ".join(image.get("alt", "") for image in element.iter("img"))
    return element.get("aria-label") or text_of(element) or pictures.strip()


def _urls_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        own = {value for key, value in data.items() if key in ("url", "mainEntityOfPage", "image")}
        return own.union(*(_urls_in(value) for value in data.values()))
    return set().union(*map(_urls_in, data)) if isinstance(data, list) else set()


def is_absolute(url: str) -> bool:
    """Return whether a URL says scheme and host."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc)
