"""Plans the pages in front of a story's address: day, month, year, section; and the archive that leads to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import NamedTuple

from sitegen.pages.page import PageMeta
from sitegen.plan.calendar import Calendar, is_about_section, section_link
from sitegen.plan.output import ANY_KIND, Group, Output, PlanInputs, card_digests, group_of_lists
from sitegen.plan.views.dated_views import (
    ArchiveView,
    DayDigest,
    DayView,
    FolderView,
    MonthDigest,
    MonthView,
    SectionView,
    YearCount,
    YearView,
)
from sitegen.plan.views.html_views import DayCount, Link

TOP_OF_DAY = 3


class _Month(NamedTuple):
    """A month with stories, and what stands beside it in its calendar; empty where nothing does."""

    older: str
    name: str
    newer: str
    older_day: str
    days: Sequence[str]
    newer_day: str


def plan_calendar(inputs: PlanInputs, calendar: Calendar) -> Iterator[Group]:
    """Plan the day and month pages of one calendar, those of a month together; then years and any other folder."""
    has_days, has_months = calendar.has_pages_of("day"), calendar.has_pages_of("month")
    for month in _months(calendar) if has_days or has_months else ():
        cards = card_digests(inputs, chain.from_iterable(calendar.days[day] for day in month.days))
        beside = (calendar.shape, month.older, month.newer, month.older_day, month.newer_day)
        made_from = chain(beside, month.days, cards)
        plan = partial(_plan_days_and_month, inputs, calendar, month)
        yield group_of_lists(inputs, f"dates {calendar.pattern} {month.name}", ANY_KIND, made_from, plan)
    counts = (f"{day} {len(numbers)}" for day, numbers in calendar.days.items())
    plan = partial(_plan_years_and_folders, inputs, calendar)
    yield group_of_lists(inputs, f"years {calendar.pattern}", ANY_KIND, chain((calendar.shape,), counts), plan)


def _months(calendar: Calendar) -> Iterator[_Month]:
    months = _grouped(calendar, 7)
    for older, name, newer in _neighbours(("", *months, "")):
        older_day = months[older][-1] if older else ""
        newer_day = months[newer][0] if newer else ""
        yield _Month(older, name, newer, older_day, months[name], newer_day)


def _plan_days_and_month(inputs: PlanInputs, calendar: Calendar, month: _Month) -> Iterator[Output]:
    if calendar.has_pages_of("day"):
        yield from _plan_days(inputs, calendar, month)
    if calendar.has_pages_of("month"):
        yield _plan_month(inputs, calendar, month)


def _plan_years_and_folders(inputs: PlanInputs, calendar: Calendar) -> Iterator[Output]:
    if calendar.has_pages_of("year"):
        yield from _plan_years(inputs, calendar)
    if calendar.has_pages_of("folder"):
        yield from _plan_folders(inputs, calendar)


def _plan_days(inputs: PlanInputs, calendar: Calendar, month: _Month) -> Iterator[Output]:
    for older, day, newer in _neighbours((month.older_day, *month.days, month.newer_day)):
        yield inputs.output(
            "day.html",
            DayView(
                url=calendar.url("day", day),
                title=day,
                section=calendar.section,
                date=day,
                stories=inputs.foremost_first(calendar.days[day]),
                older_url=calendar.url("day", older) if older else "",
                newer_url=calendar.url("day", newer) if newer else "",
                month=Link(title=day[:7], url=calendar.url("month", day)),
                year=Link(title=day[:4], url=calendar.url("year", day)),
            ),
        )


def _plan_month(inputs: PlanInputs, calendar: Calendar, month: _Month) -> Output:
    return inputs.output(
        "month.html",
        MonthView(
            url=calendar.url("month", month.name),
            title=month.name,
            section=calendar.section,
            month=month.name,
            days=tuple(_day_digest(inputs, calendar, day) for day in reversed(month.days)),
            older_url=calendar.url("month", month.older) if month.older else "",
            newer_url=calendar.url("month", month.newer) if month.newer else "",
            year=Link(title=month.name[:4], url=calendar.url("year", month.name)),
        ),
    )


def _day_digest(inputs: PlanInputs, calendar: Calendar, day: str) -> DayDigest:
    """Return the day as its month shows it: the foremost stories, or all where the day has no page of its own."""
    numbers = calendar.days[day]
    url = calendar.url("day", day)
    stories = inputs.foremost_first(numbers)
    return DayDigest(date=day, url=url, count=len(numbers), top=stories[:TOP_OF_DAY] if url else stories)


def _plan_years(inputs: PlanInputs, calendar: Calendar) -> Iterator[Output]:
    years = _grouped(calendar, 4)
    months = _grouped(calendar, 7)
    for older, year, newer in _neighbours(("", *years, "")):
        yield inputs.output(
            "year.html",
            YearView(
                url=calendar.url("year", year),
                title=year,
                section=calendar.section,
                year=year,
                months=tuple(
                    _month_digest(calendar, month, days) for month, days in months.items() if month[:4] == year
                ),
                older_url=calendar.url("year", older) if older else "",
                newer_url=calendar.url("year", newer) if newer else "",
            ),
        )


def _month_digest(calendar: Calendar, month: str, days: Sequence[str]) -> MonthDigest:
    counts = [DayCount(date=day, url=calendar.url("day", day), count=len(calendar.days[day])) for day in days]
    return MonthDigest(
        month=month,
        url=calendar.url("month", month),
        count=sum(day.count for day in counts),
        days=tuple(counts),
    )


def _plan_folders(inputs: PlanInputs, calendar: Calendar) -> Iterator[Output]:
    """Plan the folders that stand for no section and no date, each with what lies below it."""
    folders = list(calendar.folders())
    children: defaultdict[str, list[Link]] = defaultdict(list)
    for _, url, parent, _ in folders:
        children[parent].append(Link(title=url.removeprefix(parent).strip("/"), url=url))
    for kind, url, _, _ in folders:
        if kind == "folder":
            title = url.removeprefix(inputs.base_path).strip("/")
            below = tuple(reversed(children[url]))
            yield inputs.output("folder.html", FolderView(url=url, title=title, children=below))


def plan_sections(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan a page for each section, unless the owner wrote one (`news/index.md`); `news/_index.md` is shown on it."""
    stories = _by_section(inputs.index.stories)
    pages = _by_section(inputs.index.pages)
    written = {page.url for page in inputs.index.pages if not is_about_section(page, inputs.settings)}
    written.update(_folders_of_others(inputs, calendars, {*stories, *pages}))
    for section in sorted(stories.keys() | pages.keys()):
        link = section_link(section, inputs.settings)
        if section and link.url not in written:
            yield _plan_section(inputs, link, stories[section], pages[section], calendars)


