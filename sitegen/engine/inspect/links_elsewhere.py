"""Which addresses elsewhere a site leads its readers to: originals of stories, links and pictures of texts.

Never: asks one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed
from sitegen.engine.site_paths import SitePaths
from sitegen.pages.page import Details, PageMeta
from sitegen.values import decoder, unpack

_ADDRESS = re.compile(r'<(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)="(https?://[^"]*)"', re.IGNORECASE)
_decode = decoder(Details).decode


def links_elsewhere(paths: SitePaths) -> dict[str, list[str]]:
    """Return the addresses on other hosts, without their fragment, each with the sources that lead to it."""
    settings = paths.settings

    def ask(cache: BuildCache, found: Surveyed) -> dict[str, list[str]]:
        links: dict[str, list[str]] = {}
        for page in sorted((*found.index.stories, *found.index.pages), key=lambda page: page.path):
            for address in dict.fromkeys(_addresses(page, cache)):
                if not address.startswith(f"{settings.origin}/"):
                    links.setdefault(address, []).append(settings.shown_path(page.path))
        return links

    return survey_site(paths, ask)


def _addresses(page: PageMeta, cache: BuildCache) -> Iterator[str]:
    if page.original_url:
        yield page.original_url.partition("#")[0]
    stored = cache.page(page.path)
    body = _decode(unpack(stored)).body if stored else ""
    for found in _ADDRESS.findall(body):
        yield unescape(found).partition("#")[0]
