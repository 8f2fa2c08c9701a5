"""Dates as people and scrapers write them, in the site's zone: ISO 8601 here, other forms in `spelt_dates.py`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from sitegen.errors import BadValue
from sitegen.pages.fields.date_forms.spelt_dates import MONTHS, DoubtfulDate, SpeltDate, read_spelt_date
from sitegen.values import Value
from sitegen.zones import time_zone

FIRST_YEAR = 1970
LAST_YEAR = 2200

_ZONE_HOURS = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
               "pst": -8, "pdt": -7}  # fmt: skip
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?"
_ISO = re.compile(
    rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:(?:[Tt]|[ \t]+){_CLOCK}[ \t]*"
    r"([Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})?\Z", re.ASCII)
_LONGEST = 100
"""Characters of a date."""
_HOW = "Write it as 2024-02-21 or 2024-02-21T16:21:00Z."


class Moment(Value, frozen=True):
    """A date that was understood."""

    date: datetime
    """Aware, with the fixed offset that the site's zone has at that moment."""
    has_time: bool
    """False when only the day was given; then `date` is that day's midnight."""


class BadDate(BadValue):
    """A text that is not a date."""

    def __init__(self, message: str, hint: str = _HOW) -> None:
        super().__init__(message, hint)


class Dating(NamedTuple):
    """How the dates of a site are read."""

    zone: tzinfo
    """Of those that say none."""
    order: str = ""
    """Whether `day` or `month` is the first figure of `02-03-2026`; empty: that is an error."""


@lru_cache(maxsize=64)
def dating_of(timezone: str, order: str) -> Dating:
    """Return how dates are read, from the two settings that say it."""
    return Dating(time_zone(timezone), order)


def parse_date(text: str, zone: tzinfo, order: str = "") -> Moment:
    """Return the moment that a text means, in the zone; `order` is that of `Dating`.

    ISO 8601 with `T` or a space, with a zone or without (then it is the site's), with fractions, or the day alone;
    or one of the forms of `spelt_dates.py`. Raises `BadDate` for anything else, for a date whose month is in doubt, for
    days that do not exist and for years outside 1970 to 2200.
    """
    text = text.strip()
    if len(text) == 20 and text[10] == "T" and text[19] == "Z" and "1970" < text[:4] < "2200":
        try:  # nearly every date of an archive, at the speed of C
            return Moment(_fixed_in(zone, datetime.fromisoformat(text)), True)
        except ValueError:
            pass
    if found := _ISO.match(text):
        year, month, day, *clock, offset = found.groups()
        return _moment(text, (int(year), int(month), int(day)), clock, offset, zone)
    spelt = read_spelt_date(text) if len(text) <= _LONGEST else None
    if isinstance(spelt, DoubtfulDate) and order:
        spelt = spelt.in_order(order)
    if isinstance(spelt, SpeltDate):
        return _moment(text, spelt.day, spelt.clock, spelt.zone, zone)
    if spelt is not None:
        raise BadDate(*_doubt(text, spelt))
    raise BadDate(f"{_quoted(text)} is not a date")


def moment_of_day(day: tuple[int, int, int], zone: tzinfo) -> Moment:
    """Return the midnight of a day: year, month, day. Raises `BadDate` for one that does not exist."""
    return _moment("", day, [None] * 4, None, zone)


def _doubt(text: str, date: DoubtfulDate) -> tuple[str, str]:
    one, two, year = date.one, date.two, date.year
    message = (
        f"{_quoted(text)} may be {two} {MONTHS[one - 1]} or {one} {MONTHS[two - 1]} {year}: which one is the month?"
    )
    written = f"Write it as {year}-{one:02}-{two:02} or {year}-{two:02}-{one:02}"
    return message, f"{written}; `date_order: month` (or `day`) in site.yaml says it for all."


def _moment(text: str, day: tuple[int, int, int], clock: list[str | None], offset: str | None, zone: tzinfo) -> Moment:
    midnight = _day(text, *day)
    if clock[0] is None:
        return Moment(_local(midnight.replace(tzinfo=zone), zone), False)
    hour, minute, second = int(clock[0]), int(clock[1] or 0), int(clock[2] or 0)
    if hour > 23 or minute > 59 or second > 60:
        raise BadDate(f"{_quoted(text)} is not a date", f"There is no time {hour:02}:{minute:02}:{second:02}.")
    second = min(second, 59)  # a leap second stays in its minute, so the day stays too
    fraction = int((clock[3] or "0").ljust(6, "0")[:6])
    moment = midnight.replace(hour=hour, minute=minute, second=second, microsecond=fraction)
    return Moment(_local(moment.replace(tzinfo=_given_zone(text, offset) if offset else zone), zone), True)


def _day(text: str, year: int, month: int, day: int) -> datetime:
    if not 1 <= month <= 12:
        raise BadDate(f"{_quoted(text)} is not a date", f"There is no month {month}. {_HOW}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadDate(f"{_quoted(text)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}", "Check the year.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        hint = f"{MONTHS[month - 1]} {year} has {last} days" if day else _HOW
        raise BadDate(f"{_quoted(text)} is not a date", hint)
    return datetime(year, month, day)


def _given_zone(text: str, offset: str) -> tzinfo:
    if found := _OFFSET.match(offset):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes >= 24 * 60 or int(found[3] or 0) > 59:
            raise BadDate(f"{_quoted(text)} is not a date", f"There is no time zone {offset}.")
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    hours = _ZONE_HOURS.get(offset.lower())
    if hours is None:
        raise BadDate(f"{_quoted(text)} is not a date", f'The time zone "{offset}" is not known; write it as +08:00.')
    return timezone(timedelta(hours=hours))


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """Express a moment in the zone, with a fixed offset: what is read back from the cache is then the same value."""
    # Through UTC, so that a clock time that a change to summer time skips becomes one that exists.
    return _fixed_in(zone, moment.astimezone(UTC))


def _fixed_in(zone: tzinfo, moment: datetime) -> datetime:
    """Express a moment that is given in UTC."""
    local = moment.astimezone(zone)
    offset = local.utcoffset()
    return local.replace(tzinfo=_fixed(offset), fold=0) if offset else moment


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    return timezone(timedelta(minutes=round(offset.total_seconds() / 60)))


def _quoted(text: str) -> str:
    short = text if len(text) <= 60 else text[:57] + "..."
    return f'"{short}"'
