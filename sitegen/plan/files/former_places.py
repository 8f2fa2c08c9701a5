"""What hosts answer where pages and feeds stood that a setting turned off: dates, feeds of a format, the search, ...

A page leads to the nearest one above it, a feed to one of another format beside it. What nothing says any more is gone.

Never: writes a rule (`redirects.py` does).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitegen.pages.urls import output_path
from sitegen.plan.calendar import calendars_of
from sitegen.plan.feeds.feeds import ever_feed_files, feed_folders, stand_in_feeds
from sitegen.plan.files.lost_paths import nearest_page
from sitegen.plan.output import PlanInputs
from sitegen.site.addresses.made_kinds import FEEDS, OPML, SEARCH, former_calendar
from sitegen.values import with_changes


class FormerPlaces:
    """The addresses of what settings made once and do not any more."""

    def __init__(self, inputs: PlanInputs, is_taken: Callable[[str], bool]) -> None:
        """Take what was made; `is_taken` says whether an output has a path."""
        self._inputs = inputs
        self._base = inputs.base_path
        self._made = sorted(inputs.index.made)
        self._is_taken = is_taken

    def moved(self) -> Iterator[tuple[str, str]]:
        """Yield each address that leads to another one, and that one."""
        yield from ((url, nearest_page(url, self._base, self._is_taken)) for url in self._dates() if self._is_free(url))
        for url in (self._base + kind[1:] for kind in self._made if kind.endswith("/")):
            if self._is_free(url) and not self._is_selection(url):
                yield url, f"{self._base}archive/" if url == self._base + SEARCH[1:] else self._base
        for folder, file, other in self._feeds():
            if other:
                yield folder + file, folder + other

    def gone(self) -> Iterator[str]:
        """Yield each address of what no output shows any more."""
        yield from (folder + file for folder, file, other in self._feeds() if not other)
        folders = [self._base + kind[1:] for kind in self._made if self._is_selection(self._base + kind[1:])]
        files = ever_feed_files(self._inputs.settings, self._made)
        yield from filter(self._is_free, (folder + file for folder in folders for file in files))
        if OPML in self._made and self._is_free(self._base + OPML[1:]):
            yield self._base + OPML[1:]

    def _dates(self) -> Iterator[str]:
        """Yield the address of each folder in front of a story that had a page with a former setting of `calendar`."""
        settings = self._inputs.settings
        former = former_calendar(self._made, settings)
        if former:
            for calendar in calendars_of(self._inputs.index.stories, with_changes(settings, calendar=former)):
                yield from (url for _, url, _, _ in calendar.folders())

    def _feeds(self) -> Iterator[tuple[str, str, str]]:
        """Yield the folder and the name of each feed of a former format, and the name of the one that stands in."""
        stand_ins = stand_in_feeds(self._inputs.settings, self._made)
        for folder in feed_folders(self._inputs) if stand_ins else ():
            yield from ((folder, *pair) for pair in stand_ins.items() if self._is_free(folder + pair[0]))

    def _is_selection(self, url: str) -> bool:
        """Return whether the feeds of a saved selection lie there, whose page is that of all feeds."""
        feeds = self._base + FEEDS[1:]
        return url.startswith(feeds) and url != feeds

    def _is_free(self, url: str) -> bool:
        return not self._is_taken(output_path(url, self._base))
