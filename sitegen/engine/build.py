"""The build on one screen: scan; when something changed parse, index, plan, compare, render, publish, store."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.address_file import publish_lock
from sitegen.engine.compare.up_to_date import cached_report, store_report
from sitegen.engine.good_build import store_good_build
from sitegen.engine.jobs.failures import Failures
from sitegen.engine.jobs.render_jobs import RENDER, JobResult, WorkerContext
from sitegen.engine.jobs.staging import Staging, begin_staging, discard, staging_folder
from sitegen.engine.new_answers import new_answers
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import Prepared, prepare
from sitegen.engine.processes.interrupts import uninterrupted
from sitegen.engine.processes.workers import run
from sitegen.engine.publish.own_folder import require_own_output
from sitegen.engine.publish.publish import PUBLISHED, publish_results, store_results
from sitegen.engine.publish.reconcile import reconcile_output
from sitegen.engine.report import PUBLISHING, BuildReport, Rendered
from sitegen.engine.site_paths import Progress, SitePaths, silent
from sitegen.engine.sources.assets import invalidate_assets
from sitegen.engine.sources.scan import Scanned, scan_site
from sitegen.engine.stages import Stages
from sitegen.errors import Problem, disk_full, in_order, is_full
from sitegen.hosts.hosts import refused_files
from sitegen.values import with_changes


def build_site(paths: SitePaths, progress: Progress = silent) -> BuildReport:
    """Build a site. A source with an error is withheld; with any other error nothing is published.

    A cache that turns out to be damaged is discarded, once.
    Raises SitegenError for what stops everything: a foreign output folder, a missing theme, a full disk.
    """

    def work(cache: BuildCache, listed_ns: int) -> BuildReport:
        return _build(paths, cache, listed_ns, progress)

    return work_alone(paths, progress, work, changes_output=True)


def _build(paths: SitePaths, cache: BuildCache, listed_ns: int, progress: Progress) -> BuildReport:
    stages = Stages()
    if paths.options.clean:
        cache.invalidate_all()
        invalidate_assets(cache)
    require_own_output(paths, cache)
    reconcile_output(paths, cache)
    if paths.kept is not None:
        paths.kept.begin(cache.revision(), paths.settings)
    try:
        with stages.stage("scan"):
            scanned = scan_site(paths, cache, listed_ns)
            report = cached_report(paths, cache, scanned)
        if report is None:
            report = _rebuild(paths, cache, scanned, stages, progress)
        store_good_build(cache, report, paths.options.now)
        if paths.kept is not None:
            paths.kept.end(cache.revision())
    finally:
        discard(staging_folder(paths.output))
    return with_changes(report, seconds=stages.seconds())


def _rebuild(paths: SitePaths, cache: BuildCache, scanned: Scanned, stages: Stages, progress: Progress) -> BuildReport:
    """Render and publish what is stale, without the sources that have an error."""
    failures, parsed = Failures(paths.settings), 0
    while True:
        prepared = prepare(paths, cache, replace(scanned, faults=failures.problems), stages, progress)
        parsed += prepared.report.parsed
        if paths.options.blocks(prepared.problems, prepared.at_fault):
            return _unpublished(prepared, [], ())
        staging = begin_staging(paths.output, is_whole=len(prepared.diff.jobs) == prepared.diff.planned)
        with stages.stage("render"):
            results = _render(paths, prepared, staging, progress)
        if not failures.learn(results, prepared.shown):
            break
    problems = in_order((*(one.problem for one in results if one.problem), *_refused(paths, prepared, results)))
    if paths.options.blocks(problems, prepared.at_fault):
        return _unpublished(prepared, results, problems)
    answers = new_answers(paths.output, paths.settings.base_path, prepared.diff.jobs)
    progress(PUBLISHING, 0, 0)
    with uninterrupted():
        with stages.stage(PUBLISHING):
            published = publish_results(paths, staging, prepared.diff, results, cache)
        problems += published.problems
        report = with_changes(
            _report(prepared, results, problems, published.deleted), parsed=parsed, new_answers=answers
        )
        with stages.stage("store"):
            store_results(paths, prepared, results, published)
            if prepared.lock:
                publish_lock(prepared.lock, paths.root)
            store_report(paths, cache, scanned, None if problems or failures.problems else report)
    return report


def _refused(paths: SitePaths, prepared: Prepared, results: Sequence[JobResult]) -> Iterator[Problem]:
    """Yield a warning for each limit of the host that the site would not keep when it is published."""
    if not paths.settings.host:
        return
    sizes = {path: size for path, size, _, _ in prepared.previous.cache.file_states()}
    for job, one in zip(prepared.diff.jobs, results, strict=True):
        path = job.output.path
        with suppress(OSError):  # one that cannot be rendered is told elsewhere
            sizes[path] = one.size if one.written else os.path.getsize(os.path.join(paths.output, path))
    for path in prepared.diff.to_delete:
        sizes.pop(path, None)
    yield from refused_files(paths.settings, sizes)


def _render(paths: SitePaths, prepared: Prepared, staging: Staging, progress: Progress) -> list[JobResult]:
    """Return the result of each job, in the order of the jobs; they are rendered in `prepared.order`."""
    jobs, order, files = prepared.diff.jobs, prepared.order, prepared.assets.files
    context = WorkerContext(
        paths.cache, prepared.parts, prepared.frame, prepared.theme, files, staging, prepared.templates_digest
    )
    progress("render", 0, len(jobs))
    results: dict[int, JobResult] = {}
    try:
        for some in run(RENDER, context, [jobs[position] for position in order], paths.options.jobs):
            done = len(results)
            results.update(zip(order[done : done + len(some)], some, strict=True))
            progress("render", len(results), len(jobs))
    except OSError as error:
        if is_full(error):
            raise disk_full(error, needed=_estimate_rest(results.values(), len(jobs))) from None
        raise
    return [results[position] for position in range(len(jobs))]


def _estimate_rest(results: Collection[JobResult], jobs: int) -> int:
    """Return about how many bytes are still to be written when some of the jobs are done."""
    written = sum(result.size for result in results if result.written)
    return written * (jobs - len(results)) // len(results) if results else 0


def _report(
    prepared: Prepared, results: Sequence[JobResult], problems: Sequence[Problem], deleted: Sequence[str]
) -> BuildReport:
    """Return the report of a build that published. The caller fills in the seconds."""
    written = sum(result.written for result in results)
    return with_changes(
        prepared.report,
        rendered=_rendered(prepared, results),
        written=written,
        unchanged=prepared.diff.planned - written,
        deleted=tuple(deleted),
        problems=in_order((*prepared.problems, *problems)),
        did_publish=True,
        lock="" if prepared.lock is None else "new" if prepared.has_new_lock else "changed",
    )


def _unpublished(prepared: Prepared, results: Sequence[JobResult], problems: Sequence[Problem]) -> BuildReport:
    """Return the report of a build that published nothing: public is what the last one published."""
    cache, is_there = prepared.previous.cache, prepared.previous.has_folder
    outputs = cache.count_outputs() if is_there else 0
    return with_changes(
        prepared.report,
        published=int(cache.meta(PUBLISHED) or 0) if is_there else 0,
        outputs=outputs,
        rendered=tuple(with_changes(one, written=False) for one in _rendered(prepared, results)),
        unchanged=outputs,
        problems=in_order((*prepared.problems, *problems)),
    )


def _rendered(prepared: Prepared, results: Sequence[JobResult]) -> tuple[Rendered, ...]:
    return tuple(
        Rendered(job.output.path, job.reason, job.output.kind, result.seconds, result.written, result.size)
        for job, result in zip(prepared.diff.jobs, results, strict=False)
    )
