"""Sealed lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan.blocks import count_sealed, head_of, sealed_blocks

SIZES = st.integers(1, 30)
TOTALS = st.integers(0, 200)


@given(TOTALS, SIZES)
def test_nothing_lost(total: int, size: int) -> None:
    """Blocks and head together hold every member once, in order."""
    members = range(total)
    parts = [*sealed_blocks(members, size), head_of(members, size)]
    assert [member for part in parts for member in part] == list(members)


@given(TOTALS, SIZES)
def test_head_is_full(total: int, size: int) -> None:
    """The head shows at least a full page where there are as many, and less than two."""
    shown = len(head_of(range(total), size))
    assert min(total, size) <= shown <= max(2 * size - 1, 0)


@given(TOTALS, SIZES)
def test_new_member_changes_no_block(total: int, size: int) -> None:
    """A new member at the end leaves every sealed block as it was."""
    before = sealed_blocks(range(total), size)
    after = sealed_blocks(range(total + 1), size)
    assert after[: len(before)] == before


def test_sealed_when_a_full_page_is_newer() -> None:
    """A block is sealed when a full page of newer members exists."""
    assert [count_sealed(total, 20) for total in (0, 20, 39, 40, 59, 60)] == [0, 0, 0, 1, 1, 2]
