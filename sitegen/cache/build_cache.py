"""The cache of the last build: an SQLite file of records, read at the start and written in whole transactions.

A file that cannot be read, or was written in another format, is an empty cache.

Never: knows what a record means; imports nothing of this package but the records.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

from sitegen.cache.cache_file import FORMAT, connect, connect_reader, format_of, keep_journal
from sitegen.cache.records import GroupRecord, OutputRecord, SourceRecord

_REVISION = "revision"
_OUTPUT_COLUMNS = 'path, view, fingerprint, digest, size, mtime_ns, reason, problem, "group"'


class DamagedCacheError(ValueError):
    """What is stored is not what was written."""


@contextlib.contextmanager
def reading_cache() -> Iterator[None]:
    """Raise DamagedCacheError for whatever goes wrong inside in decoding what is stored."""
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedCacheError from error


class BuildCache:
    """One build's access to the cache. Use as a context manager."""

    def __init__(self, file: Path, *, reader: bool = False) -> None:
        """Open the cache in `file`, made anew when it cannot be read; a `reader` never writes."""
        self._file = file
        self._db = connect_reader(file) if reader else connect(file)

    def __enter__(self) -> BuildCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to do so leaves a single file behind."""
        self._db.close()

    def write_safely(self) -> None:
        """From now on let a crash cost the newest transaction at most, even in a new cache."""
        if not format_of(self._db):
            keep_journal(self._db)
            self._db.execute(f"PRAGMA user_version = {FORMAT}")  # last: before it, all is discarded

    def sources(self) -> Iterator[SourceRecord]:
        """Yield every source that is as it was stored; of a damaged record nothing is known."""
        for *columns, checksum in self._db.execute("SELECT * FROM sources"):
            record = SourceRecord._make(columns)
            if checksum == _checksum(record):
                yield record

    def source(self, path: str) -> SourceRecord | None:
        """Return one source; None when it was not stored."""
        row = self._db.execute("SELECT * FROM sources WHERE path = ?", (path,)).fetchone()
        return SourceRecord._make(row[:-1]) if row else None

    def store_sources(self, records: Iterable[SourceRecord]) -> None:
        """Store sources in place of what was known of them."""
        rows = [(*record, _checksum(record)) for record in records]
        self._db.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def store_pages(self, pages: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Store what sources show: path, card and page."""
        self._db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", pages)

    def evict_sources(self, paths: Iterable[str]) -> None:
        """Drop sources and what they show."""
        gone = [(path,) for path in paths]
        self._db.executemany("DELETE FROM sources WHERE path = ?", gone)
        self._db.executemany("DELETE FROM pages WHERE path = ?", gone)

    def evict_all_sources(self) -> None:
        """Drop every source."""
        self._db.execute("DELETE FROM sources")
        self._db.execute("DELETE FROM pages")

    def card(self, path: str) -> bytes:
        """Return a source's card, or nothing when there is none."""
        return self._one("SELECT card FROM pages WHERE path = ?", path)

    def page(self, path: str) -> bytes:
        """Return a source's page, or nothing when there is none."""
        return self._one("SELECT page FROM pages WHERE path = ?", path)

    def small_pages(self, paths: Sequence[str], most: int) -> dict[str, tuple[bytes, bytes]]:
        """Return card and page of those sources, by path, that take no more than `most` bytes together."""
        marks = ", ".join("?" * len(paths))
        query = f"SELECT path, card, page FROM pages WHERE path IN ({marks}) AND length(card) + length(page) <= ?"
        return {path: (card, page) for path, card, page in self._db.execute(query, (*paths, most))}

    def _one(self, query: str, path: str) -> bytes:
        row = self._db.execute(query, (path,)).fetchone()
        return bytes(row[0]) if row else b""

    def outputs(self) -> Iterator[OutputRecord]:
        """Yield every output that was written or is reserved, by path."""
        return self._outputs("ORDER BY path")

    def ungrouped_outputs(self) -> Iterator[OutputRecord]:
        """Yield every output that is in no stored group."""
        return self._outputs('WHERE "group" NOT IN (SELECT name FROM groups)')

    def outputs_of(self, group: str) -> Iterator[OutputRecord]:
        """Yield the outputs of a group."""
        return self._outputs('WHERE "group" = ?', (group,))

    def _outputs(self, which: str, values: Sequence[str] = ()) -> Iterator[OutputRecord]:
        return map(OutputRecord._make, self._db.execute(f"SELECT {_OUTPUT_COLUMNS} FROM outputs {which}", values))

    def output(self, path: str) -> OutputRecord | None:
        """Return one output; None when it was neither written nor reserved."""
        return next(self._outputs("WHERE path = ?", (path,)), None)

    def file_states(self) -> Iterator[tuple[str, int, int, str]]:
        """Yield path, size, mtime_ns and group of every output whose file is known."""
        return self._db.execute("""SELECT path, size, mtime_ns, "group" FROM outputs WHERE digest != ''""")

    def paths_of(self, group: str) -> list[str]:
        """Return the paths of a group's outputs."""
        return [path for (path,) in self._db.execute('SELECT path FROM outputs WHERE "group" = ?', (group,))]

    def count_outputs(self) -> int:
        """Return how many outputs were written or are reserved."""
        return int(self._db.execute("SELECT count(*) FROM outputs").fetchone()[0])

    def invalidate_all(self) -> None:
        """Drop all sources, and everything about outputs but that they are ours."""
        with self.transaction():
            self.evict_all_sources()
            self._db.execute("DELETE FROM fingerprints")
            self._db.execute("DELETE FROM groups")
            self._db.execute("UPDATE outputs SET view = '', fingerprint = '', digest = '', size = -1, mtime_ns = -1")

    def doubt_outputs(self) -> None:
        """Trust no size and time of an output's file any more, so that its bytes are compared."""
        self._db.execute("DELETE FROM groups")
        self._db.execute("UPDATE outputs SET size = -1, mtime_ns = -1")

    def store_outputs(self, records: Iterable[OutputRecord]) -> None:
        """Store outputs."""
        self._db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", records)

    def reserve_outputs(self, paths: Iterable[str]) -> None:
        """Record that these files are ours, whatever they hold. What is known of them and their groups is dropped."""
        paths = list(paths)
        group = 'SELECT "group" FROM outputs WHERE path = ?'
        self._db.executemany(f"DELETE FROM groups WHERE name = ({group})", [(path,) for path in paths])
        self.store_outputs(OutputRecord(path, "", "", "", -1, -1, "") for path in paths)

    def evict_outputs(self, paths: Iterable[str]) -> None:
        """Drop outputs."""
        self._db.executemany("DELETE FROM outputs WHERE path = ?", [(path,) for path in paths])

    def fingerprints(self) -> dict[str, bytes]:
        """Return the parts of every stored fingerprint, by digest."""
        return dict(self._db.execute("SELECT digest, parts FROM fingerprints"))

    def replace_fingerprints(self, fingerprints: Iterable[tuple[str, bytes]]) -> None:
        """Store fingerprints in place of all earlier ones."""
        self._db.execute("DELETE FROM fingerprints")
        self._db.executemany("INSERT OR REPLACE INTO fingerprints VALUES (?, ?)", fingerprints)

    def groups(self) -> dict[str, GroupRecord]:
        """Return every stored group, by name."""
        return {row[0]: GroupRecord._make(row) for row in self._db.execute("SELECT * FROM groups")}

    def store_groups(self, records: Iterable[GroupRecord]) -> None:
        """Store groups."""
        self._db.executemany("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?)", records)

    def evict_groups(self, names: Iterable[str]) -> None:
        """Drop groups. Their outputs stay."""
        self._db.executemany("DELETE FROM groups WHERE name = ?", [(name,) for name in names])

    def meta(self, key: str) -> str:
        """Return a stored text; an empty one when there is none, or when it is not what was stored."""
        row = self._db.execute("SELECT checksum, value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[1]) if row and row[0] == crc32(row[1].encode()) else ""

    def set_meta(self, key: str, value: str) -> None:
        """Store a text."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", (key, crc32(value.encode()), value))

    def revision(self) -> str:
        """Return what is another text after each transaction that changed something, in whatever process."""
        return self.meta(_REVISION)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen together or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        changes = self._db.total_changes
        try:
            yield
            if self._db.total_changes != changes:
                self.set_meta(_REVISION, os.urandom(8).hex())
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()


def _checksum(record: SourceRecord) -> int:
    """Return what shows that a record is as it was stored: a flipped bit must not become a headline."""
    return crc32(record.meaning, crc32(record.problems, crc32(record.path.encode())))
