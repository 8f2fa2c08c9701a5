"""Parses the sources that changed since the last build; takes all others from memory.

Never: looks at what a source means.
"""

from __future__ import annotations

import gc
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.build.parsing import DATA, PARSE, Place, Read, Wanted
from sitegen.build.place import Progress, trusted_ns
from sitegen.build.sheets import MOST_ON_A_SHEET, Sheet, SheetWriter, SourceRow, read_sheets
from sitegen.build.shelf import reading_memory
from sitegen.build.workers import run
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.pages.page import Essentials
from sitegen.pages.parser_settings import parser_settings
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from sitegen.values import decoder, digest_of, replace_field, with_changes

HELD_ONCE_FROM = 100_000
"""Sources, from which on what many of them have alike is held once: before, this costs more than it spares."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All sources, read."""

    pages: Sequence[Essentials]
    terms: Sequence[TermData]
    problems: Sequence[Problem]
    parsed: int


class Recalled(NamedTuple):
    """What is remembered of all sources, and where."""

    sheets: deque[Sheet]
    """Used up by the one who looks at them: with what they hold of a large archive there is no room for both."""
    alike: Alike
    memory: Memory


def recall(memory: Memory, settings: Settings, code: str) -> Recalled:
    """Read what is remembered of all sources; what was parsed with other `code` (its digest) is forgotten.

    The garbage collector passes over all of it until `gc.unfreeze`: it would look through it again and again.
    """
    parser = digest_of([code, parser_settings(settings), settings.content])
    if memory.meta("parser") != parser:
        with memory.transaction():
            memory.forget_all_pages()
            memory.set_meta("parser", parser)
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        with reading_memory():
            return _read_all(memory)
    finally:
        gc.freeze()
        if is_collecting:
            gc.enable()


def _read_all(memory: Memory) -> Recalled:
    sheets: deque[Sheet] = deque()
    alike = Alike()
    for sheet in read_sheets(memory):
        sheets.append(sheet)
        if len(sheets) * MOST_ON_A_SHEET >= HELD_ONCE_FROM:
            for row in sheet[1] or ():
                alike.hold_once(row)
    return Recalled(sheets, alike, memory)


def parse_changed(
    files: Sequence[SourceFile], recalled: Recalled, place: Place, jobs: int, progress: Progress
) -> Reading:
    """Return what all sources mean, parsing only those whose bytes changed, and remember it."""
    memory = recalled.memory
    stock = _take_stock(files, recalled.sheets)
    alike = recalled.alike if len(files) >= HELD_ONCE_FROM else None
    wanted = list(stock.wanted.items())
    done = 0
    with memory.transaction():
        desk = _Desk(memory, stock, alike, place.listed_ns)
        for results in run(PARSE, place, list(stock.wanted.values()), jobs):
            desk.take(wanted[done : done + len(results)], results)
            done += len(results)
            progress("parse", done, len(wanted))
        desk.clear()
    memory.write_safely()  # what is published must never be forgotten in part
    gc.freeze()  # as in `recall`
    return stock.meanings.reading(desk.failures, desk.parsed)


