"""Plans the search: sealed segments of older stories, each cut into shards by term, and one file for the newest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sitegen.plan.blocks import count_sealed
from sitegen.plan.calendar import Calendar
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.html_views import Link, ShardRef
from sitegen.plan.views.search_views import (
    SearchHeadView,
    SearchStoriesView,
    SearchTermsView,
    SearchView,
)
from sitegen.values import digest_of

CHUNK = 32
"""Stories in one file of results, and in the smallest segment. The head holds one to two times as many."""
LARGEST_SEGMENT = 65_536
"""Stories; where a story of a larger one is edited, too much would be read again."""
STORIES_A_SHARD = 64
FORMAT = 1
"""Of the files below `search/`. Browsers keep them under their digest: when their form changes, this number must."""
MOST_TOPICS = 60


class Segment(NamedTuple):
    """A run of stories that is searched as one."""

    start: int
    size: int

    @property
    def shards(self) -> int:
        """How many files its terms are spread over."""
        return max(1, self.size // STORIES_A_SHARD)

    @property
    def name(self) -> str:
        """`256/3`: the third segment of 256 stories, counted from the oldest story."""
        return f"{self.size}/{self.start // self.size + 1}"


def sealed_segments(total: int) -> list[Segment]:
    """Return the sealed segments, oldest first, each the largest power of two that is left; the rest is the head's.

    >>> [segment.name for segment in sealed_segments(32 + 416 + 31)]
    ['256/1', '128/3', '32/13']
    """
    segments = []
    start, left = 0, count_sealed(total, CHUNK) * CHUNK
    while left:
        size = min(LARGEST_SEGMENT, 1 << (left.bit_length() - 1))
        segments.append(Segment(start, size))
        start, left = start + size, left - size
    return segments


def plan_search(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan the search page and what it fetches; nothing where the site has none."""
    if not inputs.settings.search:
        return
    segments = sealed_segments(len(inputs.cards))
    digests = [_digest(inputs, segment) for segment in segments]
    for segment, digest in zip(segments, digests, strict=True):
        for shard in range(segment.shards):
            view = SearchTermsView(terms=ShardRef(*segment, shard, segment.shards, digest))
            yield Output(f"search/terms/{segment.name}/{shard}.txt", "search-terms", view, "the search")
    sealed = sum(segment.size for segment in segments)
    for start in range(0, sealed, CHUNK):
        stories = _stories(inputs, start, start + CHUNK)
        yield Output(f"search/stories/{start // CHUNK + 1}.json", "search-stories", stories, "the search")
    yield _plan_head(inputs, sealed, tuple(zip(segments, digests, strict=True)))
    yield _plan_page(inputs, calendars)


def _plan_head(inputs: PlanInputs, sealed: int, segments: tuple[tuple[Segment, str], ...]) -> Output:
    newest = Segment(sealed, len(inputs.cards) - sealed)
    view = SearchHeadView(
        chunk=CHUNK,
        segments=tuple((segment.size, segment.shards, digest[:12]) for segment, digest in segments),
        newest=_stories(inputs, sealed, len(inputs.cards)),
        terms=ShardRef(*newest, 0, 1, _digest(inputs, newest)),
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


def _digest(inputs: PlanInputs, segment: Segment) -> str:
    return digest_of([FORMAT, *inputs.cards[segment.start : segment.start + segment.size]])
