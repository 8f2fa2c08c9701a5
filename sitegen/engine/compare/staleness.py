"""Compares the plan with the last build: which outputs must be rendered again, and why; which must go."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from sitegen.cache.build_cache import BuildCache, DamagedCacheError, reading_cache
from sitegen.cache.records import GroupRecord, OutputRecord
from sitegen.engine.compare.fingerprints import Fingerprint, Fingerprints
from sitegen.errors import Problem
from sitegen.kept_values import KeptValues
from sitegen.plan.output import Group, Output
from sitegen.values import Value, decoder, digest_bytes, digest_of

NEW = "new"
"""The reason for an output that no earlier build is known to have made, or of which no more is known."""


class Job(Value, frozen=True):
    """An output to render."""

    output: Output
    group: str
    """Name of the group that it was planned with."""
    view: str
    """Digest of its view; empty when there is nothing to compare it with: then the worker that renders it takes it."""
    fingerprint: str
    """Digest of its fingerprint."""
    reason: str
    on_disk: str
    """Digest of the bytes that are there now; empty when there is no such file."""


@dataclass(slots=True)
class BuildDiff:
    """What a build has to do."""

    jobs: list[Job] = field(default_factory=list)
    to_delete: list[str] = field(default_factory=list)
    """Paths that we wrote once and that the plan no longer holds."""
    refreshed: list[OutputRecord] = field(default_factory=list)
    """Outputs whose bytes are unmodified, but whose file has new times or another group."""
    reported: list[Problem] = field(default_factory=list)
    """What was reported of up-to-date outputs when they were rendered: it is still true."""
    planned: int = 0
    groups: dict[str, GroupRecord] = field(default_factory=dict)
    """Those that were planned, by name."""
    with_problems: set[str] = field(default_factory=set)
    """Names of groups with a problem in one of their outputs: they are planned each time, and report it again."""
    groups_gone: Collection[str] = ()
    """Names of those that are in the cache and were not kept."""


class PreviousBuild:
    """What is known of the last build: its groups, and the outputs that were asked for."""

    def __init__(
        self, cache: BuildCache, folder: Path, unmodified_groups: Collection[str], kept: KeptValues | None = None
    ) -> None:
        """Load what is always needed from the cache. The outputs in groups are left there for now.

        `folder` holds the outputs; `unmodified_groups` names the groups each of whose files is unmodified. A process
        that stays has `kept` what it asked the cache last time.
        """
        with reading_cache():
            self.fingerprints = cache.fingerprints()
            self.groups = cache.groups()
            self.outputs = {output.path: output for output in cache.ungrouped_outputs()}
        self.folder = folder
        self.has_folder = folder.is_dir()
        self.unmodified_groups = unmodified_groups
        self.cache = cache
        self._kept = kept or KeptValues()

    def output(self, path: str) -> OutputRecord | None:
        """Return an output; None when it was neither written nor reserved."""
        output = self.outputs.get(path)
        if output is None and self.groups:
            output = self.cache.output(path)
            if output is not None:
                self.outputs[path] = output
        return output

    def load_group(self, name: str) -> None:
        """Load the outputs of a group that is planned again: they are asked for next."""
        found = {output.path: output for output in self.cache.outputs_of(name)}
        self._require_all(name, found)
        self.outputs.update(found)

    def paths_of(self, group: str) -> list[str]:
        """Return the paths of the outputs in a group."""

        def read() -> list[str]:
            paths = self.cache.paths_of(group)
            self._require_all(group, paths)
            return paths

        return self._kept.of(f"paths of {group}", self.groups[group], read)

    def _require_all(self, group: str, paths: Iterable[str]) -> None:
        """Raise DamagedCacheError when these are not the outputs of a group."""
        if _digest_of_paths(paths) != self.groups[group].paths:
            raise DamagedCacheError

    def is_unmodified(self, output: OutputRecord) -> bool:
        """Return whether it is known already that the file of an output is unmodified."""
        return bool(output.digest) and output.group in self.unmodified_groups


class Comparison:
    """Compares a plan, output by output or whole groups at once, with the last build and its files."""

    def __init__(self, fingerprints: Fingerprints, previous: PreviousBuild) -> None:
        self.diff = BuildDiff()
        self._fingerprints = fingerprints
        self._previous = previous
        self._seen: set[str] = set()
        self._kept: set[str] = set()
        self._planned: dict[str, tuple[Group, list[str]]] = {}
        """The groups that were planned, each with the paths of its outputs."""
        self._folder = os.fspath(previous.folder) + os.sep

    def keep(self, group: Group) -> list[str] | None:
        """Return the paths of a group's outputs when all of them are up to date; else None: they must be planned."""
        known = self._previous.groups.get(group.name)
        if known is None:
            return None
        is_same = (known.inputs, known.fingerprint) == (group.made_from, self._fingerprints.of(group.kind)[0])
        if not is_same or group.name not in self._previous.unmodified_groups:
            self._previous.load_group(group.name)
            return None
        paths = self._previous.paths_of(group.name)
        self.diff.planned += len(paths)
        self._kept.add(group.name)
        return paths

    def add(self, group: Group, output: Output) -> None:
        """Compare a planned output with what was stored of it and with its file."""
        diff, previous = self.diff, self._previous
        diff.planned += 1
        fingerprint, parts = self._fingerprints.of(output.kind)
        if group.name:
            self._planned.setdefault(group.name, (group, []))[1].append(output.path)
        known = previous.output(output.path)
        view = digest_of(output.view) if known else ""
        if previous.outputs or previous.groups:
            self._seen.add(output.path)
        on_disk, fresh = "", None
        if known is not None and previous.is_unmodified(known):
            on_disk = known.digest
        elif previous.has_folder:
            on_disk, fresh = _state_on_disk(self._folder + output.path, known)
        reason = _reason(known, view, fingerprint, on_disk)
        if reason == "fingerprint":
            reason = _changed_part(previous.fingerprints.get(known.fingerprint if known else ""), parts)
        if reason or known is None:
            diff.jobs.append(Job(output, group.name, view, fingerprint, reason, on_disk))
            return
        if known.group != group.name:
            fresh = (fresh or known)._replace(group=group.name)
        if fresh is not None:
            diff.refreshed.append(fresh)
        if known.problem:
            diff.reported.append(_reported(known))
            diff.with_problems.add(group.name)

    def finish(self) -> BuildDiff:
        """Return what there is to do, when all that is planned was compared."""
        diff, previous = self.diff, self._previous
        for name, (group, paths) in self._planned.items():
            of_group, _ = self._fingerprints.of(group.kind)
            diff.groups[name] = GroupRecord(name, group.made_from, of_group, _digest_of_paths(paths))
        diff.groups_gone = previous.groups.keys() - self._kept
        unseen = previous.outputs.keys() - self._seen
        for name in diff.groups_gone:
            unseen.update(path for path in previous.paths_of(name) if path not in self._seen)
        diff.to_delete = sorted(unseen)
        return diff


