"""Takes cards and pages out of the memory for the renderer, one at a time, checked against their digests.

Never: keeps more than a bounded number of cards.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from sitegen.cache import Memory
from sitegen.pages.page import Card, Page, TermLink
from sitegen.values import decoder, encode, with_changes

KEPT_CARDS = 2048
COMPRESSED_FROM = 2048
"""Bytes; below that, decompressing costs more than it spares."""


def pack(page: Page) -> bytes:
    """Return the bytes by which a page is remembered."""
    data = encode(page)
    return zlib.compress(data, 1) if len(data) >= COMPRESSED_FROM else data


def unpack(data: bytes) -> bytes:
    """Return the encoded page that `pack` was given; raises zlib.error for damaged bytes."""
    return data if data[:1] == b"[" else zlib.decompress(data)


class MemoryShelf:
    """The cards and pages of a memory, their terms as this build shows them."""

    def __init__(self, memory: Memory, links: Mapping[str, Mapping[str, TermLink]]) -> None:
        """Read from `memory`; `links` says for each taxonomy and spelling what to show."""
        self._memory = memory
        self._links = links
        self._cards: dict[str, Card] = {}
        self._decode_card = decoder(Card).decode
        self._decode_page = decoder(Page).decode

    def card(self, path: str) -> Card:
        """Return the card of a source. Raises KeyError when there is none."""
        card = self._cards.get(path)
        if card is None:
            if len(self._cards) >= KEPT_CARDS:
                self._cards.clear()
            card = self._cards[path] = self._shown(self._decode_card(self._memory.card(path)))
        return card

    def page(self, path: str) -> Page:
        """Return the page of a source. Raises KeyError when there is none."""
        page = self._decode_page(unpack(self._memory.page(path)))
        return with_changes(page, card=self._shown(page.card))

    def _shown(self, card: Card) -> Card:
        links = {}
        for name, spellings in card.terms.items():
            known = self._links.get(name)
            if known:
                # Two spellings of one term on one story show it once.
                shown = dict.fromkeys(known[spelling] for spelling in spellings if spelling in known)
                links[name] = tuple(shown)
        return with_changes(card, links=links)
