"""The build on one screen: prepare (scan, parse, index, plan, compare), render, write, remember.

Never: prints; knows what a stage does inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.build.interrupts import uninterrupted
from sitegen.build.ordering import rendering_order
from sitegen.build.place import BuildPlace, Progress, place_of, silent
from sitegen.build.preparing import Prepared, prepare
from sitegen.build.producing import PRODUCE, Done, Workshop, find_segments
from sitegen.build.publishing import BASE_URL, holds_only_ours, publish_done, remember_done
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions, BuildReport
from sitegen.build.reporting import report_of
from sitegen.build.stages import Stages
from sitegen.build.workers import run
from sitegen.build.writer import claim_folder, discard, staging_folder
from sitegen.cache import Memory
from sitegen.errors import Problem, in_order
from sitegen.settings import Settings
from sitegen.values import with_changes


def build_site(root: Path, settings: Settings, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Build the site in `root`. With errors nothing is published, unless `options.keep_going`.

    Raises SitegenError for what stops everything: a foreign output folder, a missing theme, a full disk.
    """
    return build_in(place_of(root, settings, options), progress)


def build_in(place: BuildPlace, progress: Progress = silent) -> BuildReport:
    """Build a site in a given place; a memory that turns out to be damaged is forgotten, once."""
    return work_alone(place, progress, lambda memory, listed_ns: _build(place, memory, listed_ns, progress))


def _build(place: BuildPlace, memory: Memory, listed_ns: int, progress: Progress) -> BuildReport:
    stages = Stages()
    if place.options.clean:
        memory.forget_all_but_claims()
    claim_folder(place.output, is_known=holds_only_ours(place, memory))
    prepared = prepare(place, memory, listed_ns, stages, progress)
    if place.options.blocks(prepared.problems):
        return _finished(report_of(place, prepared, [], (), None), stages)
    staging = staging_folder(place.output)
    discard(staging)
    try:
        with stages.stage("render"):
            done = _produce(place, prepared, staging, progress)
        problems = in_order(one.problem for one in done if one.problem)
        if place.options.blocks(problems):
            return _finished(report_of(place, prepared, done, problems, None), stages)
        with uninterrupted():
            with stages.stage("write"):
                published = publish_done(place, prepared.past, prepared.work, done, memory)
            with stages.stage("remember"):
                remember_done(place, prepared.book, prepared.work, done, memory)
    finally:
        discard(staging)
    problems += published.problems
    return _finished(report_of(place, prepared, done, problems, published.deleted), stages)


def _finished(report: BuildReport, stages: Stages) -> BuildReport:
    return with_changes(report, seconds=stages.seconds())


def _produce(place: BuildPlace, prepared: Prepared, staging: Path, progress: Progress) -> list[Done]:
    jobs, index = prepared.work.jobs, prepared.index
    shop = Workshop(
        place.memory,
        index.term_links(),
        prepared.frame,
        prepared.theme,
        prepared.assets.files,
        str(staging),
        prepared.templates_digest,
        find_segments(jobs, index),
    )
    staging.mkdir(parents=True)
    progress("render", 0, len(jobs))
    order = rendering_order(jobs, index)
    done: list[Done] = []
    for results in run(PRODUCE, shop, [jobs[position] for position in order], place.options.jobs):
        done += results
        progress("render", len(done), len(jobs))
    by_position = dict(zip(order, done, strict=True))
    return [by_position[position] for position in range(len(jobs))]


class Checked(NamedTuple):
    """What is wrong with a site, and what was built of it last."""

    problems: tuple[Problem, ...]
    base_url: str
    """With which the output was made; empty when there is none."""


def check_site(root: Path, settings: Settings, options: BuildOptions) -> Checked:
    """Return every problem that can be found without rendering, and those that were told of what was rendered."""
    place = place_of(root, settings, options)
    return work_alone(place, silent, lambda memory, now_ns: _check(place, memory, now_ns))


def _check(place: BuildPlace, memory: Memory, listed_ns: int) -> Checked:
    return Checked(prepare(place, memory, listed_ns, Stages(), silent).problems, memory.meta(BASE_URL))
