"""The cache of the last build."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.cache_file import FORMAT, discard_cache, is_machine_trouble
from sitegen.cache.records import GroupRecord, OutputRecord, SourceRecord


def record(path: str, group: str = "") -> OutputRecord:
    return OutputRecord(path, "view", "fingerprint", "digest", 5, 7, "new", b"", group)


@pytest.fixture
def cache(tmp_path: Path) -> BuildCache:
    return BuildCache(tmp_path / "cache.db")


def test_outputs_are_found_by_group(cache: BuildCache) -> None:
    """The outputs of a group, and those of none that is stored, are told apart."""
    cache.store_outputs([record("a.html", "one"), record("b.html", "one"), record("c.html", "gone"), record("d.html")])
    cache.store_groups([GroupRecord("one", "", "", "")])
    assert cache.paths_of("one") == [found.path for found in cache.outputs_of("one")] == ["a.html", "b.html"]
    assert [found.path for found in cache.ungrouped_outputs()] == ["c.html", "d.html"]
    assert (cache.output("a.html"), cache.output("e.html")) == (record("a.html", "one"), None)
    assert cache.count_outputs() == 4


def test_what_is_reserved_is_known_for_nothing_but_ours(cache: BuildCache) -> None:
    """An output that a killed build may have left has no digest, and its group is dropped; other groups stay."""
    cache.store_outputs([record("a.html", "one"), record("b.html", "two")])
    cache.store_groups([GroupRecord("one", "", "", ""), GroupRecord("two", "", "", "")])
    cache.reserve_outputs(["a.html"])
    assert [(found.path, found.digest) for found in cache.outputs()] == [("a.html", ""), ("b.html", "digest")]
    assert cache.groups().keys() == {"two"}


def test_a_clean_build_knows_of_outputs_only_that_they_are_ours(cache: BuildCache) -> None:
    """No source, group or fingerprint is kept, and no digest of an output."""
    cache.store_outputs([record("a.html", "one")])
    cache.store_groups([GroupRecord("one", "", "", "")])
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


def test_what_fails_in_the_middle_is_not_stored(cache: BuildCache) -> None:
    """A transaction is stored as a whole or not at all."""
    with pytest.raises(InterruptedError), cache.transaction():
        cache.set_meta("key", "value")
        raise InterruptedError
    assert cache.meta("key") == ""
    with cache.transaction():
        cache.set_meta("key", "value")
    assert cache.meta("key") == "value"


def test_a_crash_costs_nothing_that_was_stored(tmp_path: Path) -> None:
    """From the moment on at which a build says so; a first build that did not come to it is begun anew."""
    for is_safe in (False, True):
        with BuildCache(tmp_path / "cache.db") as cache:
            cache.set_meta("key", "value")
            if is_safe:
                cache.write_safely()
        with BuildCache(tmp_path / "cache.db") as cache:
            assert cache.meta("key") == ("value" if is_safe else "")


@pytest.mark.parametrize("harm", ["another format", "no database", "cut short"])
def test_a_cache_that_cannot_be_read_is_made_anew(harm: str, tmp_path: Path) -> None:
    """Whatever was in its place, the cache that is opened is empty and can be used."""
    file = tmp_path / "cache.db"
    with BuildCache(file) as cache:
        cache.write_safely()
        cache.store_sources(SourceRecord(f"{number}.md", 1, 1, 1, "digest", b"", b"") for number in range(1000))
    if harm == "another format":
        with sqlite3.connect(file) as db:
            db.execute(f"PRAGMA user_version = {FORMAT - 1}")
        db.close()
    else:
        file.write_bytes(b"no database" * 1000 if harm == "no database" else file.read_bytes()[:100])
    with BuildCache(file) as cache:
        assert list(cache.sources()) == []
        cache.set_meta("key", "value")
        assert cache.meta("key") == "value"


def test_pages_are_stored_and_dropped_with_their_source(cache: BuildCache) -> None:
    """A source that is evicted leaves neither its card nor its page; the others stay."""
    cache.store_pages([("a.md", b"card a", b"page a"), ("b.md", b"card b", b"page b")])
    cache.evict_sources(["a.md"])
    assert (cache.card("a.md"), cache.page("a.md")) == (b"", b"")
    assert (cache.card("b.md"), cache.page("b.md")) == (b"card b", b"page b")


def test_what_is_doubted_is_still_known(cache: BuildCache) -> None:
    """No size and time is trusted, so that bytes are compared; what they were is kept."""
    cache.store_outputs([record("a.html", "one")])
    cache.store_groups([GroupRecord("one", "", "", "")])
    cache.doubt_outputs()
    assert cache.output("a.html") == record("a.html", "one")._replace(size=-1, mtime_ns=-1)
    assert cache.groups() == {}
