"""Plans the search: sealed segments of older stories, each cut into shards by term, and one file for the newest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, groupby

from sitegen.pages.urls import encode_path
from sitegen.plan.calendar import Calendar, section_link
from sitegen.plan.files.search_segments import LEVELS, LEVELS_OF_BODIES, NEWEST_SHARDS, Segment, sealed_segments
from sitegen.plan.output import ANY_KIND, Group, Output, PlanInputs, card_digests, group_of_lists
from sitegen.plan.views.html_views import Link, ShardRef
from sitegen.plan.views.search_views import (
    SearchHeadView,
    SearchStoriesView,
    SearchTermsView,
    SearchView,
    TermNames,
)
from sitegen.site.taxonomy import Term
from sitegen.values import digest_of

FORMAT = 3
"""Of the files below `search/`. Browsers keep them under their digest: when their form changes, this number must."""
MOST_TOPICS = 60
MOST_NAMES = 2_000
"""Of terms that a question is held against: the most used ones of all taxonomies."""


def plan_search(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Group]:
    """Plan the search page and what it fetches; nothing where the site has none.

    What the groups are made from covers cards alone: a search of bodies is to be planned each time.
    """
    if inputs.settings.search == "off":
        return
    segments = _segments(inputs)
    for segment in segments:
        made_from = chain(_shape(segment), card_digests(inputs, range(segment.start, segment.end)))
        plan = partial(_plan_segment, inputs, segment)
        yield group_of_lists(inputs, f"search {segment.level.size} {segment.name}", "search-terms", made_from, plan)
    terms = (term for taxonomy in inputs.index.taxonomies for term in taxonomy.terms.values() if term.url)
    made_from = chain(
        (calendar.shape for calendar in calendars),
        chain.from_iterable(map(_shape, segments)),
        (digest_of([term.name, term.url, len(term.stories)]) for term in terms),
        card_digests(inputs, range(len(inputs.cards))),
    )
    yield group_of_lists(inputs, "search", ANY_KIND, made_from, partial(_plan_around, inputs, segments, calendars))


def _segments(inputs: PlanInputs) -> Sequence[Segment]:
    marks = inputs.index.listed.marks
    levels = LEVELS_OF_BODIES if inputs.settings.search == "bodies" else LEVELS
    return inputs.kept.values.of("segments of the search", (marks, levels), lambda: sealed_segments(marks, levels))


def _shape(segment: Segment) -> Iterator[str]:
    yield f"{segment.start} {segment.level}"
    yield from (f"{name} {size}" for name, size in segment.chunks)


def _plan_around(inputs: PlanInputs, segments: Sequence[Segment], calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan what leads to the segments and holds all that is in none of them, and the page."""
    begin = segments[-1].end if segments else 0
    known = tuple(_known(inputs, segment) for segment in segments)
    bodies = list(_plan_newest_bodies(inputs, begin)) if inputs.settings.search == "bodies" else []
    yield from bodies
    yield _plan_head(inputs, begin, known, len(bodies))
    yield _plan_page(inputs, calendars)


def _known(inputs: PlanInputs, segment: Segment) -> tuple[int, str, int, int, str]:
    """Return what the head says of a segment."""
    level, size = segment.level, segment.end - segment.start
    return level.size, segment.name, size, level.shards, _digest_of_segment(inputs, segment)[:12]


def _digest_of_segment(inputs: PlanInputs, segment: Segment) -> str:
    return _digest(inputs, segment.start, segment.end, _part(inputs))


def _part(inputs: PlanInputs) -> str:
    return "both" if inputs.settings.search == "bodies" else "cards"


def _plan_segment(inputs: PlanInputs, segment: Segment) -> Iterator[Output]:
    level, start = segment.level, segment.start
    digest, part = _digest_of_segment(inputs, segment), _part(inputs)
    for shard in range(level.shards):
        terms = ShardRef(start, segment.end - start, shard, level.shards, digest, part)
        path = f"search/terms/{level.size}/{segment.name}/{shard}.txt"
        yield Output(path, "search-terms", SearchTermsView(segment.chunks, terms), "the search")
    for name, size in segment.chunks:
        yield Output(
            f"search/stories/{name}.json", "search-stories", _stories(inputs, start, start + size), "the search"
        )
        start += size


def _plan_newest_bodies(inputs: PlanInputs, begin: int) -> Iterator[Output]:
    end = len(inputs.cards)
    digest = _digest(inputs, begin, end, "bodies")
    for shard in range(NEWEST_SHARDS):
        terms = ShardRef(begin, end - begin, shard, NEWEST_SHARDS, digest, "bodies")
        yield Output(f"search/terms/newest/{shard}.txt", "search-terms", SearchTermsView((), terms), "the search")


def _plan_head(
    inputs: PlanInputs, begin: int, segments: tuple[tuple[int, str, int, int, str], ...], bodies: int
) -> Output:
    end = len(inputs.cards)
    view = SearchHeadView(
        segments=segments,
        newest=_stories(inputs, begin, end),
        terms=ShardRef(begin, end - begin, 0, 1, _digest(inputs, begin, end, "cards")),
        bodies=(bodies, _digest(inputs, begin, end, "bodies")[:12]) if bodies else (0, ""),
        names=_names(inputs),
    )
    return Output("search/newest.json", "search-head", view, "the search")


def _names(inputs: PlanInputs) -> tuple[TermNames, ...]:
    """Return the most used terms that have a page, by taxonomy, most used first."""
    taxonomies = inputs.index.taxonomies
    all_terms = [
        (place, term) for place, taxonomy in enumerate(taxonomies) for term in taxonomy.terms.values() if term.url
    ]
    all_terms.sort(key=lambda found: (-len(found[1].stories), found[1].name, found[0]))
    names: list[list[tuple[str, str]]] = [[] for _ in taxonomies]
    for place, term in all_terms[:MOST_NAMES]:
        names[place].append((term.name, _last_segment(term)))
    return tuple(
        (taxonomy.settings.title, taxonomy.url, tuple(found))
        for taxonomy, found in zip(taxonomies, names, strict=True)
        if found
    )


def _last_segment(term: Term) -> str:
    """Return a term's part of its address; empty where it follows from its name."""
    slug = encode_path(term.slug)
    return "" if slug == term.name.lower().replace(" ", "-") else slug


def _plan_page(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Output:
    url = inputs.url("search")
    taxonomy = inputs.index.taxonomies[0] if inputs.index.taxonomies else None
    terms = [term for term in taxonomy.terms.values() if term.url] if taxonomy else []
    used = sorted(terms, key=lambda term: (-len(term.stories), term.name))[:MOST_TOPICS]
    stories = inputs.index.stories
    sections = sorted({story.section for story in stories if story.section})
    view = SearchView(
        url=url,
        index_url=f"{url}newest.json",
        topics=tuple(term.link for term in sorted(used, key=lambda term: (term.name.casefold(), term.name))),
        all_topics=Link(title=taxonomy.settings.title, url=taxonomy.url) if taxonomy and terms else None,
        sections=tuple((calendar.section, years) for calendar in calendars if (years := tuple(_years(calendar)))),
        section_names=tuple((name, section_link(name, inputs.settings).title) for name in sections),
        years=tuple(sorted({story.day[:4] for story in stories}, reverse=True)),
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


def _digest(inputs: PlanInputs, start: int, end: int, part: str) -> str:
    if part == "cards":
        return digest_of([FORMAT, *inputs.cards[start:end]])
    pages = [story.page_digest for story in inputs.index.stories[start:end]]
    return digest_of([FORMAT, part, pages, *inputs.cards[start:end]])
