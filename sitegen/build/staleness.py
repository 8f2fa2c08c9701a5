"""Compares the plan with the last build: which outputs must be rendered again, and why; which must go.

Never: renders, writes or deletes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sitegen.build.groups import Left, files_of, left
from sitegen.build.recipes import Recipe, RecipeBook
from sitegen.build.shelf import reading_memory
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.plan.output import Group, Output
from sitegen.rows import OutputRow
from sitegen.values import Value, decoder, digest_bytes, digest_of


class Job(Value, frozen=True):
    """An output to render."""

    output: Output
    group: str
    """Name of the group that it was planned with."""
    view: str
    """Digest of its view; empty when there is nothing to compare it with: then the one who renders it takes it."""
    recipe: str
    """Digest of its recipe."""
    reason: str
    on_disk: str
    """Digest of the bytes that are there now; empty when there is no such file."""


@dataclass(slots=True)
class PlannedGroup:
    """A group that could not be kept."""

    basis: str
    recipe: str
    files: list[Left] = field(default_factory=list)
    """Of those outputs that are as they were; those of its jobs come to it when they are done."""
    tells: bool = False
    """Whether something was told of one of its outputs: then the group is planned each time, and tells it again."""


@dataclass(slots=True)
class Work:
    """What a build has to do."""

    jobs: list[Job] = field(default_factory=list)
    to_delete: list[str] = field(default_factory=list)
    """Paths that we wrote once and that the plan no longer holds."""
    refreshed: list[OutputRow] = field(default_factory=list)
    """Rows of outputs that are as they were, but whose file has new times."""
    told: list[Problem] = field(default_factory=list)
    """What was told of outputs that are as they were, when they were rendered: it is as true as it was."""
    planned: int = 0
    groups: dict[str, PlannedGroup] = field(default_factory=dict)
    """Those that were planned, by name."""
    groups_gone: Collection[str] = ()
    """Names of those that were remembered and not kept."""


class Past:
    """What is known of the last build: its groups, and the rows that were asked for."""

    def __init__(self, memory: Memory, folder: Path, groups_as_left: Collection[str]) -> None:
        """Take what there is from memory, and where the outputs lie. Rows in groups are left there for now.

        `groups_as_left` names the groups each of whose files is as we left it.
        """
        with reading_memory():
            self.recipes = memory.recipes()
            self.groups = memory.groups()
            self.rows = {row.path: row for row in memory.lone_outputs()}
        self.folder = folder
        self.has_folder = folder.is_dir()
        self.groups_as_left = groups_as_left
        self._memory = memory
        self._left: dict[str, Left] = {}

    def row(self, path: str) -> OutputRow | None:
        """Return the row of an output; None when it was neither written nor claimed."""
        row = self.rows.get(path)
        if row is None and self.groups:
            row = self._memory.output(path)
            if row is not None:
                self.rows[path] = row
        return row

    def expect(self, name: str) -> None:
        """Fetch the rows of a group that is planned again: they are asked for next."""
        files = files_of(self.groups[name])
        self.rows.update((row.path, row) for row in self._memory.outputs_at([path for path, _, _ in files]))
        if name in self.groups_as_left:
            self._left = {file[0]: file for file in files}

    def is_as_left(self, row: OutputRow) -> bool:
        """Tell whether it is known already that the file of an output is as we left it."""
        return bool(row.digest) and self._left.get(row.path) == left(row)


class Comparison:
    """Compares a plan, output by output or whole groups at once, with the last build and its files."""

    def __init__(self, book: RecipeBook, past: Past) -> None:
        self.work = Work()
        self._book = book
        self._past = past
        self._seen: set[str] = set()
        self._kept: set[str] = set()
        self._folder = os.fspath(past.folder) + os.sep

    def keep(self, group: Group) -> list[str] | None:
        """Return the paths of a group's outputs when each of them is as it was; else None: they must be planned."""
        known = self._past.groups.get(group.name)
        if known is None:
            return None
        is_same = (known.basis, known.recipe) == (group.basis, self._book.of(group.kind)[0])
        if not is_same or group.name not in self._past.groups_as_left:
            self._past.expect(group.name)
            return None
        files = files_of(known)
        self.work.planned += len(files)
        self._kept.add(group.name)
        return [path for path, _, _ in files]

    def add(self, group: Group, output: Output) -> None:
        """Compare a planned output with its row and its file."""
        work, past = self.work, self._past
        work.planned += 1
        recipe, parts = self._book.of(output.kind)
        own = work.groups.setdefault(group.name, PlannedGroup(group.basis, recipe)) if group.name else None
        row = past.row(output.path)
        view = digest_of(output.view) if row else ""
        if past.rows or past.groups:
            self._seen.add(output.path)
        on_disk, fresh_row = "", None
        if row is not None and past.is_as_left(row):
            on_disk = row.digest
        elif past.has_folder:
            on_disk, fresh_row = _look(self._folder + output.path, row)
        reason = _reason(row, view, recipe, on_disk)
        if reason == "recipe":
            reason = _changed_part(past.recipes.get(row.recipe if row else ""), parts)
        if reason or row is None:
            work.jobs.append(Job(output, group.name, view, recipe, reason, on_disk))
            return
        if row.group != group.name:
            fresh_row = (fresh_row or row)._replace(group=group.name)
        if fresh_row is not None:
            work.refreshed.append(fresh_row)
        if own:
            own.files.append(left(fresh_row or row))
        if row.problem:
            work.told.append(_told(row))
            if own:
                own.tells = True

    def finish(self, *, has_errors: bool) -> Work:
        """Return what there is to do, when all that is planned was compared.

        With errors no group is remembered, so that the next plan is whole and tells them again.
        """
        work, groups = self.work, self._past.groups
        work.groups_gone = groups.keys() - self._kept
        unseen = {*self._past.rows, *self._paths(work.groups_gone)} - self._seen
        if unseen:
            unseen.difference_update(self._paths(self._kept))
        work.to_delete = sorted(unseen)
        if has_errors:
            work.groups_gone, work.groups = groups.keys(), {}
        return work

    def _paths(self, names: Iterable[str]) -> Iterator[str]:
        """Give the paths of groups that are remembered."""
        return (path for name in names for path, _, _ in files_of(self._past.groups[name]))


