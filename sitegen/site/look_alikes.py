"""Finds what may be one thing twice: stories of one original or one title, terms that differ by a sign."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import fold_case, term_key
from sitegen.site.taxonomy import Taxonomy, Term

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SIGN = re.compile(r"[\W_]+")
_FEWEST_WORDS = 3
"""A title of fewer words says too little to be the same story."""


class Alike(NamedTuple):
    """Some of one kind that may be one."""

    why: str
    pages: tuple[PageMeta, ...] = ()
    terms: tuple[Term, ...] = ()
    taxonomy: str = ""


def find_doubles(pages: Iterable[PageMeta]) -> list[Alike]:
    """Return the pages with one original address, and those whose titles are the same words.

    A number is a word: titles with different numbers are of different stories.
    """
    by_original: defaultdict[str, list[PageMeta]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[PageMeta]] = defaultdict(list)
    for page in pages:
        if page.original_url:
            by_original[_SCHEME.sub("", page.original_url).rstrip("/")].append(page)
        words = tuple(sorted(_WORD.findall(fold_case(page.title))))
        if len(words) >= _FEWEST_WORDS:
            by_words[words].append(page)
    found = [Alike("the same original address", tuple(some)) for some in by_original.values() if len(some) > 1]
    known = [one.pages for one in found]
    alike = [Alike("the same words in the title", tuple(some)) for some in by_words.values() if len(some) > 1]
    return [*found, *(one for one in alike if one.pages not in known)]


def find_twins(taxonomies: Sequence[Taxonomy]) -> list[Alike]:
    """Return the terms of each taxonomy whose names differ by signs, spaces or a plural."""
    found = []
    for taxonomy in taxonomies:
        by_name: defaultdict[str, list[Term]] = defaultdict(list)
        for term in taxonomy.terms.values():
            by_name[_SIGN.sub("", term_key(term.name)).removesuffix("s")].append(term)
        name = taxonomy.settings.name
        found += [
            Alike("nearly the same name", terms=tuple(some), taxonomy=name)
            for some in by_name.values()
            if len(some) > 1
        ]
    return found
