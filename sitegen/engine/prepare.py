"""Everything of a build that comes before the first output is rendered: scan, parse, index, plan, compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.compare.code_fingerprint import code_digest
from sitegen.engine.compare.file_states import unmodified_groups
from sitegen.engine.compare.fingerprints import Fingerprints
from sitegen.engine.compare.staleness import BuildDiff, Comparison, PreviousBuild
from sitegen.engine.jobs.ordering import RenderingNeeds, rendering_needs
from sitegen.engine.report import BuildReport, Withheld
from sitegen.engine.site_paths import Progress, SitePaths
from sitegen.engine.sources.assets import Assets
from sitegen.engine.sources.fonts import find_fonts
from sitegen.engine.sources.load_sources import LoadedSources, invalidate_other_parser, load_sources
from sitegen.engine.sources.parse_job import ParseContext
from sitegen.engine.sources.scan import Scanned
from sitegen.engine.stages import Stages
from sitegen.errors import Problem, in_order
from sitegen.plan.frame import Frame
from sitegen.plan.output import Group, Output, plan_inputs_of
from sitegen.plan.planner import Keep, UnclearReservation, make_frame, plan_outputs
from sitegen.render.html.templates import TemplateProblem, Templates
from sitegen.render.theme.theme import ThemeFolder
from sitegen.render.theme.theme_options import choose_options, missing_files
from sitegen.render.theme.theme_words import wrong_words
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex, index_site
from sitegen.site.publishing import HIDDEN_FOLDER, HIDDEN_FOLDER_HINT, Audience
from sitegen.values import digest_of, with_changes

Plan = Callable[[list[Problem], Keep], Iterator[tuple[Group, Output]]]
"""Plans every output, given a list for problems and what decides which groups are kept."""
Watch = Callable[[Output], None]
"""Sees each planned output go by."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the first output is rendered. The index is no part of it: a large one makes room."""

    report: BuildReport
    """What is known already of what the build will report."""
    needs: RenderingNeeds
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    frame: Frame
    fingerprints: Fingerprints
    templates_digest: str
    previous: PreviousBuild
    diff: BuildDiff
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What there is, before anything is planned."""

    scanned: Scanned
    loaded: LoadedSources
    index: SiteIndex


def prepare(paths: SitePaths, cache: BuildCache, scanned: Scanned, stages: Stages, progress: Progress) -> Prepared:
    """Do everything that comes between scanning and rendering.

    Sources that turn out to clash when they are planned are withheld like all with an error: what is published in spite
    of errors is indexed and planned once more without them, so that no list shows what is not there.
    """
    found = survey(paths, cache, scanned, stages, progress)
    with stages.stage("plan"):
        prepared = compare(paths, cache, found)
        if not (paths.options.keep_going and _faulty(prepared.problems)):
            return prepared
        clashing = _faulty(prepared.problems) & {paths.settings.shown_path(page.path) for page in found.loaded.pages}
        if not clashing:
            return prepared
        without = replace(found, index=_index(paths, scanned, found.loaded, clashing))
        again = compare(paths, cache, without)
    return replace(again, problems=in_order((*prepared.problems, *again.problems)))


def survey(paths: SitePaths, cache: BuildCache, scanned: Scanned, stages: Stages, progress: Progress) -> Surveyed:
    """Parse and index."""
    settings, options, sources = paths.settings, paths.options, scanned.sources
    with stages.stage("parse"):
        invalidate_other_parser(cache, settings, code_digest())
        loaded = load_sources(
            (*sources.terms, *sources.pages),
            cache,
            ParseContext(paths.root / settings.content, settings, scanned.listed_ns),
            options.jobs,
            progress,
        )
    with stages.stage("index"):
        index = _index(paths, scanned, loaded, set())
    return Surveyed(scanned, loaded, index)


def _index(paths: SitePaths, scanned: Scanned, loaded: LoadedSources, clashing: Collection[str]) -> SiteIndex:
    """Index all pages but those that clash, named as problems name them."""
    settings, options = paths.settings, paths.options
    pages = loaded.pages
    if clashing:
        pages = [page for page in pages if settings.shown_path(page.path) not in clashing]
    unread = dict.fromkeys(map(settings.shown_path, scanned.sources.hidden), HIDDEN_FOLDER)
    faulty = _faulty((*scanned.problems, *loaded.problems)) | set(clashing)
    audience = Audience(options.now, options.drafts, options.future)
    return index_site(pages, loaded.terms, settings, audience, unread | dict.fromkeys(faulty, "it has an error"))


def _faulty(problems: Iterable[Problem]) -> set[str]:
    """Return the files that have an error."""
    return {problem.path for problem in problems if problem.level == "error"}


def compare(paths: SitePaths, cache: BuildCache, found: Surveyed, watch: Watch | None = None) -> Prepared:
    """Plan every output and compare it with the last build.

    `watch` sees each of them go by; without it, unchanged groups are not even planned.
    """
    settings, index, scanned = paths.settings, found.index, found.scanned
    problems = list(scanned.problems)
    chosen = choose_options(scanned.theme, settings)
    problems += (*chosen.problems, *wrong_words(scanned.theme, settings))
    problems += missing_files(chosen.options, settings, scanned.assets.views)
    fonts = find_fonts(paths.root, settings, cache, problems)
    appearance = with_changes(chosen.appearance, fonts=fonts.references)
    frame = make_frame(index, settings, scanned.assets.views, chosen.options)
    templates = Templates(scanned.theme)
    fingerprints = Fingerprints(
        code_digest(), digest_of(frame), lambda name: _digest_or_problem(templates, name, problems)
    )
    previous = PreviousBuild(cache, paths.output, unmodified_groups(cache, paths.output))
    inputs = plan_inputs_of(index, settings, appearance)
    plan = partial(plan_outputs, inputs, scanned.assets.views)
    try:
        diff, reported = _compare_plan(Comparison(fingerprints, previous), plan, watch, is_whole=bool(watch))
    except UnclearReservation:
        diff, reported = _compare_plan(Comparison(fingerprints, previous), plan, watch, is_whole=True)
    problems += reported
    return Prepared(
        report=_begin_report(found, settings, diff.planned),
        needs=rendering_needs(diff.jobs, index),
        theme=scanned.theme,
        assets=scanned.assets._replace(files={**scanned.assets.files, **fonts.files}),
        frame=frame,
        fingerprints=fingerprints,
        templates_digest=templates.sources_digest(),
        previous=previous,
        diff=diff,
        problems=in_order([*problems, *found.loaded.problems, *index.problems, *diff.reported]),
    )


def _begin_report(found: Surveyed, settings: Settings, outputs: int) -> BuildReport:
    index, sources = found.index, found.scanned.sources
    withheld = [(held.page.path, held.reason, held.hint) for held in index.withheld]
    withheld += [(path, HIDDEN_FOLDER, HIDDEN_FOLDER_HINT) for path in sources.hidden]
    return BuildReport(
        output=settings.output,
        sources=len(sources.pages) + len(sources.hidden),
        published=len(index.stories) + len(index.pages),
        withheld=tuple(Withheld(settings.shown_path(path), reason, hint) for path, reason, hint in sorted(withheld)),
        outputs=outputs,
        parsed=found.loaded.parsed,
        next_change=index.next_change,
    )


def _compare_plan(
    comparison: Comparison, plan: Plan, watch: Watch | None, *, is_whole: bool
) -> tuple[BuildDiff, list[Problem]]:
    """Compare the plan, `is_whole` or without the unchanged groups; return what to do, and the problems."""
    problems: list[Problem] = []
    keep = _keep_nothing if is_whole else comparison.keep
    for group, output in plan(problems, keep):
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