def _told(row: OutputRow) -> Problem:
    with reading_memory():
        return decoder(Problem).decode(row.problem)


def _reason(row: OutputRow | None, view: str, recipe: str, on_disk: str) -> str:
    """Return why an output is stale; empty when it is not."""
    if row is None or not row.view:
        return "new"
    if not on_disk:
        return "missing"
    if row.view != view:
        return "view"
    if row.recipe != recipe:
        return "recipe"
    return "changed on disk" if on_disk != row.digest else ""


def _look(file: str, row: OutputRow | None) -> tuple[str, OutputRow | None]:
    """Return the digest of a file's bytes, and its row with new times when only these changed.

    The bytes are read only when size or time differ from the row's. What is no file counts as none: a link's own size
    and time tell nothing of the bytes that it leads to, and a pipe would be waited for.
    """
    try:
        status = os.stat(file, follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            return "", None
        if row is not None and row.digest and status.st_size == row.size and status.st_mtime_ns == row.mtime_ns:
            return row.digest, None
        with open(file, "rb") as found:
            digest = digest_bytes(found.read())
    except OSError:
        return "", None
    if row is None or digest != row.digest:
        return digest, None
    return digest, row._replace(size=status.st_size, mtime_ns=status.st_mtime_ns)


def _changed_part(before: bytes | None, now: Recipe) -> str:
    """Return the first part of a recipe that differs, as a person would name it."""
    try:
        parts = decoder(tuple[str, str, str]).decode(before or b"")
    except msgspec.DecodeError:
        return "code"
    changed = [name for name, old, new in zip(Recipe._fields, parts, now, strict=True) if old != new]
    return changed[-1] if changed else "code"
