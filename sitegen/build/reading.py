"""Parses the sources that changed since the last build; takes all others from memory.

Never: looks at what a source means.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from sitegen.build.place import Progress, trusted_ns
from sitegen.build.shelf import pack, reading_memory
from sitegen.build.workers import Task, run
from sitegen.cache import Memory
from sitegen.errors import Problem
from sitegen.later import Later
from sitegen.pages.page import Essentials
from sitegen.pages.parser_settings import parser_settings
from sitegen.pages.term import TermData
from sitegen.rows import PageRow
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from sitegen.values import decoder, digest_bytes, digest_of, encode, replace_field

if TYPE_CHECKING:
    from sitegen.pages import parse, term_data
else:
    parse = Later("sitegen.pages.parse")
    term_data = Later("sitegen.pages.term_data")

DATA = "_data/"
LARGEST_READ = 64 * 1024 * 1024 + 1
"""Bytes: one more than the parser takes, so that it sees that a source is too large."""
_GUARD = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """All sources, read."""

    pages: Sequence[Essentials]
    terms: Sequence[TermData]
    problems: Sequence[Problem]
    parsed: int


class Place(NamedTuple):
    """Where the sources are, and how to read them."""

    content: Path
    settings: Settings
    code: str
    """Digest of what parsing depends on besides text and settings."""
    listed_ns: int
    """The file system's own time when the files were listed."""


class _Wanted(NamedTuple):
    """A source to read, and the digest it had."""

    file: SourceFile
    digest: str


class _Read(NamedTuple):
    """A source that was read; of one whose bytes are the same only the row's times count."""

    row: PageRow
    card: bytes
    page: bytes
    is_same: bool


def parse_changed(files: Sequence[SourceFile], memory: Memory, place: Place, jobs: int, progress: Progress) -> Reading:
    """Return what all sources mean, parsing only those whose bytes changed, and remember it."""
    shelf = _Meanings()
    with reading_memory():
        parser = digest_of([place.code, parser_settings(place.settings), place.settings.content])
        wanted, gone = _take_stock(files, memory, parser, shelf)
    failures: list[Problem] = []
    parsed = read_count = 0
    with memory.transaction():
        for results in run(_TASK, place, wanted, jobs):
            wishes = wanted[read_count : read_count + len(results)]
            read_count += len(results)
            progress("parse", read_count, len(wanted))
            failures += (read for read in results if isinstance(read, Problem))
            parsed += _remember(wishes, results, shelf, memory, place.listed_ns)
        unreadable = {failure.path for failure in failures}
        gone += (wish.file.path for wish in wanted if place.settings.shown_path(wish.file.path) in unreadable)
        memory.forget_pages(gone)
    return shelf.reading(files, failures, parsed)


class _Meanings:
    """What sources mean, by path."""

    def __init__(self) -> None:
        self._pages: dict[str, Essentials] = {}
        self._terms: dict[str, TermData] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._same_terms: dict[tuple[tuple[str, tuple[str, ...]], ...], dict[str, tuple[str, ...]]] = {}
        self._page = decoder(Essentials).decode
        self._term = decoder(TermData).decode
        self._problems_of = decoder(tuple[Problem, ...]).decode

    def add(self, path: str, essentials: bytes, problems: bytes) -> None:
        """Add a source that was read, now or earlier."""
        if problems:
            self._problems[path] = self._problems_of(problems)
        if not essentials:
            return
        if path.startswith(DATA):
            self._terms[path] = self._term(essentials)
            return
        page = self._pages[path] = self._page(essentials)
        # What many pages have alike, and their paths, are held once.
        replace_field(page, "path", path)
        replace_field(page, "day", sys.intern(page.day))
        if terms := page.terms:
            replace_field(page, "terms", self._same_terms.setdefault(tuple(terms.items()), terms))

    def reading(self, files: Sequence[SourceFile], failures: Sequence[Problem], parsed: int) -> Reading:
        """Return all that was added, in the order of the files."""
        paths = [file.path for file in files]
        pages = [page for path in paths if (page := self._pages.get(path))]
        terms = [term for path in paths if (term := self._terms.get(path))]
        told = [problem for path in paths if path in self._problems for problem in self._problems[path]]
        return Reading(pages, terms, [*told, *failures], parsed)


