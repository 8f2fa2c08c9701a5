"""Plans the whole site: every output that must exist, and the frame around them.

To add an output: write a planner and name it in `_plan_all`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sitegen.errors import Problem
from sitegen.plan.calendar import Calendar, calendars_of
from sitegen.plan.clashes import Clash, clash_problems
from sitegen.plan.feeds.feeds import feed_links, plan_feeds
from sitegen.plan.feeds.selections import unknown_terms
from sitegen.plan.files.asset_files import plan_assets, plan_page_files, plan_root_files
from sitegen.plan.files.icons import icon_links, plan_icons
from sitegen.plan.files.in_place import STAND_IN
from sitegen.plan.files.markdown_copies import plan_markdown_copies
from sitegen.plan.files.own_rules import NOT_FOUND, ROBOTS, copied_as_they_are
from sitegen.plan.files.redirects import answers, plan_redirects, rule_files, useless_aliases, useless_redirects
from sitegen.plan.files.search import plan_search
from sitegen.plan.files.share_images import plan_share_images, site_card_url
from sitegen.plan.files.site_files import (
    plan_headers,
    plan_marker,
    plan_robots,
    plan_sitemaps,
)
from sitegen.plan.frame import Frame
from sitegen.plan.lists.dated_lists import plan_archive, plan_calendar, plan_sections
from sitegen.plan.lists.listings import plan_blocks, plan_former_blocks, plan_taxonomies
from sitegen.plan.output import Group, Output, PlanInputs, outputs_of
from sitegen.plan.path_reservations import PathReservations
from sitegen.plan.single_pages import plan_corrected, plan_home, plan_not_found, plan_plain_pages, plan_stories
from sitegen.plan.views.file_views import AssetView
from sitegen.plan.views.html_views import Link
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.site.inside_links import dead_links, dead_settings

MENU_PAGES = 3
"""How many pages at the top of the content folder the menu names by itself."""

Keep = Callable[[Group], Sequence[str] | None]
"""Returns the paths of a group's outputs when they need not be planned, else None."""


class UnclearReservation(Exception):
    """An output would stand where something that was kept stands."""


def make_frame(
    index: SiteIndex, settings: Settings, assets: Mapping[str, AssetView], theme_options: Mapping[str, Any]
) -> Frame:
    """Return what all outputs show around their content."""
    taxonomies = tuple(
        Link(title=taxonomy.settings.title, url=taxonomy.url) for taxonomy in index.taxonomies if taxonomy.terms
    )
    return Frame(
        title=settings.title,
        description=settings.description,
        language=settings.language,
        base_url=settings.base_url,
        public_url=settings.public_url,
        is_preview=bool(settings.preview_of),
        origin=settings.origin,
        home_url=settings.base_path,
        menu=_menu(index, settings, taxonomies),
        taxonomies=taxonomies,
        search_url=f"{settings.base_path}search/" if settings.search != "off" else "",
        archive_url=f"{settings.base_path}archive/",
        feeds=feed_links(settings, settings.title, settings.base_path),
        icons=icon_links(assets, settings.base_path),
        share_image=site_card_url(settings),
        timezone=settings.timezone,
        theme=dict(theme_options),
    )


def _menu(index: SiteIndex, settings: Settings, taxonomies: tuple[Link, ...]) -> tuple[Link, ...]:
    if settings.menu:
        base = settings.base_path
        return tuple(
            Link(title=link.title, url=base + link.url.lstrip("/") if link.url.startswith("/") else link.url)
            for link in settings.menu
        )
    top = [Link(title=page.title, url=page.url) for page in index.pages if not page.section]
    return (*taxonomies, *top[:MENU_PAGES])


