"""Everything of a build that comes before the first output is rendered: scan, parse, index, plan, compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.address_file import lock_lines, stage_lock
from sitegen.engine.compare.code_fingerprint import code_digest
from sitegen.engine.compare.file_states import unmodified_groups
from sitegen.engine.compare.fingerprints import Fingerprints
from sitegen.engine.compare.staleness import BuildDiff, Comparison, PreviousBuild
from sitegen.engine.dead_parts import dead_parts
from sitegen.engine.indexing import audience_of, make_index
from sitegen.engine.jobs.cached_pages import IndexParts
from sitegen.engine.jobs.ordering import index_parts, rendering_order
from sitegen.engine.report import BuildReport, Withheld
from sitegen.engine.shown_keys import shown_keys
from sitegen.engine.site_paths import Progress, SitePaths
from sitegen.engine.source_errors import ERROR, sources_at_fault
from sitegen.engine.sources.assets import Assets, own_rules
from sitegen.engine.sources.file_facts import read_page_files, static_sizes
from sitegen.engine.sources.fonts import find_fonts
from sitegen.engine.sources.known_sources import KnownSources
from sitegen.engine.sources.load_sources import LoadedSources, invalidate_other_parser, load_sources
from sitegen.engine.sources.parse_job import ParseContext
from sitegen.engine.sources.scan import Scanned
from sitegen.engine.stages import Stages
from sitegen.errors import Problem, in_order, sum_up, whole_file
from sitegen.hosts.hosts import wrong_host
from sitegen.plan.frame import Frame
from sitegen.plan.output import ANY_KIND, Group, KeptPlan, Output, plan_inputs_of
from sitegen.plan.planner import Keep, UnclearReservation, make_frame, plan_outputs
from sitegen.plan.views.picture_views import FileRef
from sitegen.render.html.fragments import FOLDER
from sitegen.render.html.templates import TemplateProblem, Templates
from sitegen.render.theme.theme import ThemeFolder
from sitegen.render.theme.theme_options import choose_options, missing_files
from sitegen.render.theme.theme_words import wrong_words
from sitegen.settings import Settings
from sitegen.site.addresses.address_history import LOCK_FILE
from sitegen.site.identities import missing_authority
from sitegen.site.index import SiteIndex
from sitegen.site.mass_failure import find_mass_failure
from sitegen.site.page_files import FilesThere
from sitegen.site.publishing import HIDDEN_FOLDER, HIDDEN_FOLDER_HINT, NO_DATE, early_reasons
from sitegen.site.remark_problems import remark_problems
from sitegen.values import digest_of, with_changes

Plan = Callable[[list[Problem], Keep], Iterator[tuple[Group, Output]]]
"""Plans every output, given a list for problems and what decides which groups are kept."""
MOST_ROUNDS = 5
"""How often a site is planned without the sources that clashed. When others do each time, it is no matter of those."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the first output is rendered; of the index only parts: a large one makes room."""

    report: BuildReport
    """What is known already of what the build will report."""
    order: Sequence[int]
    """The positions of `diff.jobs` in the order in which they are rendered."""
    parts: IndexParts
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    frame: Frame
    fingerprints: Fingerprints
    templates_digest: str
    previous: PreviousBuild
    diff: BuildDiff
    problems: tuple[Problem, ...]
    at_fault: frozenset[str]
    """The sources that are withheld because they have an error, named as problems name them."""
    shown: Mapping[str, int]
    """How many sources each template shows that shows single ones."""
    lock: Path | None = None
    """The lock that waits to be put into its place when the site is published; None: it stays as it is."""
    has_new_lock: bool = False
    """Whether there was none."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What there is, before anything is planned."""

    scanned: Scanned
    loaded: LoadedSources
    index: SiteIndex
    at_fault: frozenset[str]
    """As in `Prepared`."""
    files: FilesThere


def prepare(paths: SitePaths, cache: BuildCache, scanned: Scanned, stages: Stages, progress: Progress) -> Prepared:
    """Run the stages between scanning and rendering."""
    found = survey(paths, cache, scanned, stages, progress)
    with stages.stage("plan"):
        prepared, index, _ = compare(paths, cache, found)
        return _with_lock(paths, prepared, index)


def _with_lock(paths: SitePaths, prepared: Prepared, index: SiteIndex) -> Prepared:
    """Stage the next lock, or report that the lock is behind, as the build options say."""
    wanted, changes = paths.options.addresses, index.next_lock.changes
    if wanted == "read" or not changes or any(problem.path == LOCK_FILE for problem in index.errors()):
        return prepared
    is_new = not (paths.root / LOCK_FILE).exists()
    if wanted == "check":
        return replace(prepared, problems=in_order((*prepared.problems, _behind(changes, is_new=is_new))))
    lines = index.lock_lines(paths.settings, lock_lines(paths.root))
    return replace(prepared, lock=stage_lock(paths.home, lines), has_new_lock=is_new)


