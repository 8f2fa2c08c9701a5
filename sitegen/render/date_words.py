"""Dates for people, in the words of a language (Unicode CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from sitegen.lazy import lazy_imports

with lazy_imports():
    # Looks for the machine's own time zone when it is loaded, and many builds write no date in words.
    import babel.dates as babel_dates
    import babel.numbers as babel_numbers

_REMEMBERED = 20_000
_SPAN = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d\Z")


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Return the CLDR locale nearest to a BCP 47 tag: itself, then ever shorter ones, then English."""
    parts = language.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return Locale("en")


def day_words(day: date | str, language: str) -> str:
    """Return `Wednesday, February 21, 2024`, `2024年2月21日星期三`, ... for a date or `2024-02-21`."""
    return _date_in(machine_day(day), "full", language)


def short_day(day: date | str, language: str) -> str:
    """Return `Feb 21, 2024`, `2024年2月21日`, ... for a date or `2024-02-21`."""
    return _date_in(machine_day(day), "medium", language)


def near_day(day: str, language: str) -> str:
    """Return `Thu, Feb 29`, `2月29日周四`, ... for `2024-02-29`."""
    return _skeleton_in(day, "MMMEd", language)


@lru_cache(maxsize=_REMEMBERED)
def weekday_and_day(day: str, language: str) -> str:
    """Return `Thu 29`, `29日周四`, ... for `2024-02-29`, to stand under its month."""
    longer = str(locale_of(language).datetime_skeletons["MMMEd"])
    if 0 <= longer.find("E") < longer.find("d"):  # the pattern of English alone says `29 Thu`, as nobody writes it
        return _date_in(day, "E d", language)
    return _skeleton_in(day, "Ed", language)


@lru_cache(maxsize=_REMEMBERED)
def span_words(span: str, language: str) -> str:
    """Return `Feb 1 – 9, 2024` for `2024-02-01/2024-02-09`; any other text stays as it is."""
    if not _SPAN.match(span):
        return span
    first, last = (date.fromisoformat(day) for day in span.split("/"))
    return str(babel_dates.format_interval(first, last, skeleton="yMMMd", locale=locale_of(language)))


def day_of_month(day: str) -> str:
    """Return the `21` of `2024-02-21`."""
    return str(int(day[8:10]))


def month_words(month: str, language: str) -> str:
    """Return `February 2024`, `2024年2月`, ... for `2024-02`."""
    return _skeleton_in(f"{month}-01", "yMMMM", language)


def month_name(month: str, language: str) -> str:
    """Return `February`, `二月`, ... for `2024-02`, to stand under its year."""
    # Not `LLLL`: where CLDR has no stand-alone name, Babel 2.18 gives the one of whichever language asked first.
    return _date_in(f"{month}-01", "MMMM", language)


def year_words(year: str, language: str) -> str:
    """Return `2024`, `2024年`, ... for `2024`."""
    return _skeleton_in(f"{int(year):04}-01-01", "y", language)


def clock(moment: datetime) -> str:
    """Return `14:05`, in the zone that the moment carries."""
    return f"{moment.hour:02}:{moment.minute:02}"


def machine(moment: date | str) -> str:
    """Return what `<time datetime>` takes: `2024-02-21T14:05:00+08:00`, `2024-02-21`, `2024-02`, `2024`."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    return moment if isinstance(moment, str) else moment.isoformat()


def machine_day(moment: date | str) -> str:
    """Return only the day, `2024-02-21`, of a date, a moment or text."""
    return moment if isinstance(moment, str) else moment.isoformat()[:10]


@lru_cache(maxsize=4096)
def number(count: int, language: str) -> str:
    """Return a whole number as the language writes it: `1,234`."""
    return str(babel_numbers.format_decimal(count, locale=locale_of(language)))


@lru_cache(maxsize=64)
def weekday_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return (short, full) names of the seven days, from the day that begins the week in this language."""
    locale = locale_of(language)
    short = locale.days["stand-alone"]["narrow"]
    full = locale.days["format"]["wide"]
    first = locale.first_week_day
    return tuple((short[(first + n) % 7], full[(first + n) % 7]) for n in range(7))


@lru_cache(maxsize=_REMEMBERED)
def _date_in(day: str, style: str, language: str) -> str:
    return str(babel_dates.format_date(date.fromisoformat(day), format=style, locale=locale_of(language)))


@lru_cache(maxsize=_REMEMBERED)
def _skeleton_in(day: str, skeleton: str, language: str) -> str:
    return str(babel_dates.format_skeleton(skeleton, date.fromisoformat(day), locale=locale_of(language)))
