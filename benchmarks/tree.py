"""What a build wrote: an output folder before and after.

Never: follows a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple


class FileState(NamedTuple):
    """One file as it was."""

    mtime_ns: int
    inode: int
    digest: bytes
    """BLAKE2b, 16 bytes, of its content."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to the files of a folder."""

    files: int
    """How many there are now."""
    written: int
    """Those that are new, or were replaced or written to, whatever their bytes."""
    changed: int
    """Those that are new or have other bytes."""
    deleted: int

    @property
    def touched(self) -> int:
        """How many a visitor could find other than before: new, with other bytes, or gone."""
        return self.changed + self.deleted


def take_snapshot(folder: Path, *, digests: bool = True) -> dict[str, FileState]:
    """Return the state of every file below a folder, by path; nothing when there is no folder.

    Without `digests` no file is read, and what was written counts as changed.
    """
    return {path: _state_of(entry, digests) for path, entry in _walk(folder)}


def count_files(folder: Path) -> int:
    """Return how many files are below a folder."""
    return sum(1 for _ in _walk(folder))


def compare_snapshots(before: dict[str, FileState], after: dict[str, FileState]) -> Difference:
    """Return what happened between two snapshots of one folder."""
    written = changed = 0
    for path, now in after.items():
        then = before.get(path)
        written += then is None or (then.mtime_ns, then.inode) != (now.mtime_ns, now.inode)
        changed += then is None or then.digest != now.digest
    return Difference(len(after), written, changed, sum(path not in after for path in before))


def _walk(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    yield os.path.relpath(entry.path, folder), entry


def _state_of(entry: os.DirEntry[str], digests: bool) -> FileState:
    status = entry.stat(follow_symlinks=False)
    if not digests:
        return FileState(status.st_mtime_ns, status.st_ino, b"%d %d" % (status.st_mtime_ns, status.st_ino))
    with open(entry.path, "rb") as file:
        return FileState(status.st_mtime_ns, status.st_ino, blake2b(file.read(), digest_size=16).digest())
