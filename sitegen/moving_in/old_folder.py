"""The folder of an old site: its files by name, read in bounded pieces.

Never: follows a link, runs anything, or changes a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import SitegenError

MOST_FILES = 300_000
"""That are listed; more is no folder of one site."""
LARGEST_FILE = 100 * 1024 * 1024
"""Bytes of one that is copied."""
_LARGEST_CONFIG = 1_000_000
_DEEPEST = 60
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "vendor", "venv", ".venv"})
_KEPT_HIDDEN = frozenset({".eleventy.js", ".eleventy.cjs", ".eleventy.mjs"})


class OldFolder:
    """The folder of a site that moves in."""

    def __init__(self, root: Path) -> None:
        """List the folder.

        Raises:
            SitegenError: exit code 2, when there is no such folder, or it is too large.
        """
        self.root = root
        if not root.is_dir():
            what = "is not a folder" if root.exists() else "does not exist"
            raise SitegenError(f"--from: {root} {what}", "name the folder of the old site", exit_code=2)
        files, left_out = _listed(root)
        self.files = sorted(files)
        """Relative, with `/`."""
        self.left_out = sorted(left_out)
        """Links, and what has a name that is no text or cannot be opened."""
        self._files = frozenset(files)

    def has(self, path: str) -> bool:
        """Return whether a file is there, or a folder (`x/`) that holds one; a link is none."""
        return self.has_folder(path[:-1]) if path.endswith("/") else path in self._files

    def below(self, folder: str) -> Iterator[str]:
        """Yield the files below a folder; all of them below an empty one."""
        prefix = f"{folder}/" if folder else ""
        return (path for path in self.files if path.startswith(prefix))

    def has_folder(self, folder: str) -> bool:
        """Return whether a folder holds a file."""
        return next(self.below(folder), None) is not None

    def first(self, *paths: str) -> str:
        """Return the first of these files that is there; empty when none is."""
        return next((path for path in paths if self.has(path)), "")

    def config_text(self, path: str) -> str:
        """Return the beginning of a config file, whatever its bytes; empty when it cannot be read."""
        try:
            with (self.root / path).open("rb") as file:
                return file.read(_LARGEST_CONFIG).decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            return ""


def _listed(root: Path) -> tuple[list[str], list[str]]:
    """Return the files below a folder, and what was left out."""
    files: list[str] = []
    left_out: list[str] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            left_out.append(folder or ".")
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not path.isprintable() or entry.is_symlink():
                left_out.append(path)
            elif entry.is_dir(follow_symlinks=False):
                if entry.name[0] != "." and entry.name not in _PASSED_OVER and path.count("/") < _DEEPEST:
                    folders.append(path)
            elif entry.is_file(follow_symlinks=False) and (entry.name[0] != "." or entry.name in _KEPT_HIDDEN):
                files.append(path)
        if len(files) > MOST_FILES:
            raise SitegenError(
                f"--from: {root} holds more than {MOST_FILES:,} files", "name the folder of one site", exit_code=2
            )
    return files, left_out
