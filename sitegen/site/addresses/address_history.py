"""The lines of `addresses.lock` held against what is published now: what of them says something else.

Nearly every line is that of a page that stands where it stood, and is told by comparing two texts; the rest, and the
pages that no line tells of, are few, and all that is kept in memory.

Never: reads a file, or decides what became of an address.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.site.addresses.address_records import TERM, AddressRecord, parse_record, plain_line, record_line, record_of
from sitegen.site.addresses.made_kinds import WORD as MADE
from sitegen.site.addresses.made_kinds import parse_made
from sitegen.site.lists.published_blocks import WORD as BLOCK
from sitegen.site.lists.published_blocks import PublishedBlocks

LOCK_FILE = "addresses.lock"
FIRST_LINE = "# Every address that this site has published. Keep it in git; `sitegen build` writes it. Format 1"
LAST_LINE = "# end"
_OTHER_FORMAT = re.compile(r"#.* Format (?!1\Z)([0-9]+)\Z")
_AFTER_ALL = "~"
"""Sorts behind every line."""
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_RESTORE = (
    f"Take the file of the last commit (git checkout {LOCK_FILE}), or correct the line; nothing is lost meanwhile. "
    "A later version of sitegen may have written it: then build with that one."
)


@dataclass(frozen=True, slots=True)
class History:
    """What the lock says beyond the pages that stand where they stood."""

    records: tuple[AddressRecord, ...] = ()
    """Of stories and pages, one for each identity, by digest."""
    terms: tuple[AddressRecord, ...] = ()
    blocks: PublishedBlocks = field(default_factory=PublishedBlocks)
    """Of lists."""
    made: frozenset[str] = frozenset()
    """Kinds of pages and feeds, as `made_kinds.py` names them."""
    unlisted: Sequence[PageMeta] = ()
    """Published pages of which no plain line tells."""
    problems: tuple[Problem, ...] = ()
    """Errors: lines that nobody can read."""
    is_there: bool = False
    is_normal: bool = True
    """Whether the file is as it would be written: sorted, without repeats, without the markers of a merge."""


def read_history(lines: Iterable[str], published: Sequence[PageMeta], base_path: str) -> History:
    """Compare the lines of a lock, without their ends, with the published pages."""
    lines = iter(lines)
    first = next(lines, None)
    if first is None:
        return History(unlisted=published)
    reading = _Reading(in_lock_order(published), len(base_path))
    reading.read(chain([first], lines))
    return reading.history()


def in_lock_order(pages: Iterable[PageMeta]) -> list[PageMeta]:
    """Return pages in the order of their plain lines."""
    return sorted(pages, key=attrgetter("identity_digest", "path"))


class _Reading:
    """One pass over a lock and over the pages in the order of their lines."""

    def __init__(self, pages: Sequence[PageMeta], base_length: int) -> None:
        self._pages = pages
        self._at = 0
        """Number of the first page whose line is still to come."""
        self._base_length = base_length
        self._unlisted: list[PageMeta] = []
        self._records: list[AddressRecord] = []
        self._blocks = PublishedBlocks()
        self._made: set[str] = set()
        self._damaged: list[int] = []
        self._number = 0
        self._last = ""
        self._format = ""
        self._is_normal = True
        self._ended = 0

    def read(self, lines: Iterable[str]) -> None:
        """Read all lines."""
        pages, base_length, count = self._pages, self._base_length, len(self._pages)
        expected = self._line_at(0)
        for line in lines:
            self._number += 1
            if line != expected:
                self._add(line)
                expected = self._line_at(self._at)
                continue
            self._at += 1  # nearly always
            expected = plain_line(pages[self._at], base_length) if self._at < count else _AFTER_ALL

    def _line_at(self, at: int) -> str:
        return plain_line(self._pages[at], self._base_length) if at < len(self._pages) else _AFTER_ALL

    def _add(self, line: str) -> None:
        """Add a line that is not the one of the next page."""
        if not line or line[0] == "#" or line.startswith(_MARKERS):
            self._add_remark(line)
            return
        if line.startswith((BLOCK, MADE)):
            self._add_block(line) if line.startswith(BLOCK) else self._add_kind(line)
            return
        record = parse_record(line)
        if record is None:
            self._damaged.append(self._number)
            return
        before = self._line_at(self._at - 1) if self._at else ""
        self._is_normal = self._is_normal and max(self._last, before) < line == record_line(record)
        self._last = line
        while (expected := self._line_at(self._at)) < line:
            self._unlisted.append(self._pages[self._at])
            self._at += 1
        if line == expected:
            self._at += 1
        else:
            self._records.append(record)

    def _add_block(self, line: str) -> None:
        self._last = line  # other lines come before these
        self._is_normal = self._is_normal and not self._made
        if not self._blocks.add(line):
            self._damaged.append(self._number)

    def _add_kind(self, line: str) -> None:
        self._is_normal = self._is_normal and self._last < line
        self._last = line
        if kind := parse_made(line):
            self._made.add(kind)
        else:
            self._damaged.append(self._number)

    def _add_remark(self, line: str) -> None:
        found = _OTHER_FORMAT.match(line)
        self._format = self._format or (found[1] if found else "")
        if line == LAST_LINE:
            self._ended = self._number
        self._is_normal = self._is_normal and line == (FIRST_LINE if self._number == 1 else LAST_LINE)

    def history(self) -> History:
        """Return what was found."""
        unlisted = [*self._unlisted, *self._pages[self._at :]]
        for page in self._listed_twice({page.path for page in unlisted}):
            unlisted.append(page)
            self._records.append(record_of(page, self._base_length))
            self._is_normal = False
        records = merged_records(self._records)
        self._is_normal = self._is_normal and len(records) == len(self._records) and self._blocks.is_sorted
        return History(
            records=tuple(record for record in records if record.kind != TERM),
            terms=tuple(record for record in records if record.kind == TERM),
            blocks=self._blocks,
            made=frozenset(self._made),
            unlisted=unlisted,
            problems=tuple(self._problems()),
            is_there=self._number > 0,
            is_normal=self._is_normal,
        )

    def _listed_twice(self, unlisted: set[str]) -> Iterator[PageMeta]:
        """Yield the pages with a plain line and, after a merge of branches, another one."""
        for digest in {record.digest for record in self._records}:
            at = bisect_left(self._pages, digest, key=attrgetter("identity_digest"))
            if at < len(self._pages) and self._pages[at].identity_digest == digest:
                page = self._pages[at]
                if page.path not in unlisted:
                    yield page

    def _problems(self) -> Iterator[Problem]:
        if self._format:
            message = f"it is of format {self._format}, which this version of sitegen does not know"
            yield Problem(
                "error", LOCK_FILE, 1, 0, "", message, "Build with the version that wrote it, or a later one."
            )
        elif self._damaged:
            count = len(self._damaged) - 1
            rest = f", as {'is 1 more line' if count == 1 else f'are {count:,} more lines'}" if count else ""
            message = f"this is not a line of an address: it was cut or changed{rest}"
            yield Problem("error", LOCK_FILE, self._damaged[0], 0, "", message, _RESTORE)
        elif self._number and not self._ended:
            message = f'its last line, "{LAST_LINE}", is missing: the file was cut'
            yield Problem("error", LOCK_FILE, self._number, 0, "", message, _RESTORE)


def merged_records(records: Iterable[AddressRecord]) -> tuple[AddressRecord, ...]:
    """Return one record for each identity, by digest; of two that a merge of branches left, all addresses are kept."""
    found: dict[int, AddressRecord] = {}
    for record in sorted(records):
        other = found.get(record.digest)
        if other is None:
            found[record.digest] = record
            continue
        former = {*other.former, *record.addresses} - {other.address}
        found[record.digest] = other._replace(
            former=tuple(sorted(former)), is_dismissed=other.is_dismissed and record.is_dismissed
        )
    return tuple(found.values())
