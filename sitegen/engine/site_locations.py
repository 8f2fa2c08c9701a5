"""Draws the line between the places of a site and the rest of its output folder, where others may put files.

A place of the site is any below a folder that holds one of its outputs, the output folder itself and hidden names left
out; and one whose address reads like that of an output: with another case, another Unicode form, without `index.html`
or `.html`, or with the ending of a compressed copy. Servers answer with such a file in the output's stead.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import normalize

_SAME_ADDRESS = re.compile(r"(?:(?:^|/)index)?(?:\.x?html?)?(?:\.(?:gz|br|zst))?/*\Z")
"""What may end a path without making its address another one."""


class SiteLocations:
    """The places of one site."""

    def __init__(self, outputs: Collection[str]) -> None:
        self._addresses = {_address(path) for path in outputs}
        self._folders = {folder for path in outputs for folder in _folders_of(_spelt_alike(path))}

    def holds(self, path: str) -> bool:
        """Return whether a path that is no output stands in a place of the site. That of a folder ends with `/`."""
        alike = _spelt_alike(path)
        if any(part.startswith(".") for part in alike.split("/")):
            return False
        is_below = any(folder in self._folders for folder in _folders_of(alike))
        return is_below or alike.rstrip("/") in self._folders or _address(path) in self._addresses


def _spelt_alike(path: str) -> str:
    """Return the one form of all spellings that some file system or server takes for the same path."""
    return normalize("NFC", normalize("NFC", path).casefold())


def _address(path: str) -> str:
    return _SAME_ADDRESS.sub("", _spelt_alike(path))


def _folders_of(path: str) -> list[str]:
    """Return all folders that a path lies below, the output folder itself left out."""
    parts = path.rstrip("/").split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]
