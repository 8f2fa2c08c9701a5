"""Calendars, tints and lines."""

from __future__ import annotations

import pytest

from sitegen.plan.views.html_views import DayCount, MonthCount
from sitegen.render.html.charts import level, month_weeks, most, sparkline


def test_a_month_in_weeks() -> None:
    """A month is laid out in weeks of seven; days without stories are there, days of other months are empty cells."""
    weeks = month_weeks([DayCount("2024-02-21", "/d/", 3)], "en")
    assert {len(week) for week in weeks} == {7}
    days = [day for week in weeks for day in week if day]
    assert [day.date[8:] for day in days] == [f"{number:02}" for number in range(1, 30)]
    assert [day.date for day in days if day.count] == ["2024-02-21"]
    assert [day is None for day in weeks[0]] == [True] * 3 + [False] * 4


def test_a_week_that_begins_on_sunday() -> None:
    """The first of February 2024, a Thursday, stands in the fifth column where weeks begin on Sunday."""
    first = month_weeks([DayCount("2024-02-21", "/d/", 3)], "en-US")[0]
    assert [day is None for day in first] == [True] * 4 + [False] * 3


def test_the_ends_of_time() -> None:
    """The first and the last month that a date can have are laid out like others; no days give no weeks."""
    for day in ("0001-01-01", "9999-12-31"):
        assert sum(cell is not None for week in month_weeks([DayCount(day, "", 0)], "en") for cell in week) == 31
    assert month_weeks([], "en") == []


@pytest.mark.parametrize(
    ("count", "greatest", "tint"), [(0, 9, 0), (1, 9, 1), (9, 9, 4), (1, 1, 1), (2, 40, 1), (40, 40, 4), (5, 0, 0)]
)
def test_level(count: int, greatest: int, tint: int) -> None:
    """A day's tint grows with its stories, from 1 for any to 4 for the greatest."""
    assert level(count, greatest) == tint


def test_sparkline() -> None:
    """The line runs from edge to edge, its foot at zero; no stories at all is a flat line, one month no line."""
    trend = [MonthCount("2024-01", 0), MonthCount("2024-02", 4), MonthCount("2024-03", 2)]
    assert sparkline(trend) == "M2.0 46.0L120.0 2.0L238.0 24.0"
    assert sparkline([MonthCount("2024-01", 0)] * 2) == "M2.0 46.0L238.0 46.0"
    assert sparkline(trend[:1]) == ""
    assert most(trend) == 4
