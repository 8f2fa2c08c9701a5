"""Compares the plan with the last build: which outputs must be rendered again, and why; which must go.

Never: renders, writes or deletes.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sitegen.build.recipes import Recipe, RecipeBook
from sitegen.build.shelf import reading_memory
from sitegen.build.standing import is_as_left
from sitegen.cache import GroupRow, OutputRow
from sitegen.errors import Problem
from sitegen.plan.output import Group, Output
from sitegen.values import Value, decoder, digest_bytes, digest_of


class Job(Value, frozen=True):
    """An output to render."""

    output: Output
    group: str
    """Name of the group that it was planned with."""
    view: str
    """Digest of its view."""
    recipe: str
    """Digest of its recipe."""
    reason: str
    on_disk: str
    """Digest of the bytes that are there now; empty when there is no such file."""


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
    groups: dict[str, GroupRow] = field(default_factory=dict)
    """Those that were planned or kept, by name."""


class Past:
    """What is known of the last build."""

    def __init__(
        self, rows: Iterable[OutputRow], recipes: Mapping[str, bytes], groups: Mapping[str, GroupRow], folder: Path
    ) -> None:
        """Take the rows of all outputs, the parts of recipes, the groups, and where the outputs lie."""
        self.rows: dict[str, OutputRow] = {}
        self.recipes = recipes
        self.folder = folder
        self._groups = groups
        self._members: defaultdict[str, list[OutputRow]] = defaultdict(list)
        for row in rows:
            self.rows[row.path] = row
            if row.group:
                self._members[row.group].append(row)

    def members(self, group: Group) -> list[OutputRow]:
        """Return the rows of a group that is made of what it was made of; none when one is missing."""
        rows = self._members[group.name] if group.name else []
        return rows if self._groups.get(group.name) == GroupRow(group.name, group.basis, len(rows)) else []


class Comparison:
    """Compares a plan, output by output or whole groups at once, with the last build and its files."""

    def __init__(self, book: RecipeBook, past: Past) -> None:
        self.work = Work()
        self._book = book
        self._past = past
        self._unseen = dict.fromkeys(past.rows)
        self._folder = os.fspath(past.folder) + os.sep

    def keep(self, group: Group) -> list[str] | None:
        """Return the paths of a group's outputs when each of them is as it was; else None: they must be planned."""
        rows = self._past.members(group)
        recipe = self._book.of(group.kind)[0] if rows else ""
        if not rows or any(row.recipe != recipe or row.problem or not is_as_left(self._folder, row) for row in rows):
            return None
        self.work.planned += len(rows)
        self.work.groups[group.name] = GroupRow(group.name, group.basis, len(rows))
        paths = [row.path for row in rows]
        for path in paths:
            del self._unseen[path]
        return paths

    def add(self, group: Group, output: Output) -> None:
        """Compare a planned output with its row and its file."""
        work, past = self.work, self._past
        work.planned += 1
        if group.name:
            known = work.groups.get(group.name)
            work.groups[group.name] = GroupRow(group.name, group.basis, known.size + 1 if known else 1)
        self._unseen.pop(output.path, None)
        view = digest_of(output.view)
        recipe, parts = self._book.of(output.kind)
        row = past.rows.get(output.path)
        on_disk, fresh_row = _look(self._folder + output.path, row)
        reason = _reason(row, view, recipe, on_disk)
        if reason == "recipe":
            reason = _changed_part(past.recipes.get(row.recipe if row else ""), parts)
        if reason:
            work.jobs.append(Job(output, group.name, view, recipe, reason, on_disk))
            return
        if row is not None and row.group != group.name:
            fresh_row = (fresh_row or row)._replace(group=group.name)
        if fresh_row is not None:
            work.refreshed.append(fresh_row)
        if row is not None and row.problem:
            work.told.append(_told(row))

    def finish(self) -> Work:
        """Return what there is to do, when all that is planned was compared."""
        self.work.to_delete = list(self._unseen)
        return self.work


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

    The bytes are read only when size or time differ from the row's.
    """
    try:
        status = os.stat(file, follow_symlinks=False)
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
