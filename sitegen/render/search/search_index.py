"""Files stories under their terms: which stories of a segment hold a term, and where.

A line of a shard is a term, a space, and its stories: for each the distance from the one before it, written in base 32,
lowest digit first, each digit but the last plus 32, in the 64 characters of `base64url` (RFC 4648, section 5). Lines of
cards come first, with each distance twice, plus one if the title holds the term. After an empty line come those of
bodies, where the site searches them: the stories that have the term in their text alone.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise

from sitegen.pages.page import Card
from sitegen.render.search.search_terms import FACET, joined_terms, key_of, shard_of, term_set

_INSIDE_WORDS = re.compile("</?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|u)(?: [^<>]*)?>")
"""What may stand in the middle of a word."""
_TAG = re.compile("<[^<>]*>")
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

    def __init__(self, stories: Iterable[tuple[Card, str]], shards: int, part: str = "cards") -> None:
        """File stories that come oldest first, each with its body, under numbers from 0.

        `part` says which lines are asked for: those of `cards`, of `bodies`, or of `both`.
        """
        self._cards: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._bodies: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, (card, body) in enumerate(stories):
            self._add(number, card, body)
        self._card_terms = _spread(self._cards, shards) if part != "bodies" else [[]] * shards
        self._body_terms = _spread(self._bodies, shards)
        self._has_bodies = part != "cards"

    def text(self, shard: int) -> str:
        """Return the lines of a shard, each part in order of terms."""
        text = "".join(f"{term} {_write_stories(self._cards[term])}\n" for term in self._card_terms[shard])
        if not self._has_bodies:
            return text
        found = self._bodies
        return f"{text}\n" + "".join(f"{term} {_write_numbers(found[term])}\n" for term in self._body_terms[shard])

    def _add(self, number: int, card: Card, body: str) -> None:
        in_title = _terms(card.title)
        for term in in_title:
            self._cards[term].append(number * 2 + 1)
        # A line end never joins two texts to one term.
        others = _terms("\n".join(_other_texts(card))) - in_title
        others.update(_facets(card))
        for term in others:
            self._cards[term].append(number * 2)
        if body:
            bodies = self._bodies
            for term in _terms(_words_of(body)) - in_title - others:
                bodies[term].append(number)


def _terms(text: str) -> set[str]:
    return term_set(text) | joined_terms(text)


def _words_of(body: str) -> str:
    """Return the text of a body, sanitised HTML, as a reader sees it; two blocks never join two words to one."""
    text = _TAG.sub(" ", _INSIDE_WORDS.sub("", body))
    return unescape(text) if "&" in text else text


def source_name(card: Card) -> str:
    """Return the name of a story's source as readers see it; empty when it has none."""
    if card.source:
        return card.source.name
    return card.provider.name if card.provider else ""


def _spread(found: Mapping[str, array[int]], shards: int) -> list[list[str]]:
    """Return the terms of each shard, in order."""
    terms: list[list[str]] = [[] for _ in range(shards)]
    for term in sorted(found):
        terms[shard_of(term, shards)].append(term)
    return terms


def _other_texts(card: Card) -> Iterator[str]:
    """Yield what a story is found by besides its title: its excerpt, its terms as shown, its source."""
    yield card.excerpt
    for links in card.links.values():
        yield from (link.name for link in links)
    if card.provider:
        yield card.provider.name


def _facets(card: Card) -> Iterator[str]:
    if card.date:
        yield f"{FACET}{card.date.year}"
    if section := key_of(card.section):
        yield f"{FACET}s{section}"
    if source := key_of(source_name(card)):
        yield f"{FACET}p{source}"


def _write_stories(found: Sequence[int]) -> str:
    before = 0
    values = []
    for value in found:
        values.append(value - before)
        before = value & ~1
    return _write_all(values)


def _write_numbers(found: Sequence[int]) -> str:
    return _write_all([value - before for before, value in pairwise((0, *found))])


def _write_all(values: Iterable[int]) -> str:
    return "".join([_SMALL[value] if value < 1024 else write_number(value) for value in values])
