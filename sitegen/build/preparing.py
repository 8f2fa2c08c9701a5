"""Everything of a build that comes before the first output is rendered: scan, parse, index, plan, compare.

Never: renders or writes an output.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sitegen.build.assets import Assets
from sitegen.build.code import code_digest
from sitegen.build.fonts import find_fonts
from sitegen.build.ordering import RenderingNeeds, rendering_needs
from sitegen.build.parsing import Place
from sitegen.build.place import BuildPlace, Progress
from sitegen.build.reading import Reading, Recalled, parse_changed
from sitegen.build.recipes import RecipeBook
from sitegen.build.report import Withheld
from sitegen.build.scanning import Scanned
from sitegen.build.stages import Stages
from sitegen.build.staleness import Comparison, Past, Work
from sitegen.cache import Memory
from sitegen.errors import Problem, in_order
from sitegen.plan.frame import Frame
from sitegen.plan.output import Group, Material, Output, material_of
from sitegen.plan.planner import UnclearClaim, make_frame, plan_outputs
from sitegen.render.templates import TemplateProblem, Templates
from sitegen.render.theme import ThemeFolder
from sitegen.render.theme_options import choose_options, missing_files
from sitegen.render.theme_words import wrong_words
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex, index_site
from sitegen.site.publishing import HIDDEN_FOLDER, HIDDEN_FOLDER_HINT, Audience
from sitegen.values import digest_of, with_changes

Watch = Callable[[Output], None]
"""Sees each planned output go by."""


class Counted(NamedTuple):
    """What the report tells of sources and pages."""

    sources: int
    parsed: int
    published: int
    withheld: tuple[Withheld, ...]
    next_change: datetime | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the first output is rendered. The index is no part of it: a large one makes room."""

    counted: Counted
    needs: RenderingNeeds
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    frame: Frame
    book: RecipeBook
    templates_digest: str
    past: Past
    work: Work
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What there is, before anything is planned."""

    scanned: Scanned
    reading: Reading
    index: SiteIndex


def prepare(place: BuildPlace, recalled: Recalled, scanned: Scanned, steps: tuple[Stages, Progress]) -> Prepared:
    """Do everything that comes between scanning and rendering.

    Sources that turn out to clash when they are planned are withheld like all with an error: what is published in spite
    of errors is indexed and planned once more without them, so that no list shows what is not there.
    """
    found = survey(place, recalled, scanned, steps)
    with steps[0].stage("plan"):
        prepared = compare(place, recalled.memory, found)
        if not (place.options.keep_going and _faulty(prepared.problems)):
            return prepared
        clashing = _faulty(prepared.problems) & {place.settings.shown_path(page.path) for page in found.reading.pages}
        if not clashing:
            return prepared
        without = replace(found, index=_index(place, scanned, found.reading, clashing))
        again = compare(place, recalled.memory, without)
    return replace(again, problems=in_order((*prepared.problems, *again.problems)))


def survey(place: BuildPlace, recalled: Recalled, scanned: Scanned, steps: tuple[Stages, Progress]) -> Surveyed:
    """Parse and index."""
    settings, options, sources = place.settings, place.options, scanned.sources
    stages, progress = steps
    with stages.stage("parse"):
        reading = parse_changed(
            (*sources.terms, *sources.pages),
            recalled,
            Place(place.root / settings.content, settings, scanned.listed_ns),
            options.jobs,
            progress,
        )
    with stages.stage("index"):
        index = _index(place, scanned, reading, set())
    return Surveyed(scanned, reading, index)


def _index(place: BuildPlace, scanned: Scanned, reading: Reading, clashing: Collection[str]) -> SiteIndex:
    """Index all pages but those that clash, named as problems name them."""
    settings, options = place.settings, place.options
    pages = reading.pages
    if clashing:
        pages = [page for page in pages if settings.shown_path(page.path) not in clashing]
    unread = dict.fromkeys(map(settings.shown_path, scanned.sources.hidden), HIDDEN_FOLDER)
    faulty = _faulty((*scanned.problems, *reading.problems)) | set(clashing)
    audience = Audience(options.now, options.drafts, options.future)
    return index_site(pages, reading.terms, settings, audience, unread | dict.fromkeys(faulty, "it has an error"))


def _faulty(problems: Iterable[Problem]) -> set[str]:
    """Return the files that have an error."""
    return {problem.path for problem in problems if problem.level == "error"}


def compare(place: BuildPlace, memory: Memory, found: Surveyed, watch: Watch | None = None) -> Prepared:
    """Plan every output and compare it with the last build.

    `watch` sees each of them go by; without it, groups that are as they were are not even planned.
    """
    settings, index, scanned = place.settings, found.index, found.scanned
    problems = list(scanned.problems)
    chosen = choose_options(scanned.theme, settings)
    problems += (*chosen.problems, *wrong_words(scanned.theme, settings))
    problems += missing_files(chosen.options, settings, scanned.assets.views)
    fonts = find_fonts(place.root, settings, memory, problems)
    look = with_changes(chosen.look, fonts=fonts.references)
    frame = make_frame(index, settings, scanned.assets.views, chosen.options)
    templates = Templates(scanned.theme)
    book = RecipeBook(code_digest(), digest_of(frame), lambda name: _digest_or_problem(templates, name, problems))
    past = Past(memory, place.output, scanned.groups_as_left())
    material = material_of(index, settings, look)
    try:
        work, told = _compare_plan(Comparison(book, past), material, scanned.assets, watch, is_whole=bool(watch))
    except UnclearClaim:
        work, told = _compare_plan(Comparison(book, past), material, scanned.assets, watch, is_whole=True)
    problems += told
    return Prepared(
        counted=_counted(found, settings),
        needs=rendering_needs(work.jobs, index),
        theme=scanned.theme,
        assets=scanned.assets._replace(files={**scanned.assets.files, **fonts.files}),
        frame=frame,
        book=book,
        templates_digest=templates.sources_digest(),
        past=past,
        work=work,
        problems=in_order([*problems, *found.reading.problems, *index.problems, *work.told]),
    )


def _counted(found: Surveyed, settings: Settings) -> Counted:
    index, sources = found.index, found.scanned.sources
    published = len(index.stories) + len(index.pages)
    withheld = [(held.page.path, held.reason, held.hint) for held in index.withheld]
    withheld += [(path, HIDDEN_FOLDER, HIDDEN_FOLDER_HINT) for path in sources.hidden]
    told = tuple(Withheld(settings.shown_path(path), reason, hint) for path, reason, hint in sorted(withheld))
    total = len(sources.pages) + len(sources.hidden)
    return Counted(total, found.reading.parsed, published, told, index.next_change)


def _compare_plan(
    comparison: Comparison, material: Material, assets: Assets, watch: Watch | None, *, is_whole: bool
) -> tuple[Work, list[Problem]]:
    """Compare the plan, `is_whole` or without the groups that are as they were; return what to do, and the problems."""
    problems: list[Problem] = []
    keep = _keep_nothing if is_whole else comparison.keep
    for group, output in plan_outputs(material, assets.views, problems, keep):
        comparison.add(group, output)
        if watch:
            watch(output)
    has_errors = any(problem.level == "error" for problem in problems)
    return comparison.finish(has_errors=has_errors), problems


def _keep_nothing(group: Group) -> None:
    """Let every group be planned."""


def _digest_or_problem(templates: Templates, name: str, problems: list[Problem]) -> str:
    """Return a template's digest; for one that cannot be read none, and a problem."""
    try:
        return templates.digest(name)
    except TemplateProblem as found:
        if found.problem not in problems:
            problems.append(found.problem)
        return ""
