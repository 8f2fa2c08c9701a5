"""Lists the files of a site again where it is known which of them may have changed: looks at these alone.

Never: guesses. Where more happened than that plain files came, changed or went, all files are to be listed.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from pathlib import Path

from sitegen.left_out_files import TEXT_KINDS
from sitegen.settings import Settings
from sitegen.sources import PAGE_SUFFIXES, TERM_SUFFIXES, SourceFile, Sources, describe, file_suffixes, with_languages
from sitegen.values import with_changes

_BY_PATH = attrgetter("path")
_Found = Mapping[str, SourceFile | None]
"""Path -> the file; None: there is none any more."""


def relist_sources(root: Path, settings: Settings, before: Sources, changed: Iterable[str]) -> Sources | None:
    """Return the sources when none but the `changed` files differ from those before; None when that is unclear.

    Those are named relative to the site. What lies in none of the folders of sources is no matter of this.
    """
    prefix, with_problem = f"{settings.content}/", {problem.path for problem in before.problems}
    found: dict[str, SourceFile | None] = {}
    for name in changed:
        if settings.content == "." or name in with_problem or _is_around(name, settings):
            return None
        path = name.removeprefix(prefix)
        if path != name:
            try:
                found[path] = _look(root / settings.content, path)
            except _UnclearError:
                return None
    return _with(before, found, settings) if _is_clear(before, found) else None


class _UnclearError(Exception):
    """It is no plain file that a source may be."""


def _is_around(name: str, settings: Settings) -> bool:
    """Return whether a change there may be of more than one source: a folder, static files, an output folder inside."""
    return name in (settings.content, "static") or name.startswith(("static/", f"{settings.output}/"))


def _look(content: Path, path: str) -> SourceFile | None:
    if not path.isprintable() or any(part.startswith(".") for part in path.split("/")):
        raise _UnclearError
    if os.path.splitext(path)[1].lower() in TEXT_KINDS:
        raise _UnclearError  # it is told of
    file = content / path
    if os.path.realpath(file.parent) != os.path.join(os.path.realpath(content), os.path.dirname(path)).rstrip(os.sep):
        raise _UnclearError
    try:
        status = os.lstat(file)
    except FileNotFoundError:
        return None
    except OSError:
        raise _UnclearError from None
    if not stat.S_ISREG(status.st_mode):
        raise _UnclearError
    return describe(path, status)


def _is_clear(before: Sources, found: _Found) -> bool:
    """Return whether no other file can have changed with these: what one was a folder, or is the same file as another.

    Links have the inode number of what they lead to.
    """
    listed = (before.pages, before.terms, before.files)
    if any(_has_below(files, f"{path}/") for files in listed for path in found):
        return False
    known = [file for files in listed for path in found if (file := _named(files, path))]
    inodes = {file.inode for file in (*known, *filter(None, found.values()))}
    return not any(file.inode in inodes and file.path not in found for file in chain(*listed))


def _named(files: Sequence[SourceFile], path: str) -> SourceFile | None:
    at = bisect_left(files, path, key=_BY_PATH)
    return files[at] if at < len(files) and files[at].path == path else None


def _has_below(files: Sequence[SourceFile], folder: str) -> bool:
    at = bisect_left(files, folder, key=_BY_PATH)
    return at < len(files) and files[at].path.startswith(folder)


def _with(before: Sources, found: _Found, settings: Settings) -> Sources:
    pages = {path: file for path, file in found.items() if not path.startswith("_data/")}
    terms = {path: file for path, file in found.items() if path not in pages}
    return with_changes(
        before,
        pages=_with_languages(before.pages, _merged(before.pages, pages, PAGE_SUFFIXES)),
        terms=_merged(before.terms, terms, TERM_SUFFIXES),
        files=_merged(before.files, found, file_suffixes(settings)),
    )


def _with_languages(before: Sequence[SourceFile], pages: tuple[SourceFile, ...]) -> tuple[SourceFile, ...]:
    """Return pages with what their names say of each other; names that are as they were say what they said."""
    if pages is before or list(map(_BY_PATH, before)) == list(map(_BY_PATH, pages)):
        return pages
    return with_languages(pages)


def _merged(files: tuple[SourceFile, ...], found: _Found, suffixes: Collection[str]) -> tuple[SourceFile, ...]:
    """Return the files, with those that were looked at as they are now."""
    ours = {path: file for path, file in found.items() if path.lower().endswith(tuple(suffixes))}
    if not ours:
        return files
    there = [_as_named(file, _named(files, path)) for path, file in ours.items() if file is not None]
    return tuple(sorted([*(file for file in files if file.path not in ours), *there], key=_BY_PATH))


def _as_named(file: SourceFile, before: SourceFile | None) -> SourceFile:
    """Return a file with what its name said."""
    return with_changes(file, language=before.language) if before else file
