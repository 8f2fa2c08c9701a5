"""The digests of cards as other pages show them: what the source says, with the names and addresses of its terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from sitegen.kept_values import KeptValues
from sitegen.pages.page import TermLink
from sitegen.site.page_files import SiteFiles
from sitegen.site.taxonomy import Members, Taxonomy, Uses
from sitegen.values import Same, digest_of

_TERMS_DIGEST = 16
"""Characters of a card's digest that its terms stand for."""


def shown_digests(
    members: Members,
    taxonomies: Sequence[Taxonomy],
    addresses: Mapping[str, str],
    files: SiteFiles,
    kept: KeptValues,
) -> dict[str, str]:
    """Return each page's digest as a card; that of one with another address than its own holds that address, too.

    So does that of a page with files hold where they stand, and how large its pictures are.
    """
    counts = len(members.stories), len(members.pages)
    of_terms = kept.of("shown terms", (counts, list(map(Same, taxonomies))), lambda: _shown_terms(counts, taxonomies))
    shown = {
        page.path: page.card_digest + digest
        for pages, digests in zip(members, of_terms, strict=True)
        for page, digest in zip(pages, digests, strict=True)
    }
    more: Iterable[tuple[str, Any]] = chain(addresses.items(), files.shown().items())
    for path, what in more:
        own = len(shown[path]) - _TERMS_DIGEST
        shown[path] = shown[path][:own] + digest_of([shown[path][own:], what])[:_TERMS_DIGEST]
    return shown


def _shown_terms(counts: tuple[int, int], taxonomies: Sequence[Taxonomy]) -> tuple[list[str], list[str]]:
    """Return for each story and each page a digest of the names and addresses of its terms."""
    links = [taxonomy.links for taxonomy in taxonomies]
    stories, pages = ([one.uses_by_stories for one in taxonomies], [one.uses_by_pages for one in taxonomies])
    return _term_digests(counts[0], links, stories), _term_digests(counts[1], links, pages)


def _term_digests(count: int, links: Sequence[Mapping[str, TermLink]], uses: Sequence[Uses]) -> list[str]:
    """Return the digests of the terms of so many pages, of which each taxonomy has links and uses."""
    named = [[(), *some] for some in uses]
    places = [_places(count, some.values()) for some in uses]
    known: dict[tuple[int, ...], str] = {}
    digests = []
    for combination in zip(*places, strict=True) if places else repeat((), count):
        digest = known.get(combination)
        if digest is None:
            names = [of[place] for of, place in zip(named, combination, strict=True)]
            of_terms = [[of.get(name) for name in some] for of, some in zip(links, names, strict=True)]
            digest = known[combination] = digest_of(of_terms)[:_TERMS_DIGEST]
        digests.append(digest)
    return digests


def _places(count: int, numbers: Iterable[Sequence[int]]) -> list[int]:
    """Return for each of so many pages the place, from 1, of the numbers that hold its own; 0 when none does."""
    places = [0] * count
    for place, some in enumerate(numbers, 1):
        for number in some:
            places[number] = place
    return places
