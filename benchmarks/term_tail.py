"""A taxonomy tail: thousands of companies, models, topics and people, most of them named once.

Never: keeps more than the terms and where they are used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from benchmarks.stories import NEWEST, quote, stamp
from benchmarks.words import make_headline, make_name, make_paragraph, make_sentence, make_slug

KINDS = {"companies": 0.123, "models": 0.26, "topics": 0.404, "people": 0.213}
"""Taxonomy -> its share of all terms, as in a real archive of 5,616 terms."""

_ONCE = 0.7
_HOURS_APART = 33


def make_tail(stories: int, terms: int) -> Iterator[tuple[str, str]]:
    """Yield file name and text of `stories` stories that together use exactly `terms` terms, 70 % of them once."""
    uses = assign_terms(stories, terms)
    for index in range(stories):
        rng = Random(f"tail-{index}")
        when = NEWEST - timedelta(hours=index * _HOURS_APART)
        title = make_headline(rng)
        lines = ["---", f"title: {quote(title)}", f"date: '{stamp(when)}'", f"description: {quote(make_sentence(rng))}"]
        for kind in KINDS:
            names = uses[index].get(kind, ())
            lines += [f"{kind}:", *(f"  - {name}" for name in names)] if names else []
        lines += ["---", "", make_paragraph(rng), "", make_paragraph(rng), ""]
        yield f"{when:%Y-%m-%d}-{make_slug(title)}-{index}.md", "\n".join(lines)


def assign_terms(stories: int, terms: int) -> list[dict[str, list[str]]]:
    """Return for each story its taxonomies and their terms, without repeats."""
    found: list[dict[str, list[str]]] = [{} for _ in range(stories)]
    first = 0
    for kind, count in _share_out(terms).items():
        often = round(count * (1 - _ONCE))
        for rank in range(count):
            name = make_name(first + rank)
            rng = Random(f"term-{name}")
            uses = min(max(2, stories // (rank + 2)), stories) if rank < often else 1
            for index in sorted(rng.sample(range(stories), uses)):
                found[index].setdefault(kind, []).append(name)
        first += count
    return found


def _share_out(terms: int) -> dict[str, int]:
    counts = {kind: int(terms * share) for kind, share in KINDS.items()}
    counts["topics"] += terms - sum(counts.values())
    return counts
