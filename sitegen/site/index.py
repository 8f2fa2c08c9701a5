"""The site index: every published page in order, its terms, and what links to what."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.kept_values import KeptValues
from sitegen.pages.page import PageMeta, TermLink
from sitegen.pages.term import TermData
from sitegen.settings import Settings, TaxonomySettings
from sitegen.site.addresses.lost_addresses import LostAddresses, PublishedNow, find_lost
from sitegen.site.addresses.next_lock import NextLock, next_lock
from sitegen.site.addresses.published_before import (
    PublishedBefore,
    Unpublished,
    at_their_addresses,
    match_published,
    unpublished_sources,
)
from sitegen.site.identities import marks_of, settle_identities
from sitegen.site.links import resolve_links
from sitegen.site.lists.lost_blocks import ListedStories, LostBlock, find_lost_blocks
from sitegen.site.lists.sealed_lists import cut_lists
from sitegen.site.page_files import FilesThere, PublishedFile, settle_files
from sitegen.site.publishing import NO_DATE, Audience, HeldBack, split_published
from sitegen.site.shown_digests import shown_digests
from sitegen.site.similar import find_similar
from sitegen.site.taxonomy import Members, Taxonomy, index_taxonomy


class OtherInputs(NamedTuple):
    """What is known of the site besides its pages."""

    unread: Mapping[str, str] = {}
    """Sources, as problems name them, of which no page came -> why."""
    lock: Iterable[str] = ()
    """The lines of `addresses.lock`: what was published before."""
    files: FilesThere = FilesThere()
    kept: KeptValues | None = None
    """In a process that stays: of the last index."""


NO_OTHER_INPUTS = OtherInputs()


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """What is published, and how it hangs together. It only answers."""

    stories: Sequence[PageMeta]
    """Oldest first; of one moment, by path."""
    pages: Sequence[PageMeta]
    """Undated ones, by title."""
    taxonomies: Sequence[Taxonomy]
    shown: Mapping[str, str]
    """Path -> digest of the card as other pages show it, terms resolved."""
    targets: Mapping[str, dict[str, str]]
    """Path -> (content file -> URL), for pages with links to content files."""
    similar: Sequence[tuple[int, ...]]
    """For each story the numbers of older ones on the same matter; empty when the site does not ask for it."""
    removed: Sequence[str]
    """Addresses that answer 410."""
    withheld: Sequence[HeldBack]
    next_change: datetime | None
    problems: tuple[Problem, ...]
    identities: Mapping[str, str] = field(default_factory=dict)
    """Path -> identity, for the few stories that readers do not know by their own."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Path -> address, for the few pages that do not have the one they want."""
    files: Mapping[str, Mapping[str, PublishedFile]] = field(default_factory=dict)
    """Path -> target, as a page names it -> the file of this site, for pages that refer to one."""
    published_before: int = 0
    """How many of the pages were published before."""
    lost: LostAddresses = field(default_factory=LostAddresses)
    """What became of the addresses at which nothing stands any more."""
    listed: ListedStories = field(default_factory=lambda: ListedStories((), array("Q"), {}))
    """What lists are cut by, and how they are."""
    lost_blocks: tuple[LostBlock, ...] = ()
    """The addresses of blocks that were published and are no more."""
    next_lock: NextLock = field(default_factory=NextLock)
    known_by_text: frozenset[str] = frozenset()
    """As in `PublishedBefore`."""

    @property
    def made(self) -> frozenset[str]:
        """The kinds of pages and feeds that the site has or had, as `made_kinds.py` names them."""
        return self.next_lock.tail.made

    def errors(self) -> Iterator[Problem]:
        """Yield the problems that are errors."""
        return (problem for problem in self.problems if problem.level == "error")

    def lock_lines(self, settings: Settings, before: Iterable[str]) -> Iterator[str]:
        """Yield the lines of `addresses.lock` as the next build is to find it; `before` are those that are there."""
        return self.next_lock.lines(PublishedNow((*self.stories, *self.pages), self.taxonomies, settings), before)

    def term_links(self) -> dict[str, dict[str, TermLink]]:
        """Return taxonomy -> spelling -> the term as shown."""
        return {taxonomy.settings.name: dict(taxonomy.links) for taxonomy in self.taxonomies}


