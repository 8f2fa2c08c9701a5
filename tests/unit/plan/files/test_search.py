"""Segments of the search."""

from __future__ import annotations

from array import array
from itertools import pairwise
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.term import TermData
from sitegen.plan.files.search import plan_search
from sitegen.plan.files.search_segments import (
    CHUNK,
    LEVELS,
    LEVELS_OF_BODIES,
    NEWEST_SHARDS,
    Level,
    sealed_segments,
)
from sitegen.plan.views.html_views import ShardRef
from sitegen.plan.views.search_views import SearchHeadView, SearchStoriesView, SearchTermsView, SearchView
from sitegen.values import with_changes
from tests.page_meta import page_meta
from tests.planned import calendars, grouped, inputs, names, views

TOTALS = st.integers(0, 3_000)


def marks_of(count: int, seed: int = 1) -> array[int]:
    """Return marks as identities have them."""
    rng = Random(seed)
    return array("Q", [rng.getrandbits(64) for _ in range(count)])


@given(TOTALS)
def test_every_story_is_in_one_place(total: int) -> None:
    """Segments hold the older stories once, in order; the head holds the rest, less than three chunks."""
    segments = sealed_segments(marks_of(total))
    ends = [0, *(segment.end for segment in segments)]
    assert [segment.start for segment in segments] == ends[:-1]
    assert min(total, CHUNK) <= total - ends[-1] < 3 * CHUNK


@given(TOTALS)
def test_a_new_story_changes_no_segment(total: int) -> None:
    """After a new story a segment is as it was, or became part of a larger one."""
    marks = marks_of(total + 1)
    before, after = set(sealed_segments(marks[:-1])), set(sealed_segments(marks))
    for gone in before - after:
        assert any(new.start <= gone.start and gone.end <= new.end for new in after - before)


@pytest.mark.parametrize(("levels", "always"), [(LEVELS, 1), (LEVELS_OF_BODIES, 1 + NEWEST_SHARDS)])
def test_a_new_story_changes_four_files(levels: tuple[Level, ...], always: int) -> None:
    """In 63 of 64 cases a new story changes at most four files of the search, with bodies or without."""
    marks = marks_of(1_400)

    def files(total: int) -> set[tuple[object, ...]]:
        found: set[tuple[object, ...]] = set()
        for segment in sealed_segments(marks[:total], levels):
            parts = range(segment.level.shards)
            found.update((segment.level.size, segment.name, segment.end - segment.start, shard) for shard in parts)
            found.update(segment.chunks)
        return found

    known = [files(total) for total in range(1_400)]
    many = sum(len(after ^ before) + always > 4 for before, after in pairwise(known))
    assert many / 1_400 < 1 / 64


@given(TOTALS, st.integers(0, 3_000), st.integers(0, 2**64 - 1))
def test_a_late_story_changes_few_files(total: int, place: int, mark: int) -> None:
    """The terms of one segment are made again, or of those that it is cut into anew; results hardly move."""
    marks = marks_of(total)
    place = min(place, total)
    edited = array("Q", [*marks[:place], mark, *marks[place:]])
    before, after = sealed_segments(marks), sealed_segments(edited)
    known = {(segment.level, segment.chunks) for segment in before}
    made = [segment for segment in after if (segment.level, segment.chunks) not in known]
    assert sum(segment.level.shards for segment in made) <= 64
    chunks = {chunk for segment in after for chunk in segment.chunks} - {c for s in before for c in s.chunks}
    assert len(chunks) <= 20


@given(TOTALS)
def test_names_are_unique(total: int) -> None:
    """No two files of results share an address, nor do two segments of one size."""
    segments = sealed_segments(marks_of(total))
    chunks = [name for segment in segments for name, _ in segment.chunks]
    assert len({*chunks}) == len(chunks)
    assert all(segment.name == segment.chunks[-1][0] for segment in segments)


def test_names_are_unique_for_hostile_identities() -> None:
    """Identities that somebody made to have one name share no file either."""
    marks = array("Q", [mark << 40 for mark in marks_of(400) for mark in [mark >> 40]])
    chunks = [name for segment in sealed_segments(marks) for name, _ in segment.chunks]
    assert len(chunks) > 5 and len({*chunks}) == len(chunks)


def test_few_segments() -> None:
    """A query asks few segments, in small archives and in large ones."""
    for total, most in ((1_000, 12), (25_000, 30), (100_000, 65), (1_000_000, 120)):
        assert len(sealed_segments(marks_of(total))) <= most, total


