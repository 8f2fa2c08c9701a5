"""How other systems make a part of an address of a name, and an address of a pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from sitegen.pages.normal_forms import normalised

_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # never the machine's language
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LONGEST = 1_000
"""Characters of a name that make a part of an address."""
_TOKEN = re.compile(r":([A-Za-z0-9_]+(?:\[[^\]/]{0,20}\])?)")
_DATE_IN_NAME = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}[-_ ]?")


def date_tokens(date: datetime | None) -> dict[str, str]:
    """Return what tokens of Jekyll, Hugo and Hexo say of a date."""
    if date is None:
        return {}
    week = date.isocalendar()
    month, day = _MONTHS[date.month - 1], _DAYS[date.weekday()]
    return {
        "year": f"{date.year:04}", "month": f"{date.month:02}", "day": f"{date.day:02}",
        "i_month": str(date.month), "i_day": str(date.day), "short_year": f"{date.year % 100:02}",
        "hour": f"{date.hour:02}", "minute": f"{date.minute:02}", "second": f"{date.second:02}",
        "y_day": f"{date.timetuple().tm_yday:03}", "yearday": str(date.timetuple().tm_yday),
        "week": f"{week.week:02}", "w_year": f"{week.year:04}", "w_day": str(week.weekday),
        "short_day": day[:3].upper(), "long_day": day, "weekdayname": day, "weekday": str(week.weekday % 7),
        "short_month": month[:3].upper(), "long_month": month, "monthname": month,
        "2006": f"{date.year:04}", "01": f"{date.month:02}", "02": f"{date.day:02}",
    }  # fmt: skip


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a pattern with its tokens filled in; empty when one of them is not known."""
    if any(found[1] not in values for found in _TOKEN.finditer(pattern)):
        return ""
    return re.sub("/{2,}", "/", "/" + _TOKEN.sub(lambda found: values[found[1]], pattern).lstrip("/"))


def without_date(name: str) -> str:
    """Return a file's name without the date that begins it."""
    found = _DATE_IN_NAME.match(name)
    return name[found.end() :] if found and len(name) > found.end() else name


def jekyll_slug(text: str, *, pretty: bool, cased: bool = False) -> str:
    """Return a part of an address as Jekyll makes it: in pretty ones more signs stay."""
    slug = re.sub("-{2,}", "-", _with_signs(text, "._~!$&'()+,;=@" if pretty else "", space="-", other="-")).strip("-")
    return slug if cased else slug.lower()


def hugo_part(text: str, *, cased: bool = False) -> str:
    """Return a part of an address as Hugo makes it."""
    part = "-".join(_with_signs(text, "._#+~-@").split())
    return part if cased else part.lower()


def github_slug(text: str) -> str:
    """Return a part of an address as Astro makes it (github-slugger)."""
    return _with_signs(text.lower(), "-_ ", space="").replace(" ", "-")


def ascii_slug(text: str) -> str:
    """Return a part of an address in Latin letters; empty for a text in other scripts."""
    plain = normalised("NFKD", text[:_LONGEST])
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if any(unicodedata.category(sign)[0] == "L" and not sign.isascii() for sign in kept):
        return ""
    return re.sub(r"[^a-z0-9]+", "-", kept.lower()).strip("-")


def word_slug(text: str) -> str:
    """Return a part of an address as Pelican and the blog of MkDocs make it: words with hyphens between."""
    return re.sub(r"[-\s]+", "-", _with_signs(text.lower(), "_-")).strip("-")


def _with_signs(text: str, signs: str, *, space: str = " ", other: str = "") -> str:
    """Return a text of which letters, marks, digits and some signs stay, with others in the place of the rest."""
    return "".join(
        sign if unicodedata.category(sign)[0] in "LMN" or sign in signs else space if sign.isspace() else other
        for sign in text
    )
