"""Recipes: what the bytes of an output depend on besides its view: its template, the frame, and our own code.

Never: looks at an output.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from sitegen.plan.output import HTML
from sitegen.values import digest_of

DEPENDENCIES = (
    "babel",
    "feedgen",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pillow",
    "pygments",
    "pyyaml",
    "tzdata",
)
"""Those whose version may change a byte."""


class Recipe(NamedTuple):
    """The digests of what an output is made with."""

    template: str
    """Empty for formats that have none."""
    frame: str
    """Empty for formats that do not show it."""
    code: str

    def digest(self) -> str:
        """Return the digest of the three together."""
        return digest_of(list(self))


class RecipeBook:
    """The recipe of each kind of output, made once."""

    def __init__(self, code: str, frame: str, template_digest: Callable[[str], str]) -> None:
        """Take the digests of the code and the frame, and what gives a template's digest."""
        self._code = code
        self._frame = frame
        self._template_digest = template_digest
        self._known: dict[str, tuple[str, Recipe]] = {}

    def of(self, kind: str) -> tuple[str, Recipe]:
        """Return the digest of a kind's recipe, and the recipe."""
        known = self._known.get(kind)
        if known is None:
            is_page = kind.endswith(HTML)
            template = self._template_digest(kind) if is_page else ""
            recipe = Recipe(template, self._frame if is_page else "", self._code)
            known = self._known[kind] = (recipe.digest(), recipe)
        return known

    def all(self) -> dict[str, Recipe]:
        """Return every recipe used so far, by digest."""
        return dict(self._known.values())


@cache
def code_digest() -> str:
    """Return the digest of this package's code, of its dependencies' versions and of Python's."""
    found = blake2b(digest_size=16)
    found.update(repr(sys.version_info[:3]).encode())
    for name in DEPENDENCIES:
        found.update(f"{name} {_version(name)}\n".encode())
    package = Path(__file__).parent.parent
    for path in sorted(_code_files(os.fspath(package))):
        found.update(path.removeprefix(os.fspath(package)).replace(os.sep, "/").encode() + b"\0")
        found.update(Path(path).read_bytes())
    return found.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _code_files(folder: str) -> list[str]:
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name not in ("__pycache__", "themes"):
            found += _code_files(entry.path)
        elif entry.name.endswith(".py"):
            found.append(entry.path)
    return found
