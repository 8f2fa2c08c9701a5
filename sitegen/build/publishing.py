"""Publishes what was produced and remembers it, in the order that makes a crash at any moment harmless.

First the paths are noted, so that a file that appears is known to be ours; then files are moved into place and old ones
removed; then what is there is remembered. After a crash in between they are claims without a digest: stale.

Never: renders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.build.groups import group_row, left
from sitegen.build.in_flight import land, take_off
from sitegen.build.place import BuildPlace
from sitegen.build.producing import Done
from sitegen.build.recipes import RecipeBook
from sitegen.build.staleness import Job, Work
from sitegen.build.standing import forget_standing
from sitegen.build.writer import Staging, delete, list_files, publish, put_aside, vanished
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.rows import OutputRow
from sitegen.values import encode

_SEARCHED = "searched for files of unknown origin"
"""What is remembered once the output folder holds nothing from before this memory."""

BASE_URL = "base_url"
"""The key under which is remembered for which address the output was made."""


class Published(NamedTuple):
    """What publishing did besides writing."""

    deleted: list[str]
    """Paths of outputs that were removed."""
    problems: tuple[Problem, ...]
    """A warning when files were put aside."""


def publish_done(place: BuildPlace, staging: Staging, work: Work, done: Sequence[Done], memory: Memory) -> Published:
    """Make the output folder what was planned."""
    new = [job.output.path for job, one in zip(work.jobs, done, strict=True) if one.written]
    take_off(memory, new)
    strangers = _strangers(place, work, memory)
    aside = place.lost_and_found()
    try:
        publish(staging, place.output, new, set(work.to_delete))
        put_aside(place.output, strangers, aside)
    except FileNotFoundError:
        raise vanished(place.output) from None
    memory.set_meta(_SEARCHED, "yes")
    deleted = delete(place.output, [*work.to_delete, *_failed(work, done)])
    return Published(deleted, _told_aside(place, strangers, aside))


def _told_aside(place: BuildPlace, strangers: Sequence[str], aside: Path) -> tuple[Problem, ...]:
    if not strangers:
        return ()
    first = f"{strangers[0]} and {len(strangers) - 1} more" if len(strangers) > 1 else strangers[0]
    where = f"{place.home.name}/{aside.name}/"
    message = f"{first} moved to {where}: the record of what was built here was lost, and the site holds no such file"
    hint = "Take what is yours out of there; files that shall be published belong into static/."
    return (Problem("warning", place.settings.output, 0, 0, "", message, hint),)


def _failed(work: Work, done: Sequence[Done]) -> list[str]:
    """Return the outputs that could not be made: with `--keep-going` they go, as a clean build has none either."""
    return [job.output.path for job, one in zip(work.jobs, done, strict=True) if not one.digest]


def _strangers(place: BuildPlace, work: Work, memory: Memory) -> list[str]:
    """Return the files of unknown origin: of a folder that is ours, but whose record is lost, all but the planned.

    They are looked for until a search was seen through: a build that was killed has noted its own files by then, but
    not put the others aside. Hidden files (`.git`, `.well-known`) are never ours.
    """
    if memory.meta(_SEARCHED) or not place.output.exists():
        return []
    ours = {row.path for row in memory.outputs()} | {job.output.path for job in work.jobs}
    return [path for path in list_files(place.output) if path not in ours and not _is_hidden(path)]


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def remember_done(place: BuildPlace, book: RecipeBook, work: Work, done: Sequence[Done], memory: Memory) -> None:
    """Remember every output as it now is, and forget the deleted ones."""
    with memory.transaction():
        memory.remember_outputs(_rows(place, work, done))
        memory.remember_outputs(work.refreshed)
        memory.forget_outputs([*work.to_delete, *_failed(work, done)])
        forget_standing(memory)
        land(memory)
        memory.set_meta(BASE_URL, place.settings.base_url)
        memory.forget_groups(work.groups_gone)
        memory.remember_groups(
            group_row(name, group.basis, group.recipe, group.files)
            for name, group in work.groups.items()
            if not group.tells
        )
        memory.replace_recipes((digest, encode(list(recipe))) for digest, recipe in book.all().items())


def _rows(place: BuildPlace, work: Work, done: Sequence[Done]) -> Iterator[OutputRow]:
    """Give the rows of what was made, and add each file to its group."""
    for job, one in zip(work.jobs, done, strict=True):
        group = work.groups.get(job.group)
        if group and (one.problem or not one.digest):
            group.tells = True
        if one.digest:
            row = _row(place, job, one)
            if group:
                group.files.append(left(row))
            yield row


def _row(place: BuildPlace, job: Job, one: Done) -> OutputRow:
    size, mtime_ns = one.size, one.mtime_ns
    if not one.written:
        try:
            status = os.lstat(os.path.join(place.output, job.output.path))
        except OSError:
            raise vanished(place.output) from None
        size, mtime_ns = status.st_size, status.st_mtime_ns
    told = encode(one.problem) if one.problem else b""
    return OutputRow(job.output.path, one.view, job.recipe, one.digest, size, mtime_ns, job.reason, told, job.group)
