"""Whether the files of outputs are unmodified."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.records import OutputRecord
from sitegen.engine.compare.file_states import all_unmodified, unmodified_groups

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
    """Another time, another length, a link or nothing in the place of one file of several is a modification."""
    cache, output = BuildCache(tmp_path / "cache.db"), tmp_path / "public"
    output.mkdir()
    for each in (*NAMES, "other.html"):
        (output / each).write_bytes(b"bytes")
        os.utime(output / each, ns=(1, 2))
        group = "one" if each in NAMES else "two"
        cache.store_outputs([OutputRecord(each, "view", "fingerprint", "digest", 5, 2, "new", b"", group)])
    assert all_unmodified(cache, output, 4)
    assert unmodified_groups(cache, output) == {"one", "two"}
    change(output / name)
    assert not all_unmodified(cache, output, 4)
    assert unmodified_groups(cache, output) == {"two"}


def test_each_output_counts(tmp_path: Path) -> None:
    """A cache with another number of outputs, or with one that is only reserved, is not that of the last build."""
    cache = BuildCache(tmp_path / "cache.db")
    assert all_unmodified(cache, tmp_path, 0)
    assert not all_unmodified(cache, tmp_path, 1)
    cache.reserve_outputs(["a.html"])
    assert not all_unmodified(cache, tmp_path, 1)


def test_a_reserved_output_is_one_too_many(tmp_path: Path) -> None:
    """What a killed build may have left is looked at, though all that was finished is unmodified."""
    cache = BuildCache(tmp_path / "cache.db")
    (tmp_path / "a.html").write_bytes(b"bytes")
    os.utime(tmp_path / "a.html", ns=(1, 2))
    cache.store_outputs([OutputRecord("a.html", "view", "fingerprint", "digest", 5, 2, "new")])
    assert all_unmodified(cache, tmp_path, 1)
    cache.reserve_outputs(["b.html"])
    assert not all_unmodified(cache, tmp_path, 1)
