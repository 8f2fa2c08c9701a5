"""Publishes what was produced and remembers it, in the order that makes a crash at any moment harmless.

First the paths are claimed, so that a file that appears is known to be ours; then files are moved into place and old
ones removed; then what is there is remembered. A crash in between leaves claims without a digest, which read as stale.

Never: renders.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from sitegen.build.place import BuildPlace
from sitegen.build.producing import Done
from sitegen.build.recipes import RecipeBook
from sitegen.build.staleness import Job, Past, Work
from sitegen.build.writer import delete, list_files, publish, put_aside, staging_folder
from sitegen.cache import Memory, OutputRow
from sitegen.values import encode


def publish_done(place: BuildPlace, past: Past, work: Work, done: Sequence[Done], memory: Memory) -> list[str]:
    """Make the output folder what was planned. Return the paths that were deleted."""
    new = [job.output.path for job, one in zip(work.jobs, done, strict=True) if one.written]
    with memory.transaction():
        memory.claim_outputs(new)
    strangers = _strangers(place, past, work)
    publish(staging_folder(place.output), place.output, new, set(work.to_delete))
    put_aside(place.output, strangers, place.lost_and_found)
    return delete(place.output, work.to_delete)


def _strangers(place: BuildPlace, past: Past, work: Work) -> list[str]:
    """Return the files of unknown origin: of a folder that is ours, but whose record is lost, all but the planned."""
    if past.rows or not place.output.exists():
        return []
    planned = {job.output.path for job in work.jobs}
    return [path for path in list_files(place.output) if path not in planned]


def remember_done(place: BuildPlace, book: RecipeBook, work: Work, done: Sequence[Done], memory: Memory) -> None:
    """Remember every output as it now is, and forget the deleted ones."""
    with memory.transaction():
        memory.remember_outputs(
            _row(place, job, one) for job, one in zip(work.jobs, done, strict=True) if one.problem is None
        )
        memory.remember_outputs(work.refreshed)
        memory.forget_outputs(work.to_delete)
        memory.replace_recipes((digest, encode(list(recipe))) for digest, recipe in book.all().items())


def _row(place: BuildPlace, job: Job, one: Done) -> OutputRow:
    size, mtime_ns = one.size, one.mtime_ns
    if not one.written:
        status = os.stat(os.path.join(place.output, job.output.path))
        size, mtime_ns = status.st_size, status.st_mtime_ns
    return OutputRow(job.output.path, job.view, job.recipe, one.digest, size, mtime_ns, job.reason)
