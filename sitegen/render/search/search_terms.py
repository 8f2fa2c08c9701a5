"""Cuts text into the terms by which it is found: words of most scripts, pairs of characters where words have no spaces.

The same is done in the reader's browser, in the theme's `search.js`; the two must agree on every text.
"""

from __future__ import annotations

import re

from sitegen.pages.normal_forms import normalised

LONGEST_TERM = 32
"""Characters; the rest of a longer word is not looked at."""
PREFIX = 3
"""A word is filed under so many of its first letters, so that from there on a beginning is enough to find it."""

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+")
"""Accents, Hebrew points and Arabic vowels, which people leave out when they type."""
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ς": "σ"}
)
_PAIRED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u3005-\u3007\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han, and Korean, whose words are short and have their endings at them."""
_INDIC = "\u0900-\u0963\u0966-\u0dff"
"""Scripts whose vowel signs are marks, and part of the word."""
_PLAIN_WORD = re.compile("[a-z0-9]+")
_RUN = re.compile(f"[{_PAIRED}]+|(?:(?![_{_PAIRED}])[\\w{_INDIC}])+")
_FIRST_PAIRED = re.compile(f"[{_PAIRED}]")


def fold(text: str) -> str:
    """Return a text without what does not tell words apart: case, accents, full and half width (UAX #15, NFKC)."""
    if text.isascii():
        return text.lower()
    text = normalised("NFKD", text.replace("\u2122", " ")).lower()
    return normalised("NFKC", _MARKS.sub("", text).translate(_LETTERS))


def terms_of(text: str) -> list[str]:
    """Return the terms of a text, in order, with repeats.

    >>> terms_of("GPT-4o: Größe zählt")
    ['gpt', '4o', 'grosse', 'zahlt']
    >>> terms_of("大模型")
    ['大模', '模型', '型']
    """
    folded = fold(text)
    if folded.isascii():
        return [word[:LONGEST_TERM] for word in _PLAIN_WORD.findall(folded)]
    terms: list[str] = []
    for run in _RUN.findall(folded):
        if _FIRST_PAIRED.match(run):
            # The last character stands alone too: so each character begins a term, and one alone is found everywhere.
            terms += [run[start : start + 2] for start in range(len(run))]
        else:
            terms.append(run[:LONGEST_TERM])
    return terms


def shard_of(term: str, shards: int) -> int:
    """Return the shard that holds a term: a hash (FNV-1a, 32 bits) of its first three letters, or one where paired."""
    found = 2166136261
    for character in term[: 1 if _FIRST_PAIRED.match(term) else PREFIX]:
        found = ((found ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return (found ^ found >> 15) % shards
