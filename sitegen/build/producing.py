"""Produces outputs in a worker: renders each one and stages its bytes when they are new.

Never: publishes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.build.shelf import MemoryShelf, changed_meanwhile, read_planned
from sitegen.build.staleness import Job
from sitegen.build.workers import Task
from sitegen.build.writer import Staging, stage
from sitegen.cache import Memory, write_back
from sitegen.config import SITE_FILE
from sitegen.errors import Problem
from sitegen.later import Later
from sitegen.pages.page import TermLink
from sitegen.plan.file_views import AssetView
from sitegen.plan.frame import Frame
from sitegen.plan.views import CardRef, PageRef
from sitegen.render.made import Made
from sitegen.render.theme import ThemeFolder
from sitegen.values import Value, digest_bytes, digest_of

if TYPE_CHECKING:
    from sitegen.render import renderer, templates
else:
    renderer = Later("sitegen.render.renderer")
    templates = Later("sitegen.render.templates")


DRAWN = frozenset({"icon", "icon-ico", "share-image"})
DRAWN_AT_ONCE = 8
"""Drawing takes a hundred times as long as rendering, and Ctrl-C is heard between chunks."""


class Workshop(NamedTuple):
    """What a process needs to produce outputs."""

    memory: Path
    links: Mapping[str, Mapping[str, TermLink]]
    frame: Frame
    theme: tuple[ThemeFolder, ...]
    assets: Mapping[str, Path]
    """`AssetView.source` -> the file to copy."""
    staging: Staging
    has_many: bool
    """Whether there is enough to produce that preparing for it pays."""
    templates_digest: str
    """Of all templates and words, as they were when the outputs were planned."""
    segments: Mapping[str, Sequence[CardRef]]
    """Digest of a `ShardRef` -> the stories whose terms it stands for."""


class Done(Value, frozen=True):
    """One output, produced."""

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


class _Bench(NamedTuple):
    """A process's own tools, made from the workshop."""

    shop: Workshop
    memory: Memory
    shelf: MemoryShelf
    templates: templates.Templates


def _begin(shop: Workshop) -> _Bench:
    theme = templates.Templates(shop.theme, for_many=shop.has_many)
    if theme.sources_digest() != shop.templates_digest:
        raise changed_meanwhile("A template")
    memory = Memory(shop.memory, reader=True)
    return _Bench(shop, memory, MemoryShelf(memory, shop.links, shop.segments, shop.assets), theme)


def _end(bench: _Bench) -> None:
    bench.memory.close()


def _produce_all(bench: _Bench, jobs: Sequence[Job]) -> list[Done]:
    bench.shelf.expect([page for job in jobs if isinstance(page := getattr(job.output.view, "page", None), PageRef)])
    return [_produce(bench, job) for job in jobs]


def _produce(bench: _Bench, job: Job) -> Done:
    started = time.perf_counter()
    output = job.output
    try:
        made = _make(bench, job)
    except templates.TemplateProblem as found:
        return Done("", 0, 0, "", written=False, seconds=0.0, problem=found.problem)
    digest, view, problem = digest_bytes(made.data), job.view or digest_of(output.view), _warning(made)
    if digest == job.on_disk:
        return Done(digest, -1, -1, view, written=False, seconds=time.perf_counter() - started, problem=problem)
    staged = stage(bench.shop.staging, output.path, made.data)
    return Done(digest, staged.size, staged.mtime_ns, view, True, time.perf_counter() - started, problem)


def _warning(made: Made) -> Problem | None:
    return Problem("warning", SITE_FILE, 0, 0, made.setting, made.warning, made.hint) if made.warning else None


def _make(bench: _Bench, job: Job) -> Made:
    view = job.output.view
    if isinstance(view, AssetView):
        data = read_planned(bench.shop.assets[view.source], view.source, view.digest)
        return Made(data + view.appended.encode())
    return renderer.render(job.output.kind, view, bench.shop.frame, bench.templates, bench.shelf)


def _write_back(shop: Workshop) -> None:
    write_back(shop.memory)


def _weigh(job: Job) -> float:
    return 1 / DRAWN_AT_ONCE if job.output.kind in DRAWN else 0.0


PRODUCE: Task[Workshop, _Bench, Job, list[Done]] = Task(
    _begin, _produce_all, enough=300, end=_end, weigh=_weigh, meanwhile=_write_back
)
