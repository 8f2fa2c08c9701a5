"""Dates in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from sitegen.render.date_words import (
    clock,
    day_of_month,
    day_words,
    machine,
    machine_day,
    month_name,
    month_words,
    near_day,
    number,
    short_day,
    span_words,
    weekday_and_day,
    weekday_names,
    year_words,
)

MOMENT = datetime(2024, 2, 21, 4, 5, 6, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("language", "day", "short", "month", "name", "year"),
    [
        ("en", "Wednesday, February 21, 2024", "Feb 21, 2024", "February 2024", "February", "2024"),
        ("en-GB", "Wednesday, 21 February 2024", "21 Feb 2024", "February 2024", "February", "2024"),
        ("zh", "2024年2月21日星期三", "2024年2月21日", "2024年2月", "二月", "2024年"),
        ("zh-Hans-CN", "2024年2月21日星期三", "2024年2月21日", "2024年2月", "二月", "2024年"),
        ("de", "Mittwoch, 21. Februar 2024", "21.02.2024", "Februar 2024", "Februar", "2024"),
        ("x-nonsense", "Wednesday, February 21, 2024", "Feb 21, 2024", "February 2024", "February", "2024"),
        ("", "Wednesday, February 21, 2024", "Feb 21, 2024", "February 2024", "February", "2024"),
    ],
)
def test_words(language: str, day: str, short: str, month: str, name: str, year: str) -> None:
    """Days, months and years are written as each language writes them; an unknown one reads as English."""
    assert (day_words("2024-02-21", language), short_day("2024-02-21", language)) == (day, short)
    assert (month_words("2024-02", language), month_name("2024-02", language)) == (month, name)
    assert year_words("2024", language) == year


@pytest.mark.parametrize(
    ("language", "near", "weekday"),
    [("en", "Thu, Feb 29", "Thu 29"), ("zh", "2月29日周四", "29日周四"), ("de", "Do., 29. Feb.", "Do. 29")],
)
def test_words_for_a_gutter(language: str, near: str, weekday: str) -> None:
    """Beside a list of days a date is as short as its language has it, the weekday where it is in a sentence."""
    assert (near_day("2024-02-29", language), weekday_and_day("2024-02-29", language)) == (near, weekday)


def test_dates_of_all_kinds() -> None:
    """A date, a moment and text give the same day, in the zone that the moment carries."""
    assert day_words(MOMENT, "en") == day_words(date(2024, 2, 21), "en") == day_words("2024-02-21", "en")
    assert machine_day(MOMENT) == "2024-02-21"


def test_spans() -> None:
    """A span of days says what its ends share once; what is no span of days stays as it is."""
    assert span_words("2024-02-01/2024-02-09", "en") == "Feb 1\u2009–\u20099, 2024"
    assert span_words("2024-02-01/2024-02-01", "en") == "Feb 1, 2024"
    assert span_words("2023-12-30/2024-02-09", "zh") == "2023年12月30日至2024年2月9日"
    assert span_words("<b>", "en") == "<b>"


def test_machine_form() -> None:
    """The machine form keeps the zone and drops what HTML does not take, fractions of a second; text stays as it is."""
    assert machine(MOMENT.replace(microsecond=731046)) == "2024-02-21T04:05:06+08:00"
    assert [machine("2024-02"), day_of_month("2024-02-01"), clock(MOMENT)] == ["2024-02", "1", "04:05"]


def test_no_language_speaks_for_another() -> None:
    """The words of a language do not depend on which one was asked first: outputs are the same in any order."""
    assert month_name("2024-03", "he") == "מרץ"
    assert [month_name("2024-03", language) for language in ("he", "zh", "fr", "es")] == [
        "מרץ",
        "三月",
        "mars",
        "marzo",
    ]


def test_weekdays() -> None:
    """A week begins on the day on which it begins where the language is spoken."""
    assert weekday_names("en")[0] == ("M", "Monday")
    assert weekday_names("en-US")[0] == ("S", "Sunday")
    assert weekday_names("zh-CN")[0][1] == "星期一"


def test_number() -> None:
    """Figures are grouped as the language does it."""
    assert (number(25000, "en"), number(25000, "de"), number(25000, "zh")) == ("25,000", "25.000", "25,000")
