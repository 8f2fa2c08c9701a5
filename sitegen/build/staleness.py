"""Compares the plan with the last build: which outputs must be rendered again, and why; which must go.

Never: renders, writes or deletes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from sitegen.build.recipes import Recipe, RecipeBook
from sitegen.build.shelf import reading_memory
from sitegen.cache import OutputRow
from sitegen.errors import Problem
from sitegen.plan.output import Output
from sitegen.values import decoder, digest_bytes, digest_of


class Job(NamedTuple):
    """An output to render."""

    output: Output
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


class Past(NamedTuple):
    """What is known of the last build."""

    rows: Mapping[str, OutputRow]
    recipes: Mapping[str, bytes]
    folder: Path
    """Where the outputs lie."""


def find_stale_outputs(outputs: Iterable[Output], book: RecipeBook, past: Past) -> Work:
    """Compare every planned output with its row and its file."""
    work = Work()
    folder = os.fspath(past.folder) + os.sep
    unseen = dict.fromkeys(past.rows)
    for output in outputs:
        work.planned += 1
        unseen.pop(output.path, None)
        view = digest_of(output.view)
        recipe, parts = book.of(output.kind)
        row = past.rows.get(output.path)
        on_disk, fresh_row = _look(folder + output.path, row)
        reason = _reason(row, view, recipe, on_disk) or ""
        if reason == "recipe":
            reason = _changed_part(past.recipes.get(row.recipe if row else ""), parts)
        if reason:
            work.jobs.append(Job(output, view, recipe, reason, on_disk))
            continue
        if fresh_row is not None:
            work.refreshed.append(fresh_row)
        if row is not None and row.problem:
            work.told.append(_told(row))
    work.to_delete = list(unseen)
    return work


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
