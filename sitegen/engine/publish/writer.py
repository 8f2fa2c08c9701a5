"""Writes and deletes: the only file of the package that changes an output folder.

New bytes first go to a staging folder beside the output folder; when all are there, each is moved into place.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.engine.jobs.staging import Staging
from sitegen.errors import SitegenError
from sitegen.plan.files.marker import MARKER


def require_own_folder(output: Path, *, is_known: bool) -> None:
    """Make sure that an output folder is ours or is empty. Raises SitegenError when it is somebody else's."""
    if output.is_symlink() and not output.exists():
        raise SitegenError(f"{output} is a link that leads nowhere.", "Repair the link, or name another --output.")
    if output.exists() and not output.is_dir():
        raise SitegenError(f"{output} is a file, not a folder.", "Move it away, or name another --output.")
    if is_known or (output / MARKER).is_file() or not output.exists() or not any(os.scandir(output)):
        return
    raise SitegenError(
        f"{output} holds files that sitegen did not make, so nothing was written.",
        f"Name another --output, or empty the folder. If its files may go, put an empty file {MARKER} in it.",
    )


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
        try:
            os.replace(waiting, target)
        except (IsADirectoryError, NotADirectoryError, PermissionError):
            delete(output, [old for old in outdated if old.startswith(path + "/")])
            with suppress(OSError):
                os.rmdir(target)  # nothing is lost with an empty one
            if os.path.isdir(target):
                raise _in_the_way(target) from None
            os.makedirs(os.path.dirname(target), exist_ok=True)  # it went with what was deleted, if that was all
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


def delete(output: Path, paths: Iterable[str]) -> list[str]:
    """Remove files, and the folders that they leave empty or had left empty. Return the paths that were there."""
    removed = []
    for path in paths:
        file = output / path
        if not _is_inside(output, file):
            continue
        if file.is_file() or file.is_symlink():
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
    """Yield the path of every file in a folder, relative to it, with `/`."""
    for folder, _, names in os.walk(output):
        prefix = os.path.relpath(folder, output).replace(os.sep, "/")
        for name in names:
            yield name if prefix == "." else f"{prefix}/{name}"


def list_entries(output: Path) -> Iterator[str]:
    """Yield the path of all that lies in a folder, with `/`: files, links, whatever is no folder, and empty folders.

    The path of a folder ends with `/`. Nothing is looked for behind a link.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(output / folder) as found:
            entries = list(found)
        if not entries and folder:
            yield folder
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{folder}{entry.name}/")
            else:
                yield f"{folder}{entry.name}"


def _is_inside(output: Path, file: Path) -> bool:
    """Return whether a file lies in the output folder itself, not behind a link that somebody put there."""
    folder = os.path.join(os.path.realpath(file.parent), "")
    return folder.startswith(os.path.join(os.path.realpath(output), ""))


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top:
        try:
            folder.rmdir()
        except FileNotFoundError:  # a build that was killed had come so far
            pass
        except OSError:
            return
        folder = folder.parent
