"""The lock as the next build is to find it: a line for each page and term that was ever published.

What is published from the lines that are there now and what is from these is the same (decision 17).

Never: writes a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sitegen.site.addresses.address_history import FIRST_LINE, LAST_LINE, in_lock_order
from sitegen.site.addresses.address_records import (
    NO_SOURCE,
    TERM,
    AddressRecord,
    plain_line,
    record_line,
    record_of,
    term_digest,
)
from sitegen.site.addresses.lost_addresses import PublishedNow
from sitegen.site.addresses.made_kinds import WORD as MADE
from sitegen.site.addresses.made_kinds import kinds_of, made_lines
from sitegen.site.addresses.published_before import PublishedBefore
from sitegen.site.identities import own_choices
from sitegen.site.lists.lost_blocks import ListedStories
from sitegen.site.lists.published_blocks import WORD as BLOCK
from sitegen.site.lists.published_blocks import PublishedBlocks, block_lines
from sitegen.values import short_digest


@dataclass(frozen=True, slots=True)
class LockTail:
    """The lines of lists and of kinds, which follow all others."""

    blocks: PublishedBlocks = field(default_factory=PublishedBlocks)
    """Of lists, as they are told of already."""
    blocks_now: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Folder -> name -> day, of those that are not, or otherwise."""
    made: frozenset[str] = frozenset()
    """Kinds of pages and feeds that there are or were."""

    def lines(self) -> Iterator[str]:
        """Yield these lines in order."""
        yield from block_lines(self.blocks, self.blocks_now)
        yield from made_lines(self.made)


@dataclass(frozen=True, slots=True)
class NextLock:
    """What the lock is to say."""

    changes: int = 0
    """How many lines are to be written that are not there, or not as they would be written; 0: it is up to date."""
    special: tuple[str, ...] = ()
    """The lines that are no plain ones, sorted."""
    special_paths: frozenset[str] = frozenset()
    """Of the pages that these tell of."""
    added: tuple[str, ...] = ()
    """Sorted lines that are new beside those that are there, where only a few change."""
    dropped: frozenset[str] | None = None
    """The lines that go then; None: all is to be written anew."""
    tail: LockTail = field(default_factory=LockTail)
    """What follows all these."""

    def lines(self, now: PublishedNow, before: Iterable[str]) -> Iterator[str]:
        """Yield all lines, without their ends; `before` are those that are there."""
        if self.dropped is None:
            length = len(now.settings.base_path)
            pages = (page for page in in_lock_order(now.pages) if page.path not in self.special_paths)
            stay, come = (plain_line(page, length) for page in pages), self.special
        else:
            left = (line for line in before if line[0] != "#" and not line.startswith((BLOCK, MADE)))
            stay, come = (line for line in left if line not in self.dropped), self.added
        yield FIRST_LINE
        yield from _with(stay, come)
        yield from self.tail.lines()
        yield LAST_LINE


def _with(stay: Iterable[str], come: Sequence[str]) -> Iterator[str]:
    """Yield the lines of both in order: of these many, of those a few."""
    waiting, at = (*come, ""), 0
    for line in stay:
        while waiting[at] and waiting[at] < line:
            yield waiting[at]
            at += 1
        yield line
    yield from waiting[at:-1]


