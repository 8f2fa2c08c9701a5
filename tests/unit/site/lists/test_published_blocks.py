"""What `addresses.lock` tells of blocks, as text and as values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.lists.published_blocks import PublishedBlocks, block_lines

NAMES = st.sampled_from(["0123456789", "abcdef0123", "abcdef01230"])
DAYS = st.sampled_from(["2024-01-02", "2024-01-03"])
BLOCKS = st.lists(st.tuples(st.sampled_from(["archive/", "topics/ai/", "topics/ai-x/", "t/%C3%A9/"]), NAMES, DAYS))


def read(lines: list[str]) -> PublishedBlocks:
    blocks = PublishedBlocks()
    assert [blocks.add(line) for line in lines] == [True] * len(lines)
    return blocks


@given(BLOCKS)
def test_lines_in_any_order_say_the_same(told: list[tuple[str, str, str]]) -> None:
    """Lines of two branches, in whatever order and twice, are those of one: each block once, of two days the later."""
    lines = [f"list /{folder}{name}/ {day}" for folder, name, day in told]
    written = [*block_lines(read(lines))]
    assert written == [*block_lines(read(lines[::-1]))] == [*block_lines(read(written))]
    assert len(written) == len({(folder, name) for folder, name, _ in told})
    assert read(written).is_sorted
    assert read(lines).is_sorted == (lines == written)


@pytest.mark.parametrize(
    "line",
    [
        "list /archive/0123456789/ 2024-01-0",
        "list /archive/0123456789/",
        "list /archive/012345678/ 2024-01-02",
        "list /archive/0123456789/ 2024-01-02 more",
        "list /../0123456789/ 2024-01-02",
        "list /a/%2e%2E/0123456789/ 2024-01-02",
        "list //host/0123456789/ 2024-01-02",
        "list /:word/0123456789/ 2024-01-02",
        "list /*/0123456789/ 2024-01-02",
        "list /\u00e9/0123456789/ 2024-01-02",
    ],
)
def test_a_line_that_was_cut_or_changed_is_noticed(line: str) -> None:
    """It is no line of a block, and nothing of it is kept; none leads out of the site."""
    blocks = PublishedBlocks()
    assert not blocks.add(line)
    assert [*blocks.folders()] == []