class Alike:
    """What many pages of a large archive have alike, to be held once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._terms: dict[tuple[tuple[str, tuple[str, ...]], ...], dict[str, tuple[str, ...]]] = {}

    def hold_once(self, row: SourceRow) -> None:
        """Let a page that was just read hold what an equal one holds."""
        if page := row.page:
            replace_field(page, "path", row.path)
            replace_field(page, "day", sys.intern(page.day))
            if terms := page.terms:
                replace_field(page, "terms", self._terms.setdefault(tuple(terms.items()), terms))


class _Meanings:
    """What sources mean, by their place among the files."""

    def __init__(self, files: Sequence[SourceFile]) -> None:
        """Make room for what each of the files means."""
        self._files = files
        self._found: list[Essentials | TermData | None] = [None] * len(files)
        self._problems: dict[int, tuple[Problem, ...]] = {}
        self._is_large = len(files) >= HELD_ONCE_FROM

    def add(self, number: int, row: SourceRow) -> None:
        """Add a source that was read, now or earlier."""
        self._found[number] = row.page or row.term
        if row.problems:
            self._problems[number] = row.problems
        if self._is_large and row.page:
            replace_field(row.page, "path", self._files[number].path)

    def reading(self, failures: Sequence[Problem], parsed: int) -> Reading:
        """Return all that was added, in the order of the files."""
        pages = [meaning for meaning in self._found if type(meaning) is Essentials]
        terms = [meaning for meaning in self._found if type(meaning) is TermData]
        told = [problem for _, problems in sorted(self._problems.items()) for problem in problems]
        return Reading(pages, terms, [*told, *failures], parsed)


@dataclass(slots=True)
class _Stock:
    """What is remembered of sources, and what is not."""

    meanings: _Meanings
    """Of those that are as they were."""
    wanted: dict[int, Wanted]
    """Those that must be read, by their place among the files."""
    changed: dict[str, SourceRow] = field(default_factory=dict)
    """What was remembered of those that seem to have changed."""
    gone: list[str] = field(default_factory=list)
    """Paths of those that are no more."""
    opened: list[tuple[int, Sequence[SourceRow]]] = field(default_factory=list)
    """The sheets that will be written again, with what stays on them."""


def _take_stock(files: Sequence[SourceFile], sheets: deque[Sheet]) -> _Stock:
    """Find out which files must be read."""
    stock = _Stock(_Meanings(files), {})
    unknown = {file.path: number for number, file in enumerate(files)}
    last: tuple[int, Sequence[SourceRow]] | None = None
    room = 0
    while sheets:
        sheet, rows = sheets.popleft()
        stays = _still_true(rows or (), files, unknown, stock)
        if rows is None or len(stays) < len(rows):
            stock.opened.append((sheet, stays))
            room += len(rows or ()) - len(stays)
        else:
            last = sheet, rows
    if last and len(unknown) > room:
        stock.opened.insert(0, last)  # a new story goes where there is room
    for path, number in unknown.items():
        stock.wanted[number] = Wanted(files[number], stock.changed[path].digest if path in stock.changed else "")
    return stock


def _still_true(
    rows: Sequence[SourceRow], files: Sequence[SourceFile], unknown: dict[str, int], stock: _Stock
) -> list[SourceRow]:
    """Return the rows of sources that are as they were, and take these off the unknown (path -> place among files)."""
    stays = []
    for row in rows:
        number = unknown.get(row.path)
        if number is None:
            stock.gone.append(row.path)
            continue
        file = files[number]
        if file.changed_ns == row.changed_ns and file.size == row.size and file.inode == row.inode:
            del unknown[row.path]
            stock.meanings.add(number, row)
            stays.append(row)
        else:
            stock.changed[row.path] = row
    return stays


class _Desk:
    """Where what was read is put in its place: on sheets, with what is shown, and among the meanings."""

    def __init__(self, memory: Memory, stock: _Stock, alike: Alike | None, listed_ns: int) -> None:
        self.failures: list[Problem] = []
        self.parsed = 0
        self._memory = memory
        self._stock = stock
        self._alike = alike
        self._listed_ns = listed_ns
        self._sheets = SheetWriter(memory, stock.opened)
        self._page = decoder(Essentials).decode
        self._term = decoder(TermData).decode
        self._problems = decoder(tuple[Problem, ...]).decode

    def take(self, wishes: Sequence[tuple[int, Wanted]], results: Sequence[Read | Problem]) -> None:
        """Remember what was read of files, each wish with its place among them."""
        shown = []
        for read, (number, wish) in zip(results, wishes, strict=True):
            file = wish.file
            if isinstance(read, Problem):
                self.failures.append(read)
                self._stock.gone.append(file.path)
                continue
            row = self._row(file, read)
            if not read.is_same:
                shown.append((file.path, read.card, read.page))
            if self._alike:
                self._alike.hold_once(row)
            self._stock.meanings.add(number, row)
            self._sheets.add(row)
        self._memory.show_pages(shown)
        self.parsed += len(shown)

    def clear(self) -> None:
        """Write what waits, and forget what is no more."""
        self._sheets.finish()
        self._memory.forget_pages(self._stock.gone)

    def _row(self, file: SourceFile, read: Read) -> SourceRow:
        changed_ns = trusted_ns(file.changed_ns, self._listed_ns)
        if read.is_same:
            return with_changes(self._stock.changed[file.path], changed_ns=changed_ns, size=file.size, inode=file.inode)
        is_term = file.path.startswith(DATA)
        return SourceRow(
            file.path,
            changed_ns,
            file.size,
            file.inode,
            read.digest,
            self._page(read.meaning) if read.meaning and not is_term else None,
            self._term(read.meaning) if read.meaning and is_term else None,
            self._problems(read.problems) if read.problems else (),
        )
