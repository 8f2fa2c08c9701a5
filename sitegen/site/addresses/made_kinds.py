"""The kinds of pages and feeds that a site ever had and that a setting can turn off: a line of `addresses.lock` each.

    made days

Pages by date (`days`, `months`), the formats of its feeds (`atom`), and single places (`/search/`). What stood where
follows from the stories and terms, so none of their addresses needs a line. These lines sort behind all others.

Never: reads a file, or decides what such an address answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.pages.urls import encode_path, is_page_address
from sitegen.settings import Settings

WORD = "made "
"""What each line begins with."""
OPML = "/feeds.opml"
SEARCH, FEEDS = "/search/", "/feeds/"
_CALENDARS = ("days", "months")
"""The settings of `calendar` with pages, that with the most first."""
_LINE = re.compile(r"made (days|months|atom|json|rss|/[!-~]+)")


def parse_made(line: str) -> str:
    """Return the kind of a line; empty when it is no whole one."""
    found = _LINE.fullmatch(line)
    if found is None or (found[1][0] == "/" and found[1] != OPML and not is_page_address(found[1])):
        return ""
    return found[1]


def made_lines(kinds: Iterable[str]) -> Iterator[str]:
    """Yield the lines of kinds, in order."""
    return (WORD + kind for kind in sorted(kinds))


def kinds_of(settings: Settings, *, has_stories: bool) -> frozenset[str]:
    """Return the kinds that a site has now."""
    found = {f"/{encode_path(taxonomy.name)}/" for taxonomy in settings.taxonomies}
    if has_stories and settings.calendar in _CALENDARS:
        found.add(settings.calendar)
    if settings.search != "off":
        found.add(SEARCH)
    if settings.feed_formats:
        found |= {FEEDS, OPML, *settings.feed_formats}
        found |= {f"{FEEDS}{encode_path(selection.name)}/" for selection in settings.feeds}
    return frozenset(found)


def former_calendar(kinds: Iterable[str], settings: Settings) -> str:
    """Return the setting of `calendar` with the most pages that a site ever had; empty when that is the one it has."""
    had = {*kinds}
    most = next((one for one in _CALENDARS if one in had or one == settings.calendar), settings.calendar)
    return most if most != settings.calendar else ""
