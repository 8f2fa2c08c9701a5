"""Reads a page: the ladder of evidence, the text of its article, what hides it and what is reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from sitegen.intake.facts.evidence import DATE, IMAGE, TITLE, Evidence
from sitegen.intake.facts.title_parts import letters_of
from sitegen.intake.lines.visible_fields import add_visible
from sitegen.intake.page.article_text import article_markdown, day_of_page
from sitegen.intake.page.headlines import headlines_of
from sitegen.intake.page.html_tree import Element, attribute, elements, page_title, parse_page, text_of, visible_lines
from sitegen.intake.page.json_ld import add_json_ld, article_nodes, image_facts, licences, says_not_free
from sitegen.intake.page.meta_tags import (
    Metas,
    add_authors,
    add_head,
    add_marked,
    add_metas,
    add_times,
    read_metas,
)
from sitegen.intake.page.rights import Rights, read_rights
from sitegen.intake.page.walls import Wall, body_wall, front_wall, refresh_wall

_MOST_CHARACTERS = 10_000_000
_MOST_LINKS, _MOST_LINK_CHARACTERS = 2_000, 200
_NEAR_HEADLINE = 5
"""Lines above it in which its date may stand."""
_MOST_LINES = 400
"""From the headline on, in which source, author and date are looked for."""


class HostSays(NamedTuple):
    """What came with a page, beside it."""

    headers: Mapping[str, str] = {}
    robots: str = ""
    """The text of the host's robots.txt."""
    tdmrep: bool | None = None
    """Whether the host's tdmrep.json reserves the page."""
    is_licensed: bool = False
    """Whether its owner has allowed what the signals withhold from everybody else."""


class Picture(NamedTuple):
    """A picture that a page names for itself."""

    address: str
    width: int = 0
    height: int = 0
    alt: str = ""
    credit: str = ""


class PageReading(NamedTuple):
    """What a page says."""

    evidence: Evidence
    body: str = ""
    """The article as Markdown; empty where it is hidden or reserved."""
    picture: Picture | None = None
    icon: str = ""
    wall: Wall | None = None
    rights: Rights = Rights()
    links: frozenset[str] = frozenset()
    """The letters of its links' texts, without the numbers before them."""


def read_page(html: str, address: str, host: HostSays, latest: datetime) -> PageReading:
    """Return what a page says; `latest` is the last moment at which it can have been published."""
    tree = parse_page(html[:_MOST_CHARACTERS])
    if tree is None:
        empty = Wall("empty", "there is no page in it", True)
        return PageReading(Evidence(), wall=empty)
    nodes = article_nodes(tree, address)
    metas, lines = read_metas(tree), visible_lines(tree)
    rights = read_rights(host.headers, metas, (*licences(nodes), *_licence_links(tree)), host.robots, host.tdmrep)
    is_reserved = bool(rights.reserved) and not host.is_licensed
    text = "\n".join(lines)
    refresh = next((content for name, content in metas if name == "refresh"), "")
    host_name = urlsplit(address).hostname or ""
    wall = refresh_wall(refresh, address, text) or front_wall(page_title(tree), host_name, html, text)
    if wall is not None and wall.hides_all:
        return PageReading(Evidence(), wall=wall, rights=rights)
    evidence, start = _evidence(tree, metas, lines, nodes, host_name)
    if day := day_of_page(html, address, latest, "\n".join(lines[: max(0, start - _NEAR_HEADLINE)])):
        evidence.add(DATE, day, "htmldate")
    body = "" if is_reserved else article_markdown(html, address)
    if not is_reserved:
        wall = body_wall(body, text, html, not_free=says_not_free(nodes))
    picture = _picture(evidence, metas, nodes, address)
    return PageReading(evidence, body, picture, _icon(tree, address), wall, rights, _links(tree))


def _evidence(
    tree: Element, metas: Metas, lines: Sequence[str], nodes: list[dict[str, object]], host: str
) -> tuple[Evidence, int]:
    """Go down the ladder; return what was found, and the number of the line that is the headline."""
    evidence = Evidence()
    add_json_ld(nodes, evidence)
    add_metas(metas, evidence)
    add_head(tree, evidence)
    add_marked(tree, evidence)
    add_times(tree, evidence)
    add_authors(tree, evidence)
    titles = headlines_of(tree, lines, host, evidence)
    headlines = {one.value for source in (titles, evidence) for one in source.of(TITLE)}
    start = next((number for number, line in enumerate(lines) if line in headlines), 0)
    add_visible(lines[start : start + _MOST_LINES], evidence, "text:")
    evidence.extend(titles)
    return evidence, start


def _links(tree: Element) -> frozenset[str]:
    links = islice(elements(tree, "a"), _MOST_LINKS)
    return frozenset(letters_of(text_of(one)[:_MOST_LINK_CHARACTERS]).lstrip("0123456789") for one in links)


def _licence_links(tree: Element) -> list[str]:
    marked = [one for one in elements(tree, "a", "link") if "license" in attribute(one, "rel").lower().split()]
    return [attribute(one, "href") for one in marked[:5]]


def _picture(evidence: Evidence, metas: Metas, nodes: list[dict[str, object]], address: str) -> Picture | None:
    found = next((one.value for one in evidence.of(IMAGE)), "")
    url = urljoin(address, found) if found else ""
    if not url.startswith(("https://", "http://")):
        return None
    said = dict(reversed(metas))
    is_named = said.get("og:image", "") in (found, "")
    width, height, alt = (said.get(f"og:image:{key}", "") if is_named else "" for key in ("width", "height", "alt"))
    facts = image_facts(nodes, found)
    credit = next((str(facts[key]) for key in ("creditText", "copyrightNotice") if isinstance(facts.get(key), str)), "")
    alt = alt or (str(facts["caption"]) if isinstance(facts.get("caption"), str) else "")
    return Picture(url, _pixels(width or facts.get("width")), _pixels(height or facts.get("height")), alt, credit)


def _pixels(value: object) -> int:
    text = str(value or "").removesuffix("px").strip()
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 20_000 and len(text) < 6 else 0


def _icon(tree: Element, address: str) -> str:
    """Return the icon of the site that is most like a small square picture."""
    best = ""
    for link in elements(tree, "link"):
        rel = attribute(link, "rel").lower().split()
        href = attribute(link, "href")
        if href and not href.startswith("data:") and ("apple-touch-icon" in rel or ("icon" in rel and not best)):
            best = href
    url = urljoin(address, best) if best else ""
    return url if url.startswith(("https://", "http://")) else ""
