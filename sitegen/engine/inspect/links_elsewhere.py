"""Which addresses elsewhere a site leads its readers to: originals of stories, links and pictures of texts.

Never: asks one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import survey
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import silent, site_paths_of
from sitegen.engine.sources.scan import scan_site
from sitegen.engine.stages import Stages
from sitegen.pages.page import Details, PageMeta
from sitegen.settings import Settings
from sitegen.values import decoder, unpack

_ADDRESS = re.compile(r'<(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)="(https?://[^"]*)"', re.IGNORECASE)
_decode = decoder(Details).decode


def links_elsewhere(root: Path, settings: Settings, options: BuildOptions) -> dict[str, list[str]]:
    """Return the addresses on other hosts, without their fragment, each with the sources that lead to it."""
    paths = site_paths_of(root, settings, options)

    def work(cache: BuildCache, now_ns: int) -> dict[str, list[str]]:
        index = survey(paths, cache, scan_site(paths, cache, now_ns), Stages(), silent).index
        found: dict[str, list[str]] = {}
        for page in sorted((*index.stories, *index.pages), key=lambda page: page.path):
            for address in dict.fromkeys(_addresses(page, cache)):
                if not address.startswith(f"{settings.origin}/"):
                    found.setdefault(address, []).append(settings.shown_path(page.path))
        return found

    return work_alone(paths, silent, work)


def _addresses(page: PageMeta, cache: BuildCache) -> Iterator[str]:
    if page.original_url:
        yield page.original_url.partition("#")[0]
    stored = cache.page(page.path)
    body = _decode(unpack(stored)).body if stored else ""
    for found in _ADDRESS.findall(body):
        yield unescape(found).partition("#")[0]
