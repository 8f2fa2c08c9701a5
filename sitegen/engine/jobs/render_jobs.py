"""Renders outputs in a worker, and stages the bytes that are new."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.cache_file import write_back
from sitegen.config import SITE_FILE
from sitegen.engine.compare.staleness import Job
from sitegen.engine.jobs.cached_pages import CachedPages, IndexParts
from sitegen.engine.jobs.staging import Staging, stage
from sitegen.engine.processes.task import Task
from sitegen.engine.sources.assets import changed_meanwhile, read_planned
from sitegen.errors import Problem
from sitegen.lazy import lazy_imports
from sitegen.plan.frame import Frame
from sitegen.plan.output import Output
from sitegen.plan.views.file_views import AssetView
from sitegen.plan.views.html_views import PageRef, ShardRef
from sitegen.plan.views.search_views import SearchTermsView
from sitegen.render.html.fragments import FOLDER
from sitegen.render.html.templates import TemplateProblem, Templates
from sitegen.render.images.place_data import without_place
from sitegen.render.result import RenderResult
from sitegen.render.theme.theme import ThemeFolder
from sitegen.values import Value, digest_bytes, digest_of

with lazy_imports():
    from sitegen.render import renderer

DRAWN = frozenset({"icon", "icon-ico", "share-image", "site-card"})
DRAWN_AT_ONCE = 8
"""Drawing takes a hundred times as long as rendering, and Ctrl-C is heard between chunks."""


class WorkerContext(NamedTuple):
    """What a worker needs to render outputs."""

    cache: Path
    parts: IndexParts
    frame: Frame
    theme: tuple[ThemeFolder, ...]
    assets: Mapping[str, Path]
    """`AssetView.source` -> the file to copy."""
    staging: Staging
    templates_digest: str
    """Of all templates and words, as they were when the outputs were planned."""


class JobResult(Value, frozen=True):
    """One output, rendered."""

    digest: str
    size: int
    mtime_ns: int
    view: str
    """Digest of the view that it shows."""
    written: bool
    """Whether new bytes wait in the staging folder."""
    seconds: float
    problem: Problem | None = None
    """An error: there are no bytes. A warning: they are not as the owner asked for."""
    source: str = ""
    """The source that a template could not show, where it is known."""
    template: str = ""
    """That template."""


class _WorkerState(NamedTuple):
    """What a worker makes of its context, once."""

    context: WorkerContext
    cache: BuildCache
    pages: CachedPages
    templates: Templates


def _begin(context: WorkerContext) -> _WorkerState:
    theme = Templates(context.theme)
    if theme.sources_digest() != context.templates_digest:
        raise changed_meanwhile("A template")
    cache = BuildCache(context.cache, reader=True)
    pages = CachedPages(cache, context.parts, context.assets)
    return _WorkerState(context, cache, pages, theme)


def _end(state: _WorkerState) -> None:
    state.cache.close()


def _render_all(state: _WorkerState, jobs: Sequence[Job]) -> list[JobResult]:
    state.pages.prefetch([page for job in jobs if isinstance(page := getattr(job.output.view, "page", None), PageRef)])
    return [_render(state, job) for job in jobs]


def _render(state: _WorkerState, job: Job) -> JobResult:
    started = time.perf_counter()
    output = job.output
    try:
        made = _make(state, job)
    except TemplateProblem as found:
        return _failed(output, found)
    digest, view, problem = digest_bytes(made.data), job.view or digest_of(output.view), _warning(made)
    if digest == job.on_disk:
        return JobResult(digest, -1, -1, view, written=False, seconds=time.perf_counter() - started, problem=problem)
    staged = stage(state.context.staging, output.path, made.data)
    return JobResult(digest, staged.st_size, staged.st_mtime_ns, view, True, time.perf_counter() - started, problem)


def _failed(output: Output, found: TemplateProblem) -> JobResult:
    page = getattr(output.view, "page", None)
    source, template = found.source, FOLDER
    if not source and isinstance(page, PageRef):
        source, template = page.path, output.kind
    return JobResult("", 0, 0, "", False, 0.0, found.problem, source, template if source else "")


def _warning(made: RenderResult) -> Problem | None:
    return Problem("warning", SITE_FILE, 0, 0, made.setting, made.warning, made.hint) if made.warning else None


def _make(state: _WorkerState, job: Job) -> RenderResult:
    view = job.output.view
    if isinstance(view, AssetView):
        data = read_planned(state.context.assets[view.source], view.source, view.digest)
        data = without_place(data) if view.has_place else data
        return RenderResult(data + view.appended.encode())
    return renderer.render(job.output.kind, view, state.context.frame, state.templates, state.pages)


def _write_back(context: WorkerContext) -> None:
    write_back(context.cache)


def _weigh(job: Job) -> float:
    return 1 / DRAWN_AT_ONCE if job.output.kind in DRAWN else 0.0


def _segment_of(job: Job) -> str:
    view = job.output.view
    terms = view.terms if isinstance(view, SearchTermsView) else None
    return terms.digest if isinstance(terms, ShardRef) else ""


RENDER: Task[WorkerContext, _WorkerState, Job, list[JobResult]] = Task(
    _begin, _render_all, enough=300, end=_end, weigh=_weigh, belongs_to=_segment_of, meanwhile=_write_back
)
