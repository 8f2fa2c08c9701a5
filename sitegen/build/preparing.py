"""Everything of a build that comes before the first output is rendered: scan, parse, index, plan, compare.

Never: renders or writes an output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sitegen.build.assets import Assets, find_assets
from sitegen.build.fonts import find_fonts
from sitegen.build.place import BuildPlace, Progress
from sitegen.build.reading import Place, Reading, parse_changed
from sitegen.build.recipes import RecipeBook, code_digest
from sitegen.build.shelf import reading_memory
from sitegen.build.stages import Stages
from sitegen.build.staleness import Past, Work, find_stale_outputs
from sitegen.cache import Memory
from sitegen.errors import Problem, in_order
from sitegen.plan.frame import Frame
from sitegen.plan.output import Output
from sitegen.plan.planner import make_frame, plan_outputs
from sitegen.render.templates import TemplateProblem, Templates
from sitegen.render.theme import ThemeFolder, theme_folders
from sitegen.render.theme_options import choose_options
from sitegen.render.theme_words import with_words, wrong_words
from sitegen.site.index import SiteIndex, index_site
from sitegen.site.publishing import Audience
from sitegen.sources import Sources, scan_sources
from sitegen.values import digest_of, with_changes

Watch = Callable[[Iterator[Output]], Iterator[Output]]
"""Sees the planned outputs go by, and gives them on."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known before the first output is rendered."""

    sources: Sources
    reading: Reading
    index: SiteIndex
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

    sources: Sources
    reading: Reading
    index: SiteIndex
    theme: tuple[ThemeFolder, ...]
    assets: Assets
    problems: list[Problem]
    """Of files; those of the reading and the index are theirs. Planning adds its own."""


def prepare(place: BuildPlace, memory: Memory, listed_ns: int, stages: Stages, progress: Progress) -> Prepared:
    """Do everything that comes before rendering."""
    found = survey(place, memory, listed_ns, stages, progress)
    with stages.stage("plan"):
        return compare(place, memory, found, iter)


def survey(place: BuildPlace, memory: Memory, listed_ns: int, stages: Stages, progress: Progress) -> Surveyed:
    """Scan, parse and index."""
    root, settings, options = place.root, place.settings, place.options
    with stages.stage("scan"):
        theme = with_words(theme_folders(root, settings.theme), settings)
        sources = scan_sources(root, settings)
        assets = find_assets(root, sources.static, theme, memory, listed_ns)
        problems = [*sources.problems, *assets.problems]
    with stages.stage("parse"):
        reading = parse_changed(
            (*sources.terms, *sources.pages),
            memory,
            Place(root / settings.content, settings, code_digest(), listed_ns),
            options.jobs,
            progress,
        )
    with stages.stage("index"):
        faulty = {problem.path for problem in (*problems, *reading.problems) if problem.level == "error"}
        audience = Audience(options.now, options.drafts, options.future)
        index = index_site(reading.pages, reading.terms, settings, audience, faulty)
    return Surveyed(sources, reading, index, theme, assets, problems)


def compare(place: BuildPlace, memory: Memory, found: Surveyed, watch: Watch) -> Prepared:
    """Plan every output and compare it with the last build; `watch` sees each of them go by."""
    settings, index, problems = place.settings, found.index, list(found.problems)
    chosen = choose_options(found.theme, settings)
    problems += (*chosen.problems, *wrong_words(found.theme, settings))
    fonts = find_fonts(place.root, settings, memory, problems)
    look = with_changes(chosen.look, fonts=fonts.references)
    frame = make_frame(index, settings, found.assets.views, chosen.options)
    templates = Templates(found.theme)
    book = RecipeBook(code_digest(), digest_of(frame), lambda name: _digest_or_problem(templates, name, problems))
    with reading_memory():
        past = Past(memory.outputs(), memory.recipes(), place.output)
    outputs = plan_outputs(index, settings, found.assets.views, look, problems)
    work = find_stale_outputs(watch(outputs), book, past)
    return Prepared(
        sources=found.sources,
        reading=found.reading,
        index=index,
        theme=found.theme,
        assets=found.assets._replace(files={**found.assets.files, **fonts.files}),
        frame=frame,
        book=book,
        templates_digest=templates.sources_digest(),
        past=past,
        work=work,
        problems=in_order([*problems, *found.reading.problems, *index.problems, *work.told]),
    )


def _digest_or_problem(templates: Templates, name: str, problems: list[Problem]) -> str:
    """Return a template's digest; for one that cannot be read none, and a problem."""
    try:
        return templates.digest(name)
    except TemplateProblem as found:
        if found.problem not in problems:
            problems.append(found.problem)
        return ""
