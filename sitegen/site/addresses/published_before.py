"""What was published before and is known again: which identity and which address each page keeps.

Never: decides what an address answers at which nothing stands any more (`lost_addresses.py` does).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import unquote

from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.settings import Settings
from sitegen.site.addresses.address_history import History, read_history
from sitegen.site.addresses.address_records import NO_SOURCE, AddressRecord, record_of
from sitegen.site.addresses.known_again import Known, know_again
from sitegen.site.addresses.settled_addresses import settle_addresses
from sitegen.site.identities import Established, identity_field, own_identity
from sitegen.site.publishing import HeldBack
from sitegen.site.taxonomy import PublishedTerm
from sitegen.values import short_digest, with_changes

Absence = Literal["removed", "expired", "withheld", "broken", "gone"]
"""Why nothing stands at an address: its story was removed or has expired, it is withheld for now, its source has an
error, or there is no such source any more."""
BROKEN = "it has an error"
"""Why no page came of a source with an error."""


class Unpublished(NamedTuple):
    """A source that is there and not published."""

    absence: Absence
    reason: str

    @property
    def keeps_address(self) -> bool:
        """Return whether it is to come back to where it stood, so that no other page may have its address."""
        return self.absence in ("withheld", "broken")


@dataclass(frozen=True, slots=True)
class PublishedBefore:
    """What the lock tells, matched with what is published now."""

    history: History
    known: Mapping[str, Known]
    """Path -> what was known of a page that is told of otherwise than by a plain line."""
    lost: Sequence[AddressRecord]
    """The records of no published page."""
    unpublished: Mapping[str, Unpublished]
    """By path."""
    addresses: Mapping[str, str]
    """Path -> address, for the pages that do not have the one they want."""
    problems: tuple[Problem, ...]
    known_by_text: frozenset[str] = frozenset()
    """Paths of the pages of which it hangs on title and body as what they were published."""

    def established(self) -> Established:
        """Return what is known of the identities of stories."""
        if not self.history.is_there:
            return Established()
        new = {page.path for page in self.history.unlisted} - self.known.keys()
        lost = {record.digest for record in self.lost}
        return Established({path: known.identity for path, known in self.known.items()}, new, lost)

    def count_known(self, published: int) -> int:
        """Return how many of so many published pages were published before."""
        return published - len(self.history.unlisted) + len(self.known) if self.history.is_there else 0

    def terms(self, taxonomy: str) -> dict[str, PublishedTerm]:
        """Return the terms of a taxonomy that were published, by key."""
        found = {}
        for record in self.history.terms:
            name, _, key = record.identity.partition("/")
            if name == taxonomy:
                file = "" if record.source == NO_SOURCE else record.source
                slug = unquote(record.address.strip("/").rpartition("/")[2])
                found[key] = PublishedTerm(slug, record.name or key, file, is_kept=not record.is_dismissed)
        return found


def match_published(
    lines: Iterable[str], published: Sequence[PageMeta], unpublished: Mapping[str, Unpublished], settings: Settings
) -> PublishedBefore:
    """Compare the lines of a lock with the pages that are published now."""
    history = read_history(lines, published, settings.base_path)
    existing = {page.path for page in published} | unpublished.keys() if history.records else set()
    known = know_again(history.unlisted, history.records, existing)
    claimed = {one.record.digest for one in known.values()}
    lost = [record for record in history.records if record.digest not in claimed]
    root = settings.base_path[:-1]
    kept = {
        root + record.address: record.source
        for record in lost
        if record.source in unpublished and unpublished[record.source].keeps_address and not record.is_dismissed
    }
    unlisted = {page.path for page in history.unlisted} if history.is_there else {page.path for page in published}

    def holds(page: PageMeta) -> bool:
        if page.path in known:
            return root + known[page.path].record.address == page.url
        return page.path not in unlisted

    by_text = _known_by_text(history, known, existing)
    addresses, problems = settle_addresses(published, kept, holds, settings)
    if addresses:
        # Each of two branches may have published a story there: the one that gives way has a plain line, too.
        yielding = [page for page in published if page.path in addresses and page.path not in unlisted]
        yielded = {page.path: Known(record_of(page, len(root) + 1), own_identity(page)) for page in yielding}
        known = {**known, **yielded}
    changed = _changed_identities(published, known, settings)
    problems = (*history.problems, *problems, *changed)
    return PublishedBefore(history, known, lost, unpublished, addresses, problems, by_text)


def _known_by_text(history: History, known: Mapping[str, Known], existing: Collection[str]) -> frozenset[str]:
    if all(record.source in existing for record in history.records):
        return frozenset()
    return frozenset(page.path for page in history.unlisted if not _is_known_otherwise(page, known.get(page.path)))


def _is_known_otherwise(page: PageMeta, known: Known | None) -> bool:
    return known is not None and (
        known.record.source == page.path or known.record.digest == short_digest(own_identity(page))
    )


def unpublished_sources(
    withheld: Iterable[HeldBack], unread: Mapping[str, str], settings: Settings
) -> dict[str, Unpublished]:
    """Return the sources that are there and not published, by path; `unread` are those that no page came of."""
    found = {held.page.path: Unpublished(_absence(held), held.reason) for held in withheld}
    prefix = settings.shown_path("")
    for shown, reason in unread.items():
        if shown.startswith(prefix):
            path = shown.removeprefix(prefix)
            found[path] = Unpublished("broken" if reason == BROKEN else "withheld", reason)
    return found


def _absence(held: HeldBack) -> Absence:
    if held.page.removed:
        return "removed"
    return "expired" if held.reason.startswith("expired ") else "withheld"


def at_their_addresses(pages: Iterable[PageMeta], addresses: Mapping[str, str]) -> list[PageMeta]:
    """Return pages with the addresses that they have."""
    return [with_changes(page, url=addresses[page.path]) if page.path in addresses else page for page in pages]


def _changed_identities(pages: Sequence[PageMeta], known: Mapping[str, Known], settings: Settings) -> Iterator[Problem]:
    """Yield a warning for each story whose identity is not the one with which it was published."""
    for page in pages if known and settings.feed_formats else ():
        before = known.get(page.path)
        if before and page.is_story and short_digest(before.identity) != before.record.digest:
            field = identity_field(page)
            what = f"`{field}`" if field else "what stood in its front matter (guid, id or originalUrl)"
            yield Problem(
                level="warning",
                path=settings.shown_path(page.path),
                line=page.identity_line,
                column=page.identity_column,
                field=field,
                message=f"{what} is not the one by which feeds know this story, so readers see it once more",
                hint="Write the old one back, or keep it as `id`, which counts before an address.",
                several="stories have another identity than feeds know them by, so readers see them once more",
                name=page.title[:60],
            )
