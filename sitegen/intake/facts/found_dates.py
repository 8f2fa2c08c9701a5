"""Reads dates as pages show them, in English, Chinese and the forms of machines.

A date that can be read in two ways is none, and a clock without a zone gives a day: nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from sitegen.zones import time_zone

FIRST_YEAR, LAST_YEAR = 1971, 2200
"""Before, it is the zero of some clock."""
_MONTH_NAMES = (
    "jan january januar janvier enero gennaio janeiro januari janv ene",
    "feb february februar février fevrier febrero febbraio fevereiro februari févr",
    "mar march märz maerz mars marzo março maart",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei",
    "jun june juni juin junio giugno junho",
    "jul july juli juillet julio luglio julho juil",
    "aug august août aout agosto augustus ago",
    "sep sept september septembre septiembre settembre setembro",
    "oct october oktober octobre octubre ottobre outubro okt",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre decembre diciembre dicembre dezembro dez dic déc",
)
"""In English, German, French, Spanish, Italian, Portuguese and Dutch: no name is of two months."""
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?!\w)\.?"
_HOURS = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
          "pdt": -7, "cet": 1, "cest": 2, "bst": 1, "eet": 2, "eest": 3, "wet": 0, "west": 1, "msk": 3, "aest": 10,
          "aedt": 11, "nzst": 12, "nzdt": 13,
          "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "北京时间": 8,
          "北京時間": 8, "香港时间": 8, "香港時間": 8, "台北時間": 8}  # fmt: skip
_PLACES = {"et": "America/New_York", "pt": "America/Los_Angeles", "eastern time": "America/New_York"}
_ZONE = (
    r"(?P<zone>z\b|(?:utc|gmt)?[ ]?[+-]\d{1,2}(?::?\d{2})?\b|utc\b|gmt\b|e[sd]t\b|cdt\b|m[sd]t\b|p[sd]t\b|"
    r"[cew]es?t\b|bst\b|msk\b|ae[sd]t\b|nz[sd]t\b|[jk]st\b|hkt\b|"
    r"sgt\b|eastern time\b|et\b|pt\b|北京时间|北京時間|香港时间|香港時間|台北時間)"
)
_CLOCK = (
    r"(?P<half1>上午|下午|晚上|晚间|凌晨|中午)?[ ]?(?P<hour>\d{1,2})[:时時点點](?P<minute>\d{2})(?:分|"
    r"(?::(?P<second>\d{2})"
    r"(?:[.,]\d{1,9})?))?[ ]?(?P<half2>[ap]\.?m\b\.?)?"
)
_TAIL = rf"(?:(?:[t,]|[ ]at|[ ][-–|·]|[ ]?\|)?[ ]*{_CLOCK}(?:[ ]?\(?{_ZONE}\)?)?)?"
_WEEKDAY = r"(?:[ ]?[(（]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?)?"
_FORMS = tuple(
    re.compile(form + _TAIL)
    for form in (
        r"(?<!\d)(?P<year>\d{4})[ ]?[年년][ ]?(?P<number>\d{1,2})[ ]?[月월][ ]?(?P<day>\d{1,2})[ ]?[日号號일]"
        + _WEEKDAY,
        r"(?<![\d./-])(?P<year>\d{4})(?P<sign>[-/.])[ ]?(?P<number>\d{1,2})(?P=sign)[ ]?"
        r"(?P<day>\d{1,2})(?!\d|[-/.]\d)",
        rf"\b{_MONTH}[ ]?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?(?:[ ](?:of|de))?[ -]{_MONTH},?[ -]"
        r"(?:de[ ])?(?P<year>\d{4})(?!\d)",
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d|[-/.]\d)",
    )
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)(?:t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
    rf"(?:\.\d{{1,9}})?{_ZONE}?)?\Z"
)
"""ISO 8601 without signs; of a whole text only, since other numbers are as long."""
_EPOCH = re.compile(r"[12]\d{9}(?:\d{3})?\Z")
_BEFORE_NOON = ("上午", "凌晨")
_MOST_CHARACTERS = 200


class FoundDate(NamedTuple):
    """A date that a text holds."""

    moment: datetime
    """Aware where `has_zone`."""
    has_time: bool
    has_zone: bool
    before: str = ""
    """What stands before it in the text, as it was searched: its first 200 characters, without full width."""
    behind: str = ""

    def day(self) -> str:
        """Return its day, as the page has it."""
        return self.moment.date().isoformat()

    def text(self) -> str:
        """Return what a draft may say of it: the moment with its zone, else the day alone."""
        return self.moment.isoformat(timespec="seconds") if self.has_time and self.has_zone else self.day()

    def within(self, zone: tzinfo | None) -> FoundDate:
        """Return it in the zone of its source, where it gives none of its own."""
        if zone is None or self.has_zone or not self.has_time:
            return self
        return self._replace(moment=self.moment.replace(tzinfo=zone), has_zone=True)


def find_date(text: str) -> FoundDate | None:
    """Return the first date that a text holds, if there is one that can be read in one way only."""
    return next(iter(find_dates(text)), None)


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates that the beginning of a text holds, in the order in which they stand there."""
    plain = " ".join(unicodedata.normalize("NFKC", text[:_MOST_CHARACTERS]).casefold().split())
    if plain[:1].isdigit() and (whole := _of_machines(plain)):
        yield whole
        return
    matches = [found for form in _FORMS for found in form.finditer(plain)]
    end = 0
    for found in sorted(matches, key=lambda one: (one.start(), -one.end())):
        date = _date(found) if found.start() >= end else None
        if date is not None:
            end = found.end()
            yield date


