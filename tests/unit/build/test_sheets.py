"""What sources mean lies on sheets, and an edit writes only the sheet it touches."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.build import sheets
from sitegen.build.parsing import Place
from sitegen.build.place import silent
from sitegen.build.reading import Reading, parse_changed, recall
from sitegen.cache import Memory
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from tests.site_under_test import story

LONG_AFTER = 10**18


class Archive:
    """Ten stories that are read, three on a sheet."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.memory = root / "memory.db"
        self.files: dict[str, SourceFile] = {}
        (self.content / "news").mkdir(parents=True)
        for number in range(10):
            self.write(f"s{number}", "First")

    def write(self, name: str, title: str) -> None:
        (self.content / "news" / f"{name}.md").write_text(story(f"{title} {name}"), encoding="utf-8")
        before = self.files.get(name)
        changed_ns = before.changed_ns + 1 if before else 1
        self.files[name] = SourceFile(path=f"news/{name}.md", changed_ns=changed_ns, size=1, inode=1)

    def read(self) -> Reading:
        files = [self.files[name] for name in sorted(self.files)]
        with Memory(self.memory) as memory:
            recalled = recall(memory, Settings(), "")
            return parse_changed(files, recalled, Place(self.content, Settings(), LONG_AFTER), 1, silent)

    def sheets(self) -> dict[int, bytes]:
        with Memory(self.memory) as memory:
            return dict(memory.sheets())

    def touched(self) -> tuple[int, set[int]]:
        """Return how many sources the next reading parses, and which sheets it writes or throws away."""
        before = self.sheets()
        parsed = self.read().parsed
        after = self.sheets()
        return parsed, {number for number in before.keys() | after.keys() if before.get(number) != after.get(number)}

    def titles(self) -> list[str]:
        return [page.title for page in self.read().pages]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive that was read once."""
    monkeypatch.setattr(sheets, "MOST_ON_A_SHEET", 3)
    archive = Archive(tmp_path)
    archive.read()
    return archive


def test_sources_are_written_on_sheets(archive: Archive) -> None:
    """Ten sources take four sheets, and nothing is written when nothing changed."""
    assert len(archive.sheets()) == 4
    assert archive.touched() == (0, set())


def test_an_edit_writes_its_own_sheet(archive: Archive) -> None:
    """One story that was edited stays on its sheet; all others are read as they were."""
    archive.write("s4", "Second")
    assert archive.touched() == (1, {2})
    assert archive.titles() == [f"{'Second' if number == 4 else 'First'} s{number}" for number in range(10)]


def test_new_sources_fill_the_last_sheet_first(archive: Archive) -> None:
    """A new story goes where there is room, the next ones on a new sheet."""
    archive.write("t1", "New")
    assert archive.touched() == (1, {4})
    for name in ("t2", "t3"):
        archive.write(name, "New")
    assert archive.touched() == (2, {4, 5})
    assert archive.titles()[10:] == ["New t1", "New t2", "New t3"]


def test_a_new_source_beside_an_edit_goes_on_the_last_sheet(archive: Archive) -> None:
    """An edit and a new story in one build begin no sheet of their own."""
    for number in range(2):
        archive.write("s4", f"Edit {number}")
        archive.write(f"t{number}", "New")
        assert archive.touched() == (2, {2, 4})


def test_an_empty_sheet_is_thrown_away(archive: Archive) -> None:
    """Stories that are gone leave no sheet behind."""
    for name in ("s3", "s4", "s5", "s9"):
        del archive.files[name]
    assert archive.touched() == (0, {2, 4})
    assert sorted(archive.sheets()) == [1, 3]
    assert len(archive.titles()) == 6


def test_touched_files_are_not_parsed(archive: Archive) -> None:
    """Files with new times and the same bytes are known by these times from then on."""
    for number in range(10):
        archive.write(f"s{number}", "First")
    assert archive.touched() == (0, {1, 2, 3, 4})
    assert archive.touched() == (0, set())


def test_a_damaged_sheet_costs_its_own_sources(archive: Archive) -> None:
    """Only what stood on a sheet that cannot be believed is parsed again."""
    with sqlite3.connect(archive.memory) as db:
        db.execute("UPDATE sheets SET sources = substr(sources, 1, 20) WHERE number = 2")
    db.close()
    assert archive.touched() == (3, {2})
    assert archive.titles() == [f"First s{number}" for number in range(10)]
