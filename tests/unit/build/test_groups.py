"""Whether the files of a group are as they were left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.build.groups import are_as_left

NAMES = ("a.html", "b.html", "c.html")


def tamper(file: Path) -> None:
    """Change bytes, not their number; the file's time becomes another."""
    file.write_bytes(b"other")
    os.utime(file, ns=(1, 3))


def lengthen(file: Path) -> None:
    """Change the number of bytes; the file's time stays."""
    file.write_bytes(b"longer")
    os.utime(file, ns=(1, 2))


def link(file: Path) -> None:
    """Put a link in the file's place that leads to a file as it was."""
    file.rename(file.with_suffix(".old"))
    file.symlink_to(file.with_suffix(".old"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [tamper, lengthen, link, Path.unlink])
def test_any_change_to_any_file_is_seen(name: str, change: Callable[[Path], None], tmp_path: Path) -> None:
    """Another time, another length, a link or nothing in the place of one file of several is not how it was left."""
    for each in NAMES:
        (tmp_path / each).write_bytes(b"bytes")
        os.utime(tmp_path / each, ns=(1, 2))
    left = [(each, 5, 2) for each in NAMES]
    assert are_as_left(f"{tmp_path}/", left)
    change(tmp_path / name)
    assert not are_as_left(f"{tmp_path}/", left)
