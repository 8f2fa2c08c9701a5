"""Files stories under their terms: which stories of a segment hold a term, and which of these in the title.

A line of a shard is a term, a space, and its stories: for each the distance from the one before it, twice, plus one if
the title holds the term; written in base 32, lowest digit first, each digit but the last plus 32, in the 64 characters
of `base64url` (RFC 4648, section 5).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sitegen.pages.page import Card
from sitegen.render.search.search_terms import shard_of, terms_of

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def write_number(number: int) -> str:
    """Return a number from 0 in as few characters as it needs: one below 32, two below 1,024.

    >>> [write_number(number) for number in (0, 31, 32, 1024)]
    ['A', 'f', 'gB', 'ggB']
    """
    digits = ""
    while number >= 32:
        digits += _DIGITS[32 + number % 32]
        number //= 32
    return digits + _DIGITS[number]


_SMALL = tuple(write_number(number) for number in range(1024))


class TermIndex:
    """The terms of one segment's stories. Made once, asked for one shard at a time: only then is a shard written."""

    def __init__(self, cards: Iterable[Card], shards: int) -> None:
        """File stories that come oldest first under numbers from 0."""
        self._found = _find_terms(cards)
        self._shards: list[list[str]] = [[] for _ in range(shards)]
        for term in sorted(self._found):
            self._shards[shard_of(term, shards)].append(term)

    def text(self, shard: int) -> str:
        """Return the lines of a shard, in order of terms."""
        return "".join(f"{term} {_write_stories(self._found[term])}\n" for term in self._shards[shard])


def _find_terms(cards: Iterable[Card]) -> dict[str, array[int]]:
    """Return for each term its stories, twice their number, plus one where the title holds it."""
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, card in enumerate(cards):
        in_title = set(terms_of(card.title))
        for term in in_title:
            found[term].append(number * 2 + 1)
        # A line end never joins two texts to one term.
        for term in set(terms_of("\n".join(_other_texts(card)))) - in_title:
            found[term].append(number * 2)
    return found


def _other_texts(card: Card) -> Iterator[str]:
    """Yield what a story is found by besides its title: its excerpt, its terms as shown, its source."""
    yield card.excerpt
    for links in card.links.values():
        yield from (link.name for link in links)
    if card.provider:
        yield card.provider.name


def _write_stories(found: Sequence[int]) -> str:
    before = 0
    values = []
    for value in found:
        values.append(value - before)
        before = value & ~1
    return "".join([_SMALL[value] if value < 1024 else write_number(value) for value in values])
