"""What the front page, stories and the page for lost addresses show of other stories."""

from __future__ import annotations

from sitegen.pages.page import BodyLink, PageMeta
from sitegen.plan.output import PlanInputs
from sitegen.plan.single_pages import plan_home, plan_not_found, plan_stories
from sitegen.plan.views.html_views import HomeView, Link, NotFoundView, StoryView
from sitegen.values import with_changes
from tests.page_meta import page_meta
from tests.planned import calendars, grouped, inputs, names, views


def dated(day: str, *topics: str, section: str = "news") -> PageMeta:
    name = day.removeprefix("2024-")
    path = f"{section}/{name}.md"
    return page_meta(name, f"{day}T08:00:00+00:00", section=section, path=path, terms={"topics": topics})


SIX = [dated(f"2024-{month:02}-{day}") for month in (1, 2, 3) for day in (11, 12)]


def home(site: PlanInputs) -> HomeView:
    (view,) = views(plan_home(site, calendars(site)), HomeView).values()
    return view


def test_a_story_leads_to_its_neighbours_across_months() -> None:
    """The neighbours are the next older and the next newer story of the site; the ends have one."""
    site = inputs(SIX)
    stories = views(grouped(plan_stories(site, calendars(site))), StoryView).values()
    around = [(names([one for one in (view.older, view.newer) if one]), view.day_url) for view in stories]
    assert [neighbours for neighbours, _ in around] == [
        ["01-12"],
        ["01-11", "02-11"],
        ["01-12", "02-12"],
        ["02-11", "03-11"],
        ["02-12", "03-12"],
        ["03-11"],
    ]
    assert around[0][1] == "/news/2024/01/11/"


def bases(pages: list[PageMeta], **settings: object) -> dict[str, str]:
    site = inputs(pages, (), **settings)
    return {group.name: group.made_from for group in plan_stories(site, calendars(site))}


def test_a_new_title_touches_the_stories_that_name_it_as_similar() -> None:
    """What is named as similar is shown far from its neighbours, in whatever month."""
    before = [
        with_changes(one, title=f"Plain words {one.id}")
        for one in (*SIX, *(dated(f"2024-04-{d}") for d in range(10, 30)))
    ]
    title = "Quetzal Xylophone Zeppelin"
    before[0], before[-1] = with_changes(before[0], title=title), with_changes(before[-1], title=title)
    after = [with_changes(before[0], card_digest="other".ljust(32, ".")), *before[1:]]
    old, new = bases(before, related="auto"), bases(after, related="auto")
    assert {name for name in old if old[name] != new[name]} == {"stories 2024-01", "stories 2024-04"}


def test_a_new_address_touches_the_stories_that_link_to_it() -> None:
    """A link in a body follows the page that it means."""
    link = BodyLink(target="news/01-11.md", line=3, column=1, text="01-11.md")
    before = [*SIX[:-1], with_changes(SIX[-1], links=(link,))]
    after = [with_changes(before[0], url="/news/moved/"), *before[1:]]
    assert bases(before)["stories 2024-03"] != bases(after)["stories 2024-03"]


def test_the_front_page_shows_the_newest_day_first_and_leads_to_older_blocks() -> None:
    """Its link to older stories leads to the block that continues it."""
    site = inputs(SIX, page_size=1)
    view = home(site)
    assert [(day.date, day.url, names(day.stories)) for day in view.days] == [
        ("2024-03-12", "/news/2024/03/12/", ["03-12"]),
    ]
    assert view.older_url == f"/archive/{site.blocks.newest}/"
    assert [day.date for day in home(inputs(SIX, page_size=6)).days][:2] == ["2024-03-12", "2024-03-11"]
    assert home(inputs(SIX, page_size=6)).older_url == ""


def test_a_day_of_several_sections_leads_to_the_fullest() -> None:
    """The month beside the front page counts the stories of all sections."""
    notes = [dated("2024-03-12", section="notes")]
    notes += [with_changes(notes[0], path=f"notes/{name}.md") for name in "xy"]
    view = home(inputs([*SIX, *notes], page_size=20))
    assert view.days[0].url == "/notes/2024/03/12/"
    assert [(day.date, day.url, day.count) for day in view.calendar] == [
        ("2024-03-11", "/news/2024/03/11/", 1),
        ("2024-03-12", "/notes/2024/03/12/", 4),
    ]


def test_topics_that_move_are_those_that_tell_stories_apart() -> None:
    """The most used comes first; what every story has is named only where nothing else is."""
    topics = [("AI",), ("AI", "Chips"), ("AI", "Chips", "Apes"), ("AI", "Zoos")]
    stories = [dated(f"2024-03-{day}", *some) for day, some in enumerate(topics, 11)]
    assert [link.name for link in home(inputs(stories)).topics] == ["Chips", "Apes", "Zoos"]
    assert [link.name for link in home(inputs([dated("2024-03-11", "AI")])).topics] == ["AI"]


def test_the_page_for_lost_addresses_leads_to_the_newest_day() -> None:
    """Without stories, or where days have no pages, it leads to none."""
    found = []
    for site in (inputs(SIX), inputs([]), inputs(SIX, calendar="off")):
        (view,) = views(plan_not_found(site, calendars(site)), NotFoundView).values()
        found.append(view.newest)
    assert found == [Link("2024-03-12", "/news/2024/03/12/"), None, None]
