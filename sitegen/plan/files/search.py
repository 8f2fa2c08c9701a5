"""Plans the search: sealed segments of older stories, each cut into shards by term, and one file for the newest."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from sitegen.plan.calendar import Calendar
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.html_views import Link, ShardRef
from sitegen.plan.views.search_views import (
    SearchHeadView,
    SearchStoriesView,
    SearchTermsView,
    SearchView,
)
from sitegen.site.lists.blocks import cut_blocks, cut_ends, name_ends
from sitegen.values import digest_of

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
FORMAT = 2
"""Of the files below `search/`. Browsers keep them under their digest: when their form changes, this number must."""
MOST_TOPICS = 60


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


def sealed_segments(marks: array[int]) -> list[Segment]:
    """Return the sealed segments, oldest first, each of the largest level that is possible; the rest is the head's."""
    spans: list[tuple[int, int, Level]] = []
    begin = 0
    for level in LEVELS:
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


def plan_search(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan the search page and what it fetches; nothing where the site has none."""
    if not inputs.settings.search:
        return
    known: list[tuple[int, str, int, int, str]] = []
    begin = 0
    for segment in sealed_segments(inputs.index.listed.marks):
        begin = segment.end
        digest = _digest(inputs, segment.start, begin)
        yield from _plan_segment(inputs, segment, digest)
        level = segment.level
        known.append((level.size, segment.name, begin - segment.start, level.shards, digest[:12]))
    yield _plan_head(inputs, begin, tuple(known))
    yield _plan_page(inputs, calendars)


def _plan_segment(inputs: PlanInputs, segment: Segment, digest: str) -> Iterator[Output]:
    level, start = segment.level, segment.start
    for shard in range(level.shards):
        terms = ShardRef(start, segment.end - start, shard, level.shards, digest)
        path = f"search/terms/{level.size}/{segment.name}/{shard}.txt"
        yield Output(path, "search-terms", SearchTermsView(segment.chunks, terms), "the search")
    for name, size in segment.chunks:
        yield Output(
            f"search/stories/{name}.json", "search-stories", _stories(inputs, start, start + size), "the search"
        )
        start += size


def _plan_head(inputs: PlanInputs, begin: int, segments: tuple[tuple[int, str, int, int, str], ...]) -> Output:
    end = len(inputs.cards)
    view = SearchHeadView(
        segments=segments,
        newest=_stories(inputs, begin, end),
        terms=ShardRef(begin, end - begin, 0, 1, _digest(inputs, begin, end)),
    )
    return Output("search/newest.json", "search-head", view, "the search")


def _plan_page(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Output:
    url = inputs.url("search")
    taxonomy = inputs.index.taxonomies[0] if inputs.index.taxonomies else None
    terms = [term for term in taxonomy.terms.values() if term.url] if taxonomy else []
    used = sorted(terms, key=lambda term: (-len(term.stories), term.name))[:MOST_TOPICS]
    view = SearchView(
        url=url,
        index_url=f"{url}newest.json",
        topics=tuple(term.link for term in sorted(used, key=lambda term: (term.name.casefold(), term.name))),
        all_topics=Link(title=taxonomy.settings.title, url=taxonomy.url) if taxonomy and terms else None,
        sections=tuple((calendar.section, years) for calendar in calendars if (years := tuple(_years(calendar)))),
    )
    return Output("search/index.html", "search.html", view, "the search page")


def _years(calendar: Calendar) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield each year with its months, newest first; without counts, which would change with every story."""
    months = {day[:7]: calendar.url("month", day) for day in calendar.days}
    links = [Link(title=month, url=months[month]) for month in sorted(months, reverse=True) if months[month]]
    for year, found in groupby(links, key=lambda link: link.title[:4]):
        yield year, tuple(found)


def _stories(inputs: PlanInputs, start: int, end: int) -> SearchStoriesView:
    return SearchStoriesView(language=inputs.settings.language, stories=tuple(inputs.cards[start:end]))


def _digest(inputs: PlanInputs, start: int, end: int) -> str:
    return digest_of([FORMAT, *inputs.cards[start:end]])
