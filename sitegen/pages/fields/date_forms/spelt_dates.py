"""Dates in the forms that people and programs write beside ISO 8601: names of months, figures, seconds.

Never: guesses which of two figures is the month.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,12}))?)?"
_CLOCK = (
    rf"(?:(?:[Tt]|,?[ \t]+(?:at[ \t]+)?){_TIME}(?:[ \t]*(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"[ \t]*(?P<zone>[A-Za-z]{1,4}|[+-]\d{2}(?::?\d{2})?)?(?:[ \t]+\([A-Za-z]{1,5}\))?)?\Z"
)
_WEEKDAY = r"(?:[A-Za-z]{2,9}\.?,?[ \t]+)?"
_FORMS = tuple(
    re.compile(form + _CLOCK, re.ASCII)
    for form in (
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_WEEKDAY}{_DAY}(?:[ \t]+(?:of[ \t]+)?|-){_MONTH}(?:,?[ \t]+|-)(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}[ \t]+{_DAY},?[ \t]+(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[- \t]{_MONTH}[- \t](?P<day>\d{{1,2}})",
    )
)
_FIGURES = re.compile(r"(?P<one>\d{1,2})([-/.])(?P<two>\d{1,2})\2(?P<year>\d{4})" + _CLOCK, re.ASCII)
_MORNING, _AFTERNOON = "上午|凌晨|早上|午前|오전", "下午|晚上|午後|午后|오후"
_EAST = re.compile(
    r"(?P<year>\d{4})[ \t]*[年년][ \t]*(?P<month>\d{1,2})[ \t]*[月월][ \t]*(?P<day>\d{1,2})[ \t]*[日号號일]"
    r"[ \t]*(?:[（(][^\d（）()]{1,6}[）)]|(?:星期|周|週)[一二三四五六日天]|"
    r"[월화수목금토일月火水木金土日](?:요일|曜日))?"
    r"(?:[ \t]*(?P<half>" + f"{_MORNING}|{_AFTERNOON}" + r")?[ \t]*(?P<hour>\d{1,2})[ \t]*[:：时時点點시][ \t]*"
    r"(?P<minute>\d{1,2})?[分분]?(?:[:：]?(?P<second>\d{1,2})[秒초]?)?)?[ \t]*\Z"
)
_CLOCK_SECONDS = re.compile(r"\d{10}(?:\.\d{1,9})?\Z", re.ASCII)
_CLOCK_MILLISECONDS = re.compile(r"\d{13}\Z", re.ASCII)


class SpeltDate(NamedTuple):
    """The parts of a date; they need not make one that exists."""

    day: tuple[int, int, int]
    clock: list[str | None]
    """Hour, minute, second and fraction; the hour is None where only the day is known."""
    zone: str | None


class DoubtfulDate(NamedTuple):
    """A date of which nobody can say which figure is the month."""

    year: int
    one: int
    two: int
    clock: list[str | None]
    zone: str | None

    def in_order(self, order: str) -> SpeltDate:
        """Return the date where it is known which figure is the first one, `day` or `month`."""
        month, day = (self.one, self.two) if order == "month" else (self.two, self.one)
        return SpeltDate((self.year, month, day), self.clock, self.zone)


def read_spelt_date(text: str) -> SpeltDate | DoubtfulDate | None:
    """Return the date that a text spells; None for one that spells none."""
    if found := next((found for form in _FORMS if (found := form.match(text))), None):
        return _of_parts(found)
    if found := _FIGURES.match(text):
        return _of_figures(found)
    if found := _EAST.match(text):
        day = int(found["year"]), int(found["month"]), int(found["day"])
        half = "p" if found["half"] and found["half"] in _AFTERNOON else "a" if found["half"] else ""
        return SpeltDate(day, [_hour(found["hour"], half), found["minute"] or "0", found["second"], None], None)
    return _of_seconds(text)


def _of_parts(found: re.Match[str]) -> SpeltDate | None:
    parts = found.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    if month is None:
        return None
    return SpeltDate((int(parts["year"]), month, int(parts["day"])), _clock(found), parts["zone"])


def _of_figures(found: re.Match[str]) -> SpeltDate | DoubtfulDate:
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    if one <= 12 and two <= 12 and one != two:
        return DoubtfulDate(year, one, two, _clock(found), found["zone"])
    month, day = (two, one) if one > 12 else (one, two)
    return SpeltDate((year, month, day), _clock(found), found["zone"])


def _of_seconds(text: str) -> SpeltDate | None:
    if _CLOCK_SECONDS.match(text):
        seconds = float(text)
    elif _CLOCK_MILLISECONDS.match(text):
        seconds = int(text) / 1000
    else:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    clock: list[str | None] = [str(moment.hour), str(moment.minute), str(moment.second), f"{moment.microsecond:06}"]
    return SpeltDate((moment.year, moment.month, moment.day), clock, "UTC")


def _clock(found: re.Match[str]) -> list[str | None]:
    return [_hour(found["hour"], (found["half"] or "").lower()), found["minute"], found["second"], found["part"]]


def _hour(hour: str | None, half: str) -> str | None:
    """Return an hour of 24; one of the afternoon that is none of twelve stays one that does not exist."""
    if not hour or not half:
        return hour
    return str(int(hour) % 12 + (12 if half == "p" else 0)) if 1 <= int(hour) <= 12 else "99"


def _month(name: str) -> int | None:
    """Return the number of a month that is written out or cut short (`Sept`)."""
    word = name.lower()
    number = _NUMBERS.get(word[:3])
    return number if number and (MONTHS[number - 1].lower().startswith(word) or word == "sept") else None
