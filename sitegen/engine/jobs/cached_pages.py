"""Loads cards and pages from the cache for the renderer, checked against their digests; large pages one at a time.

Never: keeps more than a bounded number of cards and small pages, or the terms of more than one segment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache, DamagedCacheError
from sitegen.engine.sources.assets import read_planned
from sitegen.lazy import lazy_imports
from sitegen.pages.fields.story_values import Image
from sitegen.pages.file_links import target_of, with_files
from sitegen.pages.page import Card, Details, Page, TermLink
from sitegen.plan.views.html_views import CardRef, PageRef, ShardRef
from sitegen.plan.views.picture_views import FileRef
from sitegen.site.page_files import PublishedFile
from sitegen.values import decoder, digest_bytes, unpack, with_changes

with lazy_imports():
    from sitegen.render.search import search_index

KEPT_CARDS = 2048
KEPT_BYTES = 16_384
"""Of a page that is fetched together with others, as it is stored."""
_DIGEST = 32
"""A reference's digest begins with that of the bytes it stands for."""


class IndexParts(NamedTuple):
    """What rendering needs of the index beyond the outputs' own views."""

    links: Mapping[str, Mapping[str, TermLink]]
    """Taxonomy -> spelling -> the term as shown."""
    segments: Mapping[str, Sequence[CardRef | PageRef]] = {}
    """Digest of a `ShardRef` -> the stories whose terms it stands for."""
    addresses: Mapping[str, str] = {}
    """Path -> address, for the pages whose card has another one."""
    files: Mapping[str, Mapping[str, PublishedFile]] = {}
    """As in `SiteIndex.files`."""
    base_path: str = "/"


class CachedPages:
    """The cards and pages in the cache, their terms as this build shows them."""

    def __init__(self, cache: BuildCache, parts: IndexParts, files: Mapping[str, Path] | None = None) -> None:
        """Read from `cache`; `files` are those that a `FileRef` names."""
        self._cache = cache
        self._parts = parts
        self._paths = files or {}
        self._files: dict[FileRef, bytes] = {}
        self._cards: dict[str, Card] = {}
        self._prefetched: dict[str, tuple[bytes, bytes]] = {}
        self._terms: tuple[str, search_index.TermIndex] | None = None
        self._decode_card = decoder(Card).decode
        self._decode = decoder(Details).decode

    def card(self, reference: CardRef) -> Card:
        """Return the card that a reference stands for. Raises DamagedCacheError when it is not there."""
        return self._cards.get(reference.path) or self._keep(self._read_card(reference))

    def page(self, reference: PageRef) -> Page:
        """Return the page that a reference stands for. Raises DamagedCacheError when it is not there."""
        path = reference.path
        card = self.card(CardRef(path, reference.card))
        _, data = self._prefetched.pop(path, (b"", b""))
        details = self._decode(unpack(_checked(data or self._cache.page(path), reference.digest)))
        return self._with_files(details, path).with_card(card)

    def prefetch(self, references: Sequence[PageRef]) -> None:
        """Load the pages that are asked for next in one query, except large ones."""
        self._prefetched = self._cache.small_pages([reference.path for reference in references], KEPT_BYTES)

    def terms(self, reference: ShardRef) -> str:
        """Return a shard of a segment's terms. Its other shards are asked for next, so they are kept until then."""
        if self._terms is None or self._terms[0] != reference.digest:
            stories = map(self._searched, self._parts.segments[reference.digest])
            self._terms = (reference.digest, search_index.TermIndex(stories, reference.shards, reference.part))
        return self._terms[1].text(reference.shard)

    def file(self, reference: FileRef) -> bytes:
        """Return the bytes of a file; a few fonts and pictures serve many outputs, so they are kept.

        Raises SitegenError when they are not those that were planned.
        """
        if reference not in self._files:
            self._files[reference] = read_planned(self._paths[reference.source], reference.source, reference.digest)
        return self._files[reference]

    def _keep(self, card: Card) -> Card:
        if len(self._cards) >= KEPT_CARDS:
            self._cards.clear()
        self._cards[card.path] = card
        return card

    def _searched(self, reference: CardRef | PageRef) -> tuple[Card, str]:
        """Return a story's card, and its body where that is searched, too."""
        if isinstance(reference, CardRef):
            return self._read_card(reference), ""
        details = self._decode(unpack(_checked(self._cache.page(reference.path), reference.digest)))
        return self._read_card(CardRef(reference.path, reference.card)), details.body

    def _read_card(self, reference: CardRef) -> Card:
        data, _ = self._prefetched.get(reference.path) or (self._cache.card(reference.path), b"")
        return self._shown(self._decode_card(_checked(data, reference.digest)))

    def _shown(self, card: Card) -> Card:
        links: dict[str, tuple[TermLink, ...]] = {}
        for name, spellings in card.terms.items():
            known = self._parts.links.get(name)
            if known:
                # Two spellings of one term on one story show it once.
                shown = dict.fromkeys(known[spelling] for spelling in spellings if spelling in known)
                links[name] = tuple(shown)
        image = self._shown_image(card.image, card.path) if card.image else None
        return with_changes(card, links=links, url=self._parts.addresses.get(card.path, card.url), image=image)

    def _with_files(self, details: Details, path: str) -> Details:
        """Return a page's details with the addresses of the files that it shows and links to."""
        if not details.files:
            return details
        body = with_files(details.body, self._parts.files.get(path, {}), self._parts.base_path)
        images = tuple(shown for image in details.images if (shown := self._shown_image(image, path)))
        return with_changes(details, body=body, images=images)

    def _shown_image(self, image: Image, path: str) -> Image | None:
        """Return a picture with its address and size; None for a file of the site that is missing."""
        target = target_of(image.url)
        if not target:
            return image
        file = self._parts.files.get(path, {}).get(target)
        if file is None:
            return None
        is_sized = bool(image.width or image.height or not file.width)
        size = {} if is_sized else {"width": file.width, "height": file.height}
        return with_changes(image, url=file.url, **size)


def _checked(data: bytes, digest: str) -> bytes:
    if digest_bytes(data) != digest[:_DIGEST]:
        raise DamagedCacheError
    return data
