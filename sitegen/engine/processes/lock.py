"""A lock that one process at a time holds: SQLite's, which ends with the process, however that ends."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_MILLISECONDS = 200
"""Between two tries, in which Ctrl-C is not heard."""


@contextmanager
def hold(file: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a file, made when it is not there; `on_wait` is called once when another process has it.

    Raises OSError when the file cannot be written to.
    """
    with closing(_opened(file)) as lock:
        if not os.access(file, os.W_OK):  # of a file that may only be read, several can have the lock
            raise _unusable(file, os.strerror(errno.EACCES))
        if not _take(lock, file):
            on_wait()
            lock.execute(f"PRAGMA busy_timeout = {_MILLISECONDS}")
            while not _take(lock, file):
                pass
        yield


def _opened(file: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(file, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise _unusable(file, str(error)) from None


def _take(lock: sqlite3.Connection, file: Path) -> bool:
    try:
        lock.execute("PRAGMA journal_mode = OFF")  # nothing is ever written
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        kind = error.sqlite_errorcode & 0xFF
        if kind == sqlite3.SQLITE_NOTADB:  # whoever wrote into it, it says nothing
            os.truncate(file, 0)
            return _take(lock, file)
        if kind != sqlite3.SQLITE_BUSY:
            raise _unusable(file, str(error)) from None
        return False
    return True


def _unusable(file: Path, why: str) -> OSError:
    """Return what the system says of writing to a file, which SQLite mostly keeps to itself."""
    try:
        file.touch()
    except OSError as error:
        return error
    return OSError(errno.EACCES, why, os.fspath(file))
