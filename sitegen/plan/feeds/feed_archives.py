"""Plans the archives of the site's feed: every story that the feed itself holds no more.

A reader goes from the feed to the newest archive and on to older ones until it meets one that it knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from sitegen.plan.feeds.one_feed import ATOM_FORMAT, Subject, inputs_of_stories, plan_feed
from sitegen.plan.output import Group, Output, PlanInputs, group_of_lists
from sitegen.plan.views.feed_views import FeedArchive
from sitegen.site.lists.blocks import Blocks
from sitegen.site.lists.sealed_lists import FEED_ARCHIVE
from sitegen.values import digest_of


class _Archive(NamedTuple):
    """An archive document of the site's feed."""

    name: str
    stories: range
    place: FeedArchive


def plan_archives(inputs: PlanInputs, site: Callable[[], Subject]) -> Iterator[Group]:
    """Plan the archives of the site's feed (RFC 5005, section 4): the stories in sealed blocks, as Atom.

    `site` returns what that feed is about. Those that end in one month are planned together. Without Atom there are
    none.
    """
    archives = inputs.index.listed.lists.get(FEED_ARCHIVE)
    if archives is None:
        return
    stories, months = inputs.index.stories, defaultdict[str, list[int]](list)
    for number, end in enumerate(archives.blocks.ends):
        months[stories[end - 1].day[:7]].append(number)
    for month, numbers in months.items():
        yield _group(inputs, month, site, partial(_archives, inputs, archives.blocks, numbers))
    yield _group(inputs, "", site, partial(_lost_archives, inputs, archives.blocks))


def _group(
    inputs: PlanInputs, month: str, site: Callable[[], Subject], archives: Callable[[], Iterator[_Archive]]
) -> Group:
    def made_from() -> Iterator[str]:
        for one in archives():
            yield digest_of([one.name, one.place, len(one.stories)])
            yield from inputs_of_stories(inputs, one.stories)

    plan = partial(_plan_archives_of, inputs, site, archives)
    return group_of_lists(inputs, f"feed archive {month}", ATOM_FORMAT.kind, made_from(), plan)


def _plan_archives_of(
    inputs: PlanInputs, site: Callable[[], Subject], archives: Callable[[], Iterator[_Archive]]
) -> Iterator[Output]:
    subject = site()._replace(unsealed=0)
    for one in archives():
        own = subject._replace(folder=inputs.url("feeds", "archive", one.name))
        yield plan_feed(inputs, own, ATOM_FORMAT, one.stories, one.place)


def _archives(inputs: PlanInputs, blocks: Blocks, numbers: Iterable[int]) -> Iterator[_Archive]:
    names, ends = ("", *blocks.names, ""), (0, *blocks.ends)
    for number in numbers:
        older, newer = archive_url(inputs, names[number]), archive_url(inputs, names[number + 2])
        place = FeedArchive(True, older, newer, _current_url(inputs))
        yield _Archive(blocks.names[number], range(ends[number], ends[number + 1]), place)


def _lost_archives(inputs: PlanInputs, blocks: Blocks) -> Iterator[_Archive]:
    """Yield those that were published and are no more.

    They have no stories, and say that the archive goes on where theirs are now: no reader gets stuck.
    """
    for lost in inputs.index.lost_blocks:
        if lost.folder == FEED_ARCHIVE:
            older = archive_url(inputs, lost.block or blocks.newest)
            yield _Archive(lost.name, range(0), FeedArchive(True, older, "", _current_url(inputs)))


def _current_url(inputs: PlanInputs) -> str:
    return inputs.absolute(inputs.base_path + ATOM_FORMAT.file)


def archive_url(inputs: PlanInputs, name: str) -> str:
    """Return the full address of an archive document; of none, an empty text."""
    return inputs.absolute(inputs.url("feeds", "archive", name) + ATOM_FORMAT.file) if name else ""
