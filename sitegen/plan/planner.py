"""Plans the whole site: every output that must exist, and the frame around them.

To add an output: write a planner and name it in `_plan_all`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sitegen.config import SITE_FILE
from sitegen.errors import Problem
from sitegen.plan.calendar import calendars_of
from sitegen.plan.feeds.feeds import plan_feeds, site_feeds
from sitegen.plan.feeds.selections import unknown_terms
from sitegen.plan.files.assets import plan_assets
from sitegen.plan.files.files_of_pages import plan_page_files, plan_root_files
from sitegen.plan.files.icons import icon_links, plan_icons
from sitegen.plan.files.in_place import STAND_IN, Feeds
from sitegen.plan.files.markdown_copies import plan_markdown_copies
from sitegen.plan.files.redirects import plan_redirects, useless_aliases, useless_redirects
from sitegen.plan.files.search import plan_search
from sitegen.plan.files.share_images import plan_share_images
from sitegen.plan.files.site_files import (
    ROBOTS,
    plan_headers,
    plan_marker,
    plan_robots,
    plan_sitemaps,
)
from sitegen.plan.frame import Frame
from sitegen.plan.lists.dated_lists import plan_archive, plan_calendar, plan_sections
from sitegen.plan.lists.former_blocks import plan_former_blocks
from sitegen.plan.lists.listings import plan_blocks, plan_taxonomies
from sitegen.plan.output import Group, Output, PlanInputs
from sitegen.plan.path_reservations import PathReservations
from sitegen.plan.single_pages import plan_corrected, plan_home, plan_not_found, plan_plain_pages, plan_stories
from sitegen.plan.views.file_views import AssetView
from sitegen.plan.views.html_views import Link
from sitegen.settings import Settings
from sitegen.site.addresses.settled_addresses import way_out
from sitegen.site.index import SiteIndex
from sitegen.sources import PAGE_SUFFIXES

MENU_PAGES = 3
"""How many pages at the top of the content folder the menu names by itself."""

Keep = Callable[[Group], Sequence[str] | None]
"""Returns the paths of a group's outputs when they need not be planned, else None."""


class UnclearReservation(Exception):
    """An output would stand where something that was kept stands."""


def make_frame(
    index: SiteIndex, settings: Settings, assets: Mapping[str, AssetView], theme_options: Mapping[str, Any]
) -> Frame:
    """Make what all outputs show around their content."""
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
        feeds=site_feeds(settings),
        icons=icon_links(assets, settings.base_path),
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
    reservations = PathReservations()
    for group in _plan_all(inputs, assets, reservations, problems):
        kept = keep(group)
        if kept is not None:
            reservations.keep(kept)
            continue
        for output in group.plan():
            if other := reservations.take(output.path, output.origin):
                problem = _taken(output, other, settings)
                if problem.path != other or all(told.path != other for told in problems):  # a file may block thousands
                    problems.append(problem)
            else:
                yield group, output
    if not reservations.are_clear_of_kept():
        raise UnclearReservation

    def is_taken(path: str) -> bool:
        return reservations.holds_other_than(path, STAND_IN)

    problems.extend(useless_aliases((*index.stories, *index.pages), settings, is_taken))
    problems.extend(useless_redirects(index, settings, is_taken))


def _plan_all(
    inputs: PlanInputs, assets: Mapping[str, AssetView], reservations: PathReservations, problems: list[Problem]
) -> Iterator[Group]:
    feeds = Feeds(inputs)
    calendars = calendars_of(inputs.index.stories, inputs.settings)
    if inputs.settings.preview_of:
        assets = {path: view for path, view in assets.items() if path != ROBOTS}  # the owner's own is for the site
    return chain(
        _each_time(plan_assets(assets, inputs.appearance), plan_icons(inputs, assets)),
        plan_page_files(inputs),
        _each_time(plan_root_files(inputs)),
        plan_stories(inputs, calendars),
        _each_time(
            plan_share_images(inputs),
            plan_markdown_copies(inputs),
            *(plan_calendar(inputs, calendar) for calendar in calendars),
            plan_sections(inputs, calendars),
        ),
        plan_blocks(inputs),
        plan_taxonomies(inputs),
        _each_time(
            plan_archive(inputs, calendars),
            plan_home(inputs, calendars),
            plan_plain_pages(inputs),  # after the lists, whose addresses no page may take
            plan_corrected(inputs, reservations.__contains__),
            plan_former_blocks(inputs, reservations.__contains__),
            plan_not_found(inputs, calendars),
            plan_search(inputs, calendars),
            feeds.noted(plan_feeds(inputs)),
        ),
        plan_sitemaps(inputs, calendars),
        _each_time(
            *(() if ROBOTS in assets else (plan_robots(inputs),)),
            plan_headers(inputs),
            plan_redirects(inputs, reservations.__contains__, feeds, problems),
            plan_marker(inputs.settings),
        ),
    )


def _each_time(*outputs: Iterator[Output]) -> Iterator[Group]:
    """Yield a group of outputs that are planned in each build."""
    yield Group("", "", "", lambda: chain(*outputs))


def _taken(output: Output, origin: str, settings: Settings) -> Problem:
    """Blame that of two outputs which somebody typed: a source, a file of `static/`, a folder; else the settings."""
    blamed, other = sorted((output.origin, origin), key=_blame)
    if _blame(origin) == 1 and not _is_address_of(output.path, origin):
        blamed, other = origin, output.origin  # it stands where a folder must be: in the way of all that goes there
    hints = (way_out(settings), "Give the file another name, or another place.", "Give the folder another name.")
    is_typed = _blame(blamed) < len(hints)
    return Problem(
        level="error",
        path=_shown(blamed, settings) if is_typed else SITE_FILE,
        line=0,
        column=0,
        field="" if is_typed else "permalinks",
        message=f"its address is taken: {output.path} is {_described(other, settings)}"
        if is_typed
        else f"{output.path} would be both {other} and {blamed}",
        hint=hints[_blame(blamed)] if is_typed else "Change `permalinks`, or the name of a taxonomy.",
    )


def _is_address_of(path: str, copied: str) -> bool:
    """Return whether a file that is copied is in the way of this page alone: at its address or below its file."""
    page, file = f"/{path}".casefold(), f"/{copied}".casefold()
    return file.endswith((page, page.removesuffix("/index.html"))) or f"{page}/" in file


def _blame(origin: str) -> int:
    """Return 0 for a source, 1 for a file that is copied, 2 for a folder of sources, 3 for what the site makes."""
    if origin.startswith(("static/", "themes/", "sitegen/themes/")):
        return 1
    if origin.endswith(PAGE_SUFFIXES):
        return 0
    is_folder = origin.find("/") == len(origin) - 1  # `news/`, which is no `the page /news/`
    return 2 if is_folder else 3


def _described(origin: str, settings: Settings) -> str:
    return f"made from {_shown(origin, settings)} already" if _blame(origin) in (0, 2) else origin


def _shown(origin: str, settings: Settings) -> str:
    return settings.shown_path(origin) if _blame(origin) in (0, 2) else origin
