"""Pictures and files of this site that a source refers to: their names until it is known where they stand.

In a body and in a picture's address such a file is `file:<target>`: the target is its path in the content folder, or
begins with `/` where it counts from the site's root. A stranger's `file:` never comes so far: it is no safe address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from posixpath import basename, normpath
from typing import Protocol
from urllib.parse import unquote

from sitegen.pages.urls import encode_path, encode_typed

FILE_SCHEME = "file:"
BY_NAME = "~/"
"""Before the name of a source that is known by its name alone, wherever it lies."""

_TAG = re.compile(r'<(?:(/a)>|(a|img)((?: [a-z-]+="[^"]*")*)>)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_MARK = f'="{FILE_SCHEME}'
_PLAYERS = {"mp4": "video", "webm": "video", "m4v": "video", "ogv": "video", "mp3": "audio", "ogg": "audio",
            "oga": "audio", "m4a": "audio", "wav": "audio", "opus": "audio", "flac": "audio"}  # fmt: skip
"""Ending -> the element that plays such a file."""


class ShownFile(Protocol):
    """A file as pages show it."""

    @property
    def url(self) -> str:
        """Where it stands."""

    @property
    def width(self) -> int:
        """Pixels; 0: unknown."""

    @property
    def height(self) -> int:
        """Pixels; 0: unknown."""


def file_address(target: str, fragment: str = "") -> str:
    """Return what stands for a file until it is known where it stands."""
    return FILE_SCHEME + encode_typed(target.replace("%", "%25")) + (f"#{fragment}" if fragment else "")


def target_of(address: str) -> str:
    """Return the target of what stands for a file; empty for any other address."""
    if not address.startswith(FILE_SCHEME):
        return ""
    return unquote(address.removeprefix(FILE_SCHEME).partition("#")[0])


def resolve_target(path: str, folder: str) -> str:
    """Return the target that a path means which was typed in a source of a folder; decoded, `..` resolved.

    What leads out of the content folder begins with `../`.
    """
    if path.startswith("/"):
        return "/" + normpath(path.strip("/"))
    return normpath(f"{folder}/{path}" if folder else path)


def player_of(path: str) -> str:
    """Return the element that plays a file, by its ending; empty for what is not played."""
    return _PLAYERS.get(path.rpartition(".")[2].lower(), "")


def is_film(address: str) -> bool:
    """Return whether an address is that of a film or a sound, by its ending."""
    return player_of(address.partition("?")[0].partition("#")[0]) != ""


def with_files(html: str, files: Mapping[str, ShownFile], base_path: str) -> str:
    """Return a body in which each file has its address, and pictures their size; what is missing is text.

    A link from the site's root to what is no file here stays as typed: something else may stand there.
    """
    return _Resolver(files, base_path).resolve(html) if _MARK in html else html


class _Resolver:
    """One walk over a body."""

    def __init__(self, files: Mapping[str, ShownFile], base_path: str) -> None:
        self._files = files
        self._base_path = base_path
        self._is_in_link = False

    def resolve(self, html: str) -> str:
        """Return the body with the addresses of its files."""
        return _TAG.sub(self._resolve_tag, html)

    def _resolve_tag(self, found: re.Match[str]) -> str:
        if found[1]:
            self._is_in_link = False
            return found[0]
        name = "src" if found[2] == "img" else "href"
        self._is_in_link = self._is_in_link or name == "href"
        if _MARK not in found[3]:
            return found[0]
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(found[3]))
        typed = unescape(attributes.get(name, ""))
        target, fragment = target_of(typed), typed.partition("#")[2]
        file = self._files.get(target)
        url = file.url if file else ""
        if name == "href":
            url = url or (self._base_path + encode_path(target[1:]) if target.startswith("/") else "")
            if not url:
                attributes.pop("href")
            else:
                attributes["href"] = escape(f"{url}#{fragment}" if fragment else url)
            return f"<a{_written(attributes)}>"
        if file is None:
            return escape(unescape(attributes.get("alt", "")), quote=False)
        if player := player_of(target):
            return self._player(player, file, unescape(attributes.get("alt", "")) or basename(target))
        attributes["src"] = escape(f"{url}#{fragment}" if fragment else url)
        if file.width and "width" not in attributes and "height" not in attributes:
            attributes |= {"width": str(file.width), "height": str(file.height)}
        return f"<img{_written(attributes)}>"

    def _player(self, element: str, file: ShownFile, name: str) -> str:
        """Return what plays a film or a sound, with a link for those that cannot; within a link the name alone."""
        shown = escape(name, quote=False)
        if self._is_in_link:
            return shown
        url = escape(file.url)
        return f'<{element} controls preload="metadata" src="{url}"><a href="{url}">{shown}</a></{element}>'


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{value}"' for key, value in attributes.items())
