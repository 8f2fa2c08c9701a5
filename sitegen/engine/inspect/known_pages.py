"""What a site has, for what comes in from outside: all its pages, withheld ones too, and its terms.

Never: builds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import site_paths_of
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
    return survey_site(site_paths_of(root, settings, options), lambda _, found: _known(found))


def _known(found: Surveyed) -> KnownPages:
    pages, terms, at_fault = tuple(found.loaded.pages), tuple(found.loaded.terms), sorted(found.at_fault)
    return KnownPages(pages, terms, found.index.taxonomies, found.index.withheld, at_fault)
