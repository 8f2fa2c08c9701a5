"""Prints each requirement of pyproject.toml at its lowest version, as constraints for pip: a bound is a tested fact.

A bound must name a release, so that the lowest version is the bound itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

_LOWEST = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])? *>= *([0-9][0-9.]*)(?: *,|\Z)")


def lowest_versions(requirements: Iterable[str]) -> Iterator[str]:
    """Yield `name==version` for each requirement, without extras; raise ValueError where there is no lower bound."""
    for requirement in requirements:
        found = _LOWEST.match(requirement)
        if found is None:
            raise ValueError(f"{requirement!r} has no lower bound: write name>=version")
        yield f"{found[1]}=={found[2]}"


def direct_requirements(pyproject: Path) -> list[str]:
    """Return what the package, its extras and its tests ask for by name."""
    project = tomllib.loads(pyproject.read_text("utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    return [
        *project["project"]["dependencies"],
        *chain.from_iterable(extras.values()),
        *groups["dev"],
        *groups["pages"],
    ]


if __name__ == "__main__":
    for line in lowest_versions(direct_requirements(Path(__file__).parents[1] / "pyproject.toml")):
        print(line)
