"""Where lists are cut, and how little of that one member more or less changes."""

from __future__ import annotations

from array import array
from random import Random
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.lists.blocks import NAMED_BITS, Blocks, cut_blocks, cut_ends, cut_list, name_ends, named_bits

SIZES = st.integers(1, 12)
MARKS = st.one_of(
    st.lists(st.integers(0, 2**64 - 1), max_size=150),
    st.lists(st.integers(0, 3), max_size=150),  # many alike
    st.integers(0, 150).map(lambda count: list(range(count))),
    st.integers(0, 150).map(lambda count: list(range(count, 0, -1))),
)
DEEP = 3
"""Three times the size: more than one member can reach by all rules together."""


def marks_of(count: int, seed: int) -> list[int]:
    """Return marks as identities have them."""
    rng = Random(seed)
    return [rng.getrandbits(64) for _ in range(count)]


def cut(marks: list[int], size: int) -> Blocks:
    return cut_blocks(array("Q", marks), size)


def ends_of(marks: list[int], size: int) -> list[int]:
    return cut_ends(array("Q", marks), size)


def parts(marks: list[int], blocks: Blocks) -> set[tuple[int, ...]]:
    """Return what each sealed block holds."""
    return {tuple(marks[start:end]) for _, start, end in blocks.spans()}


@given(MARKS, SIZES)
def test_nothing_lost(marks: list[int], size: int) -> None:
    """Blocks and head together hold every member once, in order."""
    blocks = cut(marks, size)
    spans = [(start, end) for _, start, end in blocks.spans()]
    assert [0, *(end for _, end in spans)] == [*(start for start, _ in spans), blocks.head]
    assert all(blocks.block_of(place) == name for name, start, end in blocks.spans() for place in range(start, end))
    assert all(blocks.block_of(place) == "" for place in range(blocks.head, len(marks)))


@given(MARKS, SIZES)
def test_no_block_is_small_or_large(marks: list[int], size: int) -> None:
    """A block has more than half of the size, and at most twice as many, whatever the marks are."""
    assert all(size // 2 < end - start <= 2 * size for _, start, end in cut(marks, size).spans())


@given(MARKS, SIZES)
def test_the_head_is_full(marks: list[int], size: int) -> None:
    """The head shows at least a full page where there are as many, and less than three."""
    shown = len(marks) - cut(marks, size).head
    assert min(len(marks), size) <= shown < max(3 * size, 1)


@given(MARKS, SIZES, st.integers(0, 2**64 - 1))
def test_a_new_member_changes_no_block(marks: list[int], size: int, new: int) -> None:
    """A new member at the end leaves every sealed block as it was, and its name."""
    before, after = cut(marks, size), cut([*marks, new], size)
    count = len(before.ends)
    assert (after.ends[:count], after.names[:count]) == (before.ends, before.names)


@given(MARKS, SIZES, st.integers(0, 150), st.integers(0, 2**64 - 1))
def test_what_lies_far_before_stays(marks: list[int], size: int, place: int, new: int) -> None:
    """No member that comes late moves a cut that lies more than three sizes before it."""
    place = min(place, len(marks))
    before, after = ends_of(marks, size), ends_of([*marks[:place], new, *marks[place:]], size)
    far = place - DEEP * size
    assert [end for end in before if end < far] == [end for end in after if end < far]


def changes(size: int, *, remove: bool) -> list[int]:
    """Return for each of many single edits of a list how many blocks are other than before."""
    found = []
    for seed in range(3):
        marks = marks_of(60 * size, seed)
        before = parts(marks, cut(marks, size))
        for place in range(5 * size, 50 * size, max(1, size // 4)):
            new = [] if remove else [Random(place).getrandbits(64)]
            edited = [*marks[:place], *new, *marks[place + remove :]]
            found.append(len(parts(edited, cut(edited, size)) - before))
    return found


def test_one_story_changes_a_block_or_two() -> None:
    """A story that comes late or goes changes little more than its own block on average, and never more than four."""
    for size in (12, 20, 40):
        for remove in (False, True):
            found = sorted(changes(size, remove=remove))
            assert mean(found) <= 1.2 and found[len(found) * 95 // 100] <= 2 and found[-1] <= 4, (size, remove)


def test_blocks_are_about_as_large_as_asked_for() -> None:
    """On average a block has the size, give or take a tenth, or one."""
    for size in (1, 2, 3, 10, 20, 32):
        blocks = cut(marks_of(500 * size, 1), size)
        average = blocks.head / len(blocks.ends)
        assert abs(average - size) <= max(1, size / 10), (size, average)


def test_the_lowest_ends_a_block_also_among_equals() -> None:
    """The cut is after the lowest within reach, of two that are alike after the older one; newer ones seal it."""
    marks = [9, 8, 7, 5, 7, 5, 8, 9, 9, 9, 9]
    assert ends_of(marks, 4) == [4]
    assert (cut(marks[:8], 4).ends, cut(marks[:7], 4).ends) == ((4,), ())


def test_without_a_lowest_the_lowest_in_the_middle_ends_a_block() -> None:
    """Where marks rise or fall for ever, blocks are cut all the same, once twice the size is there and known."""
    assert ends_of([*range(100, 90, -1)], 4) == []
    assert ends_of([*range(100, 89, -1)], 4) == [5]
    assert ends_of([*range(1, 30)], 4) == [3, 6, 9, 12, 15, 18, 21]


def test_a_name_is_made_of_its_own_story() -> None:
    """Ten hexadecimal digits of the mark; one more where somebody made two marks that end alike."""
    assert list(name_ends(array("Q", [0xAB_00_0000_0001, 5, 0xCD_00_0000_0001]), [1, 2, 3])) == [
        "0000000001",
        "0000000005",
        "00000000010",
    ]


@given(MARKS, SIZES)
def test_no_name_is_given_twice(marks: list[int], size: int) -> None:
    """Blocks have names of their own, also where marks are alike."""
    names = cut(marks, size).names
    assert len({*names}) == len(names)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=150))
def test_a_name_tells_its_story_in_any_list(marks: list[int]) -> None:
    """From the name of a block the bits of its story's identity are known, whichever folder was mixed in."""
    for folder in ("archive/", "topics/ai/"):
        blocks = cut_list(folder, marks, 4)
        ends = [marks[end - 1] & NAMED_BITS for end in blocks.ends]
        assert [named_bits(folder, name) for name in blocks.names] == ends


def test_a_story_that_moves_a_cut_in_one_list_does_not_do_so_in_all() -> None:
    """Lists with the same stories are cut at different ones, each time at the same."""
    marks = marks_of(2_000, 5)
    one, other = cut_list("topics/ai/", marks, 20), cut_list("topics/chips/", marks, 20)
    assert len({*one.ends} & {*other.ends}) < len(one.ends) / 4
    assert not {*one.names} & {*other.names}
    assert cut_list("topics/ai/", iter(marks), 20) == one