def index_site(
    pages: Iterable[PageMeta],
    described: Iterable[TermData],
    settings: Settings,
    audience: Audience,
    others: OtherInputs = NO_OTHER_INPUTS,
) -> SiteIndex:
    """Make the index. Everything that is not published is left behind here, once."""
    halves = split_published(pages, audience, settings)
    unpublished = unpublished_sources(halves.withheld, others.unread, settings)
    before = match_published(others.lock, halves.published, unpublished, settings)
    published = at_their_addresses(halves.published, before.addresses) if before.addresses else halves.published
    members, kept = _members(published), others.kept
    taxonomies = _taxonomies(members, _described_terms(described, settings), before, settings, kept)
    files = settle_files(published, others.files, _undated(halves.withheld), settings)
    targets, dead = resolve_links(published, files, _reasons(unpublished, settings), settings)
    identities, taken = settle_identities(members.stories, settings, before.established())
    now = PublishedNow(published, taxonomies, settings)
    lost = find_lost(before, now)
    listed = _listed(members.stories, marks_of(members.stories, identities), taxonomies, settings, kept)
    return SiteIndex(
        stories=members.stories,
        pages=members.pages,
        taxonomies=taxonomies,
        shown=shown_digests(members, taxonomies, before.addresses, files, kept or KeptValues()),
        targets=targets,
        similar=find_similar(members.stories, settings.taxonomies[0].name) if _wants_similar(settings) else (),
        removed=_removed(halves.withheld, published),
        withheld=sorted(halves.withheld, key=lambda held: held.page.path),
        next_change=halves.next_change,
        problems=(*dead, *taken, *before.problems, *lost.problems(), *chain(*(one.problems for one in taxonomies))),
        identities=identities,
        addresses=before.addresses,
        files=files.of_pages,
        published_before=before.count_known(len(published)),
        lost=lost,
        listed=listed,
        lost_blocks=_lost_blocks(before, listed, lost, settings),
        next_lock=next_lock(before, now, identities, listed),
        known_by_text=before.known_by_text,
    )


def _taxonomies(
    members: Members,
    described: Mapping[str, list[TermData]],
    before: PublishedBefore,
    settings: Settings,
    kept: KeptValues | None,
) -> tuple[Taxonomy, ...]:
    """Return the taxonomies. Of pages it matters which there are, in which order, and what terms those name."""
    named = [[(page.path, page.terms) for page in pages] for pages in members] if kept else []
    values = kept or KeptValues()

    def index(taxonomy: TaxonomySettings) -> Taxonomy:
        own, published = described[taxonomy.name], before.terms(taxonomy.name)
        return values.of(
            f"terms of {taxonomy.name}",
            (named, own, published),
            lambda: index_taxonomy(taxonomy, members, own, settings, published),
        )

    return tuple(map(index, settings.taxonomies))


def _removed(withheld: Iterable[HeldBack], published: Iterable[PageMeta]) -> tuple[str, ...]:
    return tuple(sorted({held.page.url for held in withheld if held.page.removed} - {page.url for page in published}))


def _undated(withheld: Iterable[HeldBack]) -> set[str]:
    return {held.page.path for held in withheld if held.reason == NO_DATE}


def _reasons(unpublished: Mapping[str, Unpublished], settings: Settings) -> dict[str, str]:
    return {settings.shown_path(path): one.reason for path, one in unpublished.items()}


def _wants_similar(settings: Settings) -> bool:
    return settings.related == "auto" and bool(settings.taxonomies)


def _members(published: Iterable[PageMeta]) -> Members:
    """Return stories oldest first, of one moment by path; and the other pages."""
    pages = sorted(published, key=attrgetter("path"))
    stories = sorted((page for page in pages if page.is_story), key=attrgetter("moment"))
    return Members(stories, sorted((page for page in pages if not page.is_story), key=attrgetter("title", "path")))


def _listed(
    stories: Sequence[PageMeta],
    marks: array[int],
    taxonomies: Sequence[Taxonomy],
    settings: Settings,
    kept: KeptValues | None,
) -> ListedStories:
    return ListedStories(stories, marks, cut_lists(marks, taxonomies, settings, kept or KeptValues()))


def _lost_blocks(
    before: PublishedBefore, listed: ListedStories, lost: LostAddresses, settings: Settings
) -> tuple[LostBlock, ...]:
    base = settings.base_path
    moved, dismissed = lost.moved_terms(base), lost.dismissed_terms(base)
    return tuple(find_lost_blocks(before.history.blocks, listed, moved, dismissed))


def _described_terms(described: Iterable[TermData], settings: Settings) -> Mapping[str, list[TermData]]:
    """Sort term descriptions by taxonomy: by its name, or `organizations` for the one made from providers."""
    folders = {taxonomy.name: taxonomy.name for taxonomy in settings.taxonomies}
    for taxonomy in settings.taxonomies:
        folders.setdefault(_data_folder(taxonomy), taxonomy.name)
    found: defaultdict[str, list[TermData]] = defaultdict(list)
    for data in described:
        if data.folder in folders:
            found[folders[data.folder]].append(data)
    return found


def _data_folder(taxonomy: TaxonomySettings) -> str:
    return "organizations" if taxonomy.key == "provider" else taxonomy.key
