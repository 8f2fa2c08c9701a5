"""The date that the name of a source says, and the folders above it.

Never: asks git or the file system for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta, tzinfo
from functools import lru_cache

from sitegen.pages.fields.date_forms.dates import BadDate, Moment, moment_of_day

_END = r"(?:[-_. ~\u2013\u2014]+|\Z)"
_LONGEST_RANGE = timedelta(days=62)
_LEADING = re.compile(
    rf"(?:(?P<y>\d{{4}})(?P<s>[-_.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})|(?P<y2>\d{{2}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})|"
    rf"(?P<y3>(?:19|20)\d{{2}})(?P<m3>\d{{2}})(?P<d3>\d{{2}})){_END}",
    re.ASCII,
)
_WITHIN = re.compile(
    r"(?<![^\W_])(?:(?P<y>\d{4})(?P<s>[-_.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|"
    r"(?P<y3>(?:19|20)\d{2})(?P<m3>\d{2})(?P<d3>\d{2}))(?![^\W_])",
)
_YEAR = re.compile(r"(?:19|20)\d{2}\Z", re.ASCII)
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})[-_.]?(\d{2}|(?<=[-_.])\d)\Z", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})(?:[-_. ].*)?\Z", re.ASCII)
_DAY = re.compile(rf"(\d{{1,2}}){_END}", re.ASCII)
_MONTH_DAY = re.compile(rf"(\d{{1,2}})[-_.](\d{{1,2}}){_END}", re.ASCII)


def file_date(name: str, folders: Sequence[str], zone: tzinfo) -> tuple[Moment | None, str]:
    """Return the date of a name without its ending, and the name without a date that begins it.

    Of a range (`20220103-20220110`) the later day counts. Without a date that exists: None and the whole name.
    """
    if not any(map(str.isdigit, name)):
        return _folder_date(folders, zone), name
    if (found := _LEADING.match(name)) and (moment := _day(found, zone)):
        rest = name[found.end() :]
        later = _LEADING.match(rest)
        end = _day(later, zone) if later else None
        if later and end and moment.date <= end.date <= moment.date + _LONGEST_RANGE:
            return end, rest[later.end() :]
        return moment, rest
    inside = next((moment for found in _WITHIN.finditer(name) if (moment := _day(found, zone))), None)
    if inside:
        return inside, name
    return _below_folders(name, folders, zone)


def _day(found: re.Match[str], zone: tzinfo) -> Moment | None:
    parts = found.groupdict()
    for year, month, day in (("y", "m", "d"), ("y2", "m2", "d2"), ("y3", "m3", "d3")):
        if parts.get(year):
            return _day_named(parts[year], parts[month], parts[day], zone)
    return None


def _below_folders(name: str, folders: Sequence[str], zone: tzinfo) -> tuple[Moment | None, str]:
    """Return the date of a name whose year, and perhaps month, its folders say: `2024/05/21-x`, `2024-05/21`."""
    year, month = _year_and_month(folders, _nearest_year(folders, len(folders)), len(folders))
    if year and month and (found := _DAY.match(name)) and (moment := _day_named(year, month, found[1], zone)):
        return moment, name[found.end() :]
    if year and (found := _MONTH_DAY.match(name)) and (moment := _day_named(year, found[1], found[2], zone)):
        return moment, name[found.end() :]
    return _folder_date(folders, zone), name


def _nearest_year(folders: Sequence[str], end: int) -> int:
    """Return which is the last of the folders before one that says a year; -1 when none does."""
    for at in range(end - 1, -1, -1):
        if _YEAR_MONTH.match(folders[at]) or _YEAR.match(folders[at]):
            return at
    return -1


def _year_and_month(folders: Sequence[str], at: int, end: int) -> tuple[str, str]:
    """Return what a folder says that says a year, with the one below it; empty texts for what they do not."""
    if at < 0:
        return "", ""
    if found := _YEAR_MONTH.match(folders[at]):
        return found[1], found[2]
    month = _MONTH.match(folders[at + 1]) if at + 1 < end else None
    return folders[at], month[1] if month else ""


@lru_cache(maxsize=256)
def _date_of_folder(folder: str, zone: tzinfo) -> Moment | None:
    found = _LEADING.match(folder)
    return _day(found, zone) if found and not found["y2"] else None


def _folder_date(folders: Sequence[str], zone: tzinfo) -> Moment | None:
    """Return the date of the nearest folder that is called by one: `2024-05-21/story.md`, `2024/05/21/story.md`."""
    nearest = len(folders)
    for at in range(len(folders) - 1, -1, -1):
        if moment := _date_of_folder(folders[at], zone):
            return moment
        if nearest >= at:  # each folder is looked at once, however many there are
            nearest = _nearest_year(folders, at)
        year, month = _year_and_month(folders, nearest, at)
        if year and month and re.fullmatch(r"[0-9]{1,2}", folders[at]):
            return _day_named(year, month, folders[at], zone)
    return None


@lru_cache(maxsize=256)
def _day_named(year: str, month: str, day: str, zone: tzinfo) -> Moment | None:
    """Return the day of a name; None when there is no such day. A folder has many files of one day."""
    try:
        return moment_of_day((int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)), zone)
    except BadDate:
        return None
