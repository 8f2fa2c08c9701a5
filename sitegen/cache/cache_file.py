"""The file of the cache: its tables, how SQLite opens it, which faults mean damage, and which the machine causes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

FORMAT = 7
"""Incremented when a table changes."""
_PAGE_BYTES = 16_384
"""Of the file's pages: a story's card and page take some thousand bytes, of which several fit on one."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, checksum INTEGER NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (path TEXT PRIMARY KEY, changed_ns INTEGER NOT NULL, size INTEGER NOT NULL,
                      inode INTEGER NOT NULL, digest TEXT NOT NULL, meaning BLOB NOT NULL, problems BLOB NOT NULL,
                      checksum INTEGER NOT NULL);
CREATE TABLE pages (path TEXT PRIMARY KEY, card BLOB NOT NULL, page BLOB NOT NULL);
CREATE TABLE outputs (path TEXT PRIMARY KEY, view TEXT NOT NULL, fingerprint TEXT NOT NULL, digest TEXT NOT NULL,
                      size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, reason TEXT NOT NULL,
                      problem BLOB NOT NULL, "group" TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX outputs_by_group ON outputs ("group");
CREATE TABLE groups (name TEXT PRIMARY KEY, inputs TEXT NOT NULL, fingerprint TEXT NOT NULL, paths TEXT NOT NULL);
CREATE TABLE fingerprints (digest TEXT PRIMARY KEY, parts BLOB NOT NULL) WITHOUT ROWID;
"""

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged cache may raise (the second when damage spoils a name or a message of SQLite's).

The answer is `discard_cache`, unless `is_machine_trouble`.
"""
_MACHINE_TROUBLE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_PERM}
)
# What a file that is cut short gives, or one whose bytes are not what they were.
_DAMAGE = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})


def is_machine_trouble(error: Exception) -> bool:
    """Return whether the disk is at fault (full, read-only, not to be opened): discarding the cache would not help."""
    code = getattr(error, "sqlite_errorcode", 0)
    kind = code & 0xFF
    return kind in _MACHINE_TROUBLE or (kind == sqlite3.SQLITE_IOERR and code not in _DAMAGE)


def discard_cache(file: Path) -> None:
    """Remove a cache with its side files. Nothing happens when there is none."""
    for name in (file.name, file.name + "-wal", file.name + "-shm", file.name + "-journal"):
        file.with_name(name).unlink(missing_ok=True)


def connect(file: Path) -> sqlite3.Connection:
    """Open the cache in a file for reading and writing; a damaged one is made anew."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _opened(file)
    except UNREADABLE as error:
        if is_machine_trouble(error):
            raise
        discard_cache(file)
        return _opened(file)


def _opened(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        db.execute("PRAGMA cache_size = -16000")
        found = format_of(db)
        if found == FORMAT:
            keep_journal(db)
        elif found or db.execute("SELECT name FROM sqlite_master").fetchone():
            raise sqlite3.DatabaseError("written in another format, or its first build did not come to `write_safely`")
        else:
            # A first build keeps no journal and does not wait for the disk. What a power cut spoils is noticed when it
            # is read: pages have a digest, sources a checksum, and what SQLite finds damaged is discarded.
            db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(_TABLES)
    except BaseException:
        db.close()
        raise
    return db


def keep_journal(db: sqlite3.Connection) -> None:
    """Make a crash lose nothing that was committed, and a power cut the newest transaction alone, which is made again.

    WAL lets the workers read while the build writes. Where a file system does not know it, the old journal does.
    """
    db.execute("PRAGMA synchronous = NORMAL")
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = DELETE")


def format_of(db: sqlite3.Connection) -> int:
    """Return the format that a cache is written in; 0 for one whose first build has only begun."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def write_back(file: Path) -> None:
    """Flush what was written to the cache to disk. For a worker: the build itself would wait for it at its end."""
    with contextlib.suppress(OSError):
        # It stays open: closing it would end all locks that this process has on the file (POSIX, fcntl).
        os.fsync(os.open(file, os.O_RDONLY))


def connect_reader(file: Path) -> sqlite3.Connection:
    """Open the cache in a file for reading alone."""
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA cache_size = -8000")
    return db
