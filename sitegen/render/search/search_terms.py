"""Cuts text into the terms by which it is found: words of most scripts, pairs of characters where words have no spaces.

The same is done in the reader's browser, in the theme's `search_terms.js`; the two must agree on every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.pages.normal_forms import normalised

LONGEST_TERM = 32
"""Characters; the rest of a longer word is not looked at."""
FACET = "~"
"""Begins a term that nobody can type: the year, section or source by which results are narrowed down."""
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
_AFTER_POINT = re.compile(r"\.[a-z]{2}[a-z0-9]*")
_WITH_SIGN = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]*(?:\+\+?|#)(?![a-z+#])|(?<![a-z0-9&])[a-z0-9]+(?:&[a-z0-9]+)+")
""".NET, C++, C#, AT&T: names that are others without their signs."""

_FIGURE = re.compile(r"[-\u2010\u2011 ](?!(?:19|20)[0-9]{2}(?![A-Za-z0-9]))[0-9][A-Za-z0-9]{0,7}(?![A-Za-z0-9])")
"""A figure behind a hyphen or a space; no year."""
_NAME_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,12}\Z")
_LONGEST_NAME = 12
_WIDE_FORMS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_LAST_POINT = re.compile(r"\.[A-Za-z](?![A-Za-z0-9]|\.[A-Za-z])")
_DOTTED = re.compile(r"(?<![A-Za-z0-9.])(?:[A-Za-z]\.){1,5}[A-Za-z]\Z")
_LONGEST_DOTTED = 11
"""A.I., U.S.: short for what others write without points."""


def fold(text: str) -> str:
    """Return a text without what does not tell words apart: case, accents, full and half width (UAX #15, NFKC)."""
    if text.isascii():
        return text.lower()
    text = normalised("NFKD", text.replace("\u2122", " ")).lower()
    return normalised("NFKC", _MARKS.sub("", text).translate(_LETTERS))


def terms_of(text: str) -> list[str]:
    """Return the terms of a text with repeats: words in order, then what has signs in it.

    >>> terms_of("GPT-4o: Größe zählt")
    ['gpt', '4o', 'grosse', 'zahlt']
    >>> terms_of("大模型")
    ['大模', '模型', '型']
    >>> terms_of("C++ at AT&T")
    ['c', 'at', 'at', 't', 'c++', 'at&t']
    """
    folded = fold(text)
    terms = _PLAIN_WORD.findall(folded) if folded.isascii() else list(_words_and_pairs(folded))
    terms += _terms_with_signs(folded)
    return [term[:LONGEST_TERM] for term in terms]


def term_set(text: str) -> set[str]:
    """Return the terms of a text, each once.

    No term has a space in it, so each piece of a long text is looked at once; and in one in English few have other
    letters or quotation marks: only these go the slow way.
    """
    pieces = set(text.split())
    plain = " ".join([piece for piece in pieces if piece.isascii()])
    others = " ".join([piece for piece in pieces if not piece.isascii()])
    return {*terms_of(plain), *terms_of(others)}


def joined_terms(text: str) -> set[str]:
    """Return the terms of names with a figure and of letters with points, each written as one word.

    So five lessons of GPT-4 are no GPT-5, and AI is found where somebody writes A.I.

    >>> sorted(joined_terms("5 lessons of GPT-4 and Claude 3.5 in 2024 for U.S. firms"))
    ['claude3', 'gpt4', 'us']
    """
    plain = normalised("NFKC", text) if not text.isascii() and _WIDE_FORMS.search(text) else text
    return {*_names_with_figures(plain), *_letters_with_points(plain)}


def _names_with_figures(text: str) -> Iterator[str]:
    """Yield `gpt4` for GPT-4; with a space between, the name has a capital letter."""
    for figure in _FIGURE.finditer(text):
        at = figure.start()
        name = _NAME_BEFORE.search(text[max(0, at - _LONGEST_NAME - 1) : at])
        if name and (figure[0][0] != " " or not name[0].islower()):
            yield (name[0] + figure[0][1:]).lower()


def _letters_with_points(text: str) -> Iterator[str]:
    for last in _LAST_POINT.finditer(text):
        name = _DOTTED.search(text[max(0, last.end() - _LONGEST_DOTTED - 1) : last.end()])
        if name:
            yield name[0].replace(".", "").lower()


def key_of(name: str) -> str:
    """Return what stands for a name where stories are chosen by it: its terms in a row; empty when it has none."""
    return "_".join(terms_of(name))


def shard_of(term: str, shards: int) -> int:
    """Return the shard that holds a term: a hash (FNV-1a, 32 bits) of its first three letters, or one where paired.

    What nobody types is never asked for by its beginning: all of it counts.
    """
    found = 2166136261
    known = len(term) if term.startswith(FACET) else 1 if _FIRST_PAIRED.match(term) else PREFIX
    for character in term[:known]:
        found = ((found ^ ord(character)) * 16777619) & 0xFFFFFFFF
    return (found ^ found >> 15) % shards


def _words_and_pairs(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        if _FIRST_PAIRED.match(run):
            # The last character stands alone too: so each character begins a term, and one alone is found everywhere.
            yield from (run[start : start + 2] for start in range(len(run)))
        else:
            yield run


def _terms_with_signs(folded: str) -> list[str]:
    found = _AFTER_POINT.findall(folded) if "." in folded else []
    if "&" in folded or "+" in folded or "#" in folded:
        found += _WITH_SIGN.findall(folded)
    return found