def _folders_of_others(inputs: PlanInputs, calendars: Sequence[Calendar], sections: set[str]) -> Iterator[str]:
    """Yield pages in front of stories that stand where a section of that name would: each is the page there.

    `posts: /news/{slug}/` makes `/news/`, and stories in no folder make `/2024/`.
    """
    for calendar in calendars:
        for kind, folder in calendar.levels[:1]:
            if kind == "folder" and "{" not in folder:
                yield inputs.base_path + folder
            elif kind == "year" and any(map(str.isdigit, sections)):
                yield from {calendar.url("year", day) for day in calendar.days}


def _folder_of(inputs: PlanInputs, stories: Sequence[int], pages: Sequence[int]) -> str:
    """Return the content folder that makes a section (`news/`), or the source that only names one."""
    index = inputs.index
    members = chain((index.stories[number] for number in stories), (index.pages[number] for number in pages))
    first = ""
    for page in members:
        folder, slash, _ = page.path.partition("/")
        if slash:
            return f"{folder}/"
        first = first or page.path
    return first


def _plan_section(
    inputs: PlanInputs, link: Link, stories: Sequence[int], pages: Sequence[int], calendars: Sequence[Calendar]
) -> Output:
    calendar = next((calendar for calendar in calendars if calendar.section.url == link.url), None)
    others = inputs.index.pages
    own = next((others[number] for number in pages if is_about_section(others[number], inputs.settings)), None)
    return inputs.output(
        "section.html",
        SectionView(
            url=link.url,
            title=own.title if own else link.title,
            stories=inputs.newest_first(stories[-inputs.settings.page_size :]),
            years=_years(calendar) if calendar else (),
            pages=tuple(inputs.card_of(others[number]) for number in pages if others[number] is not own),
            page=inputs.page_of(own) if own else None,
            targets=inputs.index.targets.get(own.path, {}) if own else {},
        ),
        _folder_of(inputs, stories, pages),
    )


def _by_section(pages: Sequence[PageMeta]) -> defaultdict[str, list[int]]:
    sections: defaultdict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        sections[page.section].append(number)
    return sections


def plan_archive(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Output]:
    """Plan `/archive/`: the years of every section, that with the newest story first, and the blocks."""
    url = inputs.url("archive")
    newest_first = sorted(calendars, key=lambda calendar: max(calendar.days), reverse=True)
    yield inputs.output(
        "archive.html",
        ArchiveView(
            url=url,
            sections=tuple((calendar.section, years) for calendar in newest_first if (years := _years(calendar))),
            blocks=tuple(
                (f"{url}{name}/", inputs.span(start, end - 1))
                for name, start, end in reversed([*inputs.blocks.spans()])
            ),
        ),
    )


def _years(calendar: Calendar) -> tuple[YearCount, ...]:
    """Return the years of a calendar that lead to a page, newest first."""
    has_months = calendar.has_pages_of("month")
    if not has_months and not calendar.has_pages_of("year"):
        return ()
    months = {month: sum(len(calendar.days[day]) for day in days) for month, days in _grouped(calendar, 7).items()}
    return tuple(
        YearCount(
            year=year,
            url=calendar.url("year", year),
            count=sum(count for month, count in months.items() if month[:4] == year),
            months=tuple(
                (month, calendar.url("month", month), count)
                for month, count in months.items()
                if has_months and month[:4] == year
            ),
        )
        for year in reversed(_grouped(calendar, 4))
    )


def _grouped(calendar: Calendar, length: int) -> dict[str, list[str]]:
    """Return the days of a calendar by the beginning of their date: 4 for years, 7 for months."""
    groups: dict[str, list[str]] = {}
    for day in calendar.days:
        groups.setdefault(day[:length], []).append(day)
    return groups


def _neighbours(names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each name but the first and the last with the one before and the one after it."""
    for (older, name), (_, newer) in pairwise(pairwise(names)):
        yield older, name, newer
