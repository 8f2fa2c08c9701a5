"""Scans a site: which files it is made from, and which of them are copied as they are.

Never: reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.build.assets import Assets, find_assets
from sitegen.build.place import BuildPlace
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.render.theme import ThemeFolder, theme_folders, with_words
from sitegen.sources import Sources, scan_sources


@dataclass(frozen=True, slots=True)
class Scanned:
    """The files of a site, as the file system tells of them."""

    sources: Sources
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    listed_ns: int
    """The file system's own time when they were listed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the files; none of them was read yet."""
        return (*self.sources.problems, *self.assets.problems)


def scan_site(place: BuildPlace, memory: Memory, listed_ns: int) -> Scanned:
    """Look at all files of a site.

    Raises SitegenError for a theme that does not exist or that cannot be read.
    """
    theme = with_words(theme_folders(place.root, place.settings.theme), place.settings)
    sources = scan_sources(place.root, place.settings)
    assets = find_assets(place.root, sources.static, theme, memory, listed_ns)
    return Scanned(sources, theme, assets, listed_ns)
