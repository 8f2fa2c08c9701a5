"""Calendars and charts: counts of stories laid out as weeks, tints and lines."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Sequence

from sitegen.plan.views.html_views import DayCount, MonthCount
from sitegen.render.date_words import locale_of

_LEVELS = 4


def month_weeks(days: Sequence[DayCount], language: str) -> list[list[DayCount | None]]:
    """Return the weeks of the month that `days` lie in, seven cells each; None is a day of another month.

    Days that are not given have no stories. No days, no weeks.
    """
    if not days:
        return []
    by_date, month = {day.date: day for day in days}, days[0].date[:7]

    def cell(number: int) -> DayCount | None:
        date = f"{month}-{number:02}"
        return (by_date.get(date) or DayCount(date=date, url="", count=0)) if number else None

    weeks = Calendar(locale_of(language).first_week_day)
    return [[*map(cell, week)] for week in weeks.monthdayscalendar(int(month[:4]), int(month[5:]))]


def most(days: Iterable[DayCount | MonthCount]) -> int:
    """Return the largest count, 0 for none: what tints are measured against."""
    return max((day.count for day in days), default=0)


def level(count: int, greatest: int) -> int:
    """Return the tint of a count, 0 (no stories) to 4 (among the greatest)."""
    if count <= 0 or greatest <= 0:
        return 0
    return min(_LEVELS, 1 + (count - 1) * _LEVELS // greatest)


def sparkline(trend: Sequence[MonthCount], width: int = 240, height: int = 48) -> str:
    """Return the path (SVG `d`) of a line through the counts, its foot at zero; empty for fewer than two months."""
    if len(trend) < 2:
        return ""
    greatest = most(trend) or 1
    step = (width - 4) / (len(trend) - 1)
    points = [
        f"{2 + number * step:.1f} {height - 2 - (height - 4) * month.count / greatest:.1f}"
        for number, month in enumerate(trend)
    ]
    return "M" + "L".join(points)
