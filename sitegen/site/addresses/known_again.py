"""Knows published stories and pages again: by their identity, their source, or their title, body and day.

Never: decides where one stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from sitegen.pages.page import PageMeta
from sitegen.site.addresses.address_records import PAGE, AddressRecord, record_of
from sitegen.site.identities import own_choices, own_identity
from sitegen.values import short_digest


class Known(NamedTuple):
    """A published page that a record tells of."""

    record: AddressRecord
    identity: str
    """What makes it the same for ever: that of the record where its text is known, else the page's own."""


def know_again(
    pages: Sequence[PageMeta], records: Sequence[AddressRecord], existing: Collection[str]
) -> dict[str, Known]:
    """Return path -> what is known of it, for the published pages that no plain line tells of.

    `existing` holds the paths of all sources, published or not: one of them was not renamed.
    """
    if not records:
        return {}
    search = _Search(pages, records)
    search.by_source_and_identity()
    search.by_identity()
    search.by_source()
    search.by_content(existing)
    return search.found


class _Search:
    """Gives each record to one page at most, by the strongest sign first."""

    def __init__(self, pages: Sequence[PageMeta], records: Sequence[AddressRecord]) -> None:
        self.found: dict[str, Known] = {}
        self._pages = sorted(pages, key=attrgetter("moment", "path"))
        self._records = {record.digest: record for record in records}

    def by_source_and_identity(self) -> None:
        """Give each source the record of one of its identities."""
        paths = {page.path: page for page in self._pages}
        for record in list(self._records.values()):
            page = paths.get(record.source)
            if page is not None and page.path not in self.found:
                self._give(page, record, is_sure=False)

    def by_identity(self) -> None:
        """Give a record to what has its identity now, wherever that lies."""
        for page in self._rest():
            record = self._records.get(short_digest(own_identity(page)))
            if record is not None:
                self._give(page, record, is_sure=True)

    def by_source(self) -> None:
        """Give a source the record of what it was, though its identity is another now."""
        sources = {record.source: record for record in self._records.values()}
        for page in self._rest():
            if page.path in sources:
                self._give(page, sources[page.path], is_sure=True)

    def by_content(self, existing: Collection[str]) -> None:
        """Give the record of a source that is gone to the one new page that has what it had."""
        for key in _SIGNS:
            gone = _alone(key, (record for record in self._records.values() if record.source not in existing))
            new = _alone(key, (record_of(page, 1) for page in self._rest()))  # as far as it may be known again
            paths = {page.path: page for page in self._rest()} if gone.keys() & new.keys() else {}
            for sign in sorted(gone.keys() & new.keys(), key=str):
                self._give(paths[new[sign].source], gone[sign], is_sure=True)

    def _rest(self) -> list[PageMeta]:
        return [page for page in self._pages if page.path not in self.found]

    def _give(self, page: PageMeta, record: AddressRecord, *, is_sure: bool) -> None:
        """Give a page a record: always when it `is_sure`, else only when the record's identity is one of the page's."""
        identity = next((text for text in _texts(page, record) if short_digest(text) == record.digest), "")
        if identity or is_sure:
            self.found[page.path] = Known(record, page.guid or identity or own_identity(page))
            del self._records[record.digest]


def _texts(page: PageMeta, record: AddressRecord) -> Iterator[str]:
    """Yield what the text of a record's identity may be."""
    yield from own_choices(page)
    if record.identity:
        yield record.identity
    yield record.source


_SIGNS: tuple[Callable[[AddressRecord], Hashable], ...] = (
    lambda one: (one.kind, one.known_by),  # title, body and day
    lambda one: one.known_by,  # title and body
    lambda one: (one.kind, one.body) if one.body else None,  # body and day
    lambda one: one.body or None,
    lambda one: (one.kind, one.title) if one.kind != PAGE else None,  # title and day
)
"""What a renamed source is known by, the strongest first: a title alone may come every week, a day is many stories'."""


def _alone(
    sign: Callable[[AddressRecord], Hashable], records: Iterable[AddressRecord]
) -> Mapping[Hashable, AddressRecord]:
    """Return sign -> the one record that has it; what several have tells nothing."""
    found: defaultdict[Hashable, list[AddressRecord]] = defaultdict(list)
    for record in records:
        found[sign(record)].append(record)
    return {key: some[0] for key, some in found.items() if key is not None and len(some) == 1}
