"""Groups of outputs as they are remembered: what they were made of, and how each file was left.

So a group that is as it was costs a look at its files, and no row of it is read.

Never: knows what a group shows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial

from sitegen.build.beside import beside
from sitegen.build.place import BuildPlace
from sitegen.build.shelf import reading_memory
from sitegen.cache import Memory
from sitegen.rows import GroupRow, OutputRow
from sitegen.values import decoder, encode

Left = tuple[str, int, int]
"""Path, size (bytes) and time (ns) of an output's file as we left it."""

_decode = decoder(list[tuple[str, int, int]]).decode
_decode_counts = decoder(dict[str, int]).decode
_WORTH_A_PROCESS = 16_000_000
"""Bytes of a memory: that of some three thousand stories, whose files take as long to look at as a process to begin."""


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


@contextmanager
def groups_as_left(place: BuildPlace) -> Iterator[Callable[[], Mapping[str, int]]]:
    """Begin to look at the outputs; give what waits for the groups that are as we left them: name -> files in it."""
    look = partial(_look_at_groups, place)
    is_large = place.memory.stat().st_size >= _WORTH_A_PROCESS
    with beside(look) if is_large else nullcontext(look) as result:
        yield lambda: _decode_counts(result())


def _look_at_groups(place: BuildPlace) -> bytes:
    folder = os.fspath(place.output) + os.sep
    with Memory(place.memory, reader=True) as memory:
        files = {name: files_of(row) for name, row in memory.groups().items()}
    return encode({name: len(group) for name, group in files.items() if are_as_left(folder, group)})
