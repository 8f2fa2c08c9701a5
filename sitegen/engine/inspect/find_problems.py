"""Finds what is wrong with a site without rendering or writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import prepare
from sitegen.engine.publish.publish import BASE_URL
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import SitePaths, silent, site_paths_of
from sitegen.engine.sources.scan import scan_site
from sitegen.engine.stages import Stages
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
    return work_alone(paths, silent, lambda cache, listed_ns: _find(paths, cache, listed_ns))


def _find(paths: SitePaths, cache: BuildCache, listed_ns: int) -> FoundProblems:
    prepared = prepare(paths, cache, scan_site(paths, cache, listed_ns), Stages(), silent)
    return FoundProblems(prepared.problems, cache.meta(BASE_URL))
