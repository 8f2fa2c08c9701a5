"""Finds what is wrong with a site without rendering or writing anything."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.build.open_cache import work_alone
from sitegen.build.place import BuildPlace, place_of, silent
from sitegen.build.preparing import prepare
from sitegen.build.publishing import BASE_URL
from sitegen.build.report import BuildOptions
from sitegen.build.scanning import scan_site
from sitegen.build.stages import Stages
from sitegen.cache import BuildCache
from sitegen.errors import Problem
from sitegen.settings import Settings


class FoundProblems(NamedTuple):
    """What is wrong with a site, and what was built of it last."""

    problems: tuple[Problem, ...]
    base_url: str
    """With which the output was made; empty when there is none."""


def find_problems(root: Path, settings: Settings, options: BuildOptions) -> FoundProblems:
    """Return every problem that can be found without rendering, and those that were reported of what was rendered."""
    place = place_of(root, settings, options)
    return work_alone(place, silent, lambda cache, listed_ns: _find(place, cache, listed_ns))


def _find(place: BuildPlace, cache: BuildCache, listed_ns: int) -> FoundProblems:
    prepared = prepare(place, cache, scan_site(place, cache, listed_ns), (Stages(), silent))
    return FoundProblems(prepared.problems, cache.meta(BASE_URL))