def _digest_of_paths(paths: Iterable[str]) -> str:
    return digest_of(sorted(paths))


def _reported(output: OutputRecord) -> Problem:
    with reading_cache():
        return decoder(Problem).decode(output.problem)


def _reason(known: OutputRecord | None, view: str, fingerprint: str, on_disk: str) -> str:
    """Return why an output is stale; empty when it is not."""
    if known is None or not known.view:
        return NEW
    if not on_disk:
        return "missing"
    if known.view != view:
        return "view"
    if known.fingerprint != fingerprint:
        return "fingerprint"
    return "changed on disk" if on_disk != known.digest else ""


def _state_on_disk(file: str, known: OutputRecord | None) -> tuple[str, OutputRecord | None]:
    """Return the digest of a file's bytes, and its record with new times when only these changed.

    The bytes are read only when size or time differ from the record's. What is not a file counts as none: a link's
    own size and time say nothing of the bytes that it leads to, and a pipe would block.
    """
    try:
        status = os.stat(file, follow_symlinks=False)
        if not stat.S_ISREG(status.st_mode):
            return "", None
        if known is not None and known.digest and (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns):
            return known.digest, None
        with open(file, "rb") as found:
            digest = digest_bytes(found.read())
    except OSError:
        return "", None
    if known is None or digest != known.digest:
        return digest, None
    return digest, known._replace(size=status.st_size, mtime_ns=status.st_mtime_ns)


def _changed_part(before: bytes | None, now: Fingerprint) -> str:
    """Return the first part of a fingerprint that differs, as a person would name it."""
    try:
        parts = decoder(tuple[str, str, str]).decode(before or b"")
    except msgspec.DecodeError:
        return "code"
    changed = [name for name, old, new in zip(Fingerprint._fields, parts, now, strict=True) if old != new]
    return changed[-1] if changed else "code"
