"""What an output folder says to a reader: its stories, its lists, its feeds. Reads the bench markup, whoever wrote it.

Never: compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree


class StoryFacts(NamedTuple):
    """One story's page."""

    title: str
    original_url: str
    excerpt: str
    body: str
    """Its words, one space between them."""
    topics: tuple[str, ...]
    related: tuple[str, ...]
    """Titles."""
    neighbours: tuple[str, ...]
    """Addresses of the older and the newer story."""


class Entry(NamedTuple):
    """One story in a list."""

    date: str
    url: str
    title: str


@dataclass(slots=True)
class SiteFacts:
    """All that an output folder holds, by kind."""

    stories: dict[str, StoryFacts] = field(default_factory=dict)
    """By address."""
    lists: dict[str, set[Entry]] = field(default_factory=dict)
    """A list's name -> the stories on all its pages together."""
    home: set[Entry] = field(default_factory=set)
    """The stories on the front page."""
    list_pages: dict[str, int] = field(default_factory=dict)
    """A list's name -> how many pages it has."""
    terms: dict[str, int] = field(default_factory=dict)
    """Term -> the count that its taxonomy's page shows."""
    feeds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folder -> the addresses of its RSS feed's items, in their order."""
    sitemap: set[str] = field(default_factory=set)
    """Addresses below all sitemaps."""
    other_files: int = 0
    """Pages and files of no kind above."""


def read_site(folder: Path) -> SiteFacts:
    """Read every file below an output folder.

    Raises:
        etree.XMLSyntaxError: for a feed or a sitemap that is not well-formed.
    """
    facts = SiteFacts()
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".html":
            _read_page(facts, f"/{path.relative_to(folder).parent.as_posix()}/".replace("/./", "/"), path)
        elif path.suffix == ".xml":
            _read_xml(facts, path.relative_to(folder).parent.as_posix(), path)
        elif path.is_file():
            facts.other_files += 1
    return facts


def _read_page(facts: SiteFacts, url: str, path: Path) -> None:
    tree = etree.parse(str(path), etree.HTMLParser(encoding="utf-8")).getroot()
    main = next(tree.iter("main"), None)
    name = main.get("data-list") if main is not None else None
    article = next((found for found in tree.iter("article") if found.get("class") == "page"), None)
    if article is not None:
        facts.stories[url] = _read_story(article)
    elif main is not None and name:
        entries = set(_list_entries(main))
        facts.lists.setdefault(name, set()).update(entries)
        facts.home |= entries if url == "/" else set()
        facts.list_pages[name] = facts.list_pages.get(name, 0) + 1
    elif main is not None and main.get("data-terms"):
        facts.terms.update((_words(line[0]), int(_words(line[1]))) for line in main.iter("li"))
    else:
        facts.other_files += 1


def _read_story(article: etree._Element) -> StoryFacts:
    related = _part(article, "section", "related")
    body = _part(article, "div", "body")
    excerpt = _part(article, "p", "excerpt")
    topics = _part(article, "ul", "topics")
    neighbours = _part(article, "nav", "neighbours")
    meta = _part(article, "p", "meta")
    return StoryFacts(
        title=_words(next(article.iter("h1"))),
        original_url=next((_href(link) for link in _links(meta)), ""),
        excerpt="" if excerpt is None else _words(excerpt),
        body="" if body is None else _words(body),
        topics=() if topics is None else tuple(_words(line) for line in topics.iter("li")),
        related=tuple(_words(link) for link in _links(related)),
        neighbours=tuple(_href(link) for link in _links(neighbours)),
    )


def _list_entries(main: etree._Element) -> Iterator[Entry]:
    for article in main.iter("article"):
        link = next(article.iter("a"))
        yield Entry(next(article.iter("time")).get("datetime") or "", _href(link), _words(link))


def _read_xml(facts: SiteFacts, folder: str, path: Path) -> None:
    root = etree.parse(str(path)).getroot()
    kind = etree.QName(root).localname
    if kind == "rss":
        facts.feeds[folder] = tuple(item.findtext("link") or "" for item in root.iter("item"))
    elif kind == "urlset":
        facts.sitemap.update(found.text or "" for found in root.iter("{*}loc"))
    else:
        facts.other_files += 1


def _part(parent: etree._Element, tag: str, name: str) -> etree._Element | None:
    return next((found for found in parent.iter(tag) if found.get("class") == name), None)


def _links(parent: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if parent is None else parent.iter("a")


def _href(link: etree._Element) -> str:
    return link.get("href") or ""


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
