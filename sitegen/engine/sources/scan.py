"""Scans a site: which files it is made from, and which of them are copied as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.kept.relist import relist_sources
from sitegen.engine.site_paths import SitePaths
from sitegen.engine.sources.assets import Assets, find_assets
from sitegen.errors import Problem
from sitegen.render.theme.theme import ThemeFolder, theme_folders, with_words
from sitegen.sources import Sources, scan_sources
from sitegen.values import digest_of


@dataclass(frozen=True, slots=True)
class Scanned:
    """The files of a site, as the file system lists them."""

    sources: Sources
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    listed_ns: int
    """The file system's own time when they were listed."""
    digest: str
    """Of all files but the outputs. Of the theme's bytes it was taken before a template was read: output
    of a template that is edited meanwhile does not carry the digest of the edited one."""
    faults: tuple[Problem, ...] = ()
    """An error for each source that turned out, when it was rendered, to be none that the theme can show."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the files; none of them was read yet."""
        return (*self.sources.problems, *self.assets.problems)


def scan_site(paths: SitePaths, cache: BuildCache, listed_ns: int) -> Scanned:
    """List all files of a site.

    Raises SitegenError for a theme that does not exist or that cannot be read.
    """
    theme = with_words(theme_folders(paths.root, paths.settings.theme), paths.settings)
    sources = _list_sources(paths)
    assets = find_assets(paths.root, sources.static, theme, cache, listed_ns)
    digest = digest_of([sources, assets.views, assets.problems, _digest_of_theme(theme)])
    return Scanned(sources, theme, assets, listed_ns, digest)


def _list_sources(paths: SitePaths) -> Sources:
    """List the sources, all of them unless it is known which may have changed."""
    kept, found = paths.kept, None
    if kept is not None and kept.sources is not None and kept.changed is not None:
        found = relist_sources(paths.root, paths.settings, kept.sources, kept.changed)
    found = found or scan_sources(paths.root, paths.settings)
    if kept is None:
        return found
    if found != kept.sources:  # files that are the same objects need not be compared
        kept.sources = found
    return kept.sources or found


def _digest_of_theme(folders: tuple[ThemeFolder, ...]) -> str:
    found = blake2b(digest_size=16)
    for folder in folders:
        # What `theme.yaml` said when it was read counts too: its bytes may be others by now.
        said = (folder.shown, folder.options, folder.colours, folder.fonts, folder.words)
        found.update(f"{said!r}\n".encode("utf-8", "backslashreplace"))
        for file in _theme_files(folder):
            try:
                data = file.read_bytes()
            except OSError:  # an editor's own file that is gone again; a template is reported by the build
                data = b""
            found.update(f"{file.relative_to(folder.path)!r} {len(data)}\n".encode("utf-8", "backslashreplace"))
            found.update(data)
    return found.hexdigest()


def _theme_files(folder: ThemeFolder) -> Iterator[Path]:
    """Yield all files of a theme but those that are copied, which count among the assets."""
    for path in (folder.templates, folder.texts):
        yield from sorted(file for file in path.rglob("*") if file.is_file())
    if (folder.path / "theme.yaml").is_file():
        yield folder.path / "theme.yaml"
