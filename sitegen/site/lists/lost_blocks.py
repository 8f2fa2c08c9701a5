"""Where the addresses of blocks lead at which no block lies any more: to the block that holds the same story now.

A block is named for one story, so its name says which one, also in another list: of a term that was merged or moved.
Where that story is gone, its day says which block holds those around it.

Never: plans what stands there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sitegen.pages.page import PageMeta
from sitegen.site.lists.blocks import NAMED_BITS, named_bits
from sitegen.site.lists.published_blocks import PublishedBlocks
from sitegen.site.lists.sealed_lists import SealedList, SealedLists


class LostBlock(NamedTuple):
    """An address at which a block lay."""

    folder: str
    name: str
    into: SealedList | None
    """The list that has its stories now; None: there is none any more."""
    block: str
    """The name of the block there; empty when the head has them."""


class ListedStories(NamedTuple):
    """The stories of a site, and what lists make of them."""

    stories: Sequence[PageMeta]
    marks: array[int]
    lists: SealedLists

    def days_of_blocks(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the folder of each list, and name -> day of the story that it is named for, of its blocks."""
        for folder, one in self.lists.items():
            if one.blocks.names:
                days = (self.stories[one.members[end - 1]].day for end in one.blocks.ends)
                yield folder, dict(zip(one.blocks.names, days, strict=True))


def find_lost_blocks(
    before: PublishedBlocks, now: ListedStories, moved: Mapping[str, str], dismissed: Collection[str]
) -> Iterator[LostBlock]:
    """Yield what was published and is no block now.

    `moved` says which folder of a list that is gone leads to which other one; of those that are `dismissed` nothing is
    said.
    """
    for folder in sorted(before.folders()):
        into = now.lists.get(folder) or now.lists.get(moved.get(folder, ""))
        names = before.of(folder)
        if into is not None:
            live = {*into.blocks.names} if into.folder == folder else set()
            lost = {name: day for name, day in names.items() if name not in live}
            yield from _leading_on(folder, lost, into, now)
        elif folder not in dismissed:
            yield from (LostBlock(folder, name, None, "") for name in sorted(names))


def _leading_on(folder: str, names: Mapping[str, str], into: SealedList, now: ListedStories) -> Iterator[LostBlock]:
    places = _places(into, now.marks, {named_bits(folder, name) for name in names}) if names else {}
    for name, day in sorted(names.items()):
        place = places.get(named_bits(folder, name))
        if place is None:
            place = max(0, _place_of_day(into, now.stories, day))
        yield LostBlock(folder, name, into, into.blocks.block_of(place))


def _places(into: SealedList, marks: array[int], wanted: set[int]) -> dict[int, int]:
    """Return the bits that name a story -> its place in a list."""
    bits = (marks[number] & NAMED_BITS for number in into.members)
    return {one: place for place, one in enumerate(bits) if one in wanted}


def _place_of_day(into: SealedList, stories: Sequence[PageMeta], day: str) -> int:
    """Return the place of the newest story of a day, or of the day before."""
    return bisect_right(into.members, day, key=lambda number: stories[number].day) - 1