def _behind(changes: int, *, is_new: bool) -> Problem:
    lines = "1 line" if changes == 1 else f"{changes:,} lines"
    message = "there is none yet" if is_new else f"it is behind by {lines}"
    hint = "Run `sitegen build` where it may be written (not --frozen, not CI), and commit the file."
    return whole_file("warning", LOCK_FILE, f"{message}: what is published now would be forgotten", hint)


def survey(paths: SitePaths, cache: BuildCache, scanned: Scanned, stages: Stages, progress: Progress) -> Surveyed:
    """Parse and index, without the sources that have an error."""
    settings, options, sources = paths.settings, paths.options, scanned.sources
    with stages.stage("parse"):
        invalidate_other_parser(cache, settings, code_digest())
        loaded = load_sources(
            (*sources.terms, *sources.pages),
            KnownSources(cache, paths.kept),
            ParseContext(paths.root / settings.content, settings, scanned.listed_ns),
            options.jobs,
            progress,
        )
    with stages.stage("index"):
        at_fault = sources_at_fault((*loaded.problems, *scanned.faults), sources, settings)
        files = _files_there(paths, scanned, loaded, cache)
        index = make_index(paths, scanned, loaded, at_fault, files)
    return Surveyed(scanned, loaded, index, at_fault, files)


def _files_there(paths: SitePaths, scanned: Scanned, loaded: LoadedSources, cache: BuildCache) -> FilesThere:
    """Return what is known of the files that texts refer to."""
    wanted = {link.target.lstrip("/") for page in loaded.pages for link in (*page.files, *page.links)}
    content = paths.root / paths.settings.content
    facts = read_page_files(content, scanned.sources.files, wanted, cache, scanned.listed_ns)
    return FilesThere(facts, scanned.assets.views.keys(), static_sizes(scanned.assets, wanted, cache))


def compare(paths: SitePaths, cache: BuildCache, found: Surveyed) -> tuple[Prepared, SiteIndex, Plan]:
    """Plan the outputs and compare them with the last build; unchanged groups are not even planned.

    A source that clashes with another is withheld, like one that cannot be read or shown. The rest is indexed
    and planned once more, so that no list shows what is not there.
    """
    scanned = found.scanned
    errors = scanned.faults
    for rounds in count(1):
        prepared, plan = _compare_once(paths, cache, found)
        clashing = sources_at_fault(prepared.problems, scanned.sources, paths.settings) - found.at_fault
        if not clashing or rounds == MOST_ROUNDS:
            break
        errors += tuple(one for one in prepared.problems if one.level == "error" and one.path in clashing)
        at_fault = found.at_fault | clashing
        index = make_index(paths, scanned, found.loaded, at_fault, found.files)
        found = replace(found, at_fault=at_fault, index=index)
    broken = found.index.lost.broken()
    if broken and not paths.options.keep_going:
        failure = find_mass_failure(broken, found.index.published_before, paths.settings)
        errors += (failure,) if failure else ()
    return replace(prepared, problems=in_order((*errors, *prepared.problems))), found.index, plan


def _compare_once(paths: SitePaths, cache: BuildCache, found: Surveyed) -> tuple[Prepared, Plan]:
    """Plan the outputs of what was found, and compare them with the last build."""
    settings, index, scanned = paths.settings, found.index, found.scanned
    problems = list(scanned.problems)
    chosen = choose_options(scanned.theme, settings)
    problems += (*chosen.problems, *wrong_words(scanned.theme, settings))
    problems += missing_authority(settings)
    problems += wrong_host(settings, paths.options.machine)
    problems += (*_remarks(found, settings), *dead_parts(index, cache, settings))
    problems += missing_files(chosen.options, settings, scanned.assets.views)
    fonts = find_fonts(paths.root, settings, cache, problems)
    appearance = with_changes(chosen.appearance, fonts=tuple(fonts))
    frame = make_frame(index, settings, scanned.assets.views, chosen.options)
    templates = Templates(scanned.theme)
    fingerprints = Fingerprints(code_digest(), digest_of(frame), partial(_digest_or_problem, templates, problems))
    previous = PreviousBuild(cache, paths.output, _unmodified(paths, cache), paths.kept.values if paths.kept else None)
    rules, kept = own_rules(scanned.assets, settings), _kept_plan(paths, index)
    inputs = plan_inputs_of(index, settings, appearance, rules, kept)
    plan = partial(plan_outputs, inputs, scanned.assets.views)
    try:
        diff, reported = _compare_plan(Comparison(fingerprints, previous), plan, is_whole=False)
    except UnclearReservation:
        diff, reported = _compare_plan(Comparison(fingerprints, previous), plan, is_whole=True)
    problems += reported
    prepared = Prepared(
        report=_begin_report(found, paths, diff.planned),
        order=rendering_order(diff.jobs, index.stories),
        parts=index_parts(diff.jobs, index, settings.base_path),
        theme=scanned.theme,
        assets=scanned.assets._replace(files={**scanned.assets.files, **_read_files(paths, index, fonts)}),
        frame=frame,
        fingerprints=fingerprints,
        templates_digest=templates.sources_digest(),
        previous=previous,
        diff=diff,
        problems=in_order(sum_up([*problems, *found.loaded.problems, *index.problems, *diff.reported])),
        at_fault=found.at_fault,
        shown=_shown(index),
    )
    return prepared, plan


