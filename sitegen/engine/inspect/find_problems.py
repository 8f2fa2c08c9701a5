"""Finds what is wrong with a site without rendering or writing anything."""

from __future__ import annotations

from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed, compare
from sitegen.engine.publish.publish import BASE_URL
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import Problem


class FoundProblems(NamedTuple):
    """What is wrong with a site, and what was built of it last."""

    problems: tuple[Problem, ...]
    base_url: str
    """With which the output was made; empty when there is none."""


def find_problems(paths: SitePaths) -> FoundProblems:
    """Return every problem that can be found without rendering, and those that were reported of what was rendered."""

    def ask(cache: BuildCache, found: Surveyed) -> FoundProblems:
        prepared, _, _ = compare(paths, cache, found)
        return FoundProblems(prepared.problems, cache.meta(BASE_URL))

    return survey_site(paths, ask)
