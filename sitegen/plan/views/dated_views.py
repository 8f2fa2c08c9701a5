"""Views of the pages in front of a story's address: section, year, month, day, any other folder; and the archive.

Dates are texts, as in `html_views.py`.
"""

from __future__ import annotations

from sitegen.pages.page import Card, Page
from sitegen.plan.views.html_views import CardRef, DayCount, Link, PageRef, View
from sitegen.values import Value


class DayView(View, frozen=True):
    """`day.html`: the digest of one day of one section."""

    section: Link
    date: str
    stories: tuple[Card | CardRef, ...]
    """By rank."""
    older_url: str
    """The day before that has stories; empty when there is none."""
    newer_url: str
    month: Link
    year: Link


class DayDigest(Value, frozen=True):
    """A day as its month shows it."""

    date: str
    url: str
    count: int
    top: tuple[Card | CardRef, ...]
    """The day's three foremost stories, or all of them where the day has no page."""


class MonthView(View, frozen=True):
    """`month.html`: the days of one month of one section, newest first."""

    section: Link
    month: str
    days: tuple[DayDigest, ...]
    older_url: str
    newer_url: str
    year: Link


class MonthDigest(Value, frozen=True):
    """A month as its year shows it."""

    month: str
    url: str
    count: int
    days: tuple[DayCount, ...]
    """Those with stories, oldest first."""


class YearView(View, frozen=True):
    """`year.html`: the months of one year of one section, oldest first."""

    section: Link
    year: str
    months: tuple[MonthDigest, ...]
    older_url: str
    newer_url: str


class YearCount(Value, frozen=True):
    """A year as an archive shows it."""

    year: str
    url: str
    count: int
    months: tuple[tuple[str, str, int], ...]
    """Month, URL, count; oldest first."""


class SectionView(View, frozen=True):
    """`section.html`: one section (the first folder below `content/`), its newest stories, its years, its pages."""

    stories: tuple[Card | CardRef, ...]
    years: tuple[YearCount, ...]
    """Newest first."""
    pages: tuple[Card | CardRef, ...]
    """Undated pages of this section, by title."""
    page: Page | PageRef | None = None
    """What the owner wrote about it (`_index.md`)."""
    targets: dict[str, str] = {}


class FolderView(View, frozen=True):
    """`folder.html`: any other folder in front of a story's address, with what lies below it."""

    children: tuple[Link, ...]


class ArchiveView(View, frozen=True):
    """`archive.html`: every section's years, and the blocks of all stories."""

    sections: tuple[tuple[Link, tuple[YearCount, ...]], ...]
    blocks: tuple[tuple[str, str], ...]
    """Address of a block and its day span, newest first."""
