"""Whether the files of an output folder are unmodified since they were written, by size and time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitegen.cache.build_cache import BuildCache


def all_unmodified(cache: BuildCache, output: Path, number: int) -> bool:
    """Return whether there are exactly `number` outputs in the cache, each of whose files is unmodified."""
    states = _states(cache, output)
    return cache.count_outputs() == number and sum(1 for _, is_same in states if is_same) == number


def unmodified_groups(cache: BuildCache, output: Path) -> set[str]:
    """Return the names of the groups each of whose files is unmodified."""
    known, same = Counter[str](), Counter[str]()
    for group, is_same in _states(cache, output):
        known[group] += 1
        same[group] += is_same
    return {group for group, number in known.items() if same[group] == number}


def _states(cache: BuildCache, output: Path) -> Iterator[tuple[str, bool]]:
    """Yield for each output its group, and whether its file is unmodified."""
    folder, look = os.fspath(output) + os.sep, os.stat
    for path, size, mtime_ns, group in cache.file_states():
        try:
            status = look(folder + path, follow_symlinks=False)
        except OSError:
            yield group, False
        else:
            yield group, status.st_size == size and status.st_mtime_ns == mtime_ns
