"""What a publisher may want to look at: what is held back, addresses without an answer, what may be there twice.

Never: builds.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed
from sitegen.engine.site_paths import SitePaths
from sitegen.settings import Settings
from sitegen.site.addresses.lost_addresses import Outcome
from sitegen.site.look_alikes import Alike, find_doubles, find_twins
from sitegen.site.publishing import HeldBack


class Overview(NamedTuple):
    """What there is to look at."""

    settings: Settings
    withheld: tuple[HeldBack, ...]
    unanswered: tuple[Outcome, ...]
    alike: tuple[Alike, ...]
    at_fault: tuple[str, ...] = ()
    """Sources with an error, as problems name them."""


def survey_overview(paths: SitePaths) -> Overview:
    """Return what there is to look at in a site as it is now."""
    return survey_site(paths, lambda _, found: _overview(found, paths.settings))


def _overview(found: Surveyed, settings: Settings) -> Overview:
    index = found.index
    pages = (*index.stories, *index.pages, *(held.page for held in index.withheld))
    return Overview(
        settings,
        tuple(index.withheld),
        tuple(outcome for outcome in index.lost.outcomes if not outcome.is_answered),
        (*find_doubles(pages), *find_twins(index.taxonomies)),
        tuple(sorted(found.at_fault)),
    )
