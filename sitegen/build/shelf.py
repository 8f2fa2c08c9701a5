"""Takes cards and pages out of the memory for the renderer, checked against their digests; large pages one at a time.

Never: keeps more than a bounded number of cards and small pages, or the terms of more than one segment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cache import Memory
from sitegen.errors import SitegenError
from sitegen.later import Later
from sitegen.packing import unpack
from sitegen.pages.page import Card, Details, Page, TermLink
from sitegen.plan.picture_views import FileRef
from sitegen.plan.views import CardRef, PageRef, ShardRef
from sitegen.values import decoder, digest_bytes, with_changes

if TYPE_CHECKING:
    from sitegen.render import search_index
else:
    search_index = Later("sitegen.render.search_index")

KEPT_CARDS = 2048
KEPT_BYTES = 16_384
"""Of a page that is fetched together with others, as it is remembered."""
_DIGEST = 32
"""A reference's digest begins with that of the bytes it stands for."""


class DamagedMemoryError(ValueError):
    """What is remembered of a page is not what was stored."""


@contextmanager
def reading_memory() -> Iterator[None]:
    """Take whatever goes wrong in reading what is remembered for what it is: damage."""
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedMemoryError from error


class MemoryShelf:
    """The cards and pages of a memory, their terms as this build shows them."""

    def __init__(
        self,
        memory: Memory,
        links: Mapping[str, Mapping[str, TermLink]],
        segments: Mapping[str, Sequence[CardRef]] | None = None,
        files: Mapping[str, Path] | None = None,
    ) -> None:
        """Read from `memory`.

        `links` says for each taxonomy and spelling what to show, `segments` which stories the digest of a `ShardRef`
        stands for, `files` where the files are that a `FileRef` names.
        """
        self._memory = memory
        self._links = links
        self._segments = segments or {}
        self._paths = files or {}
        self._files: dict[FileRef, bytes] = {}
        self._cards: dict[str, Card] = {}
        self._coming: dict[str, tuple[bytes, bytes]] = {}
        self._terms: tuple[str, search_index.TermIndex] | None = None
        self._decode_card = decoder(Card).decode
        self._decode = decoder(Details).decode

    def card(self, reference: CardRef) -> Card:
        """Return the card that a reference stands for. Raises DamagedMemoryError when it is not there."""
        return self._cards.get(reference.path) or self._keep(self._read_card(reference))

    def page(self, reference: PageRef) -> Page:
        """Return the page that a reference stands for. Raises DamagedMemoryError when it is not there."""
        path = reference.path
        card = self.card(CardRef(path, reference.card))
        _, data = self._coming.pop(path, (b"", b""))
        return self._decode(unpack(_checked(data or self._memory.page(path), reference.digest))).with_card(card)

    def expect(self, references: Sequence[PageRef]) -> None:
        """Fetch the pages that are asked for next at once, but for large ones."""
        self._coming = self._memory.small_pages([reference.path for reference in references], KEPT_BYTES)

    def terms(self, reference: ShardRef) -> str:
        """Return a shard of a segment's terms. Its other shards are asked for next, so they are kept until then."""
        if self._terms is None or self._terms[0] != reference.digest:
            cards = map(self._read_card, self._segments[reference.digest])
            self._terms = (reference.digest, search_index.TermIndex(cards, reference.shards))
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

    def _read_card(self, reference: CardRef) -> Card:
        data, _ = self._coming.get(reference.path) or (self._memory.card(reference.path), b"")
        return self._shown(self._decode_card(_checked(data, reference.digest)))

    def _shown(self, card: Card) -> Card:
        links = {}
        for name, spellings in card.terms.items():
            known = self._links.get(name)
            if known:
                # Two spellings of one term on one story show it once.
                shown = dict.fromkeys(known[spelling] for spelling in spellings if spelling in known)
                links[name] = tuple(shown)
        return with_changes(card, links=links)


def read_planned(file: Path, shown: str, digest: str) -> bytes:
    """Return the bytes of a file. Raises SitegenError when they are not those that were planned."""
    try:
        data = file.read_bytes()
    except OSError:
        raise changed_meanwhile(shown) from None
    if digest_bytes(data) != digest:
        raise changed_meanwhile(shown)
    return data


def changed_meanwhile(what: str) -> SitegenError:
    """Return what to say of a file that is not as it was when the outputs were planned."""
    return SitegenError(f"{what} was changed while the site was being built, so nothing was published.", "Build again.")


def _checked(data: bytes, digest: str) -> bytes:
    if digest_bytes(data) != digest[:_DIGEST]:
        raise DamagedMemoryError
    return data