def _unmodified(paths: SitePaths, cache: BuildCache) -> Collection[str]:
    """Return the names of the groups whose files are as they were written; a process that stays knows it of its own."""
    if paths.kept is not None and paths.kept.changed is not None:
        return {"", *cache.groups()}
    return unmodified_groups(cache, paths.output)


def _kept_plan(paths: SitePaths, index: SiteIndex) -> KeptPlan:
    """Return what a process that stays keeps of its last plan."""
    last = paths.kept.last if paths.kept is not None else None
    return KeptPlan(last.mark, paths.kept.values) if paths.kept and last and last.site is index else KeptPlan()


def _remarks(found: Surveyed, settings: Settings) -> Iterator[Problem]:
    """Yield the problems that are reported once for many sources."""
    published = [*found.index.stories, *found.index.pages]
    as_files = {file.source for files in found.index.files.values() for file in files.values()}
    undated = [held.page for held in found.index.withheld if held.reason == NO_DATE and held.page.path not in as_files]
    return remark_problems(published, undated, settings, shown_keys(published, found.scanned.theme))


def _read_files(paths: SitePaths, index: SiteIndex, fonts: Mapping[FileRef, Path]) -> dict[str, Path]:
    """Return where the files are that are published beside texts, and the fonts, by the name in their views."""
    content, shown_path = paths.root / paths.settings.content, paths.settings.shown_path
    sources = {file.source for files in index.files.values() for file in files.values() if file.source}
    beside = {shown_path(source): content / source for source in sources}
    return beside | {font.source: path for font, path in fonts.items()}


def _shown(index: SiteIndex) -> Mapping[str, int]:
    stories, pages = len(index.stories), len(index.pages)
    return {"story.html": stories, "page.html": pages, FOLDER: stories + pages}


def _begin_report(found: Surveyed, paths: SitePaths, outputs: int) -> BuildReport:
    settings, index, sources = paths.settings, found.index, found.scanned.sources
    withheld = [(settings.shown_path(held.page.path), held.reason, held.hint) for held in index.withheld]
    withheld += [(settings.shown_path(path), HIDDEN_FOLDER, HIDDEN_FOLDER_HINT) for path in sources.hidden]
    if found.at_fault:
        shown = {settings.shown_path(file.path) for file in sources.pages}
        withheld += [(path, ERROR, "") for path in found.at_fault & shown]
    return BuildReport(
        output=settings.output,
        sources=len(sources.pages) + len(sources.hidden),
        published=len(index.stories) + len(index.pages),
        withheld=tuple(Withheld(path, reason, hint) for path, reason, hint in sorted(withheld)),
        outputs=outputs,
        parsed=found.loaded.parsed,
        next_change=index.next_change,
        early=early_reasons((*index.stories, *index.pages), audience_of(paths), settings),
    )


def _compare_plan(comparison: Comparison, plan: Plan, *, is_whole: bool) -> tuple[BuildDiff, list[Problem]]:
    """Compare the plan, `is_whole` or without the unchanged groups; return what to do, and the problems."""
    problems: list[Problem] = []
    keep = keep_nothing if is_whole else comparison.keep
    for group, output in plan(problems, keep):
        comparison.add(group, output)
    return comparison.finish(), problems


def keep_nothing(group: Group) -> None:
    """Keep no group: plan each of them."""


def _digest_or_problem(templates: Templates, problems: list[Problem], name: str) -> str:
    """Return a template's digest; for one that cannot be read none, and a problem."""
    if name == ANY_KIND:
        return templates.sources_digest()
    try:
        return templates.digest(name)
    except TemplateProblem as found:
        if found.problem not in problems:
            problems.append(found.problem)
        return ""
