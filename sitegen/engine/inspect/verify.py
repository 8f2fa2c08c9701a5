"""Proves that an output folder is what a clean build makes, by making one elsewhere and comparing every byte.

What a clean build does not make is reported too: where the site's own files stand it is a difference, elsewhere it is
somebody else's. `site_locations.py` draws that line.

Never: changes the site's own output or cache.
"""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.build import build_site
from sitegen.engine.publish.output_record import read_record
from sitegen.engine.publish.writer import list_entries
from sitegen.engine.site_locations import SiteLocations
from sitegen.engine.site_paths import SitePaths


class Verified(NamedTuple):
    """How an output folder differs from what a clean build makes. All paths are sorted; a folder's ends with `/`."""

    differing: tuple[str, ...]
    """Outputs that are missing, or whose bytes are others."""
    superfluous: tuple[str, ...]
    """What a clean build does not make, where the site's own files stand."""
    foreign: tuple[str, ...]
    """What a clean build does not make, elsewhere: not ours to judge."""


def verify_site(paths: SitePaths) -> Verified:
    """Compare a site's output with a clean build of it."""
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        clean = replace(paths, output=Path(folder, "output").resolve(), home=Path(folder, "cache").resolve())
        build_site(clean)
        return _compare(paths, clean.output)


def _compare(paths: SitePaths, clean: Path) -> Verified:
    expected = set(list_entries(clean))
    present = set(list_entries(paths.output))
    shared = expected & present
    differing = (expected - present) | {path for path in shared if not _is_same(paths.output / path, clean / path)}
    places, made = SiteLocations(expected), _made_by_us(paths)
    superfluous = {path for path in present - expected if path in made or places.holds(path)}
    foreign = present - expected - superfluous
    return Verified(tuple(sorted(differing)), tuple(sorted(superfluous)), tuple(sorted(foreign)))


def _made_by_us(paths: SitePaths) -> set[str]:
    with BuildCache(paths.cache, reader=True) as cache:
        return {output.path for output in cache.outputs()} | read_record(paths.output).paths


def _is_same(one: Path, other: Path) -> bool:
    """Return whether a path holds the bytes of an output. A link counts as another file; a pipe would block."""
    return stat.S_ISREG(os.lstat(one).st_mode) and one.read_bytes() == other.read_bytes()
