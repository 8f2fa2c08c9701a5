"""Segments of the search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan.files.search import CHUNK, LARGEST_SEGMENT, plan_search, sealed_segments
from sitegen.plan.views.html_views import ShardRef
from sitegen.plan.views.search_views import SearchHeadView, SearchStoriesView, SearchTermsView, SearchView
from sitegen.values import with_changes
from tests.page_meta import page_meta
from tests.planned import calendars, inputs, names, views

TOTALS = st.integers(0, 3 * LARGEST_SEGMENT)


@given(TOTALS)
def test_every_story_is_in_one_place(total: int) -> None:
    """Segments hold the older stories once, in order; the head holds the rest, less than two chunks."""
    segments = sealed_segments(total)
    starts = [segment.start for segment in segments]
    ends = [segment.start + segment.size for segment in segments]
    assert [0, *ends][: len(starts)] == starts
    assert min(total, CHUNK) <= total - (ends[-1] if ends else 0) < 2 * CHUNK


@given(TOTALS)
def test_a_new_story_changes_no_segment(total: int) -> None:
    """After a new story a segment is as it was, or was merged into one larger one that takes the newest's place."""
    before, after = set(sealed_segments(total)), set(sealed_segments(total + 1))
    made = after - before
    assert len(made) <= 1
    for gone in before - after:
        assert all(new.start <= gone.start and gone.start + gone.size <= new.start + new.size for new in made)


@given(TOTALS)
def test_names_are_unique(total: int) -> None:
    """No two segments share an address, and a segment of a size begins at a multiple of it."""
    segments = sealed_segments(total)
    assert len({segment.name for segment in segments}) == len(segments)
    assert all(segment.start % segment.size == 0 for segment in segments)


def test_few_segments() -> None:
    """A query asks few segments, in small archives and in large ones."""
    assert max(len(sealed_segments(total)) for total in range(0, 65_000, 31)) <= 11
    assert len(sealed_segments(25_000)) == 4
    assert len(sealed_segments(1_000_000)) == 18


def test_merges_are_rare() -> None:
    """While 65,536 stories come one by one, a new one makes less than two thirds of a new file of terms on average."""
    made = sum(
        segment.shards
        for total in range(CHUNK, LARGEST_SEGMENT, CHUNK)
        for segment in set(sealed_segments(total + CHUNK)) - set(sealed_segments(total))
    )
    assert made < LARGEST_SEGMENT * 2 / 3
    quiet = sum(sealed_segments(total) == sealed_segments(total + 1) for total in range(10_000))
    assert quiet >= 9_680


STORIES = [
    page_meta(f"s{number:02}", f"20{22 + number % 3}-0{number % 2 + 1}-01T08:00:00+00:00", terms={"topics": topics})
    for number, topics in ((number, ("AI", "Chips")[: number % 2 + 1]) for number in range(70))
]


def test_every_story_can_be_shown() -> None:
    """The files of results hold each story once, in order, and the head holds the rest."""
    site = inputs(STORIES)
    outputs = list(plan_search(site, calendars(site)))
    (head,) = views(outputs, SearchHeadView).values()
    parts = [*views(outputs, SearchStoriesView).values(), head.newest]
    assert [path for part in parts for path in names(part.stories)] == names(site.cards)
    assert [len(part.stories) for part in parts] == [CHUNK, len(STORIES) - CHUNK]


def test_an_edit_of_a_story_makes_its_segment_anew() -> None:
    """What stands for the terms of a segment tells of every card in it, and of no other."""

    def digests(changed: int) -> list[str]:
        stories = sorted(STORIES, key=lambda story: (story.moment, story.path))
        stories[changed] = with_changes(stories[changed], card_digest="other".ljust(32, "."))
        site = inputs(stories)
        outputs = list(plan_search(site, calendars(site)))
        terms = [view.terms for view in views(outputs, SearchTermsView).values()]
        terms += [view.terms for view in views(outputs, SearchHeadView).values()]
        return [reference.digest for reference in terms if isinstance(reference, ShardRef)]

    old, new = digests(0), digests(len(STORIES) - 1)
    assert len(old) == len(new) == 2
    assert (old[0] != new[0], old[1] != new[1]) == (True, True)
    assert digests(0)[1] == digests(1)[1]
    assert digests(0)[0] != digests(1)[0]


def test_the_page_leads_to_the_most_used_topics_and_the_newest_month() -> None:
    """Sixty topics at most, those with the most stories, by name; years and months with the newest first."""
    rare = [
        page_meta(f"r{number}", "2021-01-01T08:00:00+00:00", terms={"topics": (f"R{number}",)}) for number in range(70)
    ]
    site = inputs([*STORIES, *rare])
    (page,) = views(plan_search(site, calendars(site)), SearchView).values()
    topics = [topic.name for topic in page.topics]
    assert (len(topics), topics[:2], topics == sorted(topics)) == (60, ["AI", "Chips"], True)
    ((_, years),) = page.sections
    assert [(year, [month.title for month in months]) for year, months in years][:2] == [
        ("2024", ["2024-02", "2024-01"]),
        ("2023", ["2023-02", "2023-01"]),
    ]
