"""Segments of the search."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan.search import CHUNK, LARGEST_SEGMENT, sealed_segments

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
