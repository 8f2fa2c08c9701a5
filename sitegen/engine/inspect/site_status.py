"""Whether a site is well: its last good build, what it holds back, and which addresses nothing answers.

Never: builds.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.good_build import GoodBuild, read_good_build
from sitegen.engine.inspect.moved_addresses import find_moved
from sitegen.engine.open_cache import work_alone
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import silent, site_paths_of
from sitegen.settings import Settings


class SiteStatus(NamedTuple):
    """What is known of a site on this machine."""

    last: GoodBuild | None
    """None: no build that published is known here."""
    unanswered: tuple[str, ...]
    """Published addresses that answer nothing, or 410 without anybody having said so."""


def site_status(root: Path, settings: Settings, options: BuildOptions) -> SiteStatus:
    """Return what is known of a site."""
    paths = site_paths_of(root, settings, options)

    def read(cache: BuildCache, _: int) -> GoodBuild | None:
        return read_good_build(cache)

    last = work_alone(paths, silent, read)
    outcomes = find_moved(root, settings, options).outcomes
    return SiteStatus(last, tuple(outcome.address for outcome in outcomes if not outcome.is_answered))
