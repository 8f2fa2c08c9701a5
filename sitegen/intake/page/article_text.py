"""The door to trafilatura and htmldate: the text of the article in a page, and a day where nothing else gives one."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

import htmldate
import trafilatura

from sitegen.intake.facts.found_dates import FIRST_YEAR

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_GENERATED = re.compile(r"页面生成时间[ :：]{0,3}[\d-]{8,10}")
"""When a program wrote the file: of no story's publication."""
_MOST_CHARACTERS = 3_000_000
"""Of a page's text whose article is looked for."""


def article_markdown(html: str, address: str) -> str:
    """Return the article of a page as Markdown; empty where none is found."""
    extract = partial(
        trafilatura.extract,
        html[:_MOST_CHARACTERS],
        url=address or None,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        deduplicate=False,
    )
    return _quietly(extract).strip()


def day_of_page(html: str, address: str, latest: datetime, above: str) -> str:
    """Return the day of publication (`2026-11-23`) as htmldate finds it in the page's markup; empty where it does not.

    Its extensive search is left out: that takes the day of whatever is named on the page. And what it has put together
    from a year, or chosen of the two days that `03/04/2026` may be, is no evidence: the page must hold that very day,
    and elsewhere than in `above`, what stands over its headline: there sites show their readers the day of today.
    """
    html = _GENERATED.sub("", html[:_MOST_CHARACTERS])
    find = partial(
        htmldate.find_date,
        html,
        extensive_search=False,
        original_date=True,
        url=address or None,
        min_date=f"{FIRST_YEAR}-01-01",
        max_date=latest.strftime("%Y-%m-%d"),
    )
    found = _quietly(find)
    return found if found and _count(html + address, found) > _count(above, found) else ""


def _count(text: str, day: str) -> int:
    """Return how many times a day stands in a text in a form that cannot be another day."""
    year, month, number = day.split("-")
    name = f"{_MONTHS[int(month) - 1]}[a-z]*\\.?"
    short = int(number)
    number_th = rf"0?{short}(?:st|nd|rd|th)?"
    in_words = rf"{name}\s{{0,3}}{number_th},?\s{{1,3}}{year}|{number_th}[\s-]{{1,3}}{name},?[\s-]{{1,3}}{year}"
    in_digits = rf"{year}(?:[-/._]|年\s?)?0?{int(month)}(?:[-/._]|\s?月\s?)?0?{short}(?!\d)"
    return len(re.findall(f"{in_digits}|{in_words}", text, re.IGNORECASE))


def _quietly(find: Callable[[], str | None]) -> str:
    """Return what a library finds in a page; what it logs of one that it cannot read is kept back."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        return find() or ""
    except Exception:  # a library that meets what it has not met before must not cost the rest of the evidence
        return ""
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
