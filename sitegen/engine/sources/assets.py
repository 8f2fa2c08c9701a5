"""Finds the files that are copied as they are, and their digests, reading only those that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache, reading_cache
from sitegen.engine.site_paths import trusted_ns
from sitegen.errors import ChangedMeanwhileError, Problem, SitegenError
from sitegen.hosts.hosts import host_of
from sitegen.pages.text.characters import clean_text
from sitegen.plan.views.file_views import AssetView
from sitegen.render.theme.theme import ThemeFolder
from sitegen.settings import Settings
from sitegen.sources import SourceFile, scan_folder
from sitegen.values import Value, decoder, digest_bytes, encode

_NAME = "files that are copied"


class _Known(Value, frozen=True):
    """What is stored of a file."""

    source: str
    """`AssetView.source`."""
    changed_ns: int
    size: int
    inode: int
    digest: str


_decode = decoder(list[_Known]).decode


class Assets(NamedTuple):
    """Every file to copy."""

    views: dict[str, AssetView]
    """By output path."""
    files: dict[str, Path]
    """By `AssetView.source`."""
    problems: list[Problem]
    """Of the theme's files."""


def find_assets(
    root: Path, static: Iterable[SourceFile], theme: Iterable[ThemeFolder], cache: BuildCache, listed_ns: int
) -> Assets:
    """Return the site's own files and the theme's; the site's own win, then the first folder of the theme."""
    stored = cache.meta(_NAME)
    with reading_cache():
        known = {row.source: row for row in _decode(stored)} if stored else {}
    rows: list[_Known] = []
    assets = Assets({}, {}, [])
    for file, path, source in _all(root, static, theme, assets.problems):
        if file.path in assets.views:
            continue
        row = known.get(source)
        if row is None or (row.changed_ns, row.size, row.inode) != (file.changed_ns, file.size, file.inode):
            changed_ns = trusted_ns(file.changed_ns, listed_ns)
            row = _Known(source, changed_ns, file.size, file.inode, _digest(path, source))
        rows.append(row)
        assets.views[file.path] = AssetView(source=source, digest=row.digest)
        assets.files[source] = path
    now = encode(rows).decode()
    if now != stored:
        cache.set_meta(_NAME, now)
    return assets


def own_rules(assets: Assets, settings: Settings) -> dict[str, str]:
    """Return the texts of the owner's files with rules for the host, which are merged with those of the site."""
    found = {}
    for path in host_of(settings).rule_files:
        view = assets.views.get(path)
        if view is not None:
            data = read_planned(assets.files[view.source], view.source, view.digest)
            found[path] = clean_text(data.decode("utf-8-sig", "replace"))
    return found


def invalidate_assets(cache: BuildCache) -> None:
    """Make the next build read every file again."""
    cache.set_meta(_NAME, "")


def _digest(path: Path, source: str) -> str:
    try:
        return digest_bytes(path.read_bytes())
    except FileNotFoundError:
        raise changed_meanwhile(source) from None


def _all(
    root: Path, static: Iterable[SourceFile], theme: Iterable[ThemeFolder], problems: list[Problem]
) -> Iterator[tuple[SourceFile, Path, str]]:
    """Yield each file with its real path and the name under which it is stored."""
    for file in static:
        yield file, root / "static" / file.path, f"static/{file.path}"
    for folder in theme:
        for file in scan_folder(folder.static, f"{folder.shown}/static", problems):
            yield file, folder.static / file.path, f"{folder.shown}/static/{file.path}"


def read_planned(file: Path, shown: str, digest: str) -> bytes:
    """Return the bytes of a file. Raises SitegenError when they are not those that were planned."""
    try:
        data = file.read_bytes()
    except OSError:
        raise changed_meanwhile(shown) from None
    if digest_bytes(data) != digest:
        raise changed_meanwhile(shown)
    return data


def changed_meanwhile(what: str) -> SitegenError:
    """Return what to say of a file that is not as it was when the outputs were planned."""
    return ChangedMeanwhileError(
        f"{what} was changed while the site was being built, so nothing was published.", "Build again."
    )
