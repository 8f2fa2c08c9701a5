"""Scans a site: which files it is made from, which of them are copied as they are, which outputs are as we left them.

Never: reads a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from sitegen.build.assets import Assets, find_assets
from sitegen.build.beside import Beside, beside
from sitegen.build.groups import groups_as_left
from sitegen.build.place import BuildPlace
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.render.theme import ThemeFolder, theme_folders, with_words
from sitegen.sources import Sources, scan_sources
from sitegen.values import decoder, digest_bytes, digest_of, encode

_WORTH_A_PROCESS = 16_000_000
"""Bytes of a memory: that of some three thousand stories, whose files take as long to list as a process to begin."""
_decode_sources = decoder(Sources).decode
_decode_counts = decoder(dict[str, int]).decode


@dataclass(frozen=True, slots=True)
class Scanned:
    """The files of a site, as the file system tells of them."""

    sources: Sources
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    listed_ns: int
    """The file system's own time when they were listed."""
    groups_as_left: Callable[[], Mapping[str, int]]
    """Waits for the groups of outputs each of whose files is as we left it -> how many files that are."""
    digest: str
    """Of all files but the outputs. Of the theme's bytes it was taken before a template was read: what is made of a
    template that is edited meanwhile does not bear the digest of the edited one."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the files; none of them was read yet."""
        return (*self.sources.problems, *self.assets.problems)


@contextmanager
def scan_site(
    place: BuildPlace, memory: Memory, listed_ns: int, meanwhile: Callable[[], object] = lambda: None
) -> Iterator[Scanned]:
    """Look at all files of a site. Where another process does it, this one does something else `meanwhile`.

    Raises SitegenError for a theme that does not exist or that cannot be read.
    """
    work = (partial(_list_sources, place), partial(_look_at_groups, place))
    is_large = place.memory.stat().st_size >= _WORTH_A_PROCESS
    with beside(*work) if is_large else nullcontext(Beside(work, is_elsewhere=False)) as begun:
        if begun.is_elsewhere:
            meanwhile()
        theme = with_words(theme_folders(place.root, place.settings.theme), place.settings)
        listed, counted = begun.results
        sources, digest = _listing(listed())
        assets = find_assets(place.root, sources.static, theme, memory, listed_ns)
        digest = digest_of([digest, assets.views, assets.problems, _digest_of_theme(theme)])
        yield Scanned(sources, theme, assets, listed_ns, cache(lambda: _decode_counts(counted())), digest)


def _listing(data: bytes) -> tuple[Sources, str]:
    return _decode_sources(data), digest_bytes(data)


def _list_sources(place: BuildPlace) -> bytes:
    return encode(scan_sources(place.root, place.settings))


def _look_at_groups(place: BuildPlace) -> bytes:
    return encode(groups_as_left(place))


def _digest_of_theme(folders: tuple[ThemeFolder, ...]) -> str:
    found = blake2b(digest_size=16)
    for folder in folders:
        # What `theme.yaml` said when it was read counts too: its bytes may be others by now.
        said = (folder.shown, folder.options, folder.colours, folder.fonts, folder.words)
        found.update(f"{said!r}\n".encode("utf-8", "backslashreplace"))
        for file in _theme_files(folder):
            try:
                data = file.read_bytes()
            except OSError:  # an editor's own file that is gone again; of a template the build will tell
                data = b""
            found.update(f"{file.relative_to(folder.path)!r} {len(data)}\n".encode("utf-8", "backslashreplace"))
            found.update(data)
    return found.hexdigest()


def _theme_files(folder: ThemeFolder) -> Iterator[Path]:
    """Give all files of a theme but those that are copied, which count among the assets."""
    for path in (folder.templates, folder.texts):
        yield from sorted(file for file in path.rglob("*") if file.is_file())
    if (folder.path / "theme.yaml").is_file():
        yield folder.path / "theme.yaml"
