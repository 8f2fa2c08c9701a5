"""The cache of the last build."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.cache import BuildCache
from sitegen.cache_file import discard_cache, is_machine_trouble
from sitegen.records import GroupRecord, OutputRecord


def record(path: str, group: str = "") -> OutputRecord:
    return OutputRecord(path, "view", "fingerprint", "digest", 5, 7, "new", b"", group)


@pytest.fixture
def cache(tmp_path: Path) -> BuildCache:
    return BuildCache(tmp_path / "cache.db")


def test_outputs_are_found_by_group(cache: BuildCache) -> None:
    """The outputs of a group, and those of none that is stored, are told apart."""
    cache.store_outputs([record("a.html", "one"), record("b.html", "one"), record("c.html", "gone"), record("d.html")])
    cache.store_groups([GroupRecord("one", "", "")])
    assert cache.paths_of("one") == [found.path for found in cache.outputs_of("one")] == ["a.html", "b.html"]
    assert [found.path for found in cache.ungrouped_outputs()] == ["c.html", "d.html"]
    assert (cache.output("a.html"), cache.output("e.html")) == (record("a.html", "one"), None)
    assert cache.count_outputs() == 4


def test_what_is_reserved_is_known_for_nothing_but_ours(cache: BuildCache) -> None:
    """An output that a killed build may have left has no digest, and its group is dropped; other groups stay."""
    cache.store_outputs([record("a.html", "one"), record("b.html", "two")])
    cache.store_groups([GroupRecord("one", "", ""), GroupRecord("two", "", "")])
    cache.reserve_outputs(["a.html"])
    assert [(found.path, found.digest) for found in cache.outputs()] == [("a.html", ""), ("b.html", "digest")]
    assert cache.groups().keys() == {"two"}


def test_a_clean_build_knows_of_outputs_only_that_they_are_ours(cache: BuildCache) -> None:
    """No source, group or fingerprint is kept, and no digest of an output."""
    cache.store_outputs([record("a.html", "one")])
    cache.store_groups([GroupRecord("one", "", "")])
    cache.replace_fingerprints([("digest", b"parts")])
    cache.store_pages([("a.md", b"card", b"page")])
    cache.invalidate_all()
    assert [(found.path, found.view, found.digest) for found in cache.outputs()] == [("a.html", "", "")]
    assert (cache.groups(), cache.fingerprints(), cache.card("a.md")) == ({}, {}, b"")


def test_a_cache_is_discarded_with_its_side_files(tmp_path: Path) -> None:
    """What SQLite keeps beside the file would spoil the next one."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        (tmp_path / f"cache.db{suffix}").touch()
    (tmp_path / "cache.db.mine").touch()
    discard_cache(tmp_path / "cache.db")
    assert [file.name for file in tmp_path.iterdir()] == ["cache.db.mine"]


@pytest.mark.parametrize(
    ("code", "is_trouble"),
    [
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_READONLY, True),
        (sqlite3.SQLITE_CANTOPEN, True),
        (sqlite3.SQLITE_IOERR_WRITE, True),
        (sqlite3.SQLITE_IOERR_SHORT_READ, False),
        (sqlite3.SQLITE_CORRUPT, False),
        (sqlite3.SQLITE_NOTADB, False),
    ],
)
def test_a_full_disk_is_no_damage(code: int, is_trouble: bool) -> None:
    """Discarding the cache repairs damage; it makes no room and gives no right."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    assert is_machine_trouble(error) is is_trouble
