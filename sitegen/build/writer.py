"""Writes and deletes: the only file of the package that changes an output folder.

New bytes first go to a staging folder beside the output folder; when all are there, each is moved into place.

Never: decides what to write.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError
from sitegen.plan.site_files import MARKER


class Staged(NamedTuple):
    """A file that waits to be moved into place."""

    size: int
    mtime_ns: int


def staging_folder(output: Path) -> Path:
    """Return where the new files of an output folder wait; on the same file system, so that moving is at once."""
    return output.with_name(f".{output.name}.staging")


def claim_folder(output: Path, *, is_known: bool) -> None:
    """Make sure that an output folder is ours or is empty. Raises SitegenError when it is somebody else's."""
    if output.is_symlink() and not output.exists():
        raise SitegenError(f"{output} is a link that leads nowhere.", "Mend the link, or name another --output.")
    if output.exists() and not output.is_dir():
        raise SitegenError(f"{output} is a file, not a folder.", "Move it away, or name another --output.")
    if is_known or (output / MARKER).is_file() or not output.exists() or not any(os.scandir(output)):
        return
    raise SitegenError(
        f"{output} holds files that sitegen did not make, so nothing was written.",
        f"Name another --output, or empty the folder. If its files may go, put an empty file {MARKER} in it.",
    )


def stage(staging: str, path: str, data: bytes) -> Staged:
    """Write the bytes of an output where they wait to be published."""
    file = os.path.join(staging, path)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with open(handle, "wb", buffering=0) as target:
        target.write(data)
        status = os.fstat(handle)
    return Staged(status.st_size, status.st_mtime_ns)


def publish(staging: Path, output: Path, paths: Iterable[str]) -> None:
    """Move staged files into place, in the order given; where there is no output folder yet, all at once."""
    if not output.exists():
        output.parent.mkdir(parents=True, exist_ok=True)
        os.rename(staging, output)
        return
    for path in paths:
        _move(os.path.join(staging, path), output, path)


def _move(file: str, output: Path, path: str) -> None:
    target = os.path.join(output, path)
    try:
        os.replace(file, target)
    except OSError:
        _make_way(output, path)
        os.replace(file, target)


def _make_way(output: Path, path: str) -> None:
    """Make the folders of a path, putting aside what stands where a folder or the file itself must be."""
    folder = output
    for part in Path(path).parts[:-1]:
        folder /= part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(exist_ok=True)
    target = output / path
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def discard(staging: Path) -> None:
    """Remove a staging folder with all that still waits in it."""
    shutil.rmtree(staging, ignore_errors=True)


def delete(output: Path, paths: Iterable[str]) -> list[str]:
    """Remove files, and the folders that they leave empty. Return the paths that were there."""
    removed = []
    for path in paths:
        file = output / path
        if _is_inside(output, file):
            file.unlink(missing_ok=True)
            removed.append(path)
            _remove_empty(file.parent, output)
    return removed


def put_aside(output: Path, paths: Iterable[str], aside: Path) -> None:
    """Move files of unknown origin out of the output folder, so that nothing is lost and nothing old stays online."""
    for path in paths:
        target = aside / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(output / path, target)
        _remove_empty((output / path).parent, output)


def list_files(output: Path) -> Iterator[str]:
    """Give the path of every file in a folder, relative to it, with `/`."""
    for folder, _, names in os.walk(output):
        prefix = os.path.relpath(folder, output).replace(os.sep, "/")
        for name in names:
            yield name if prefix == "." else f"{prefix}/{name}"


def _is_inside(output: Path, file: Path) -> bool:
    """Whether a file lies in the output folder itself, not behind a link that somebody put there."""
    return os.path.realpath(file.parent).startswith(os.path.realpath(output)) and (file.is_file() or file.is_symlink())


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
