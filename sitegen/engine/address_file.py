"""The file `addresses.lock`: read line by line, written beside itself and moved into place.

Never: knows what a line means.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from sitegen.errors import SitegenError, machine_words, naming
from sitegen.site.addresses.address_history import LOCK_FILE

_BOM = "\\xef\\xbb\\xbf"
"""As it is read: what is not ASCII is escaped."""
_AT_ONCE, _LINES_AT_ONCE = 1 << 18, 2_000
_LONGEST_LINE, _CUT = 1 << 20, "\0"
"""Characters. What goes on longer is no line that was written here: it is marked as cut, not gathered in memory."""
_STAGED = "addresses.lock.next"


def lock_lines(root: Path) -> Iterator[str]:
    """Yield the lines of a site's lock, whatever ends them; none when there is no lock, an empty one when it is empty.

    Raises SitegenError when it is there and cannot be read: a missing permission must not erase what was published.
    """
    try:
        with _lock_file(root).open(encoding="ascii", errors="backslashreplace") as file:
            rest = first = file.read(_AT_ONCE).removeprefix(_BOM)
            while data := file.read(_AT_ONCE):
                *some, rest = (rest + data).split("\n")
                yield from some
                if len(rest) > _LONGEST_LINE:
                    rest = rest[:_LONGEST_LINE] + _CUT
            yield from rest.removesuffix("\n").split("\n") if rest or not first else ()
    except OSError as error:
        if _is_none(root, error):
            return
        raise _unreadable(error) from None


def lock_digest(root: Path) -> str:
    """Return the digest of a lock's bytes; an empty text when there is none. Raises SitegenError like `lock_lines`."""
    found = blake2b(digest_size=16)
    try:
        with _lock_file(root).open("rb") as file:
            while data := file.read(1 << 20):
                found.update(data)
    except OSError as error:
        if _is_none(root, error):
            return ""
        raise _unreadable(error) from None
    return found.hexdigest()


def stage_lock(home: Path, lines: Iterable[str]) -> Path:
    """Write the next lock beside the present one, where it waits until the site is published; return its path."""
    file = home / _STAGED
    with naming(file), file.open("w", encoding="ascii", newline="\n") as staged:
        waiting = iter(lines)
        while some := list(islice(waiting, _LINES_AT_ONCE)):
            staged.write("\n".join((*some, "")))
    return file


def publish_lock(staged: Path, root: Path) -> None:
    """Move a staged lock into place atomically: no reader sees half of it."""
    target = Path(os.path.realpath(root / LOCK_FILE))
    beside = target.with_name(f".{target.name}.new")
    with naming(beside):
        shutil.copyfile(staged, beside)  # the folder of the cache may lie on another disk
    beside.replace(target)
    staged.unlink(missing_ok=True)


def _lock_file(root: Path) -> Path:
    """Return the path of a site's lock. Raises OSError for what is no regular file: reading a pipe might never end."""
    file = root / LOCK_FILE
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not a file")
    return file


def _is_none(root: Path, error: OSError) -> bool:
    """Return whether a site has no lock at all: one that is a link to nothing is somewhere, and cannot be read."""
    return isinstance(error, FileNotFoundError) and not (root / LOCK_FILE).is_symlink()


def _unreadable(error: OSError) -> SitegenError:
    return SitegenError(
        f"{LOCK_FILE} cannot be read: {machine_words(error)}",
        "Make it a file that the account that builds can read: it says which addresses the site has published.",
    )
