"""The memory of the last build: an SQLite file of rows, read at the start and written in whole transactions.

A file that cannot be read, or was written in another format, is an empty memory.

Never: knows what a row means; imports nothing of this package but the rows.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from zlib import crc32

from sitegen.rows import GroupRow, OutputRow

FORMAT = 5
"""Counts up when a table changes."""
_PAGE_BYTES = 16_384
"""Of the file's pages: a story's card and page take some thousand bytes, of which several shall lie on one."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, guard INTEGER NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sheets (number INTEGER PRIMARY KEY, sources BLOB NOT NULL);
CREATE TABLE shown (path TEXT PRIMARY KEY, card BLOB NOT NULL, page BLOB NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, view TEXT NOT NULL, recipe TEXT NOT NULL, digest TEXT NOT NULL,
                      size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, reason TEXT NOT NULL,
                      problem BLOB NOT NULL, "group" TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (name TEXT PRIMARY KEY, basis TEXT NOT NULL, recipe TEXT NOT NULL,
                     files BLOB NOT NULL);
CREATE TABLE recipes (digest TEXT PRIMARY KEY, parts BLOB NOT NULL) WITHOUT ROWID;
"""

_OF_OUTPUTS = 'path, view, recipe, digest, size, mtime_ns, reason, problem, "group"'

_MOST_ASKED = 500
"""Paths in one question."""

_FORGET_GROUP_OF = 'DELETE FROM groups WHERE name = (SELECT "group" FROM outputs WHERE path = ?)'


class Memory:
    """One build's access to the memory. Use as a context manager."""

    def __init__(self, file: Path, *, reader: bool = False) -> None:
        """Open the memory in `file`, made anew when it cannot be read; a `reader` never writes."""
        self._file = file
        self._db = _connect_reader(file) if reader else _connect(file)

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the last one to do so leaves a single file behind."""
        self._db.close()

    def write_safely(self) -> None:
        """Let a crash from now on cost the newest transaction at most, also in a memory that is new."""
        if not _format_of(self._db):
            _keep_journal(self._db)
            self._db.execute(f"PRAGMA user_version = {FORMAT}")  # last: before it, all is forgotten

    # -- sources ------------------------------------------------------------------------------------------------------

    def sheets(self) -> Iterator[tuple[int, bytes]]:
        """Give every sheet of sources with its number."""
        return self._db.execute("SELECT number, sources FROM sheets ORDER BY number")

    def write_sheet(self, number: int | None, sources: bytes) -> None:
        """Store a sheet in place of the one with its number; without a number, as a new one."""
        self._db.execute("INSERT OR REPLACE INTO sheets VALUES (?, ?)", (number, sources))

    def forget_sheet(self, number: int) -> None:
        """Drop a sheet."""
        self._db.execute("DELETE FROM sheets WHERE number = ?", (number,))

    def show_pages(self, pages: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Store what sources show: path, card and page."""
        self._db.executemany("INSERT OR REPLACE INTO shown VALUES (?, ?, ?)", pages)

    def forget_pages(self, paths: Iterable[str]) -> None:
        """Drop what sources show."""
        self._db.executemany("DELETE FROM shown WHERE path = ?", [(path,) for path in paths])

    def forget_all_pages(self) -> None:
        """Drop every source."""
        self._db.execute("DELETE FROM sheets")
        self._db.execute("DELETE FROM shown")

    def card(self, path: str) -> bytes:
        """Return a source's card, or nothing when there is none."""
        return self._one("SELECT card FROM shown WHERE path = ?", path)

    def page(self, path: str) -> bytes:
        """Return a source's page, or nothing when there is none."""
        return self._one("SELECT page FROM shown WHERE path = ?", path)

    def small_pages(self, paths: Sequence[str], most: int) -> dict[str, tuple[bytes, bytes]]:
        """Return card and page of those sources, by path, that take no more than `most` bytes together."""
        marks = ", ".join("?" * len(paths))
        query = f"SELECT path, card, page FROM shown WHERE path IN ({marks}) AND length(card) + length(page) <= ?"
        return {path: (card, page) for path, card, page in self._db.execute(query, (*paths, most))}

    def _one(self, query: str, path: str) -> bytes:
        row = self._db.execute(query, (path,)).fetchone()
        return bytes(row[0]) if row else b""

    # -- outputs ------------------------------------------------------------------------------------------------------

    def outputs(self) -> Iterator[OutputRow]:
        """Give every output that was written or claimed, by path."""
        return self._outputs("ORDER BY path")

    def lone_outputs(self) -> Iterator[OutputRow]:
        """Give every output that is in no group that is remembered."""
        return self._outputs('WHERE "group" NOT IN (SELECT name FROM groups)')

    def _outputs(self, which: str) -> Iterator[OutputRow]:
        return map(OutputRow._make, self._db.execute(f"SELECT {_OF_OUTPUTS} FROM outputs {which}"))

    def output(self, path: str) -> OutputRow | None:
        """Return one output; None when it was neither written nor claimed."""
        row = self._db.execute(f"SELECT {_OF_OUTPUTS} FROM outputs WHERE path = ?", (path,)).fetchone()
        return OutputRow._make(row) if row else None

    def outputs_at(self, paths: Sequence[str]) -> Iterator[OutputRow]:
        """Give those of some outputs that were written or claimed."""
        for start in range(0, len(paths), _MOST_ASKED):
            some = paths[start : start + _MOST_ASKED]
            query = f"SELECT {_OF_OUTPUTS} FROM outputs WHERE path IN ({', '.join('?' * len(some))})"
            yield from map(OutputRow._make, self._db.execute(query, some))

    def forget_all_but_claims(self) -> None:
        """Drop all sources, and of outputs everything but that they are ours."""
        with self.transaction():
            self.forget_all_pages()
            self._db.execute("DELETE FROM recipes")
            self._db.execute("DELETE FROM groups")
            self._db.execute("UPDATE outputs SET view = '', recipe = '', digest = '', size = -1, mtime_ns = -1")

    def remember_outputs(self, rows: Iterable[OutputRow]) -> None:
        """Store outputs."""
        self._db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def claim_outputs(self, paths: Iterable[str]) -> None:
        """Say that these files are ours, whatever they hold. What is known of them and their groups is dropped."""
        paths = list(paths)
        self._db.executemany(_FORGET_GROUP_OF, [(path,) for path in paths])
        self.remember_outputs(OutputRow(path, "", "", "", -1, -1, "") for path in paths)

    def forget_outputs(self, paths: Iterable[str]) -> None:
        """Drop outputs."""
        self._db.executemany("DELETE FROM outputs WHERE path = ?", [(path,) for path in paths])

    def recipes(self) -> dict[str, bytes]:
        """Return the parts of every remembered recipe, by digest."""
        return dict(self._db.execute("SELECT digest, parts FROM recipes"))

    def replace_recipes(self, recipes: Iterable[tuple[str, bytes]]) -> None:
        """Store recipes in place of all earlier ones."""
        self._db.execute("DELETE FROM recipes")
        self._db.executemany("INSERT OR REPLACE INTO recipes VALUES (?, ?)", recipes)

    def groups(self) -> dict[str, GroupRow]:
        """Return every remembered group, by name."""
        rows = self._db.execute("SELECT name, basis, recipe, files FROM groups")
        return {row[0]: GroupRow._make(row) for row in rows}

    def count_groups(self) -> int:
        """Return how many groups are remembered."""
        return int(self._db.execute("SELECT count(*) FROM groups").fetchone()[0])

    def remember_groups(self, rows: Iterable[GroupRow]) -> None:
        """Store groups."""
        self._db.executemany("INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?)", rows)

    def forget_groups(self, names: Iterable[str]) -> None:
        """Drop groups. Their outputs stay."""
        self._db.executemany("DELETE FROM groups WHERE name = ?", [(name,) for name in names])

    # -- the rest -----------------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str:
        """Return a remembered text; an empty one when there is none, or when it is not what was stored."""
        row = self._db.execute("SELECT guard, value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[1]) if row and row[0] == crc32(row[1].encode()) else ""

    def set_meta(self, key: str, value: str) -> None:
        """Remember a text."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?, ?)", (key, crc32(value.encode()), value))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen together or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()


UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged memory may raise (the second when damage spoils a name or a message of SQLite's).

The answer is `forget`, unless `is_machine_trouble`.
"""
_MACHINE_TROUBLE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PERM}
)
# What a file that is cut short gives, or one whose bytes are not what they were.
_DAMAGE = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})


