"""What hosts answer where pages and feeds stood that a setting turned off: dates, feeds of a format, the search, ...

A page leads to the nearest one above it, a feed to one of another format beside it. What nothing says any more is gone.

Never: writes a rule (`redirects.py` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from sitegen.pages.urls import output_path
from sitegen.plan.calendar import calendars_of
from sitegen.plan.feeds.feeds import ever_feed_files, feed_folders, stand_in_feeds
from sitegen.plan.files.lost_paths import nearest_page
from sitegen.plan.output import PlanInputs
from sitegen.site.addresses.made_kinds import FEEDS, OPML, SEARCH, former_calendar
from sitegen.values import with_changes


def former_places(inputs: PlanInputs, is_taken: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield each address of what settings made once and do not any more, and where it leads; empty: it is gone.

    `is_taken` says whether an output has a path.
    """
    ways = chain(_dates(inputs, is_taken), _places(inputs), _feeds(inputs))
    return ((old, new) for old, new in ways if not is_taken(output_path(old, inputs.base_path)))


def _dates(inputs: PlanInputs, is_taken: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield the address of each folder in front of a story that had a page with a former setting of `calendar`."""
    former = former_calendar(inputs.index.made, inputs.settings)
    if former:
        for calendar in calendars_of(inputs.index.stories, with_changes(inputs.settings, calendar=former)):
            for _, url, _, _ in calendar.folders():
                yield url, nearest_page(url, inputs.base_path, is_taken)


def _places(inputs: PlanInputs) -> Iterator[tuple[str, str]]:
    """Yield the single places, and the feeds of saved selections."""
    files = ever_feed_files(inputs.settings, inputs.index.made)
    for kind in sorted(inputs.index.made):
        url = inputs.base_path + kind[1:]
        if kind == OPML:
            yield url, ""
        elif kind.startswith(FEEDS) and kind != FEEDS:  # a selection, whose page is that of all feeds
            yield from ((url + file, "") for file in files)
        elif kind.endswith("/"):
            yield url, inputs.url("archive") if kind == SEARCH else inputs.base_path


def _feeds(inputs: PlanInputs) -> Iterator[tuple[str, str]]:
    """Yield each feed of a former format, and the one that stands in for it."""
    stand_ins = stand_in_feeds(inputs.settings, inputs.index.made)
    for folder in feed_folders(inputs) if stand_ins else ():
        yield from ((folder + file, other and folder + other) for file, other in stand_ins.items())
