"""The digest of the code that builds: this package, the versions of what it uses, time-zone data's and Python's."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

from sitegen.zones import ZONE_DATA

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
)
"""Those whose version may change a byte."""


@cache
def code_digest() -> str:
    """Return the digest of this package's code, and of the versions of its dependencies, time-zone data and Python."""
    found = blake2b(digest_size=16)
    found.update(repr((sys.version_info[:3], ZONE_DATA)).encode())
    versions = _versions()
    for name in DEPENDENCIES:
        found.update(f"{name} {versions.get(name, '')}\n".encode())
    package = Path(__file__).parents[2]
    for path in sorted(_code_files(os.fspath(package))):
        found.update(path.removeprefix(os.fspath(package)).replace(os.sep, "/").encode() + b"\0")
        found.update(Path(path).read_bytes())
    return found.hexdigest()


def _versions() -> dict[str, str]:
    """Return the version of every installed project, by its name in lower case with dashes.

    From the names of the `.dist-info` folders (packaging.python.org, "Recording installed projects"): loading
    `importlib.metadata` would take longer than all else here.
    """
    found: dict[str, str] = {}
    for name in (name for folder in sys.path for name in _names_in(folder)):
        if name.endswith(".dist-info"):
            project, _, version = name.removesuffix(".dist-info").partition("-")
            found.setdefault(re.sub(r"[-_.]+", "-", project).lower(), version)
    return found


def _names_in(folder: str) -> Iterator[str]:
    try:
        yield from os.listdir(folder or ".")
    except OSError:
        return


def _code_files(folder: str) -> list[str]:
    found = []
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name not in ("__pycache__", "themes"):
            found += _code_files(entry.path)
        elif entry.name.endswith(".py"):
            found.append(entry.path)
    return found
