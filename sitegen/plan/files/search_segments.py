"""Cuts the stories into the segments of the search: by identities, so that a new or late story changes few of them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from sitegen.site.lists.blocks import cut_blocks, cut_ends, name_ends

CHUNK = 32
"""About so many stories are in one file of results, and in the smallest segment. The head holds up to three times as
many."""


class Level(NamedTuple):
    """Segments of one size."""

    size: int
    """About so many stories."""
    shards: int
    """How many files the terms of each are spread over."""
    newer: int
    """How many newer stories there must be: the more, the less likely is one that comes late."""


LEVELS = (
    Level(32_768, 256, 250_000),
    Level(8_192, 64, 65_000),
    Level(2_048, 16, 1_024),
    Level(512, 8, 256),
    Level(128, 2, 64),
    Level(CHUNK, 1, CHUNK),
)
"""Largest first. A story that comes late has the shards of one segment made again: at most 16 of the newest 65,000."""
LEVELS_OF_BODIES = (
    Level(8_192, 512, 65_000),
    Level(2_048, 256, 1_024),
    Level(512, 256, 256),
    Level(80, 64, 40),
)
"""A long text has as many terms as fifty cards: so there are more shards, and the smallest segment is made so seldom
that all its files together are no burden."""
NEWEST_SHARDS = 3
"""Files that hold the terms of the newest bodies. Each new story changes them all, and the head: four files."""


class Segment(NamedTuple):
    """A run of stories that is searched as one."""

    start: int
    level: Level
    chunks: tuple[tuple[str, int], ...]
    """The name of each of its files of results and how many stories that holds, oldest first."""

    @property
    def end(self) -> int:
        """The number of the first story after it."""
        return self.start + sum(size for _, size in self.chunks)

    @property
    def name(self) -> str:
        """That of its newest file of results."""
        return self.chunks[-1][0]


def sealed_segments(marks: array[int], levels: Sequence[Level] = LEVELS) -> list[Segment]:
    """Return the sealed segments, oldest first, each of the largest level that is possible; the rest is the head's."""
    spans: list[tuple[int, int, Level]] = []
    begin = 0
    for level in levels:
        blocks = cut_blocks(marks[begin:], level.size, level.newer)
        spans += ((begin + start, begin + end, level) for _, start, end in blocks.spans())
        begin += blocks.head
    ends = [_chunk_ends(marks, start, end) for start, end, _ in spans]
    names = name_ends(marks, chain.from_iterable(ends))
    return [
        Segment(start, level, tuple((next(names), end - first) for first, end in pairwise((start, *own))))
        for (start, _, level), own in zip(spans, ends, strict=True)
    ]


def _chunk_ends(marks: array[int], start: int, end: int) -> list[int]:
    return [*(start + place for place in cut_ends(marks[start:end], CHUNK)), end]
