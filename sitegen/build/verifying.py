"""Proves that an output folder is what a clean build makes, by making one elsewhere and comparing every byte.

Never: changes the site's own output or memory.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sitegen.build.pipeline import build_in
from sitegen.build.place import BuildPlace, place_of
from sitegen.build.report import BuildOptions
from sitegen.build.writer import list_files
from sitegen.cache import Memory
from sitegen.settings import Settings


def verify_site(root: Path, settings: Settings, options: BuildOptions) -> tuple[str, ...]:
    """Return the paths of outputs that are missing, superfluous or other than in a clean build, sorted.

    Files that somebody else put into the output folder are not ours to judge.
    """
    place = place_of(root, settings, options)
    with tempfile.TemporaryDirectory(prefix="sitegen-verify-") as folder:
        clean = replace(place, output=Path(folder, "output").resolve(), home=Path(folder, "memory").resolve())
        build_in(clean)
        return tuple(sorted(_differences(place, clean)))


def _differences(place: BuildPlace, clean: BuildPlace) -> set[str]:
    with Memory(place.memory, reader=True) as memory:
        ours = {row.path for row in memory.outputs()}
    expected = set(list_files(clean.output))
    present = {path for path in ours if (place.output / path).is_file()}
    shared = expected & present
    return (expected ^ present) | {path for path in shared if not _is_same(place.output / path, clean.output / path)}


def _is_same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
