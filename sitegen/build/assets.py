"""Finds the files that are copied as they are, and their digests, reading only those that changed.

Never: copies one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.build.place import trusted_ns
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.plan.file_views import AssetView
from sitegen.render.theme import ThemeFolder
from sitegen.rows import FileRow
from sitegen.sources import SourceFile, scan_folder
from sitegen.values import digest_bytes


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
    known = memory.files()
    rows: list[FileRow] = []
    assets = Assets({}, {}, [])
    for file, path, source in _all(root, static, theme, assets.problems):
        if file.path in assets.views:
            continue
        row = known.get(source)
        if row is None or (row.changed_ns, row.size) != (file.changed_ns, file.size):
            changed_ns = trusted_ns(file.changed_ns, listed_ns)
            row = FileRow(source, changed_ns, file.size, digest_bytes(path.read_bytes()))
        rows.append(row)
        assets.views[file.path] = AssetView(source=source, digest=row.digest)
        assets.files[source] = path
    if {row.path: row for row in rows} != known:
        with memory.transaction():
            memory.replace_files(rows)
    return assets


def _all(
    root: Path, static: Iterable[SourceFile], theme: Iterable[ThemeFolder], problems: list[Problem]
) -> Iterator[tuple[SourceFile, Path, str]]:
    """Give each file with its real path and the name by which it is remembered."""
    for file in static:
        yield file, root / "static" / file.path, f"static/{file.path}"
    for folder in theme:
        for file in scan_folder(folder.static, f"{folder.shown}/static", problems):
            yield file, folder.static / file.path, f"{folder.shown}/static/{file.path}"
