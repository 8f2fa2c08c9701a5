"""Opens the memory for one piece of work at a time, and decides what a memory that fails means.

A damaged memory is forgotten and the work is done again. A disk that is full or read-only is told; the memory stays.

Never: knows what the work is.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

from sitegen.build.in_flight import find_lost
from sitegen.build.place import BuildPlace, Progress, alone
from sitegen.build.shelf import DamagedMemoryError
from sitegen.cache import UNREADABLE, Memory, forget, is_machine_trouble
from sitegen.errors import SitegenError

T = TypeVar("T")


def work_alone(place: BuildPlace, progress: Progress, work: Callable[[Memory, int], T]) -> T:
    """Hold the site, open its memory and return what `work` makes of it and of the file system's time (ns).

    Work that finds the memory damaged is done once more, with an empty one.
    Raises SitegenError when the machine does not let the memory be read or written.
    """
    with alone(place, progress) as listed_ns:
        try:
            return _work(place, listed_ns, work)
        except (*UNREADABLE, DamagedMemoryError) as error:
            if is_machine_trouble(error):
                raise _stopped(place, error) from None
        forget(place.memory)
        try:
            return _work(place, listed_ns, work)
        except UNREADABLE as error:
            if is_machine_trouble(error):
                raise _stopped(place, error) from None
            raise


def _work(place: BuildPlace, listed_ns: int, work: Callable[[Memory, int], T]) -> T:
    try:
        with Memory(place.memory) as memory:
            find_lost(memory)
            return work(memory, listed_ns)
    finally:
        gc.unfreeze()  # what was recalled


def _stopped(place: BuildPlace, error: Exception) -> SitegenError:
    return SitegenError(
        f"{place.memory} cannot be used: {error}.",
        "Make room on the disk, and let the account that builds write to it. What is published is as it was, or whole.",
    )
