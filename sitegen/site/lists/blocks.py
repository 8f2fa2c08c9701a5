"""Content-defined blocks: where a growing list is cut, so that one story more or less changes a block or two.

The local maximum method of content-defined chunking (Bjørner, Blass, Gurevich, "Content-dependent chunking for
differential compression, the local maximum approach", Journal of Computer and System Sciences 76, 2010), turned round:
a member ends a block when none within reach, on either side, has a lower mark. A mark is a digest of what makes a story
the same for ever, so no title, slug or date moves a cut, and each depends on the few members around it alone.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

_NAME_DIGITS = 10
"""Hexadecimal; the low bits of a mark, which have no part in where lists are cut."""
NAMED_BITS = (1 << 4 * _NAME_DIGITS) - 1
"""Those bits."""


class Blocks(NamedTuple):
    """How a list is cut: its sealed blocks, oldest first, and the head after them."""

    ends: tuple[int, ...]
    """For each block the place after its last member."""
    names: tuple[str, ...]
    """For each block its part of an address: made of the mark of its last member, and of nothing else."""

    @property
    def head(self) -> int:
        """The place of the first member that is in no block."""
        return self.ends[-1] if self.ends else 0

    @property
    def newest(self) -> str:
        """The name of the newest block, empty when there is none."""
        return self.names[-1] if self.names else ""

    def spans(self) -> Iterator[tuple[str, int, int]]:
        """Yield each block's name, the place of its first member and that after its last."""
        for name, (start, end) in zip(self.names, pairwise((0, *self.ends)), strict=True):
            yield name, start, end

    def block_of(self, place: int) -> str:
        """Return the name of the block that holds a member, empty when the head does."""
        number = bisect_right(self.ends, place)
        return self.names[number] if number < len(self.names) else ""


def cut_list(folder: str, marks: Iterable[int], size: int) -> Blocks:
    """Cut the list that lies in a folder of the site, oldest first, into blocks of about `size`.

    The folder is mixed into the marks: a story that moves a cut in one of its lists does not do so in all of them.
    """
    salt = _salt(folder)
    return cut_blocks(array("Q", [mark ^ salt for mark in marks]), size)


def named_bits(folder: str, name: str) -> int:
    """Return the low bits of the mark, before a folder was mixed in, of the member that a block there is named for."""
    return (int(name[:_NAME_DIGITS], 16) ^ _salt(folder)) & NAMED_BITS


def _salt(folder: str) -> int:
    return int.from_bytes(blake2b(folder.encode(), digest_size=8).digest(), "little")


def cut_blocks(marks: array[int], size: int, newer: int = 0) -> Blocks:
    """Cut a list into blocks of about `size`: more than half as many, and at most twice as many.

    A block is sealed when `size` newer members exist, or as many as asked for. So the head has at least as many where
    there are as many, and less than three times as many.
    """
    ends = cut_ends(marks, size)
    sealed = ends[: bisect_right(ends, len(marks) - (newer or size))]
    return Blocks(tuple(sealed), tuple(name_ends(marks, sealed)))


def cut_ends(marks: array[int], size: int) -> list[int]:
    """Return the places after which a list is cut, in order. What comes to its end later changes none of them.

    Where no member within twice the size is the lowest within reach, the lowest of those that leave no block too small
    ends one. That is decided once all that could end one there are known.
    """
    reach = size // 2
    most, least = 2 * size, reach + 1
    ends: list[int] = []
    start = 0
    for end in (*_lowest_within(marks, reach), 0):
        known = end or len(marks) - reach
        while known - start > most:
            window = marks[start + least - 1 : start + most - least]
            start += least + window.index(min(window))
            ends.append(start)
        if end:
            ends.append(end)
            start = end
    return ends


def _lowest_within(marks: array[int], reach: int) -> Iterator[int]:
    """Yield the place after each member that is lower than `reach` older ones, and not higher than as many newer ones.

    Two such are more than `reach` apart, so of each run of one more than that only the lowest need be looked at.
    """
    for first in range(0, len(marks), reach + 1):
        run = marks[first : first + reach + 1]
        lowest = min(run)
        place = first + run.index(lowest)
        if reach <= place < len(marks) - reach:
            around = marks[place - reach : place + reach + 1]
            if min(around) == lowest and around.index(lowest) == reach:
                yield place + 1


def name_ends(marks: array[int], ends: Iterable[int]) -> Iterator[str]:
    """Yield for each end of a block the block's name: no name twice."""
    taken: set[str] = set()
    for end in ends:
        name = f"{marks[end - 1]:016x}"[-_NAME_DIGITS:]
        while name in taken:  # by somebody who looked for it, or once in a million lists of a million
            name += "0"
        taken.add(name)
        yield name
