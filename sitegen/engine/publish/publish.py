"""Publishes what was rendered and stores it in the cache, in the order that makes a crash at any moment harmless.

First the paths are recorded beside the folder, so that a file that appears is known to be ours; then files are moved
into place and old ones removed; then what is there is stored; last the build's id is recorded. After a crash in between
there is no id, and the next build reconciles its cache with the folder (`reconcile.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.records import OutputRecord
from sitegen.engine.compare.staleness import NEW, BuildDiff, Job
from sitegen.engine.compare.up_to_date import invalidate_report
from sitegen.engine.jobs.render_jobs import JobResult
from sitegen.engine.jobs.staging import Staging
from sitegen.engine.prepare import Prepared
from sitegen.engine.publish.reconcile import OutputChange, has_unknown_files
from sitegen.engine.publish.writer import delete, list_files, publish, put_aside, vanished
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import Problem, first_few, whole_file
from sitegen.values import encode

BASE_URL = "base_url"
"""The key of the address for which the output was made."""
PUBLISHED = "published"
"""The key of how many stories and pages are in it."""


class Published(NamedTuple):
    """What publishing did besides writing."""

    deleted: list[str]
    """Paths of outputs that were removed."""
    problems: tuple[Problem, ...]
    """A warning when files were put aside."""
    change: OutputChange
    """To be ended when all is stored."""


def publish_results(
    paths: SitePaths, staging: Staging, diff: BuildDiff, results: Sequence[JobResult], cache: BuildCache
) -> Published:
    """Make the output folder what was planned.

    Raises SitegenError when somebody else takes the output folder, or files of it, away meanwhile.
    """
    new = [job.output.path for job, result in zip(diff.jobs, results, strict=True) if result.written]
    unrecorded = [job.output.path for job in diff.jobs if job.reason == NEW]
    change = OutputChange(paths, cache)
    change.begin(unrecorded, is_changing=bool(new or diff.to_delete))
    strangers = _strangers(paths, diff, cache)
    aside = paths.lost_and_found()
    try:
        publish(staging, paths.output, new, set(diff.to_delete))
        put_aside(paths.output, strangers, aside)
    except FileNotFoundError:
        raise vanished(paths.output) from None
    deleted = delete(paths.output, diff.to_delete)
    return Published(deleted, _reported_aside(paths, strangers, aside), change)


def _reported_aside(paths: SitePaths, strangers: Sequence[str], aside: Path) -> tuple[Problem, ...]:
    if not strangers:
        return ()
    first, where = first_few(strangers, 1), f"{paths.home.name}/{aside.name}/"
    message = f"{first} moved to {where}: the record of what was built here was lost, and the site holds no such file"
    hint = "Take what is yours out of there; files that are to be published belong into static/."
    return (whole_file("warning", paths.settings.output, message, hint),)


def _strangers(paths: SitePaths, diff: BuildDiff, cache: BuildCache) -> list[str]:
    """Return the files of unknown origin: of a folder that is ours, but whose record is lost, all but the planned.

    They are looked for until a search was completed: a build that was killed has its own files in the journal by then,
    but has not put the others aside. Hidden files (`.git`, `.well-known`) are never ours.
    """
    if not has_unknown_files(cache) or not paths.output.exists():
        return []
    ours = {output.path for output in cache.outputs()} | {job.output.path for job in diff.jobs}
    return [path for path in list_files(paths.output) if path not in ours and not _is_hidden(path)]


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def store_results(paths: SitePaths, prepared: Prepared, results: Sequence[JobResult], published: Published) -> None:
    """Store every output as it now is, and evict the deleted ones."""
    diff, cache = prepared.diff, prepared.previous.cache
    with cache.transaction():
        cache.store_outputs(_records(paths, diff, results))
        cache.store_outputs(diff.refreshed)
        cache.evict_outputs(diff.to_delete)
        invalidate_report(cache)
        published.change.store()
        cache.set_meta(BASE_URL, paths.settings.base_url)
        cache.set_meta(PUBLISHED, str(prepared.report.published))
        cache.evict_groups(diff.groups_gone)
        cache.store_groups(group for name, group in diff.groups.items() if name not in diff.with_problems)
        cache.replace_fingerprints(
            (digest, encode(list(parts))) for digest, parts in prepared.fingerprints.all().items()
        )
    published.change.end(diff.to_delete)


def _records(paths: SitePaths, diff: BuildDiff, results: Sequence[JobResult]) -> Iterator[OutputRecord]:
    """Yield the records of what was made, and note the groups with a problem."""
    for job, result in zip(diff.jobs, results, strict=True):
        if result.problem:
            diff.with_problems.add(job.group)
        yield _record(paths, job, result)


def _record(paths: SitePaths, job: Job, result: JobResult) -> OutputRecord:
    size, mtime_ns = result.size, result.mtime_ns
    if not result.written:
        try:
            status = os.lstat(os.path.join(paths.output, job.output.path))
        except OSError:
            raise vanished(paths.output) from None
        size, mtime_ns = status.st_size, status.st_mtime_ns
    problem = encode(result.problem) if result.problem else b""
    path, view, digest = job.output.path, result.view, result.digest
    return OutputRecord(path, view, job.fingerprint, digest, size, mtime_ns, job.reason, problem, job.group)
