"""Calendars and charts: counts of stories laid out as weeks, tints and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sitegen.plan.views.html_views import DayCount, MonthCount
from sitegen.render.date_words import locale_of

_LEVELS = 4


def month_weeks(days: Sequence[DayCount], language: str) -> list[list[DayCount | None]]:
    """Return the weeks of the month that `days` lie in, seven cells each; None is a day of another month.

    Days that are not given have no stories. No days, no weeks.
    """
    if not days:
        return []
    by_date = {day.date: day for day in days}
    first = date.fromisoformat(days[0].date).replace(day=1)
    lead = (first.weekday() - locale_of(language).first_week_day) % 7
    cells: list[DayCount | None] = [None] * lead
    day = first
    while day.month == first.month:
        iso = day.isoformat()
        cells.append(by_date.get(iso) or DayCount(date=iso, url="", count=0))
        if day == date.max:
            break
        day += timedelta(days=1)
    cells.extend([None] * (-len(cells) % 7))
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


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
