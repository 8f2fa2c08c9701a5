"""Parses the sources that changed since the last build; takes all others from memory.

Never: looks at what a source means.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from sitegen.build.place import Progress, trusted_ns
from sitegen.build.shelf import pack, reading_memory
from sitegen.build.workers import Task, run
from sitegen.cache import Memory, PageRow
from sitegen.errors import Problem
from sitegen.later import Later
from sitegen.pages.page import Essentials
from sitegen.pages.parser_settings import parser_settings
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from sitegen.values import decoder, digest_bytes, digest_of, encode

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
    with reading_memory():
        rows = _remembered(memory, digest_of([place.code, parser_settings(place.settings), place.settings.content]))
    wanted = [
        _Wanted(file, rows[file.path].digest if file.path in rows else "") for file in files if _changed(file, rows)
    ]
    failures: list[Problem] = []
    parsed = read_count = 0
    with memory.transaction():
        for results in run(_TASK, place, wanted, jobs):
            read_count += len(results)
            progress("parse", read_count, len(wanted))
            failures += (read for read in results if isinstance(read, Problem))
            parsed += _remember([read for read in results if isinstance(read, _Read)], rows, memory, place.listed_ns)
        unreadable = {failure.path for failure in failures}
        present = [file.path for file in files if place.settings.shown_path(file.path) not in unreadable]
        memory.forget_pages(rows.keys() - set(present))
    with reading_memory():
        return _decoded([rows[path] for path in present], failures, parsed)


def _remembered(memory: Memory, parser: str) -> dict[str, PageRow]:
    """Return the intact rows of sources; none when they were parsed in another way."""
    if memory.meta("parser") != parser:
        with memory.transaction():
            memory.forget_all_pages()
            memory.set_meta("parser", parser)
        return {}
    return {row.path: row for row in memory.pages() if row.essentials[:_GUARD] == _guard(row)}


def _guard(row: PageRow) -> bytes:
    """Return what shows that a row is as it was written: a flipped bit on disk must not become a headline."""
    return crc32(row.problems, crc32(row.essentials[_GUARD:], crc32(row.path.encode()))).to_bytes(_GUARD)


def _changed(file: SourceFile, rows: dict[str, PageRow]) -> bool:
    row = rows.get(file.path)
    return row is None or row.changed_ns != file.changed_ns or row.size != file.size


def _remember(results: Sequence[_Read], rows: dict[str, PageRow], memory: Memory, listed_ns: int) -> int:
    """Remember what was read; return how many sources were parsed."""
    parsed: list[tuple[PageRow, bytes, bytes]] = []
    same: list[tuple[int, int, str]] = []
    for read in results:
        row = read.row._replace(changed_ns=trusted_ns(read.row.changed_ns, listed_ns))
        if read.is_same:
            same.append((row.changed_ns, row.size, row.path))
            row = rows[row.path]._replace(changed_ns=row.changed_ns, size=row.size)
        else:
            parsed.append((row, read.card, read.page))
        rows[row.path] = row
    memory.touch_pages(same)
    memory.remember_pages(parsed)
    return len(parsed)


def _decoded(rows: Sequence[PageRow], failures: Sequence[Problem], parsed: int) -> Reading:
    essentials = decoder(Essentials).decode
    data = decoder(TermData).decode
    known = decoder(tuple[Problem, ...]).decode
    pages = [row for row in rows if len(row.essentials) > _GUARD and not row.path.startswith(DATA)]
    terms = [row for row in rows if len(row.essentials) > _GUARD and row.path.startswith(DATA)]
    problems = [problem for row in rows if row.problems for problem in known(row.problems)]
    return Reading(
        pages=[essentials(row.essentials[_GUARD:]) for row in pages],
        terms=[data(row.essentials[_GUARD:]) for row in terms],
        problems=[*problems, *failures],
        parsed=parsed,
    )


# -- in the workers ---------------------------------------------------------------------------------------------------


def _begin(place: Place) -> Place:
    return place


def _read_all(place: Place, wanted: Sequence[_Wanted]) -> list[_Read | Problem]:
    return [_read(place, wish) for wish in wanted]


def _read(place: Place, wish: _Wanted) -> _Read | Problem:
    shown = place.settings.shown_path(wish.file.path)
    try:
        with open(os.path.join(place.content, wish.file.path), "rb") as source:
            data = source.read(LARGEST_READ)
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
    row = PageRow(wish.file.path, wish.file.changed_ns, wish.file.size, digest, b"", b"")
    if digest == wish.digest:
        return _Read(row, b"", b"", is_same=True)
    essentials, card, page, problems = _parsed(data, wish.file.path, shown, place.settings)
    row = row._replace(essentials=bytes(_GUARD) + essentials, problems=problems)
    return _Read(row._replace(essentials=_guard(row) + essentials), card, page, is_same=False)


def _parsed(data: bytes, path: str, shown: str, settings: Settings) -> tuple[bytes, bytes, bytes, bytes]:
    """Return a source's essentials, card, page and problems as bytes, each empty when there is none."""
    if path.startswith(DATA):
        term, found = term_data.parse_term(data, path, settings)
        return encode(term) if term else b"", b"", b"", encode(found) if found else b""
    parsed = parse.parse_source(data, path, settings, shown)
    problems = encode(parsed.problems) if parsed.problems else b""
    if parsed.essentials is None or parsed.page is None:
        return b"", b"", b"", problems
    return encode(parsed.essentials), encode(parsed.page.card), pack(parsed.page), problems


_TASK: Task[Place, Place, _Wanted, list[_Read | Problem]] = Task(_begin, _read_all, enough=400)