def is_machine_trouble(error: Exception) -> bool:
    """Whether the disk and not the memory is at fault: full, read-only, not to be opened. Forgetting mends none."""
    code = getattr(error, "sqlite_errorcode", 0)
    kind = code & 0xFF
    return kind in _MACHINE_TROUBLE or (kind == sqlite3.SQLITE_IOERR and code not in _DAMAGE)


def forget(file: Path) -> None:
    """Remove a memory with its side files. Nothing happens when there is none."""
    for name in (file.name, file.name + "-wal", file.name + "-shm", file.name + "-journal"):
        file.with_name(name).unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(file)
    except UNREADABLE as error:
        if is_machine_trouble(error):
            raise
        forget(file)
        return _opened(file)


def _opened(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        db.execute("PRAGMA cache_size = -16000")
        found = _format_of(db)
        if found == FORMAT:
            _keep_journal(db)
        elif found or db.execute("SELECT name FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("written in another format, or its first build did not come to `write_safely`")
        else:
            # What sources mean is written straight to its place in a first build, and need not wait for the disk. Of
            # what a power cut leaves later, each page has its digest, each sheet its guard, and what SQLite finds wrong
            # is forgotten.
            db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(_TABLES)
    except BaseException:
        db.close()
        raise
    return db


def _keep_journal(db: sqlite3.Connection) -> None:
    """Let a crash cost nothing that was committed, and a power cut the newest transaction: pages that are made again.

    WAL lets the workers read while the build writes. Where a file system does not know it, the old journal does.
    """
    db.execute("PRAGMA synchronous = NORMAL")
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = DELETE")


def _format_of(db: sqlite3.Connection) -> int:
    """Return the format that a memory is written in; 0 for one whose first build has only begun."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def write_back(file: Path) -> None:
    """Let the disk take what was written to a memory. For a worker: the build itself would wait for it at its end."""
    with contextlib.suppress(OSError):
        # It stays open: closing it would end all locks that this process has on the file (POSIX, fcntl).
        os.fsync(os.open(file, os.O_RDONLY))


def _connect_reader(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA cache_size = -8000")
    return db
