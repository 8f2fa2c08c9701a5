"""The filters that templates may use: pure functions from values to text. `FILTERS` is the whole list."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from markupsafe import Markup, escape

from sitegen.pages.fields.story_values import Image, Provider
from sitegen.pages.normal_forms import normalised
from sitegen.pages.page import Card
from sitegen.plan.feeds.feeds import ATOM, JSON, RSS
from sitegen.plan.views.html_views import MonthCount
from sitegen.render import date_words
from sitegen.render.html.body_html import finish_body, opens_with
from sitegen.render.html.charts import level, month_weeks, most, sparkline
from sitegen.render.html.reading_time import reading_minutes
from sitegen.render.html.structured import absolute, canonical, list_data, site_data, story_data
from sitegen.render.html.unbroken_names import unbroken
from sitegen.render.languages import counted, direction, lang, language_of, monogram
from sitegen.render.theme.theme_words import IN_DEPTH, WIDELY_COVERED

T = TypeVar("T")
_MOST_STANDARDS = 6
_HEAT_OF_MANY = 80
_QUALITY_OF_DEPTH = 90
_MOST_MONTHS_IN_WORDS = 24
_SQUARE = 1.25
_OFF = ("", "0", "no", "off", "false", "none")
_FEED_NAMES = {RSS: "RSS", ATOM: "Atom", JSON: "JSON"}


def body(html: str, targets: Mapping[str, str], language: str = "", table_label: str = "Table") -> Markup:
    """Return a page's body, safe to show: the one place where HTML of a page is not escaped.

    It was sanitised when the page was parsed; see `finish_body` for what is done to it here.
    """
    return Markup(finish_body(html, targets, language, table_label))


def weights(stories: Sequence[Card]) -> list[tuple[str, Card]]:
    """Return (`lead`, `standard` or `brief`, story) for the stories of one day, which come by rank.

    The first leads; the next six are standard, but for those whose scores fall below half of the lead's. The briefs
    come after them, the newest first.
    """
    if not stories:
        return []
    bar = _score(stories[0]) / 2
    first, others = stories[1 : 1 + _MOST_STANDARDS], stories[1 + _MOST_STANDARDS :]
    standards = [story for story in first if _score(story) >= bar]
    briefs = sorted((*(story for story in first if _score(story) < bar), *others), key=_moment, reverse=True)
    return [
        ("lead", stories[0]),
        *(("standard", story) for story in standards),
        *(("brief", story) for story in briefs),
    ]


def rank_word(story: Card) -> str:
    """Return the name of the word that says why a story stands high: `widely_covered`, `in_depth`, or none."""
    if story.heat is not None and story.heat >= _HEAT_OF_MANY:
        return WIDELY_COVERED
    return IN_DEPTH if story.quality is not None and story.quality >= _QUALITY_OF_DEPTH else ""


def icon(provider: Provider | None) -> Image | None:
    """Return the source's image that is as wide as high, the smallest that is at least 32 pixels; None without one."""
    if provider is None:
        return None
    square = [
        image
        for image in provider.images
        if not (image.width and image.height)
        or max(image.width, image.height) <= _SQUARE * min(image.width, image.height)
    ]
    return min(square, key=_icon_order, default=None)


def source_names(stories: Sequence[Card]) -> tuple[str, ...]:
    """Return the names of the sources of some stories, without repeats, in their order."""
    return tuple(dict.fromkeys(story.provider.name for story in stories if story.provider))


def by_letter(lines: Sequence[T], attribute: str = "term.name") -> list[tuple[str, list[T]]]:
    """Return (letter, lines by name) from A to Z; `#` holds figures, the empty letter all other scripts."""
    groups: dict[str, list[T]] = {}
    name_of = attrgetter(attribute)
    for line in sorted(lines, key=lambda line: (_plain(name_of(line)), name_of(line))):
        groups.setdefault(_letter(name_of(line)), []).append(line)
    order = sorted(groups, key=lambda letter: (letter == "", letter != "#", letter))
    return [(letter, groups[letter]) for letter in order]


def current(links: str, url: str) -> Markup:
    """Return HTML in which the link to `url` says that it leads to the page it stands on."""
    href = f'href="{escape(url)}"'
    return Markup(str.replace(links, href, f'{href} aria-current="page"', 1))


def feed_name(media_type: str) -> str:
    """Return `RSS`, `Atom` or `JSON` for a feed's media type."""
    return _FEED_NAMES.get(media_type, media_type)


def is_on(choice: object) -> bool:
    """Return whether a theme option means yes; `off`, `no`, `false`, `0` and nothing mean no, typed or as text."""
    return str(choice).strip().lower() not in _OFF if choice is not None else False


def trend_words(trend: Sequence[MonthCount], language: str) -> str:
    """Return a trend in words, for those who do not see the chart: `March 2023: 4, April 2023: 0, ...`.

    Of more than two years it says the years: nobody listens to a hundred numbers.
    """
    if len(trend) <= _MOST_MONTHS_IN_WORDS:
        counts = {date_words.month_words(month.month, language): month.count for month in trend}
    else:
        counts = Counter[str]()
        for month in trend:
            counts[date_words.year_words(month.month[:4], language)] += month.count
    return ", ".join(f"{name}: {date_words.number(count, language)}" for name, count in counts.items())


def _score(story: Card) -> int:
    """Return a story's size for its weight: the better of heat and quality, 100 when neither is known."""
    if story.heat is None and story.quality is None:
        return 100
    return max(story.heat or 0, story.quality or 0)


def _moment(story: Card) -> float:
    return story.date.timestamp() if story.date else 0.0


def _icon_order(image: Image) -> tuple[bool, int]:
    """Order icons: large enough ones first, the smallest of them foremost."""
    width = image.width or 64
    return width < 32, width if width >= 32 else -width


def _plain(name: str) -> str:
    """Return a name for sorting: no accents, no case."""
    return "".join(c for c in normalised("NFKD", name) if not unicodedata.combining(c)).casefold()


def _letter(name: str) -> str:
    first = _plain(name)[:1].upper()
    if "A" <= first <= "Z":
        return first
    return "" if first.isalpha() else "#"


FILTERS: dict[str, Callable[..., Any]] = {
    "absolute": absolute,
    "body": body,
    "by_letter": by_letter,
    "canonical": canonical,
    "clock": date_words.clock,
    "counted": counted,
    "current": current,
    "day_of_month": date_words.day_of_month,
    "day_words": date_words.day_words,
    "direction": direction,
    "feed_name": feed_name,
    "icon": icon,
    "is_on": is_on,
    "lang": lang,
    "language_of": language_of,
    "level": level,
    "list_data": list_data,
    "machine": date_words.machine,
    "machine_day": date_words.machine_day,
    "monogram": monogram,
    "month_name": date_words.month_name,
    "month_weeks": month_weeks,
    "month_words": date_words.month_words,
    "most": most,
    "near_day": date_words.near_day,
    "number": date_words.number,
    "opens_with": opens_with,
    "rank_word": rank_word,
    "reading_minutes": reading_minutes,
    "short_day": date_words.short_day,
    "site_data": site_data,
    "source_names": source_names,
    "span_words": date_words.span_words,
    "sparkline": sparkline,
    "story_data": story_data,
    "trend_words": trend_words,
    "unbroken": unbroken,
    "weekday_and_day": date_words.weekday_and_day,
    "weekday_names": date_words.weekday_names,
    "weights": weights,
    "year_words": date_words.year_words,
}
"""Every filter of ours, by the name that templates use."""
