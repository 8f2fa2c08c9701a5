"""Sitemaps and their index (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from sitegen.plan.views.file_views import SitemapEntry, SitemapIndexView, SitemapView
from sitegen.render.feeds.feed_urls import absolute_url

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_W3C_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?")


def write_sitemap(view: SitemapView) -> bytes:
    """Return a sitemap, UTF-8."""
    return _document("urlset", "url", view.entries, view.base_url)


def write_sitemap_index(view: SitemapIndexView) -> bytes:
    """Return an index of sitemaps, UTF-8."""
    return _document("sitemapindex", "sitemap", view.sitemaps, "")


def _document(name: str, element: str, entries: Iterable[SitemapEntry], base: str) -> bytes:
    return (_HEAD.format(name=name) + "".join(_lines(element, entries, base)) + f"</{name}>\n").encode()


def _lines(element: str, entries: Iterable[SitemapEntry], base: str) -> Iterator[str]:
    for entry in entries:
        if url := absolute_url(entry.url, base or entry.url):
            modified = f"<lastmod>{entry.modified}</lastmod>" if _W3C_DATE.fullmatch(entry.modified) else ""
            yield f"<{element}><loc>{escape(url, quote=False)}</loc>{modified}</{element}>\n"
