"""Reconciles the cache with an output folder that was last changed by a build which the cache does not know.

That build was of another checkout, or came after a cache that was put back; or it was killed; or the record beside the
folder is missing. Then no size and time is trusted, and what the record names is known to be ours, so that what the
site does not hold is removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.compare.up_to_date import invalidate_report
from sitegen.engine.publish.output_record import (
    APPENDED_KEPT,
    LastBuild,
    OutputRecord,
    last_build,
    new_id,
    read_record,
    record_begin,
    record_end,
    write_anew,
)
from sitegen.engine.site_paths import SitePaths
from sitegen.plan.files.marker import MARKER

_BUILD = "last build that changed the output"
_SEARCHED = "searched for files of unknown origin"
"""Whether each file in the output folder that is not in the cache is known to be somebody else's."""


def reconcile_output(paths: SitePaths, cache: BuildCache) -> None:
    """Trust nothing about the output folder unless the last build to change it is the last one in this cache."""
    if _is_in_step(paths, cache):
        return
    there = paths.output.exists()
    record = read_record(paths.output) if there else OutputRecord(frozenset(), is_complete=True)
    known = {output.path for output in cache.outputs()}
    with cache.transaction():
        cache.doubt_outputs()
        # The marker says by itself whose the folder is, and is in every plan.
        cache.reserve_outputs(record.paths - known - {MARKER})
        if record.is_complete and there:
            cache.evict_outputs(known - record.paths)
        cache.set_meta(_SEARCHED, "yes" if record.is_complete else "")
        cache.set_meta(_BUILD, "")
        invalidate_report(cache)


def _is_in_step(paths: SitePaths, cache: BuildCache) -> bool:
    known = cache.meta(_BUILD)
    return bool(known) and known == last_build(paths.output).id


def has_unknown_files(cache: BuildCache) -> bool:
    """Return whether files that are not in the cache may be old ones of ours."""
    return not cache.meta(_SEARCHED)


class OutputChange:
    """One change of an output folder, recorded beside it before it begins and when all of it is done and stored."""

    def __init__(self, paths: SitePaths, cache: BuildCache) -> None:
        self._output = paths.output
        self._cache = cache
        self._is_in_step = _is_in_step(paths, cache)
        self._appended = last_build(paths.output).appended
        self._id = ""

    def begin(self, put: Sequence[str], *, is_changing: bool) -> None:
        """Record the paths that come. Where nothing changes and all is in step, nothing is recorded, now or later."""
        if self._is_in_step and not is_changing:
            return
        self._id = new_id()
        if self._is_in_step and self._appended + len(put) <= APPENDED_KEPT:
            record_begin(self._output, put)
            self._appended += len(put)
            return
        paths = chain((output.path for output in self._cache.outputs()), put)
        write_anew(self._output, set(paths), is_complete=not has_unknown_files(self._cache))
        self._appended = 0

    def store(self) -> None:
        """Store that this build is the last one, in the transaction that stores the outputs."""
        if self._id:
            self._cache.set_meta(_BUILD, self._id)
            self._cache.set_meta(_SEARCHED, "yes")

    def end(self, removed: Sequence[str]) -> None:
        """Record what went, and that the change is complete."""
        if self._id:
            record_end(self._output, removed, LastBuild(self._id, self._appended + len(removed)))
