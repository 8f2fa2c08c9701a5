"""Finds what is wrong with a site without rendering or writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Surveyed, compare
from sitegen.engine.publish.publish import BASE_URL
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import site_paths_of
from sitegen.errors import Problem
from sitegen.settings import Settings


class FoundProblems(NamedTuple):
    """What is wrong with a site, and what was built of it last."""

    problems: tuple[Problem, ...]
    base_url: str
    """With which the output was made; empty when there is none."""


def find_problems(root: Path, settings: Settings, options: BuildOptions) -> FoundProblems:
    """Return every problem that can be found without rendering, and those that were reported of what was rendered."""
    paths = site_paths_of(root, settings, options)

    def ask(cache: BuildCache, found: Surveyed) -> FoundProblems:
        prepared, _ = compare(paths, cache, found)
        return FoundProblems(prepared.problems, cache.meta(BASE_URL))

    return survey_site(paths, ask)
