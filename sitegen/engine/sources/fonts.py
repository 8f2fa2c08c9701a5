"""Finds the fonts that share images are drawn with: those that the owner names, else one of the machine's.

Never: looks at a font when no share image is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.cache.build_cache import BuildCache
from sitegen.errors import Problem
from sitegen.plan.views.picture_views import FileRef
from sitegen.settings import Settings
from sitegen.values import digest_bytes

USUAL_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Where systems keep their fonts."""
USUAL_FONTS = (
    "NotoSerifCJK-Bold.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Bold.otf",
    "SourceHanSerifSC-Bold.otf",
    "Songti.ttc",
    "Hiragino Sans GB.ttc",
    "msyhbd.ttc",
    "msyh.ttc",
    "wqy-zenhei.ttc",
    "DejaVuSerif-Bold.ttf",
    "DejaVuSans-Bold.ttf",
)
"""Fonts with many scripts, the best first."""
_LARGEST = 60_000_000
_DEEPEST = 4


def find_fonts(root: Path, settings: Settings, cache: BuildCache, problems: list[Problem]) -> dict[FileRef, Path]:
    """Return the fonts that are named in `share_fonts`, or else the first usual one that this machine has."""
    if not settings.share_images:
        return {}
    found = _named(root, settings, problems) if settings.share_fonts else _usual()
    return {FileRef(source=source, digest=_digest(path, cache)): path for source, path in found}


def _named(root: Path, settings: Settings, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    for number, name in enumerate(settings.share_fonts):
        path = root / name
        if path.is_file() and path.stat().st_size <= _LARGEST:
            yield name, path
        else:
            message = f'there is no font file "{name}"'
            hint = "Name a .ttf, .otf or .ttc file of the site, from the site's folder: fonts/NotoSansSC-Bold.otf."
            line, column, span = settings.positions.get(f"share_fonts[{number}]", (0, 0, 0))
            problems.append(Problem("error", "site.yaml", line, column, "share_fonts", message, hint, span))


def _usual() -> Iterator[tuple[str, Path]]:
    """Yield the best usual font that is there; its place is no part of its name, which machines do not share."""
    there = {path.name: path for folder in USUAL_FOLDERS for path in _files(Path(folder).expanduser(), _DEEPEST)}
    best = next((name for name in USUAL_FONTS if name in there), "")
    if best:
        yield f"font:{best}", there[best]


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        for path in sorted(folder.iterdir(), reverse=True):
            if path.name in USUAL_FONTS:
                yield path
            elif depth and "." not in path.name and path.is_dir():
                yield from _files(path, depth - 1)
    except OSError:
        return


def _digest(path: Path, cache: BuildCache) -> str:
    """Return the digest of a font's bytes, which are read only when size or time differ from the stored ones."""
    status = path.stat()
    seen = f"{status.st_size} {status.st_mtime_ns} {status.st_ino} "
    known = cache.meta(f"font {path}")
    if known and known.startswith(seen):
        return known.removeprefix(seen)
    digest = digest_bytes(path.read_bytes())
    cache.set_meta(f"font {path}", seen + digest)
    return digest