def test_a_file_of_results_is_small() -> None:
    """About a chunk on average, never more than three."""
    sizes = [size for segment in sealed_segments(marks_of(25_000)) for _, size in segment.chunks]
    assert 0.8 * CHUNK < mean(sizes) < 1.2 * CHUNK and max(sizes) < 3 * CHUNK


STORIES = [
    page_meta(f"s{number:02}", f"20{22 + number % 3}-0{number % 2 + 1}-01T08:00:00+00:00", terms={"topics": topics})
    for number, topics in ((number, ("AI", "Chips")[: number % 2 + 1]) for number in range(110))
]


def test_every_story_can_be_shown() -> None:
    """The files of results hold each story once, in order, and the head holds the rest."""
    site = inputs(STORIES)
    outputs = list(grouped(plan_search(site, calendars(site))))
    (head,) = views(outputs, SearchHeadView).values()
    parts = [*views(outputs, SearchStoriesView).values(), head.newest]
    assert [path for part in parts for path in names(part.stories)] == names(site.cards)
    assert len(parts) > 1
    sizes = [size for view in views(outputs, SearchTermsView).values() for _, size in view.chunks]
    assert [len(part.stories) for part in parts] == [*sizes, len(head.newest.stories)]


def test_an_edit_of_a_story_makes_its_segment_anew() -> None:
    """What stands for the terms of a segment tells of every card in it, and of no other."""

    def digests(changed: int) -> list[str]:
        stories = sorted(STORIES, key=lambda story: (story.moment, story.path))
        stories[changed] = with_changes(stories[changed], card_digest="other".ljust(32, "."))
        site = inputs(stories)
        outputs = list(grouped(plan_search(site, calendars(site))))
        terms = [view.terms for view in views(outputs, SearchTermsView).values()]
        terms += [view.terms for view in views(outputs, SearchHeadView).values()]
        return [reference.digest for reference in terms if isinstance(reference, ShardRef)]

    old, new = digests(0), digests(len(STORIES) - 1)
    assert len(old) == len(new) >= 2
    assert (old[0] != new[0], old[-1] != new[-1]) == (True, True)
    assert digests(0)[1:] == digests(1)[1:]
    assert digests(0)[0] != digests(1)[0]


def test_an_edited_body_makes_its_segment_anew_where_bodies_are_searched() -> None:
    """What stands for the terms of a segment tells of every body in it, where these are searched and only there."""

    def digests(body: str, search: str) -> list[str]:
        first, *others = (page_meta(f"s{number}", "2024-02-01T08:00:00+00:00") for number in range(300))
        site = inputs([with_changes(first, page_digest=body.ljust(32, ".")), *others], search=search)
        found = views(grouped(plan_search(site, calendars(site))), SearchTermsView).values()
        return [view.terms.digest for view in found if isinstance(view.terms, ShardRef)]

    assert digests("one", "cards") == digests("two", "cards")
    one, two = set(digests("one", "bodies")), set(digests("two", "bodies"))
    assert (len(one - two), len(two - one), len(one) > 1) == (1, 1, True)


def test_names_of_terms_come_with_the_head() -> None:
    """The head names terms that have a page, by taxonomy, most used first, and their address where it is another."""
    data = TermData("topics", "_data/topics/chips.yaml", 1, "Chips", slug="silicon")
    few = page_meta("few", "2021-01-01T08:00:00+00:00", terms={"topics": ("Open Source",)})
    site = inputs([*STORIES, few], described=[data])
    (head,) = views(grouped(plan_search(site, calendars(site))), SearchHeadView).values()
    assert head.names == (("Topics", "/topics/", (("AI", ""), ("Chips", "silicon"), ("Open Source", ""))),)


def test_the_page_leads_to_the_most_used_topics_and_the_newest_month() -> None:
    """Sixty topics at most, those with the most stories, by name; years and months with the newest first."""
    rare = [
        page_meta(f"r{number}", "2021-01-01T08:00:00+00:00", terms={"topics": (f"R{number}",)}) for number in range(70)
    ]
    site = inputs([*STORIES, *rare])
    (page,) = views(grouped(plan_search(site, calendars(site))), SearchView).values()
    topics = [topic.name for topic in page.topics]
    assert (len(topics), topics[:2], topics == sorted(topics)) == (60, ["AI", "Chips"], True)
    ((_, years),) = page.sections
    assert [(year, [month.title for month in months]) for year, months in years][:2] == [
        ("2024", ["2024-02", "2024-01"]),
        ("2023", ["2023-02", "2023-01"]),
    ]
