"""Which sources are read and parsed again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.site_paths import RACY_NS, silent
from sitegen.engine.sources.known_sources import KnownSources
from sitegen.engine.sources.load_sources import LoadedSources, invalidate_other_parser, load_sources
from sitegen.engine.sources.parse_job import ParseContext
from sitegen.errors import SitegenError
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from tests.site_under_test import story

SETTINGS = Settings()
CHANGED_NS = 1_700_000_000_000_000_000
LONG_AFTER = CHANGED_NS + 10 * RACY_NS


class Digest:
    """One source, its cache, and what is said of the source's time."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.cache_file = folder / "cache.db"
        (self.content / "news").mkdir(parents=True)

    def write(self, text: str) -> None:
        (self.content / "news" / "a.md").write_text(text, encoding="utf-8")

    def read(
        self, *, listed_ns: int = LONG_AFTER, code: str = "", size: int = 1, settings: Settings = SETTINGS
    ) -> LoadedSources:
        """Read the source as if it had always been changed at the same moment."""
        file = SourceFile(path="news/a.md", changed_ns=CHANGED_NS, size=size, inode=1)
        with BuildCache(self.cache_file) as cache:
            invalidate_other_parser(cache, settings, code)
            return load_sources([file], KnownSources(cache), ParseContext(self.content, settings, listed_ns), 1, silent)


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """A source that was read once."""
    digest = Digest(tmp_path)
    digest.write(story("Old"))
    return digest


def titles(reading: LoadedSources) -> list[str]:
    return [page.title for page in reading.pages]


def test_same_time_and_size_is_trusted(digest: Digest) -> None:
    """A source with the time and size of the last build is not even read."""
    digest.read()
    digest.write(story("New"))
    assert (titles(digest.read()), digest.read().parsed) == (["Old"], 0)


def test_time_just_before_listing_is_not_trusted(digest: Digest) -> None:
    """A source changed just before it was listed is read in the next build: it may have changed again unseen."""
    digest.read(listed_ns=CHANGED_NS)
    digest.write(story("New"))
    assert titles(digest.read()) == ["New"]


def test_size_tells(digest: Digest) -> None:
    """Another size is enough to read a source again."""
    digest.read()
    digest.write(story("New"))
    assert titles(digest.read(size=2)) == ["New"]


def test_other_code_parses_again(digest: Digest) -> None:
    """A source is parsed again when the code that parses it is another."""
    digest.read(code="one")
    assert digest.read(code="two").parsed == 1


def test_other_settings_parse_again(digest: Digest) -> None:
    """A source is parsed again when a setting that its meaning depends on is another, and for no other setting."""
    digest.read(settings=Settings(timezone="UTC"))
    assert digest.read(settings=Settings(timezone="Asia/Tokyo")).parsed == 1
    assert digest.read(settings=Settings(timezone="Asia/Tokyo", title="Other")).parsed == 0


@pytest.mark.parametrize("column", ["meaning", "problems", "path"])
def test_a_damaged_record(digest: Digest, column: str) -> None:
    """A stored title with one other letter is not believed, nor any other part of a damaged record."""
    digest.read()
    with sqlite3.connect(digest.cache_file) as db:
        (stored,) = db.execute(f"SELECT {column} FROM sources").fetchone()
        damaged = stored.replace(b"Old", b"Odd") + b" " if column != "path" else stored.replace("a.md", "b.md")
        db.execute(f"UPDATE sources SET {column} = ?", (damaged,))
    db.close()
    reading = digest.read()
    assert (titles(reading), reading.parsed) == (["Old"], 1)


def test_a_touched_file_is_not_parsed(digest: Digest) -> None:
    """A file with a new size or time and the same bytes is read once, and known by these from then on."""
    digest.read()
    touched = digest.read(size=2)
    assert (titles(touched), touched.parsed) == (["Old"], 0)
    digest.write(story("New"))
    assert titles(digest.read(size=2)) == ["Old"]


def test_a_deleted_source_is_evicted(digest: Digest) -> None:
    """A source that is gone leaves nothing in the cache."""
    digest.read()
    with BuildCache(digest.cache_file) as cache:
        load_sources([], KnownSources(cache), ParseContext(digest.content, Settings(), LONG_AFTER), 1, silent)
        assert (list(cache.sources()), cache.page("news/a.md")) == ([], b"")


def test_unreadable(digest: Digest, tmp_path: Path) -> None:
    """A source that cannot be read is an error with its path, and is read as soon as it can be."""
    path = digest.content / "news" / "a.md"
    digest.read()
    path.rename(tmp_path / "away")
    path.mkdir()
    (problem,) = digest.read(size=2).problems
    assert (problem.level, problem.path) == ("error", "content/news/a.md")
    path.rmdir()
    (tmp_path / "away").rename(path)
    assert titles(digest.read(size=2)) == ["Old"]


def test_an_error_of_the_machine_withholds_nothing(digest: Digest) -> None:
    """What the machine says of more than one file (a disk that fails, a path that cannot be) stops the build."""
    file = SourceFile(path="x" * 5_000, changed_ns=CHANGED_NS, size=1, inode=1)
    with BuildCache(digest.cache_file) as cache, pytest.raises(SitegenError, match="xxx"):
        load_sources([file], KnownSources(cache), ParseContext(digest.content, Settings(), LONG_AFTER), 1, silent)


def test_equal_parts_are_shared(digest: Digest) -> None:
    """Equal terms and days of many pages are held once, parsed now or loaded from the cache."""
    (digest.content / "news" / "b.md").write_text(story("Old"), encoding="utf-8")
    files = [SourceFile(path=f"news/{name}.md", changed_ns=CHANGED_NS, size=1, inode=1) for name in "ab"]
    for _ in range(2):
        with BuildCache(digest.cache_file) as cache:
            context = ParseContext(digest.content, Settings(), LONG_AFTER)
            first, second = load_sources(files, KnownSources(cache), context, 1, silent).pages
        assert (first.path, second.path) == ("news/a.md", "news/b.md")
        assert first.terms is second.terms
        assert first.day is second.day
