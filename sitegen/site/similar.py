"""Finds older stories on the same matter, by the words of their titles and their topics.

Only older stories count, in what is compared and in how rare a word is held to be: so what is similar to a story never
changes when a newer one comes, and old pages stay as they are.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from sitegen.pages.normal_forms import normalised
from sitegen.pages.page import PageMeta
from sitegen.pages.urls import term_key

MOST_SIMILAR = 4
MOST_HOLDERS = 40
"""Newest stories kept for each word: bounds the work per story, and an echo of long ago is no news."""
LEAST_SCORE = 6.0
"""In nats of surprise: about two rare words, or a rare word and a rare topic, in an archive of thousands."""
TOO_COMMON = 0.1
"""A word on a larger part of all stories so far says nothing."""

_LATIN = re.compile(r"[^\W_]{3,}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}")


def find_similar(stories: Sequence[PageMeta], taxonomy: str) -> list[tuple[int, ...]]:
    """Return, for each story (oldest first), the numbers of the older ones most like it, best first.

    `taxonomy` is the one whose terms count besides the words of the title.
    """
    holders: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=MOST_HOLDERS))
    counts: defaultdict[str, int] = defaultdict(int)
    found = []
    for number, story in enumerate(stories):
        features = set(_features(story, taxonomy))
        found.append(_best(features, holders, counts, number))
        for feature in features:
            holders[feature].append(number)
            counts[feature] += 1
    return found


def _best(
    features: set[str], holders: defaultdict[str, deque[int]], counts: defaultdict[str, int], total: int
) -> tuple[int, ...]:
    scores: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, int] = defaultdict(int)
    for feature in sorted(features):
        count = counts.get(feature, 0)
        if count and (count <= 2 or count <= TOO_COMMON * total):
            weight = math.log((total + 1) / count)
            for other in holders[feature]:
                scores[other] += weight
                shared[other] += 1
    good = [other for other, score in scores.items() if score >= LEAST_SCORE and shared[other] >= 2]
    return tuple(sorted(good, key=lambda other: (-round(scores[other], 6), -other))[:MOST_SIMILAR])


def _features(story: PageMeta, taxonomy: str) -> Iterator[str]:
    """Yield the words of a title (runs of two characters in Chinese) and the keys of its terms."""
    title = normalised("NFKC", story.title).casefold()
    yield from _LATIN.findall(_HAN.sub(" ", title))
    for run in _HAN.findall(title):
        for start in range(len(run) - 1):
            yield run[start : start + 2]
    for name in story.terms.get(taxonomy, ()):
        yield f"term:{term_key(name)}"
