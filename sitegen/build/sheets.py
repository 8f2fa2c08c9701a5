"""Sheets: what sources were found to mean, some hundred of them on one sheet of the memory.

A build reads all sheets at once, at the speed of C, and writes again only those of sources that changed.

Never: knows whether a source changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zlib import crc32

from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.pages.page import Essentials
from sitegen.pages.term import TermData
from sitegen.values import Value, decoder, encode

MOST_ON_A_SHEET = 512
_GUARD = 4
"""Bytes in front of a sheet that show that it is as it was written: a flipped bit must not become a headline."""


class SourceRow(Value, frozen=True):
    """What is remembered of a source, without what it shows."""

    path: str
    changed_ns: int
    size: int
    inode: int
    digest: str
    page: Essentials | None = None
    term: TermData | None = None
    problems: tuple[Problem, ...] = ()


Sheet = tuple[int, list[SourceRow] | None]
"""Its number, and what is on it; None for one that is damaged."""
_decode = decoder(list[SourceRow]).decode


def read_sheets(memory: Memory) -> Iterator[Sheet]:
    """Give every sheet."""
    for number, data in memory.sheets():
        rows = memoryview(data)[_GUARD:]
        yield number, _decode(rows) if data[:_GUARD] == crc32(rows).to_bytes(_GUARD) else None


class SheetWriter:
    """Writes sources on sheets as they come, in the running transaction; holds no more than one full sheet."""

    def __init__(self, memory: Memory, opened: Sequence[tuple[int, Sequence[SourceRow]]]) -> None:
        """Write to `memory`, first on the `opened` sheets, with what stays on them, then on new ones."""
        self._memory = memory
        self._opened = list(opened)
        self._number: int | None = None
        self._rows: list[SourceRow] = []
        self._turn()

    def add(self, row: SourceRow) -> None:
        """Write a source."""
        while len(self._rows) >= MOST_ON_A_SHEET:
            self._write()
            self._turn()
        self._rows.append(row)

    def finish(self) -> None:
        """Write what waits. A sheet with nothing on it is thrown away."""
        self._write()
        while self._opened:
            self._turn()
            self._write()

    def _turn(self) -> None:
        self._number, rows = self._opened.pop() if self._opened else (None, ())
        self._rows = list(rows)

    def _write(self) -> None:
        data = encode(self._rows)
        if self._rows:
            self._memory.write_sheet(self._number, crc32(data).to_bytes(_GUARD) + data)
        elif self._number is not None:
            self._memory.forget_sheet(self._number)
