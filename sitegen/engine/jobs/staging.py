"""The staging folder beside an output folder, where new files wait until all are there.

Never: touches the output folder.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from sitegen.errors import SitegenError
from sitegen.values import digest_bytes

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

_ALONE = "/index.html"
"""A page has a folder of its own, so the first try to write it would mostly fail."""

_NAME_BYTES = 8


class Staging(NamedTuple):
    """Where the new files of an output folder wait; on the same file system, so that moving is at once."""

    folder: str
    is_tree: bool
    """Whether it is laid out as the output folder, which was not there, and can take its place. Otherwise the files lie
    side by side, so that no folders are made only to be left behind."""

    def file(self, path: str) -> str:
        """Return the file in which the bytes of an output wait.

        Raises ValueError for a path that leaves the output folder: whoever plans one has a bug, and nothing is written.
        """
        if path[:1] == "/" or "/../" in f"/{path}/":
            raise ValueError(f"{path!r} does not lie in the output folder")
        name = path if self.is_tree else digest_bytes(os.fsencode(path))
        return f"{self.folder}{os.sep}{name}"


def staging_folder(output: Path) -> Path:
    """Return the folder of an output folder's staging."""
    return output.with_name(f".{output.name}.staging")


def begin_staging(output: Path, *, is_whole: bool) -> Staging:
    """Make a staging folder that no build had before. Raises SitegenError when something else is in its place.

    `is_whole` says whether all outputs will wait there: a part must not become the output folder when that was taken
    away meanwhile.
    A worker of a build that was killed may live for a moment longer: what it still writes must not be this build's.
    """
    folder = staging_folder(output)
    discard(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError:
        pass  # that worker made it again
    if folder.is_symlink() or not folder.is_dir():
        raise SitegenError(
            f"{folder} stands where new files must wait, and cannot be removed.", "Remove it and build again."
        )
    own = folder / os.urandom(_NAME_BYTES).hex()
    own.mkdir()
    return Staging(str(own), is_tree=is_whole and not output.exists())


def stage(staging: Staging, path: str, data: bytes) -> os.stat_result:
    """Write the bytes of an output where they wait to be published; return what the system says of their file.

    Raises FileNotFoundError when the folder of the staging is gone.
    """
    file = staging.file(path)
    if staging.is_tree and path.endswith(_ALONE):
        _make_folder(staging, file[: -len(_ALONE)])
    try:
        handle = os.open(file, _NEW_FILE, 0o666)
    except FileNotFoundError:
        _make_folder(staging, os.path.dirname(file))
        handle = os.open(file, _NEW_FILE, 0o666)
    try:
        written = os.write(handle, data)
        while written < len(data):
            written += os.write(handle, data[written:])
        return os.fstat(handle)
    except OSError as error:
        error.filename = file
        raise
    finally:
        os.close(handle)


def _make_folder(staging: Staging, folder: str) -> None:
    """Make a folder in which files wait; never that of the staging itself, which is gone when its build was killed."""
    if folder == staging.folder:
        os.stat(folder)
        return
    try:
        os.mkdir(folder)  # mostly the folder above is there
    except FileNotFoundError:
        _make_folder(staging, os.path.dirname(folder))
        _make_folder(staging, folder)
    except FileExistsError:
        pass  # another process was quicker


def discard(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
