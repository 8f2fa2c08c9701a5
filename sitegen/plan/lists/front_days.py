"""The days on the front page: which stories of each stand there, and what the whole day holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sitegen.plan.calendar import Calendar
from sitegen.plan.output import PlanInputs, ranked
from sitegen.plan.views.html_views import Day

FOREMOST = 7
"""Stories of a day that stand on the front page whenever they came: its lead and six more (`weights`)."""
SOURCE_KEY = "provider"


def front_days(inputs: PlanInputs, head: Sequence[int], calendars: Sequence[Calendar]) -> tuple[Day, ...]:
    """Return the days of the newest stories, newest day first. `head` is the numbers of those that no block holds."""
    days: dict[str, list[int]] = {}
    for number in reversed(head):
        days.setdefault(inputs.index.stories[number].day, []).append(number)
    return tuple(_front_day(inputs, day, newest, calendars) for day, newest in days.items())


def url_of_day(calendars: Sequence[Calendar], day: str) -> str:
    """Return the page of a day; of several sections' days, the one with the most stories."""
    fullest = _fullest(calendars, day)
    return fullest.url("day", day) if fullest else ""


def _fullest(calendars: Sequence[Calendar], day: str) -> Calendar | None:
    holding = [calendar for calendar in calendars if day in calendar.days]
    return max(holding, key=lambda calendar: len(calendar.days[day]), default=None)


def _front_day(inputs: PlanInputs, day: str, newest: Sequence[int], calendars: Sequence[Calendar]) -> Day:
    """Return a day as the front page shows it; `newest` is those of its stories that no block holds, newest first."""
    whole = [*chain.from_iterable(calendar.days.get(day, ()) for calendar in calendars)]
    fullest = _fullest(calendars, day)
    url = fullest.url("day", day) if fullest else ""
    on_its_page = frozenset(fullest.days[day] if fullest and url else ())
    shown = {*ranked(inputs.index.stories, whole)[:FOREMOST]}
    room = inputs.settings.page_size - len(shown)
    for number in newest:
        # What the day's own page has may wait there; anything else would stand nowhere.
        if number not in shown and (room > 0 or number not in on_its_page):
            shown.add(number)
            room -= 1
    return Day(
        date=day,
        url=url,
        stories=inputs.foremost_first([*shown]),
        count=len(whole),
        sources=_count_sources(inputs, whole),
        more=len(on_its_page - shown),
    )


def _count_sources(inputs: PlanInputs, numbers: Iterable[int]) -> int:
    """Return how many sources some stories come from; 0 where no taxonomy is made of them."""
    for taxonomy in inputs.index.taxonomies:
        if taxonomy.settings.key == SOURCE_KEY:
            name, stories = taxonomy.settings.name, inputs.index.stories
            return len({taxonomy.links[source] for number in numbers for source in stories[number].terms.get(name, ())})
    return 0
