"""What became of every address that was published, and what it answers where nothing stands any more.

Never: writes a rule of a host (`plan/files/redirects.py` does), or decides who keeps an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import unquote

from sitegen.errors import Problem, first_few, whole_file
from sitegen.pages.page import PageMeta
from sitegen.pages.urls import encode_path, slugify, term_key
from sitegen.settings import Settings
from sitegen.site.addresses.address_history import LOCK_FILE
from sitegen.site.addresses.published_before import Absence, PublishedBefore, Unpublished
from sitegen.site.taxonomy import Taxonomy, Term

Fate = Absence | Literal["moved", "merged", "empty", "alias", "dismissed"]
"""What became of an address: the absence of its story; or it is somewhere else, its term means another one or has no
stories left, another page has it as an alias, a person said that it needs no answer."""
_UNANSWERED: Mapping[tuple[Fate, bool], tuple[str, str]] = {
    ("withheld", False): (
        "of stories that are withheld now",
        "Publish them again, write `removed: true`, or dismiss them",
    ),
    ("gone", True): (
        "of terms that are gone",
        "Name their taxonomy in `taxonomies` again, make their names aliases of another term, or dismiss them",
    ),
    ("gone", False): (
        "of stories that are gone",
        "Bring the source back with `removed: true`, make the address an alias of another story, or dismiss it",
    ),
    ("empty", True): (
        "of terms without stories",
        "Make their names aliases of another term, or dismiss them",
    ),
}
"""Fate, and whether it is that of a term -> what is said of such addresses, and the way out."""
_NOT_THERE = Unpublished("gone", "there is no such source")


class Outcome(NamedTuple):
    """What became of one address."""

    address: str
    """Percent-encoded, from the root of the host."""
    fate: Fate
    target: str
    """Where it leads; empty when it leads nowhere."""
    source: str
    """As problems name it; empty for none."""
    reason: str
    is_term: bool = False

    @property
    def is_answered(self) -> bool:
        """Return whether a person, or the story itself, says what became of it."""
        return (self.fate, self.is_term) not in _UNANSWERED


@dataclass(frozen=True, slots=True)
class LostAddresses:
    """All addresses that were published and at which no page of a story, or nothing but an empty term, stands now."""

    outcomes: tuple[Outcome, ...] = ()
    """Sorted by address."""

    def broken(self) -> frozenset[str]:
        """Return the published sources that have an error, as problems name them."""
        return frozenset(outcome.source for outcome in self.outcomes if outcome.fate == "broken")

    def moved_terms(self, base_path: str) -> dict[str, str]:
        """Return the folder, below the site's root, of each term that moved -> where it is."""
        skip = len(base_path)
        return {one.address[skip:]: one.target[skip:] for one in self.outcomes if one.is_term and one.target}

    def dismissed_terms(self, base_path: str) -> frozenset[str]:
        """Return the folder, below the site's root, of each term that needs no answer any more."""
        skip = len(base_path)
        return frozenset(one.address[skip:] for one in self.outcomes if one.is_term and one.fate == "dismissed")

    def problems(self) -> Iterator[Problem]:
        """Yield one warning for each kind of what nobody has answered."""
        for kind, (words, way_out) in _UNANSWERED.items():
            if found := [outcome.address for outcome in self.outcomes if (outcome.fate, outcome.is_term) == kind]:
                count = f"{len(found):,} published address{'es' if len(found) > 1 else ''}"
                hint = f"{way_out} (`sitegen moved --dismiss ADDRESS`); `sitegen moved` lists all."
                yield whole_file("warning", LOCK_FILE, f"{count} {words}: {first_few(found)}", hint)


class PublishedNow(NamedTuple):
    """What stands on the site now."""

    pages: Sequence[PageMeta]
    taxonomies: Sequence[Taxonomy]
    settings: Settings


def find_lost(before: PublishedBefore, now: PublishedNow) -> LostAddresses:
    """Return what became of the addresses of a lock, and of those that aliases of terms stand for."""
    found = {outcome.address: outcome for outcome in _aliased_terms(now)}
    found |= {outcome.address: outcome for outcome in _terms(before, now)}
    if before.history.records:
        live = {page.url for page in now.pages}
        stories = (*_lost_pages(before, now), *_moved(before, now))
        found |= {outcome.address: outcome for outcome in stories if outcome.address not in live}
    return LostAddresses(tuple(found[address] for address in sorted(found)))


