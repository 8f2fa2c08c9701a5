"""Links to the site's own addresses: those that are typed in full, and what is told of one that leads to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from sitegen.errors import Problem
from sitegen.pages.page import BodyLink
from sitegen.settings import DEFAULT_BASE_URL, Settings

_MOST = 500
"""Of one body."""


def links_in_full(html: str, text: str, first_line: int, settings: Settings) -> Iterator[BodyLink]:
    """Yield the first link or picture of a body to each address that is typed with the site's own host."""
    for base_url in {settings.base_url, settings.own_url} - {"", DEFAULT_BASE_URL}:
        start = base_url.partition(":")[2].rstrip("/")
        if start not in html:
            continue
        pattern = re.compile(rf' (href|src)="https?:{re.escape(start)}((?:/[^"]*)?)"', re.IGNORECASE)
        seen: set[str] = set()
        for found, _ in zip(pattern.finditer(html), range(_MOST), strict=False):
            typed = unescape(found[2]) or "/"
            if typed in seen:
                continue
            seen.add(typed)
            line = text.count("\n", 0, max(0, text.find(f"{start}{typed}".rstrip("/"))))
            yield BodyLink(unquote(typed), first_line + line, 0, f"{base_url.rstrip('/')}{typed}", found[1] == "src")


def dead_address(path: str, link: BodyLink, message: str) -> Problem:
    """Return a warning of a link to an address of this site that leads to nothing; many are told together."""
    return Problem(
        "warning",
        path,
        link.line,
        link.column,
        "",
        message,
        "Correct it, or write the old address into `aliases` of the page that is meant.",
        len(link.text) if link.column else 0,
        several="addresses of this site that texts lead to are not there",
        name=link.text,
    )
