"""Copies the pictures and files that texts refer to, each to where our site looks for it.

Never: overwrites a file, or follows a link.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sitegen.moving_in.old_folder import LARGEST_FILE, OldFolder
from sitegen.moving_in.old_site import OldText
from sitegen.sources import FILE_KINDS

_ENDING = re.compile(rf"\.(?:{'|'.join(FILE_KINDS)})(?![\w-])", re.IGNORECASE)
_STOPS = frozenset(" \t\r\n\"'()<>[]{}|\\^`=,*")
_LONGEST = 300
_MOST = 2_000
"""Of one text."""
_OWNERS = (
    "favicon.ico", "favicon.svg", "icon.svg", "icon.png", "apple-touch-icon.png", "robots.txt", "_redirects",
    "_headers", "CNAME", "ads.txt", "humans.txt",
)  # fmt: skip
"""Files at the top of a site that are about it as a whole."""
_KINDS = tuple(f".{kind}" for kind in FILE_KINDS if kind != "txt")


class Copied(NamedTuple):
    """What was copied."""

    files: int
    left: int
    """Pictures and files that no text refers to."""
    failed: tuple[str, ...]


class Files:
    """The files of an old site, by where texts may refer to them."""

    def __init__(
        self, folder: OldFolder, static: Iterable[str], beside: Iterable[tuple[str, str]], base_url: str
    ) -> None:
        """Start from the folders whose files stood at the top, files among the texts, and the site's own address."""
        self._folder = folder
        self._static = tuple(static)
        self._beside = dict(beside)
        self._own = base_url.partition("://")[2].rstrip("/")
        self.wanted: dict[str, str] = {}
        """Path in the new site -> path in the old folder."""

    def add(self, text: OldText, content: str) -> None:
        """Note what a text refers to."""
        for typed in references(content):
            if (path := self._own_path(typed)) is not None:
                for old, new in self._found(path, text):
                    self.wanted.setdefault(new, old)

    def _own_path(self, typed: str) -> str | None:
        if "://" not in typed and not typed.startswith("//"):
            return typed
        rest = typed.partition("//")[2]
        return rest[len(self._own) :] if self._own and rest.startswith(f"{self._own}/") else None

    def _found(self, path: str, text: OldText) -> Iterator[tuple[str, str]]:
        """Yield the file that is meant: beside the text, else at the top of the site."""
        if not path.startswith("/"):
            stem = text.path.rpartition(".")[0]
            for parent, new_parent in ((dirname(text.path), dirname(text.target)), (stem, "")):
                old = normpath(join(parent, path))
                new = normpath(join(new_parent, path)) if new_parent else self._beside.get(old, "")
                if old in self._beside and not new.startswith(".."):
                    yield old, f"content/{new}"
                    return
        bare = normpath("/" + path.lstrip("./")).lstrip("/")
        for root in self._static:
            old = f"{root}/{bare}" if root else bare
            if self._folder.has(old):
                yield old, f"content/{self._beside[old]}" if self._beside.get(old) == bare else f"static/{bare}"
                return

    def add_owners(self) -> None:
        """Note the files that are about the site as a whole."""
        for root in self._static:
            for name in _OWNERS:
                old = f"{root}/{name}" if root else name
                if self._folder.has(old):
                    self.wanted.setdefault(f"static/{name}", old)

    def copy_to(self, site: Path) -> Copied:
        """Copy what was noted."""
        done, failed = 0, []
        for new, old in sorted(self.wanted.items()):
            target = site / new
            try:
                source = self._folder.root / old
                if source.stat().st_size > LARGEST_FILE or _is_template(source, new):
                    failed.append(old)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    shutil.copyfile(source, target, follow_symlinks=False)
                    done += 1
            except OSError:
                failed.append(old)
        used = set(self.wanted.values())
        left = [path for path in self._beside if path not in used]
        left += [path for root in self._static if root for path in self._folder.below(root)
                 if path not in used and path not in self._beside and path.lower().endswith(_KINDS)]  # fmt: skip
        return Copied(done, len(left), tuple(failed))


def _is_template(source: Path, new: str) -> bool:
    """Return whether a file at the top is made by its system and would say nothing as it is."""
    if new not in ("static/robots.txt", "static/_redirects", "static/_headers"):
        return False
    with source.open("rb") as file:
        start = file.read(10_000)
    return b"{{" in start or b"{%" in start or start.startswith(b"---")


def path_below(address: str, base_url: str) -> str | None:
    """Return the path of an address below that of a site, decoded or not as it was; None for one elsewhere.

    An address without a host (`/2023/a/`) is of the site.
    """
    if address.startswith("/") and not address.startswith("//"):
        address = "/".join(base_url.split("/")[:3]) + address
    try:
        ours, theirs = urlsplit(base_url), urlsplit(address)
        hosts = (ours.hostname or "").removeprefix("www."), (theirs.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    base = ours.path.rstrip("/")
    if not hosts[0] or hosts[0] != hosts[1] or not f"{theirs.path}/".startswith(f"{base}/"):
        return None
    return theirs.path[len(base) :] or "/"


def references(text: str) -> Iterator[str]:
    """Yield what may be the address of a picture or a file, decoded; each once."""
    seen: set[str] = set()
    for found in _ENDING.finditer(text):
        start = found.start()
        first = max(0, start - _LONGEST)
        while start > first and text[start - 1] not in _STOPS:
            start -= 1
        typed = unquote(text[start : found.end()]).partition("?")[0]
        if typed not in seen and len(seen) < _MOST:
            seen.add(typed)
            yield typed
