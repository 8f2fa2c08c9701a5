"""Opens the cache for one piece of work at a time, and decides what a cache that fails means.

A damaged cache is discarded and the work is done again. A disk that is full or read-only is an error; the cache stays.

Never: knows what the work is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TypeVar

from sitegen.build.place import BuildPlace, Progress, alone
from sitegen.cache import BuildCache, DamagedCacheError
from sitegen.cache_file import UNREADABLE, discard_cache, is_machine_trouble
from sitegen.errors import SitegenError, disk_full

T = TypeVar("T")


def work_alone(
    place: BuildPlace, progress: Progress, work: Callable[[BuildCache, int], T], *, changes_output: bool = False
) -> T:
    """Hold the site, open its cache and return what `work` makes of it and of the file system's time (ns).

    Work that may change the output folder holds that too: other checkouts may build into it. Work that finds the cache
    damaged is done once more, with an empty one.
    Raises SitegenError when the machine does not let the cache be read or written.
    """
    with alone(place, progress, changes_output=changes_output) as listed_ns:
        try:
            return _work(place, listed_ns, work)
        except (*UNREADABLE, DamagedCacheError) as error:
            if is_machine_trouble(error):
                raise _stopped(place, error) from None
        discard_cache(place.cache)
        try:
            return _work(place, listed_ns, work)
        except UNREADABLE as error:
            if is_machine_trouble(error):
                raise _stopped(place, error) from None
            raise


def _work(place: BuildPlace, listed_ns: int, work: Callable[[BuildCache, int], T]) -> T:
    with BuildCache(place.cache) as cache:
        return work(cache, listed_ns)


def _stopped(place: BuildPlace, error: Exception) -> SitegenError:
    if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
        return disk_full(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(place.cache)))
    return SitegenError(
        f"{place.cache} cannot be used: {error}.",
        "Make room on the disk, and let the account that builds write to it. What is published is as it was, or whole.",
    )
