"""The memory of the last build."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.cache import Memory, forget, is_machine_trouble
from sitegen.rows import GroupRow, OutputRow


def row(path: str, group: str = "") -> OutputRow:
    return OutputRow(path, "view", "recipe", "digest", 5, 7, "new", b"", group)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "memory.db")


def test_every_output_of_a_large_group_is_known(memory: Memory) -> None:
    """However many outputs are asked for at once, each is found."""
    paths = [f"{number}.html" for number in range(1203)]
    memory.remember_outputs(map(row, paths))
    assert sorted(found.path for found in memory.outputs_at(paths)) == sorted(paths)


def test_what_is_claimed_is_known_for_nothing_but_ours(memory: Memory) -> None:
    """An output that a killed build may have left has no digest, and its group is forgotten; other groups stay."""
    memory.remember_outputs([row("a.html", "one"), row("b.html", "two")])
    memory.remember_groups([GroupRow("one", "", "", b""), GroupRow("two", "", "", b"")])
    memory.claim_outputs(["a.html"])
    assert [(found.path, found.digest) for found in memory.outputs()] == [("a.html", ""), ("b.html", "digest")]
    assert memory.groups().keys() == {"two"}


def test_a_clean_build_knows_of_outputs_only_that_they_are_ours(memory: Memory) -> None:
    """No source, group or recipe is remembered, and no digest of an output."""
    memory.remember_outputs([row("a.html", "one")])
    memory.remember_groups([GroupRow("one", "", "", b"")])
    memory.replace_recipes([("digest", b"parts")])
    memory.show_pages([("a.md", b"card", b"page")])
    memory.forget_all_but_claims()
    assert [(found.path, found.view, found.digest) for found in memory.outputs()] == [("a.html", "", "")]
    assert (memory.groups(), memory.recipes(), memory.card("a.md")) == ({}, {}, b"")


def test_a_memory_is_forgotten_with_its_side_files(tmp_path: Path) -> None:
    """What SQLite keeps beside the file would spoil the next one."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        (tmp_path / f"memory.db{suffix}").touch()
    (tmp_path / "memory.db.mine").touch()
    forget(tmp_path / "memory.db")
    assert [file.name for file in tmp_path.iterdir()] == ["memory.db.mine"]


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
    """Forgetting the memory repairs damage; it makes no room and gives no right."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    assert is_machine_trouble(error) is is_trouble
