"""What a site has, for what comes in from outside: all its pages, withheld ones too, and its terms.

Never: builds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import survey
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import silent, site_paths_of
from sitegen.engine.sources.scan import scan_site
from sitegen.engine.stages import Stages
from sitegen.pages.page import PageMeta
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.site.publishing import HeldBack
from sitegen.site.taxonomy import Taxonomy


class KnownPages(NamedTuple):
    """What there is. Sources with an error are not among it."""

    pages: Sequence[PageMeta]
    terms: Sequence[TermData]
    """As files describe them."""
    taxonomies: Sequence[Taxonomy]
    withheld: Sequence[HeldBack] = ()
    at_fault: Sequence[str] = ()
    """Sources with an error, as problems name them."""


def known_pages(root: Path, settings: Settings, options: BuildOptions) -> KnownPages:
    """Return what a site has now."""
    paths = site_paths_of(root, settings, options)

    def work(cache: BuildCache, now_ns: int) -> KnownPages:
        found = survey(paths, cache, scan_site(paths, cache, now_ns), Stages(), silent)
        return KnownPages(
            tuple(found.loaded.pages),
            tuple(found.loaded.terms),
            found.index.taxonomies,
            found.index.withheld,
            sorted(found.at_fault),
        )

    return work_alone(paths, silent, work)
