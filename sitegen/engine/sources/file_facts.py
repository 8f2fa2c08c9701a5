"""Reads those files of the content folder that texts refer to: digest, size, whether they may be published.

Never: follows a link, or reads an unmodified file again.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from sitegen.cache.build_cache import BuildCache, reading_cache
from sitegen.engine.site_paths import trusted_ns
from sitegen.engine.sources.assets import Assets, read_planned
from sitegen.lazy import lazy_imports
from sitegen.render.images.place_data import without_place
from sitegen.render.images.svg_safety import svg_refusal, svg_size
from sitegen.site.page_files import FileFacts
from sitegen.sources import SourceFile
from sitegen.values import Value, decoder, digest_bytes, encode

with lazy_imports():  # with Pillow
    from sitegen.render.images import picture_size

MOST_BYTES = 100_000_000
"""Of a file beside a text; hosts take no larger ones."""
_NAME = "files beside texts"
_SIZES = "sizes of copied pictures"
"""By digest of their bytes."""
_BITMAPS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


class _Known(Value, frozen=True):
    """What is stored of a file."""

    path: str
    changed_ns: int
    size: int
    inode: int
    facts: FileFacts


_decode = decoder(list[_Known]).decode
_decode_sizes = decoder(dict[str, tuple[int, int]]).decode


def read_page_files(
    content: Path, listed: Sequence[SourceFile], wanted: Collection[str], cache: BuildCache, listed_ns: int
) -> dict[str, FileFacts]:
    """Return what is known of each of the `wanted` files that is among those `listed`, by path."""
    if not wanted:
        return {}
    stored = cache.meta(_NAME)
    with reading_cache():
        known = {row.path: row for row in _decode(stored)} if stored else {}
    rows = []
    for file in listed:
        if file.path not in wanted:
            continue
        row = known.get(file.path)
        if row is None or (row.changed_ns, row.size, row.inode) != (file.changed_ns, file.size, file.inode):
            changed_ns = trusted_ns(file.changed_ns, listed_ns)
            row = _Known(file.path, changed_ns, file.size, file.inode, _facts(content / file.path))
        rows.append(row)
    now = encode(rows).decode()
    if now != stored:
        cache.set_meta(_NAME, now)
    return {row.path: row.facts for row in rows}


def static_sizes(assets: Assets, wanted: Collection[str], cache: BuildCache) -> dict[str, tuple[int, int]]:
    """Return width and height of those copied pictures that texts refer to, by output path."""
    pictures = [path for path in wanted if path in assets.views and path.lower().endswith((*_BITMAPS, ".svg"))]
    stored = cache.meta(_SIZES)
    if not pictures and not stored:
        return {}
    with reading_cache():
        known = _decode_sizes(stored) if stored else {}
    sizes, kept = {}, {}
    for path in sorted(pictures):
        view = assets.views[path]
        size = known.get(view.digest)
        if size is None:
            data = read_planned(assets.files[view.source], view.source, view.digest)
            size = svg_size(data) if path.lower().endswith(".svg") else picture_size.picture_size(data)
        sizes[path] = kept[view.digest] = size
    if (now := encode(kept).decode()) != stored:
        cache.set_meta(_SIZES, now)
    return sizes


def _facts(path: Path) -> FileFacts:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        what = "is a link to another file" if path.is_symlink() else "cannot be read"
        return FileFacts(refusal=what)
    with open(descriptor, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return FileFacts(refusal=f"is larger than {MOST_BYTES // 1_000_000} MB")
    return _facts_of(data, path.suffix.lower())


def _facts_of(data: bytes, suffix: str) -> FileFacts:
    digest = digest_bytes(data)
    if suffix == ".svg":
        refusal = svg_refusal(data)
        return FileFacts(refusal=refusal) if refusal else FileFacts(digest, *svg_size(data))
    size = picture_size.picture_size(data) if suffix in _BITMAPS else (0, 0)
    if suffix in _BITMAPS and not size[0]:
        return FileFacts(refusal="is not a picture that can be read")
    return FileFacts(digest, *size, has_place=without_place(data) is not data)
