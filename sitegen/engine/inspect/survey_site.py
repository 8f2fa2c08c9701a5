"""Looks at a site as it is now, without building it: all questions about a site begin here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import Surveyed, survey
from sitegen.engine.site_paths import SitePaths, silent
from sitegen.engine.sources.scan import scan_site
from sitegen.engine.stages import Stages

T = TypeVar("T")


def survey_site(paths: SitePaths, ask: Callable[[BuildCache, Surveyed], T]) -> T:
    """Return what `ask` makes of the cache and of what there is; nobody else changes the site meanwhile."""

    def work(cache: BuildCache, listed_ns: int) -> T:
        return ask(cache, survey(paths, cache, scan_site(paths, cache, listed_ns), Stages(), silent))

    return work_alone(paths, silent, work)


def surveyed(paths: SitePaths) -> Surveyed:
    """Return what there is in a site now: all its pages, withheld ones too, and its terms."""
    return survey_site(paths, lambda _, found: found)