def next_lock(
    before: PublishedBefore, now: PublishedNow, identities: Mapping[str, str], listed: ListedStories
) -> NextLock:
    """Return what the lock is to say; `identities` are those of stories that are not known by their own."""
    root, history = len(now.settings.base_path) - 1, before.history
    live = {page.url[root:] for page in now.pages} if history.records or before.known else set()
    pages = list(_page_records(before, now, identities, live))
    records = [record for _, record in pages]
    records += filter(None, (_without(record, live) for record in before.lost))
    records += _term_records(before, now)
    special, paths = set(map(record_line, records)), frozenset(path for path, _ in pages)
    known = {record_line(record) for record in (*history.records, *history.terms)}
    plain = [page.path for page in history.unlisted if page.path not in paths]
    tail, new_kinds = _tail(before, now, listed)
    changes = len(plain) + len(known ^ special) + sum(map(len, tail.blocks_now.values())) + new_kinds
    if history.is_there and history.is_normal and paths.issubset({page.path for page in history.unlisted}):
        urls, wanted = {page.path: page for page in now.pages} if plain else {}, root + 1
        added = sorted([*special - known, *(plain_line(urls[path], wanted) for path in plain)])
        return NextLock(changes, added=tuple(added), dropped=frozenset(known - special), tail=tail)
    is_odd = history.is_there and not history.is_normal
    return NextLock(max(changes, is_odd), tuple(sorted(special)), paths, tail=tail)


def _tail(before: PublishedBefore, now: PublishedNow, listed: ListedStories) -> tuple[LockTail, int]:
    """Return what follows the lines of stories, pages and terms, and how many kinds are new in it."""
    known = before.history.made
    made = known | kinds_of(now.settings, has_stories=bool(listed.stories))
    blocks = before.history.blocks
    return LockTail(blocks, _new_blocks(blocks, listed), made), len(made) - len(known)


def _new_blocks(known: PublishedBlocks, listed: ListedStories) -> dict[str, dict[str, str]]:
    """Return folder -> name -> day, of each block that the lock does not tell of, or with another day."""
    found = {}
    for folder, days in listed.days_of_blocks():
        told = known.of(folder)
        if new := {name: day for name, day in days.items() if told.get(name) != day}:
            found[folder] = new
    return found


def _page_records(
    before: PublishedBefore, now: PublishedNow, identities: Mapping[str, str], live: set[str]
) -> Iterator[tuple[str, AddressRecord]]:
    """Yield path and record of each published page that a plain line is not enough for, or was not until now."""
    if not before.known and not identities:
        return
    length = len(now.settings.base_path)
    for page in now.pages:
        known, identity = before.known.get(page.path), identities.get(page.path, "")
        if known is None and not identity:
            continue
        record = record_of(page, length)
        former = {*known.record.addresses} - live - {record.address} if known else ()
        is_plain = identity in ("", *own_choices(page))
        yield (
            page.path,
            record._replace(
                digest=short_digest(identity) if identity else record.digest,
                former=tuple(sorted(former)),
                identity="" if is_plain else identity,
            ),
        )


def _without(record: AddressRecord, live: set[str]) -> AddressRecord | None:
    """Return a record without the addresses at which another page stands now; None when none is left."""
    left = [address for address in record.addresses if address not in live]
    return record._replace(address=left[0], former=tuple(left[1:])) if left else None


def _term_records(before: PublishedBefore, now: PublishedNow) -> Iterator[AddressRecord]:
    """Yield the records of all terms that have a page, and of those that had one."""
    root = len(now.settings.base_path) - 1
    left = {record.identity: record for record in before.history.terms}
    terms = [(taxonomy, term) for taxonomy in now.taxonomies for term in taxonomy.terms.values() if term.url]
    live = {term.url[root:] for _, term in terms}
    for taxonomy, term in terms:
        name = taxonomy.settings.name
        keys = [term.key, *(old for old, new in taxonomy.renamed.items() if new == term.key)]
        found = [left.pop(f"{name}/{key}") for key in keys if f"{name}/{key}" in left]
        former = {address for record in found for address in record.addresses} - live
        identity = f"{name}/{term.key}"
        yield AddressRecord(
            digest=term_digest(identity),
            kind=TERM,
            address=term.url[root:],
            source=term.data.path if term.data else NO_SOURCE,
            known_by=short_digest(term.name),
            former=tuple(sorted(former)),
            identity=identity,
            name=term.name,
        )
    yield from filter(None, (_without(record, live) for record in left.values()))
