"""The calendar of a section: its days, months and years, with the addresses that lead to them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.pages.page import PageMeta
from sitegen.pages.urls import encode_path
from sitegen.plan.views.html_views import Link
from sitegen.settings import Settings
from sitegen.values import digest_of

_FINEST = (("{day}", "day"), ("{month}", "month"), ("{year}", "year"), ("{section}", "section"))
_WITHOUT_PAGES = {"days": (), "months": ("day",), "off": ("day", "month", "year")}
"""Setting `calendar` -> the kinds of folders that have no page."""
_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The stories of one address space by day. Sections that share their addresses share a calendar."""

    section: Link
    days: Mapping[str, Sequence[int]]
    """`2024-02-21` -> numbers of its stories, oldest first; days in order."""
    base_path: str
    levels: tuple[tuple[str, str], ...]
    """Each folder in front of the slug that has a page: its kind (section, year, month, day, folder), and its pattern
    so far."""
    pattern: str = ""
    """Of the addresses of its stories; no other calendar has it."""

    def has_pages_of(self, kind: str) -> bool:
        """Return whether years, months or days have pages."""
        return any(kind == level for level, _ in self.levels)

    def url(self, kind: str, date: str) -> str:
        """Return the address of the year, month or day that holds a date; empty when it has no page."""
        pattern = next((pattern for level, pattern in self.levels if level == kind), "")
        return _fill(pattern, date, self.base_path) if pattern else ""

    @property
    def shape(self) -> str:
        """What makes its addresses and titles, but for its days."""
        return digest_of([self.pattern, self.section, self.levels])

    def folders(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield every folder: its kind, its URL, its parent's URL, and the newest date in it."""
        seen: dict[str, tuple[str, str, str, str]] = {}
        for day in self.days:
            parent = self.base_path
            for kind, pattern in self.levels:
                url = _fill(pattern, day, self.base_path)
                seen[url] = (kind, url, parent, day)
                parent = url
        yield from seen.values()


def calendars_of(stories: Sequence[PageMeta], settings: Settings) -> list[Calendar]:
    """Sort the stories (oldest first) into calendars."""
    days: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    patterns: dict[str, str] = {}
    for number, story in enumerate(stories):
        pattern = patterns.get(story.section)
        if pattern is None:
            filled = settings.permalink(story.section).replace("{section}", encode_path(story.section))
            pattern = patterns[story.section] = filled
        days[pattern].setdefault(story.day, []).append(number)
    sections = {pattern: section for section, pattern in reversed(patterns.items())}
    return [_calendar(pattern, sections[pattern], found, settings) for pattern, found in sorted(days.items())]


def months_of(stories: Sequence[PageMeta]) -> dict[str, tuple[int, int]]:
    """Return `2024-02` -> the number of the month's first story and that after its last, of stories oldest first.

    Where clocks are set back at midnight a day can follow a later one: then a story counts to a month beside its own.
    """
    found: dict[str, tuple[int, int]] = {}
    end = 0
    while end < len(stories):
        first, month = end, _month(stories[end])
        end = bisect_right(stories, month, first, key=_month)
        found[month] = (first, end)
    return found


def _month(story: PageMeta) -> str:
    return story.day[:7]


def is_about_section(page: PageMeta, settings: Settings) -> bool:
    """Return whether a page is the `_index.md` of a section, which is shown on the section's own page."""
    name = page.path.rpartition("/")[2]
    return (
        name.lower().startswith("_index.")
        and page.url == section_link(page.section, settings).url
        and page.section != ""
    )


def section_link(section: str, settings: Settings) -> Link:
    """Return a section's name and address; stories outside any section belong to the site itself."""
    if not section:
        return Link(title=settings.title, url=settings.base_path)
    title = section.replace("-", " ").replace("_", " ")
    return Link(title=title[:1].upper() + title[1:], url=f"{settings.base_path}{encode_path(section)}/")


def _calendar(name: str, section: str, days: Mapping[str, Sequence[int]], settings: Settings) -> Calendar:
    pattern = settings.permalink(section)
    shared = section_link(section if "{section}" in pattern else "", settings)
    without = _WITHOUT_PAGES[settings.calendar]
    levels = tuple(
        (kind, so_far)
        for kind, so_far in _levels(pattern, section)
        if kind not in without and not (without and kind == "folder" and "{" in so_far)
    )
    return Calendar(shared, days, settings.base_path, levels, name)


def _levels(pattern: str, section: str) -> Iterator[tuple[str, str]]:
    so_far = ""
    for segment in pattern.strip("/").split("/"):
        if "{slug}" in segment:
            return
        kind = next((kind for placeholder, kind in _FINEST if placeholder in segment), "folder")
        segment = segment.replace("{section}", encode_path(section))
        if segment:
            so_far += segment + "/"
            # A section below another folder has no page of its own kind (`/news/` is its page): it is a folder there.
            is_elsewhere = kind == "section" and so_far != f"{encode_path(section)}/"
            yield "folder" if is_elsewhere else _date_kind(so_far) if kind in _PARTS else kind, so_far


def _date_kind(pattern: str) -> str:
    """Return which dates have an address of their own that fills this pattern.

    Months without their year, or days without their month, share one: it is a folder like any other.
    """
    parts = tuple(kind for kind in _PARTS if f"{{{kind}}}" in pattern)
    return parts[-1] if parts == _PARTS[: len(parts)] else "folder"


def _fill(pattern: str, date: str, base_path: str) -> str:
    return base_path + pattern.replace("{year}", date[:4]).replace("{month}", date[5:7]).replace("{day}", date[8:10])
