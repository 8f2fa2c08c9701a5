"""The calendar in front of a story's address."""

from __future__ import annotations

import pytest

from sitegen.plan.calendar import Calendar, calendars_of, months_of, section_link
from sitegen.settings import Settings
from tests.page_meta import page_meta


def one_calendar(pattern: str = "", section: str = "news", base_url: str = "https://digest.test/") -> Calendar:
    settings = Settings(base_url=base_url, permalinks={section: pattern} if pattern else {})
    (calendar,) = calendars_of([page_meta("a", section=section)], settings)
    return calendar


@pytest.mark.parametrize(
    ("pattern", "day", "month", "year"),
    [
        ("", "/news/2024/02/21/", "/news/2024/02/", "/news/2024/"),
        ("/{year}/{month}/{slug}/", "", "/2024/02/", "/2024/"),
        ("/n/{year}-{month}-{day}/{slug}/", "/n/2024-02-21/", "", ""),
        ("/{section}/{slug}/", "", "", ""),
        ("/{section}/{month}/{slug}/", "", "", ""),
        ("/{day}/{month}/{year}/{slug}/", "/21/02/2024/", "", ""),
    ],
)
def test_urls_follow_the_permalink(pattern: str, day: str, month: str, year: str) -> None:
    """Day, month and year have the address that stands in front of a story's, and none when the permalink has none."""
    calendar = one_calendar(pattern)
    assert [calendar.url(kind, "2024-02-21") for kind in ("day", "month", "year")] == [day, month, year]


def test_base_path() -> None:
    """Addresses begin with the path of the base URL."""
    assert one_calendar(base_url="https://digest.test/en/").url("year", "2024-02-21") == "/en/news/2024/"


def test_every_prefix_is_a_folder() -> None:
    """Each folder in front of a story's address is known, with its kind; a section's page is `/news/` alone."""
    calendar = one_calendar("/stories/{section}/{year}/{slug}/")
    assert [(kind, url) for kind, url, _, _ in calendar.folders()] == [
        ("folder", "/stories/"),
        ("folder", "/stories/news/"),
        ("year", "/stories/news/2024/"),
    ]


def test_section_folder() -> None:
    """The folder of a section at the top is the section's page."""
    assert [kind for kind, *_ in one_calendar().folders()] == ["section", "year", "month", "day"]


def test_sections_with_one_address_share_a_calendar() -> None:
    """Sections whose permalinks do not name the section have one calendar together."""
    pattern = "/{year}/{month}/{day}/{slug}/"
    settings = Settings(permalinks={"news": pattern, "notes": pattern})
    stories = [page_meta("a", section="news"), page_meta("b", section="notes")]
    (calendar,) = calendars_of(stories, settings)
    assert calendar.days == {"2024-02-21": [0, 1]}
    assert calendar.section.url == "/"


def test_section_names() -> None:
    """A section is called as its folder, with a capital; stories outside any belong to the site."""
    settings = Settings(title="Digest")
    assert section_link("deep-dives", settings).title == "Deep dives"
    assert section_link("deep-dives", settings).url == "/deep-dives/"
    assert (section_link("", settings).title, section_link("", settings).url) == ("Digest", "/")


def test_months() -> None:
    """Each month has a run of stories, and each story lies in one."""
    days = ["2024-01-31", "2024-02-01", "2024-02-29", "2024-04-01"]
    stories = [page_meta(day, f"{day}T08:00:00+00:00") for day in days]
    assert months_of(stories) == {"2024-01": (0, 1), "2024-02": (1, 3), "2024-04": (3, 4)}
    assert months_of([]) == {}


def test_months_where_clocks_are_set_back_at_midnight() -> None:
    """A day that follows a later one takes no story out of any month."""
    days = ["2024-10-31", "2024-11-01", "2024-10-31", "2024-11-01", "2024-10-31", "2024-11-02"]
    stories = [page_meta(str(number), day=day) for number, day in enumerate(days)]
    runs = list(months_of(stories).values())
    assert [number for first, end in runs for number in range(first, end)] == list(range(len(days)))
