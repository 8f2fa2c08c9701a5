"""What a build wrote, seen from outside."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.tree import Difference, compare_snapshots, count_files, take_snapshot


def test_written_and_changed_are_told_apart(tmp_path: Path) -> None:
    """A file that was written with the same bytes counts as written, not as changed."""
    for name in ("same", "again", "other", "gone"):
        (tmp_path / name).write_text(name)
    before = take_snapshot(tmp_path)
    os.utime(tmp_path / "again", ns=(1, 1))
    (tmp_path / "other").write_text("other bytes")
    (tmp_path / "gone").unlink()
    (tmp_path / "new").write_text("new")
    assert compare_snapshots(before, take_snapshot(tmp_path)) == Difference(files=4, written=3, changed=2, deleted=1)


def test_without_digests_what_was_written_counts_as_changed(tmp_path: Path) -> None:
    """Where files are too many to read, a rewritten file is taken for a changed one."""
    (tmp_path / "again").write_text("bytes")
    before = take_snapshot(tmp_path, digests=False)
    os.utime(tmp_path / "again", ns=(1, 1))
    after = take_snapshot(tmp_path, digests=False)
    assert compare_snapshots(before, after) == Difference(files=1, written=1, changed=1, deleted=0)


def test_no_folder_is_no_files(tmp_path: Path) -> None:
    """Before the first build there is nothing to compare with."""
    assert take_snapshot(tmp_path / "public") == {}
    assert count_files(tmp_path / "public") == 0
