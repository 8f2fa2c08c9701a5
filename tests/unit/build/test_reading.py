"""Which sources are read and parsed again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.build import reading
from sitegen.build.parsing import Place
from sitegen.build.place import RACY_NS, silent
from sitegen.build.reading import Reading, parse_changed, recall
from sitegen.cache import Memory
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from tests.site_under_test import story

CHANGED_NS = 1_700_000_000_000_000_000
LONG_AFTER = CHANGED_NS + 10 * RACY_NS


class Desk:
    """One source, its memory, and what is said of the source's time."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.memory = folder / "memory.db"
        (self.content / "news").mkdir(parents=True)

    def write(self, text: str) -> None:
        (self.content / "news" / "a.md").write_text(text, encoding="utf-8")

    def read(self, *, listed_ns: int = LONG_AFTER, code: str = "", size: int = 1) -> Reading:
        """Read the source as if it had always been changed at the same moment."""
        file = SourceFile(path="news/a.md", changed_ns=CHANGED_NS, size=size, inode=1)
        with Memory(self.memory) as memory:
            recalled = recall(memory, Settings(), code)
            return parse_changed([file], recalled, Place(self.content, Settings(), listed_ns), 1, silent)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A source that was read once."""
    desk = Desk(tmp_path)
    desk.write(story("Old"))
    return desk


def titles(reading: Reading) -> list[str]:
    return [page.title for page in reading.pages]


def test_same_time_and_size_is_trusted(desk: Desk) -> None:
    """A source with the time and size of the last build is not even read."""
    desk.read()
    desk.write(story("New"))
    assert (titles(desk.read()), desk.read().parsed) == (["Old"], 0)


def test_time_just_before_listing_is_not_trusted(desk: Desk) -> None:
    """A source changed just before it was listed is read in the next build: it may have changed again unseen."""
    desk.read(listed_ns=CHANGED_NS)
    desk.write(story("New"))
    assert titles(desk.read()) == ["New"]


def test_size_tells(desk: Desk) -> None:
    """Another size is enough to read a source again."""
    desk.read()
    desk.write(story("New"))
    assert titles(desk.read(size=2)) == ["New"]


def test_other_code_parses_again(desk: Desk) -> None:
    """A source is parsed again when the code that parses it is another."""
    desk.read(code="one")
    assert desk.read(code="two").parsed == 1


def test_damaged_sheet(desk: Desk) -> None:
    """A remembered title with one other letter is not believed."""
    desk.read()
    with sqlite3.connect(desk.memory) as db:
        (sources,) = db.execute("SELECT sources FROM sheets").fetchone()
        db.execute("UPDATE sheets SET sources = ?", (sources.replace(b"Old", b"Odd"),))
    db.close()
    reading = desk.read()
    assert (titles(reading), reading.parsed) == (["Old"], 1)


def test_unreadable(desk: Desk, tmp_path: Path) -> None:
    """A source that cannot be read is an error with its path, and is read as soon as it can be."""
    path = desk.content / "news" / "a.md"
    desk.read()
    path.rename(tmp_path / "away")
    path.mkdir()
    (problem,) = desk.read(size=2).problems
    assert (problem.level, problem.path) == ("error", "content/news/a.md")
    path.rmdir()
    (tmp_path / "away").rename(path)
    assert titles(desk.read(size=2)) == ["Old"]


@pytest.mark.parametrize("is_large", [False, True])
def test_what_many_pages_have_alike(is_large: bool, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large archive equal terms and days are held once; what sources mean is the same."""
    if is_large:
        monkeypatch.setattr(reading, "HELD_ONCE_FROM", 2)
    (desk.content / "news" / "b.md").write_text(story("Old"), encoding="utf-8")
    files = [SourceFile(path=f"news/{name}.md", changed_ns=CHANGED_NS, size=1, inode=1) for name in "ab"]
    for _ in range(2):  # parsed, then remembered
        with Memory(desk.memory) as memory:
            place = Place(desk.content, Settings(), LONG_AFTER)
            first, second = parse_changed(files, recall(memory, Settings(), ""), place, 1, silent).pages
        assert (first.path, second.path) == ("news/a.md", "news/b.md")
        assert (first.terms, first.day) == (second.terms, second.day)
        assert (first.terms is second.terms) is is_large
