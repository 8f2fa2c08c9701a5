"""Where the sources of a site are on disk, and what of a folder may change without meaning anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.config import SITE_FILE
from sitegen.settings import Settings
from sitegen.site.addresses.address_history import LOCK_FILE
from sitegen.sources import NEVER_CONTENT

_BESIDE = (SITE_FILE, LOCK_FILE)
CACHE_FOLDER = ".sitegen"
"""Where the preview is built, in the site's folder."""
_NOT_WATCHED = ("__pycache__", "node_modules")
_EDITORS_OWN = ("~", ".swp", ".swx", ".tmp")


class SourceFolders(NamedTuple):
    """The folders of one site, as its settings name them."""

    root: Path
    """Real, so that notices of the system, which name real paths, compare with it."""
    content: str
    output: str

    def wanted(self) -> tuple[str, ...]:
        """Return the folders that hold sources, whether they exist or not, relative to the site."""
        return (".",) if self.content == "." else (self.content, "themes", "static")

    def linked(self) -> tuple[str, ...]:
        """Return the folders of themes that are links: of what changes behind them no notice comes to `themes`."""
        themes = self.root / "themes"
        found = (path for pattern in ("*", "*/*") for path in themes.glob(pattern) if path.is_symlink())
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in found if path.is_dir()))

    def beside(self) -> frozenset[str]:
        """Return the names of entries in the folders around the sources whose coming and going means a change."""
        parts = [part for folder in self.wanted() for part in _with_parents(folder)]
        return frozenset((*_BESIDE, *parts))

    def around(self) -> tuple[Path, ...]:
        """Return the existing folders that lie around those with sources: in them these come and go."""
        found = {self.root, *((self.root / path).parent for path in self.beside())}
        return tuple(sorted(path for path in found if path.is_dir()))

    def is_source(self, path: str) -> bool:
        """Return whether a path, relative to the site, may be one that the site is made from."""
        parts = path.split("/")
        is_hidden = any(part.startswith(".") or part in _NOT_WATCHED for part in parts)
        is_output = path == self.output or path.startswith(self.output + "/")
        return not is_hidden and not is_output and not path.endswith(_EDITORS_OWN)

    def files(self) -> Iterator[os.DirEntry[str]]:
        """Yield the entries of all folders with sources, in no order."""
        own = os.fspath(self.root)
        skipped = {os.path.join(own, self.output), *(os.path.join(own, name) for name in self._never_content())}
        waiting = [os.path.join(own, folder) for folder in (*self.wanted(), *self.linked())]
        while waiting:
            try:
                entries = os.scandir(waiting.pop())
            except OSError:
                continue
            with entries:
                for entry in entries:
                    if entry.path in skipped or not self.is_source(entry.name):
                        continue
                    yield entry
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)

    def _never_content(self) -> frozenset[str]:
        return NEVER_CONTENT - {"themes", "static"} if self.content == "." else frozenset()


def source_folders(root: Path, settings: Settings) -> SourceFolders:
    """Return where the sources are that the settings name."""
    return SourceFolders(Path(os.path.realpath(root)), settings.content, settings.output)


def _with_parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    yield from ("/".join(parts[:number]) for number in range(1, len(parts) + 1))
