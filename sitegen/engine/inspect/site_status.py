"""Whether a site is well: its last good build, what it holds back, and which addresses nothing answers.

Never: builds.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.good_build import GoodBuild, read_good_build
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed
from sitegen.engine.site_paths import SitePaths


class SiteStatus(NamedTuple):
    """What is known of a site on this machine."""

    last: GoodBuild | None
    """None: no build that published is known here."""
    unanswered: tuple[str, ...]
    """Published addresses that answer nothing, or 410 without anybody having said so."""


def site_status(paths: SitePaths) -> SiteStatus:
    """Return what is known of a site."""

    def ask(cache: BuildCache, found: Surveyed) -> SiteStatus:
        outcomes = found.index.lost.outcomes
        unanswered = tuple(outcome.address for outcome in outcomes if not outcome.is_answered)
        return SiteStatus(read_good_build(cache), unanswered)

    return survey_site(paths, ask)
