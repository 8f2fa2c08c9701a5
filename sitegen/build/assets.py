"""Finds the files that are copied as they are, and their digests, reading only those that changed.

Never: copies one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.build.place import trusted_ns
from sitegen.build.shelf import changed_meanwhile, reading_memory
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.plan.file_views import AssetView
from sitegen.render.theme import ThemeFolder
from sitegen.sources import SourceFile, scan_folder
from sitegen.values import Value, decoder, digest_bytes, encode

_NAME = "files that are copied"


class _Known(Value, frozen=True):
    """What is remembered of a file."""

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
    root: Path, static: Iterable[SourceFile], theme: Iterable[ThemeFolder], memory: Memory, listed_ns: int
) -> Assets:
    """Return the site's own files and the theme's; the site's own win, then the first folder of the theme."""
    remembered = memory.meta(_NAME)
    with reading_memory():
        known = {row.source: row for row in _decode(remembered)} if remembered else {}
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
    if now != remembered:
        memory.set_meta(_NAME, now)
    return assets


def forget_assets(memory: Memory) -> None:
    """Let every file be read again."""
    memory.set_meta(_NAME, "")


def _digest(path: Path, source: str) -> str:
    try:
        return digest_bytes(path.read_bytes())
    except FileNotFoundError:
        raise changed_meanwhile(source) from None


def _all(
    root: Path, static: Iterable[SourceFile], theme: Iterable[ThemeFolder], problems: list[Problem]
) -> Iterator[tuple[SourceFile, Path, str]]:
    """Give each file with its real path and the name by which it is remembered."""
    for file in static:
        yield file, root / "static" / file.path, f"static/{file.path}"
    for folder in theme:
        for file in scan_folder(folder.static, f"{folder.shown}/static", problems):
            yield file, folder.static / file.path, f"{folder.shown}/static/{file.path}"