def plan_outputs(
    inputs: PlanInputs, assets: Mapping[str, AssetView], problems: list[Problem], keep: Keep
) -> Iterator[tuple[Group, Output]]:
    """Yield every output that must exist with its group, each once; a path wanted twice is added to `problems`.

    The order is that of writing: what is linked to comes before what links to it. What `keep` keeps is not planned.
    Raises `UnclearReservation` when an output would stand where something that was kept stands; without keeping
    anything the plan says which two they are.
    """
    index, settings = inputs.index, inputs.settings
    problems.extend(unknown_terms(index, settings))
    reservations, clashes = PathReservations(), list[Clash]()
    for group in _plan_all(inputs, assets, reservations, problems):
        kept = keep(group)
        if kept is not None:
            reservations.keep(kept)
            continue
        for output in group.plan():
            if other := reservations.take(output.path, output.origin):
                clashes.append(Clash(output, other))
            else:
                yield group, output
    if not reservations.are_clear_of_kept():
        raise UnclearReservation
    problems.extend(clash_problems(clashes, index, settings))

    def is_taken(path: str) -> bool:
        return reservations.holds_other_than(path, STAND_IN)

    problems.extend(useless_aliases((*index.stories, *index.pages), settings, is_taken))
    problems.extend(useless_redirects(index, settings, is_taken))
    is_answered = answers(inputs, is_taken)
    problems.extend(dead_links((*index.stories, *index.pages), index.files, settings, is_answered))
    problems.extend(dead_settings(settings, is_answered))


def _plan_all(
    inputs: PlanInputs, assets: Mapping[str, AssetView], reservations: PathReservations, problems: list[Problem]
) -> Iterator[Group]:
    stories, settings = inputs.index.stories, inputs.settings
    calendars = inputs.kept.but_for_bodies("calendars", lambda: calendars_of(stories, settings))
    assets = copied_as_they_are(assets, inputs.settings)
    has_room = _room_beside(rule_files(inputs.settings), reservations)
    return chain(
        _each_time(plan_assets(assets, inputs.appearance), plan_icons(inputs, assets)),
        plan_page_files(inputs),
        _each_time(plan_root_files(inputs)),
        plan_stories(inputs, calendars),
        _each_time(plan_share_images(inputs, assets), plan_markdown_copies(inputs)),
        *(plan_calendar(inputs, calendar) for calendar in calendars),
        _each_time(plan_sections(inputs, calendars)),
        plan_blocks(inputs),
        plan_taxonomies(inputs),
        _each_time(
            plan_archive(inputs, calendars),
            plan_home(inputs, calendars),
            plan_plain_pages(inputs),  # after the lists, whose addresses no page may take
            *(() if NOT_FOUND in assets else (plan_not_found(inputs, calendars),)),
        ),
        _plan_search(inputs, calendars),
        _plan_feeds(inputs),
        plan_sitemaps(inputs, calendars),
        _each_time(
            *(() if ROBOTS in assets else (plan_robots(inputs),)),
            plan_headers(inputs),
            plan_marker(inputs.settings),
            plan_corrected(inputs, has_room),  # what stands in for something else takes no address from anything
            plan_former_blocks(inputs, has_room),
            plan_redirects(inputs, reservations.__contains__, problems),
        ),
    )


def _room_beside(rules: Collection[str], reservations: PathReservations) -> Callable[[str], bool]:
    """Return what says whether there is room for a path beside all that is planned, and these files that will be."""
    return lambda path: reservations.has_room(path) and path.partition("/")[0] not in rules


def _plan_search(inputs: PlanInputs, calendars: Sequence[Calendar]) -> Iterator[Group]:
    groups = plan_search(inputs, calendars)
    return _each_time(outputs_of(groups)) if inputs.settings.search == "bodies" else groups


def _plan_feeds(inputs: PlanInputs) -> Iterator[Group]:
    groups, chosen = plan_feeds(inputs), inputs.settings
    hold_bodies = "full" in (chosen.feed_content, *(selection.content for selection in chosen.feeds))
    return _each_time(outputs_of(groups)) if hold_bodies else groups


def _each_time(*outputs: Iterator[Output]) -> Iterator[Group]:
    """Yield a group of outputs that are planned in each build."""
    yield Group("", "", "", lambda: chain(*outputs))