def _of_machines(plain: str) -> FoundDate | None:
    """Return the date that a text is as a whole: seconds since 1970, or ISO 8601 without signs."""
    if _EPOCH.match(plain):
        moment = datetime.fromtimestamp(int(plain[:10]), UTC)
        return FoundDate(moment, has_time=True, has_zone=True)
    found = _COMPACT.match(plain)
    return _date(found) if found else None


def _date(found: re.Match[str]) -> FoundDate | None:
    part = found.groupdict()
    month_day = _month_and_day(part)
    year = int(part["year"])
    if month_day is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    clock = _clock(part)
    try:
        moment = datetime(year, *month_day, *(clock or (0, 0, 0)))
    except ValueError:
        return None
    zone = _zone(part["zone"], moment) if clock and part["zone"] else None
    before, behind = found.string[: found.start()], found.string[found.end() :]
    return FoundDate(moment.replace(tzinfo=zone), clock is not None, zone is not None, before, behind)


def _month_and_day(part: dict[str, str | None]) -> tuple[int, int] | None:
    """Return month and day; None where the two could be each other."""
    if part.get("month"):
        return _MONTHS[str(part["month"])], int(str(part["day"]))
    if part.get("number"):
        return int(str(part["number"])), int(str(part["day"]))
    one, two = int(str(part["a"])), int(str(part["b"]))
    if one == two:
        return one, two
    if one > 12 >= two:
        return two, one
    return (one, two) if two > 12 >= one else None


def _clock(part: dict[str, str | None]) -> tuple[int, int, int] | None:
    if part["hour"] is None:
        return None
    hour, half = int(part["hour"]), part.get("half1") or (part.get("half2") or "")[:1]
    if half in ("p", "下午", "晚上", "晚间") and hour < 12:
        hour += 12
    elif half in ("a", *_BEFORE_NOON) and hour == 12:
        hour = 0
    second = min(int(part["second"] or 0), 59)
    return (hour, int(part["minute"] or 0), second) if hour < 24 and int(part["minute"] or 0) < 60 else None


def _zone(text: str, moment: datetime) -> tzinfo | None:
    name = text.strip()
    if name in _PLACES:
        offset = time_zone(_PLACES[name]).utcoffset(moment)
        return None if offset is None else timezone(offset)
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    found = re.fullmatch(r"(?:utc|gmt)?[ ]?([+-])(\d{1,2}):?(\d{2})?", name)
    if found is None or int(found[2]) > 14 or int(found[3] or 0) > 59:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
