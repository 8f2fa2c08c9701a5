"""Groups of outputs as they are remembered: what they were made of, and how each file was left.

So a group that is as it was costs a look at its files, and no row of it is read.

Never: knows what a group shows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from sitegen.build.place import BuildPlace
from sitegen.build.shelf import reading_memory
from sitegen.cache import Memory
from sitegen.rows import GroupRow, OutputRow
from sitegen.values import decoder, encode

Left = tuple[str, int, int]
"""Path, size (bytes) and time (ns) of an output's file as we left it."""

_decode = decoder(list[Left]).decode


def left(row: OutputRow) -> Left:
    """Return how an output's file was left."""
    return row.path, row.size, row.mtime_ns


def group_row(name: str, basis: str, recipe: str, files: Sequence[Left]) -> GroupRow:
    """Return what is remembered of a group."""
    return GroupRow(name, basis, recipe, encode(files))


def files_of(row: GroupRow) -> list[Left]:
    """Return how the files of a group were left."""
    with reading_memory():
        return _decode(row.files)


def are_as_left(folder: str, files: Iterable[Left]) -> bool:
    """Tell whether files are as we left them, by their size and time; `folder` ends with the separator."""
    look = os.stat
    try:
        for path, size, mtime_ns in files:
            status = look(folder + path, follow_symlinks=False)
            if status.st_size != size or status.st_mtime_ns != mtime_ns:
                return False
    except OSError:
        return False
    return True


def groups_as_left(place: BuildPlace) -> dict[str, int]:
    """Return the groups each of whose files is as we left it: name -> files in it."""
    folder = os.fspath(place.output) + os.sep
    with Memory(place.memory, reader=True) as memory:
        files = {name: files_of(row) for name, row in memory.groups().items()}
    return {name: len(group) for name, group in files.items() if are_as_left(folder, group)}
