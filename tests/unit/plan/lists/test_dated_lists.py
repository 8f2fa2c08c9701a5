"""What the pages in front of a story's address show, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.plan.lists.dated_lists import plan_archive, plan_calendar, plan_sections
from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.dated_views import ArchiveView, DayView, FolderView, MonthView, SectionView, YearView
from sitegen.plan.views.html_views import Link
from tests.page_meta import page_meta
from tests.planned import calendars, grouped, inputs, names, views

BUSY = [
    page_meta("cold", "2024-02-21T08:00:00+00:00", quality=50, heat=10),
    page_meta("hot", "2024-02-21T09:00:00+00:00", quality=50, heat=90),
    page_meta("good", "2024-02-21T10:00:00+00:00", quality=70, heat=-1),
    page_meta("early", "2024-02-21T11:00:00+00:00", quality=40, heat=-1),
    page_meta("late", "2024-02-21T12:00:00+00:00", quality=40, heat=-1),
]
"""A day of five stories. By rank: hot, good, cold, late, early."""
QUIET = [
    page_meta("autumn", "2022-10-05T08:00:00+00:00"),
    page_meta("winter", "2023-12-31T08:00:00+00:00"),
    page_meta("january", "2024-01-31T08:00:00+00:00"),
    page_meta("before", "2024-02-03T08:00:00+00:00"),
]
AFTER = [page_meta("spring", "2024-04-01T08:00:00+00:00"), page_meta("next", "2025-01-01T08:00:00+00:00")]
ALL = [*QUIET, *BUSY, *AFTER]


def planned(site: PlanInputs) -> Iterator[Output]:
    return (output for calendar in calendars(site) for output in grouped(plan_calendar(site, calendar)))


def test_a_day_shows_its_stories_by_rank() -> None:
    """Quality and heat together decide; of two equal stories the newer one comes first."""
    day = views(planned(inputs(ALL)), DayView)["news/2024/02/21/index.html"]
    assert names(day.stories) == ["hot", "good", "cold", "late", "early"]


def test_a_day_leads_to_its_neighbours_its_month_and_its_year() -> None:
    """The neighbours are the nearest days with stories, also across months; at the ends there are none."""
    days = views(planned(inputs(ALL)), DayView)
    day = days["news/2024/02/21/index.html"]
    assert (day.older_url, day.newer_url) == ("/news/2024/02/03/", "/news/2024/04/01/")
    assert (day.month, day.year) == (Link("2024-02", "/news/2024/02/"), Link("2024", "/news/2024/"))
    assert days["news/2022/10/05/index.html"].older_url == days["news/2025/01/01/index.html"].newer_url == ""


def test_a_month_shows_the_foremost_three_of_each_day_newest_day_first() -> None:
    """Of a day with more stories it shows three and the number of all."""
    month = views(planned(inputs(ALL)), MonthView)["news/2024/02/index.html"]
    assert [(day.date, day.count, names(day.top)) for day in month.days] == [
        ("2024-02-21", 5, ["hot", "good", "cold"]),
        ("2024-02-03", 1, ["before"]),
    ]
    assert (month.older_url, month.newer_url) == ("/news/2024/01/", "/news/2024/04/")
    assert month.year == Link("2024", "/news/2024/")


def test_a_month_whose_days_have_no_pages_shows_every_story() -> None:
    """With `calendar: months` no story is out of reach by date, and no page is made for a day."""
    site = inputs(ALL, calendar="months")
    outputs = list(planned(site))
    assert views(outputs, DayView) == {}
    (busy, _) = views(outputs, MonthView)["news/2024/02/index.html"].days
    assert (busy.url, names(busy.top)) == ("", ["hot", "good", "cold", "late", "early"])


def test_a_year_shows_its_own_months_with_their_stories() -> None:
    """The months are in order, each with its days and the number of its stories."""
    years = views(planned(inputs(ALL)), YearView)
    year = years["news/2024/index.html"]
    assert [(month.month, month.count, [day.count for day in month.days]) for month in year.months] == [
        ("2024-01", 1, [1]),
        ("2024-02", 6, [1, 5]),
        ("2024-04", 1, [1]),
    ]
    assert (year.older_url, year.newer_url) == ("/news/2023/", "/news/2025/")
    assert (years["news/2022/index.html"].older_url, years["news/2025/index.html"].newer_url) == ("", "")


def test_a_folder_names_what_lies_below_it() -> None:
    """The newest comes first, each by the last part of its address."""
    site = inputs(ALL, permalinks={"news": "/n/{section}/{year}/{slug}/"})
    folders = views(planned(site), FolderView)
    assert [(link.title, link.url) for link in folders["n/news/index.html"].children] == [
        (str(year), f"/n/news/{year}/") for year in (2025, 2024, 2023, 2022)
    ]


def sections(*more: str, **settings: object) -> dict[str, Output]:
    pages = [page_meta(name, "", url=f"/news/{name}/") for name in ("zoo", "about")]
    pages += [page_meta("index", "", url=url, path="news/index.md") for url in more]
    site = inputs([*ALL, *pages], (), **settings)
    return {output.path: output for output in plan_sections(site, calendars(site))}


def test_a_section_shows_its_newest_stories_its_years_and_its_pages() -> None:
    """Stories come newest first, a page of them; years newest first; undated pages by title."""
    output = sections(page_size=4)["news/index.html"]
    view = output.view
    assert isinstance(view, SectionView)
    assert names(view.stories) == ["next", "spring", "late", "early"]
    assert [(year.year, year.count) for year in view.years] == [("2025", 1), ("2024", 8), ("2023", 1), ("2022", 1)]
    assert view.years[1].months == (
        ("2024-01", "/news/2024/01/", 1),
        ("2024-02", "/news/2024/02/", 6),
        ("2024-04", "/news/2024/04/", 1),
    )
    assert names(view.pages) == ["about", "zoo"]
    assert output.origin == "news/"


def test_a_sections_page_comes_from_its_folder() -> None:
    """A source that only names the section is blamed where there is no such folder."""
    first = page_meta("first", "2020-01-01T00:00:00+00:00", path="first.md")
    for pages, origin in (([first, *ALL], "news/"), ([first], "first.md")):
        site = inputs(pages)
        assert [output.origin for output in plan_sections(site, calendars(site))] == [origin]


def test_the_owners_page_of_a_section_takes_the_place_of_ours() -> None:
    """No second page is planned at its address."""
    assert sections("/news/") == {}


def test_years_without_pages_for_months_name_none() -> None:
    """Where the permalink has no month the years of the archive lead to their own pages alone."""
    site = inputs(ALL, permalinks={"news": "/{section}/{year}/{slug}/"})
    (output,) = plan_archive(site, calendars(site))
    assert isinstance(output.view, ArchiveView)
    ((_, years),) = output.view.sections
    assert (years[0].year, years[0].url, years[0].months) == ("2025", "/news/2025/", ())


def test_the_archive_names_its_blocks_newest_first_with_their_days() -> None:
    """A block reaches from the day of its oldest story to that of its newest, and leads to its address."""
    site = inputs(ALL, page_size=1)
    (output,) = plan_archive(site, calendars(site))
    assert isinstance(output.view, ArchiveView)
    days = [f"{story.day}/{story.day}" for story in site.index.stories]
    urls = [f"/archive/{name}/" for name in site.blocks.names]
    assert output.view.blocks == tuple(reversed([*zip(urls, days, strict=False)]))
    assert len(urls) == len(days) - 1
    site = inputs(ALL, page_size=3)
    (output,) = plan_archive(site, calendars(site))
    assert isinstance(output.view, ArchiveView)
    assert output.view.blocks[-1][1] == f"{days[0][:10]}/{days[site.blocks.ends[0] - 1][:10]}"


def test_a_folder_in_front_of_other_stories_is_no_section() -> None:
    """Where stories of others make a page at a section's address, that page stands there, and no second one."""
    year = page_meta("in-a-folder", "2024-01-01T00:00:00+00:00", section="2024", path="2024/a.md")
    top = page_meta("top", "2024-01-02T00:00:00+00:00", section="", path="2024-01-02-top.md")
    site = inputs([year, top, *ALL], permalinks={"news": "/2025/{slug}/"})
    planned_here = {output.path for output in plan_sections(site, calendars(site))}
    assert planned_here == {"news/index.html"}
    own = inputs(ALL, permalinks={"news": "/news/{year}/{slug}/"})
    assert "news/index.html" not in {output.path for output in plan_sections(own, calendars(own))}
