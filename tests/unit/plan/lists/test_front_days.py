"""What the front page says of a day: how much it holds, what is best of it, and where the rest is."""

from __future__ import annotations

from sitegen.pages.page import PageMeta
from sitegen.plan.lists.front_days import FOREMOST
from sitegen.plan.single_pages import plan_home
from sitegen.plan.views.html_views import Day, HomeView
from sitegen.values import with_changes
from tests.page_meta import page_meta
from tests.planned import calendars, inputs, names, views


def of_day(day: str, count: int, section: str = "news") -> list[PageMeta]:
    """Return stories of a day, the first of them the oldest and the best."""
    return [
        with_changes(
            page_meta(f"{section}{day[-2:]}-{n:02}", f"{day}T08:{n:02}:00+00:00", section=section),
            path=f"{section}/{day[-2:]}-{n:02}.md",
            terms={"sources": (f"Paper {n % 4}",)},
            heat=count - n,
        )
        for n in range(count)
    ]


def days(pages: list[PageMeta], **settings: object) -> list[Day]:
    """Return the days on the front page of a site of these stories."""
    site = inputs(pages, (), **{"page_size": 10, **settings})
    (view,) = views(plan_home(site, calendars(site)), HomeView).values()
    return [*view.days]


def test_a_day_is_counted_and_ranked_as_a_whole() -> None:
    """A day with more stories than there is room for shows its best and its newest, and says how many there are."""
    (day,) = days(of_day("2024-03-12", 50))
    assert (day.count, day.sources, day.more) == (50, 4, 40)
    shown = names(day.stories)
    assert shown[:FOREMOST] == [f"12-{n:02}" for n in range(FOREMOST)]
    assert shown[FOREMOST:] == ["12-47", "12-48", "12-49"]


def test_the_day_that_blocks_have_begun_is_whole_too() -> None:
    """The oldest day on the front page is ranked over all its stories, also those that blocks hold."""
    pages = [*of_day("2024-03-11", 12), *of_day("2024-03-12", 14)]
    newest, oldest = days(pages)
    assert (newest.count, oldest.count) == (14, 12)
    assert names(oldest.stories)[:2] == ["11-00", "11-01"]
    assert oldest.more == 12 - len(oldest.stories)


def test_where_days_have_no_page_nothing_waits_there() -> None:
    """Every story that no block holds stands on the front page then."""
    pages = of_day("2024-03-12", 50)
    site = inputs(pages, (), page_size=10, calendar="off")
    (day,) = days(pages, calendar="off")
    head = {page.path for page in pages[site.blocks.head :]}
    assert head <= {card.path for card in day.stories} and len(head) >= 10
    assert (day.url, day.more, day.count) == ("", 0, 50)


def test_a_day_of_two_sections() -> None:
    """What the page that a day leads to does not have stands on the front page."""
    pages = [*of_day("2024-03-12", 9, "notes"), *of_day("2024-03-12", 12)]
    (day,) = days(pages)
    assert (day.url, day.count, day.more) == ("/news/2024/03/12/", 21, 4)
    index = inputs(pages, (), page_size=10)
    notes = {page.path for page in index.index.stories[index.blocks.head :] if page.section == "notes"}
    assert len(notes) > 3 and notes <= {card.path for card in day.stories}


def test_what_is_featured_leads() -> None:
    """`featured: true` leads its day, whatever the scores."""
    pages = of_day("2024-03-12", 30)
    (day,) = days([*pages[:20], with_changes(pages[20], featured=True), *pages[21:]])
    assert names(day.stories)[:2] == ["12-20", "12-00"]


def test_sources_that_no_taxonomy_has_are_not_counted() -> None:
    """Where sources are no taxonomy the plan knows of none."""
    (day,) = days(of_day("2024-03-12", 3), taxonomies=())
    assert (day.sources, day.count, day.more) == (0, 3, 0)
