"""Writes and deletes: the only file of the package that changes an output folder.

New bytes first go to a staging folder beside the output folder; when all are there, each is moved into place.

Never: decides what to write.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sitegen.build.beside import afterwards
from sitegen.build.exchange import exchange
from sitegen.errors import SitegenError
from sitegen.plan.marker import MARKER
from sitegen.values import digest_bytes

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

_ALONE = "/index.html"
"""A page has a folder of its own, so the first try to write it would mostly fail."""

EXCHANGE_FROM = 1000
"""Files, from which on it pays to take another way with all of them."""


class Staging(NamedTuple):
    """Where the new files of an output folder wait; on the same file system, so that moving is at once."""

    folder: str
    is_tree: bool
    """Whether it is laid out as the output folder, which was not there, and can take its place. Otherwise the files lie
    side by side, so that no folders are made only to be left behind."""

    def file(self, path: str) -> str:
        """Return the file in which the bytes of an output wait."""
        name = path if self.is_tree else digest_bytes(os.fsencode(path))
        return f"{self.folder}{os.sep}{name}"


class Staged(NamedTuple):
    """A file that waits to be moved into place."""

    size: int
    mtime_ns: int


def staging_folder(output: Path) -> Path:
    """Return the folder of an output folder's staging."""
    return output.with_name(f".{output.name}.staging")


def begin_staging(output: Path) -> Staging:
    """Make an empty staging folder. Raises SitegenError when what an earlier build left there cannot be removed."""
    folder = staging_folder(output)
    discard(folder)
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise SitegenError(
            f"{folder} stands where new files must wait, and cannot be removed.", "Remove it and build again."
        ) from None
    return Staging(str(folder), is_tree=not output.exists())


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


def stage(staging: Staging, path: str, data: bytes) -> Staged:
    """Write the bytes of an output where they wait to be published."""
    file = staging.file(path)
    if staging.is_tree and path.endswith(_ALONE):
        _make_folder(file[: -len(_ALONE)])
    try:
        handle = os.open(file, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(file))
        handle = os.open(file, _NEW_FILE, 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return Staged(status.st_size, status.st_mtime_ns)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)  # mostly the folder above is there
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        pass  # another process was quicker


def publish(staging: Staging, output: Path, paths: Iterable[str], outdated: Collection[str]) -> None:
    """Move staged files into place, in the order given; where there is no output folder yet, all at once.

    `outdated` are files of ours that will be deleted: they may go first where they stand in the way.
    Raises SitegenError for anything else that stands in the way.
    """
    if staging.is_tree and not output.exists():
        os.rename(staging.folder, output)
        return
    paths = tuple(paths)
    ready: set[str] = {""}
    for path in paths:  # all that may need room on the disk comes before the first file moves
        _make_ready(output, os.path.dirname(path), ready, outdated)
    for path in paths:
        waiting, target = staging.file(path), f"{output}{os.sep}{path}"
        # To change places takes a tenth of the time of taking the place of a file, whose bytes must then be given back.
        if len(paths) >= EXCHANGE_FROM and exchange(waiting, target):
            continue
        try:
            os.replace(waiting, target)
        except (IsADirectoryError, NotADirectoryError, PermissionError):
            delete(output, [old for old in outdated if old.startswith(path + "/")])
            with suppress(OSError):
                os.rmdir(target)  # nothing is lost with an empty one
            if os.path.isdir(target):
                raise _in_the_way(target) from None
            os.replace(waiting, target)


def _make_ready(output: Path, folder: str, ready: set[str], outdated: Collection[str]) -> None:
    """Make a folder below the output folder, each part of it a real one: nothing is written through a link."""
    if folder in ready:
        return
    _make_ready(output, os.path.dirname(folder), ready, outdated)
    real = f"{output}{os.sep}{folder}"
    try:
        if not stat.S_ISDIR(os.lstat(real).st_mode):
            if folder not in outdated:
                raise _in_the_way(real)
            os.unlink(real)
            os.mkdir(real)
    except FileNotFoundError:
        os.mkdir(real)
    ready.add(folder)


def vanished(output: Path) -> SitegenError:
    """Return what to say when somebody else took the output folder, or files of it, away."""
    return SitegenError(f"{output} was taken away, or changed, while it was written.", "Build again; nothing is lost.")


def _in_the_way(path: str) -> SitegenError:
    return SitegenError(
        f"{path} stands where the site needs another kind of entry, and sitegen did not make it.",
        "Move it away and build again.",
    )


def discard(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def clear_away(folder: Path, rubbish: Path) -> None:
    """Remove a folder of ours, if it is there; one with many files is put below `rubbish`: nobody waits for its end."""
    try:
        is_large = len(os.listdir(folder)) >= EXCHANGE_FROM
    except FileNotFoundError:
        return
    if is_large:
        try:
            rubbish.mkdir(exist_ok=True)
            folder.rename(tempfile.mkdtemp(dir=rubbish))
        except OSError:  # another file system
            pass
        else:
            remove_rubbish(rubbish)
            return
    discard(folder)


def remove_rubbish(rubbish: Path) -> None:
    """Remove what was put there, now or by an earlier build whose last process did not come to its end."""
    if rubbish.exists():
        afterwards(partial(discard, rubbish))


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
    """Move files of unknown origin out of the output folder, so that nothing is lost and nothing old stays online.

    They go below `aside`, which must not be there yet.
    """
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
    folder = os.path.join(os.path.realpath(file.parent), "")
    return folder.startswith(os.path.join(os.path.realpath(output), "")) and (file.is_file() or file.is_symlink())


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