def _moved(before: PublishedBefore, now: PublishedNow) -> Iterator[Outcome]:
    """Yield the addresses that published pages had before."""
    root, settings = now.settings.base_path[:-1], now.settings
    if not before.known:
        return
    for page in now.pages:
        known = before.known.get(page.path)
        for address in known.record.addresses if known else ():
            source = settings.shown_path(page.path)
            if root + address != page.url:
                yield Outcome(root + address, "moved", page.url, source, f"{source} stands there now")


def _lost_pages(before: PublishedBefore, now: PublishedNow) -> Iterator[Outcome]:
    """Yield the addresses of what is not published any more."""
    root, settings = now.settings.base_path[:-1], now.settings
    aliases = _aliases(now) if before.lost else {}
    for record in before.lost:
        absence, reason = before.unpublished.get(record.source, _NOT_THERE)
        source = settings.shown_path(record.source)
        for address in record.addresses:
            target = aliases.get(unquote(address).strip("/"), "")
            if target:
                yield Outcome(root + address, "alias", target, source, f"an alias leads to {target}")
            elif record.is_dismissed:
                yield Outcome(root + address, "dismissed", "", source, "it was dismissed")
            elif absence == "broken" and address != record.address:
                yield Outcome(root + address, "moved", root + record.address, source, f"{source} stands there")
            else:
                yield Outcome(root + address, absence, "", source, f"{source}: {reason}")


def _aliases(now: PublishedNow) -> dict[str, str]:
    """Return old address, decoded and without slashes around it -> where an alias of a person's leads it."""
    base = now.settings.base_path
    found = {unquote(old).strip("/"): base + new.lstrip("/") for old, new in now.settings.aliases.items()}
    for page in now.pages:
        for alias in page.aliases:
            found.setdefault(alias.strip("/"), page.url)
    return found


def _aliased_terms(now: PublishedNow) -> Iterator[Outcome]:
    """Yield the address that each alias of a term would have, also of its own name where `slug` says another."""
    for taxonomy in now.taxonomies:
        live = {term.url for term in taxonomy.terms.values()}
        for one in taxonomy.terms.values():
            own = one.data.aliases if one.data and one.url else ()
            for alias in (alias for alias in own if term_key(alias) == one.key):
                address = f"{taxonomy.url}{encode_path(slugify(alias))}/"
                if address not in live:
                    yield _merged(address, one)
        for alias, key in taxonomy.aliases.items():
            term = taxonomy.terms.get(key)
            address = f"{taxonomy.url}{encode_path(slugify(alias))}/"
            if term is not None and term.url and address != term.url:
                yield _merged(address, term)


def _merged(address: str, term: Term) -> Outcome:
    file = term.data.path if term.data else ""
    return Outcome(address, "merged", term.url, file, f'it means "{term.name}"', is_term=True)


def _terms(before: PublishedBefore, now: PublishedNow) -> Iterator[Outcome]:
    """Yield the addresses of terms at which no term stands, or an empty one."""
    root = now.settings.base_path[:-1]
    taxonomies = {taxonomy.settings.name: taxonomy for taxonomy in now.taxonomies}
    live = {term.url for taxonomy in now.taxonomies for term in taxonomy.terms.values() if term.url}
    for record in before.history.terms:
        name, _, key = record.identity.partition("/")
        taxonomy = taxonomies.get(name)
        term = taxonomy.terms.get(key) if taxonomy else None
        if taxonomy and key in taxonomy.renamed:
            term = taxonomy.terms.get(taxonomy.renamed[key])
        merged = taxonomy.terms.get(taxonomy.aliases.get(key, "")) if taxonomy else None
        for address in (root + address for address in record.addresses):
            if term is not None and term.url == address:
                if not term.stories and not term.pages:
                    yield Outcome(address, "empty", "", "", f'"{term.name}" has no stories left', is_term=True)
            elif address in live:
                continue
            elif term is not None and term.url:
                file = term.data.path if term.data else ""
                yield Outcome(address, "moved", term.url, file, f'"{term.name}" stands there now', is_term=True)
            elif merged is not None and merged.url:
                yield _merged(address, merged)
            elif record.is_dismissed:
                yield Outcome(address, "dismissed", "", "", "it was dismissed", is_term=True)
            else:
                yield Outcome(address, "gone", "", "", f'there is no "{record.name or key}" any more', is_term=True)
