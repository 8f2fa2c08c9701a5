"""Opens the cache for one piece of work at a time, and decides what a cache that fails means.

A damaged cache is discarded and the work is done again. A disk that is full or read-only is an error; the cache stays.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import TypeVar

from sitegen.cache.build_cache import BuildCache, DamagedCacheError
from sitegen.cache.cache_file import UNREADABLE, discard_cache, is_machine_trouble
from sitegen.engine.site_paths import Progress, SitePaths, alone
from sitegen.errors import SitegenError, disk_full

T = TypeVar("T")


def work_alone(
    paths: SitePaths, progress: Progress, work: Callable[[BuildCache, int], T], *, changes_output: bool = False
) -> T:
    """Hold the site, open its cache and return what `work` makes of it and of the file system's time (ns).

    Work that may change the output folder holds that too: other checkouts may build into it. Work that finds the cache
    damaged is done once more, with an empty one.
    Raises SitegenError when the machine does not let the cache be read or written.
    """
    with alone(paths, progress, changes_output=changes_output) as listed_ns:
        try:
            return _work(paths, listed_ns, work)
        except (*UNREADABLE, DamagedCacheError) as error:
            if is_machine_trouble(error):
                raise _stopped(paths, error) from None
        discard_cache(paths.cache)
        try:
            return _work(paths, listed_ns, work)
        except UNREADABLE as error:
            if is_machine_trouble(error):
                raise _stopped(paths, error) from None
            raise


def _work(paths: SitePaths, listed_ns: int, work: Callable[[BuildCache, int], T]) -> T:
    with BuildCache(paths.cache) as cache:
        return work(cache, listed_ns)


def _stopped(paths: SitePaths, error: Exception) -> SitegenError:
    if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
        return disk_full(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(paths.cache)))
    return SitegenError(
        f"{paths.cache} cannot be used: {error}.",
        "Make room on the disk, and let the account that builds write to it. What is published is as it was, or whole.",
    )