def _take_stock(
    files: Sequence[SourceFile], memory: Memory, parser: str, shelf: _Meanings
) -> tuple[list[_Wanted], list[str]]:
    """Put what is remembered of unchanged sources on the shelf; return those to read, and the paths of those gone."""
    if memory.meta("parser") != parser:
        with memory.transaction():
            memory.forget_all_pages()
            memory.set_meta("parser", parser)
        return [_Wanted(file, "") for file in files], []
    present = {file.path: file for file in files}
    digests: dict[str, str] = {}
    gone = []
    for path, changed_ns, size, digest, guarded, problems in memory.pages():
        file = present.get(path)
        if file is None:
            gone.append(path)
            continue
        essentials = guarded[_GUARD:]
        if guarded[:_GUARD] == _guard(path, essentials, problems):
            if file.changed_ns == changed_ns and file.size == size:
                shelf.add(file.path, essentials, problems)
                del present[path]
            else:
                digests[path] = digest
    return [_Wanted(file, digests.get(path, "")) for path, file in present.items()], gone


def _guard(path: str, essentials: bytes, problems: bytes) -> bytes:
    """Return what shows that a row is as it was written: a flipped bit on disk must not become a headline."""
    return crc32(problems, crc32(essentials, crc32(path.encode()))).to_bytes(_GUARD)


def _remember(
    wishes: Sequence[_Wanted], results: Sequence[_Read | Problem], shelf: _Meanings, memory: Memory, listed_ns: int
) -> int:
    """Remember what was read; return how many sources were parsed."""
    parsed: list[tuple[PageRow, bytes, bytes]] = []
    for wish, read in zip(wishes, results, strict=True):
        if isinstance(read, Problem):
            continue
        row = read.row._replace(path=wish.file.path, changed_ns=trusted_ns(read.row.changed_ns, listed_ns))
        if read.is_same:
            row = memory.touch_page(row.path, row.changed_ns, row.size)
        else:
            parsed.append((row, read.card, read.page))
        shelf.add(row.path, row.essentials[_GUARD:], row.problems)
    memory.remember_pages(parsed)
    return len(parsed)


# -- in the workers ---------------------------------------------------------------------------------------------------


def _begin(place: Place) -> Place:
    return place


def _read_all(place: Place, wanted: Sequence[_Wanted]) -> list[_Read | Problem]:
    return [_read(place, wish) for wish in wanted]


def _read(place: Place, wish: _Wanted) -> _Read | Problem:
    shown = place.settings.shown_path(wish.file.path)
    try:
        with open(os.path.join(place.content, wish.file.path), "rb", buffering=0) as source:
            # A buffer for the largest would be made for each, and given back: most of the time that reading takes.
            data = source.read(min(wish.file.size + 1, LARGEST_READ))
            if len(data) > wish.file.size:
                data += source.read(LARGEST_READ - len(data))  # it has grown since it was listed
    except OSError as error:
        return Problem(
            level="error",
            path=shown,
            line=0,
            column=0,
            field="",
            message=f"cannot be read ({error.strerror})",
            hint="Make it readable for the account that builds, or take it away.",
        )
    digest = digest_bytes(data)
    path, changed_ns, size = wish.file.path, wish.file.changed_ns, wish.file.size
    if digest == wish.digest:
        return _Read(PageRow(path, changed_ns, size, digest, b"", b""), b"", b"", is_same=True)
    essentials, card, page, problems = _parsed(data, path, shown, place.settings)
    guarded = _guard(path, essentials, problems) + essentials
    return _Read(PageRow(path, changed_ns, size, digest, guarded, problems), card, page, is_same=False)


def _parsed(data: bytes, path: str, shown: str, settings: Settings) -> tuple[bytes, bytes, bytes, bytes]:
    """Return a source's essentials, card, page and problems as bytes, each empty when there is none."""
    if path.startswith(DATA):
        term, found = term_data.parse_term(data, path, settings)
        return encode(term) if term else b"", b"", b"", encode(found) if found else b""
    parsed = parse.parse_source(data, path, settings, shown)
    problems = encode(parsed.problems) if parsed.problems else b""
    if parsed.essentials is None:
        return b"", b"", b"", problems
    return encode(parsed.essentials), parsed.card_bytes, pack(parsed.page_bytes), problems


_TASK: Task[Place, Place, _Wanted, list[_Read | Problem]] = Task(_begin, _read_all, enough=400)
