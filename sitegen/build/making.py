"""The making of a site on one screen: prepare (parse, index, plan, compare), render, write, remember.

Never: prints; knows what a stage does inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.build.code import code_digest
from sitegen.build.interrupts import uninterrupted
from sitegen.build.place import BuildPlace, Progress, place_of, silent
from sitegen.build.preparing import Prepared, prepare
from sitegen.build.producing import PRODUCE, Done, Workshop
from sitegen.build.publishing import BASE_URL, publish_done, remember_done
from sitegen.build.reading import Recalled, recall
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions, BuildReport
from sitegen.build.reporting import report_of
from sitegen.build.scanning import Scanned, scan_site
from sitegen.build.stages import Stages
from sitegen.build.standing import remember_standing
from sitegen.build.workers import run
from sitegen.build.writer import Staging, begin_staging, clear_away, staging_folder
from sitegen.cache import Memory
from sitegen.errors import Problem, in_order
from sitegen.settings import Settings


def get_ready(place: BuildPlace, memory: Memory) -> Recalled:
    """Do what needs none of the site's files, for a build that will find something to make."""
    return recall(memory, place.settings, code_digest())


def make(place: BuildPlace, recalled: Recalled, scanned: Scanned, steps: tuple[Stages, Progress]) -> BuildReport:
    """Make what must be made of a site that was scanned, and tell what was done; the stages fill in its seconds."""
    (stages, progress), memory = steps, recalled.memory
    prepared = prepare(place, recalled, scanned, steps)
    if place.options.blocks(prepared.problems):
        return report_of(place, prepared, [], (), None)
    staging = begin_staging(place.output)
    try:
        with stages.stage("render"):
            done = _produce(place, prepared, staging, progress)
        problems = in_order(one.problem for one in done if one.problem)
        if place.options.blocks(problems):
            return report_of(place, prepared, done, problems, None)
        with uninterrupted():
            with stages.stage("write"):
                published = publish_done(place, staging, prepared.work, done, memory)
            problems += published.problems
            report = report_of(place, prepared, done, problems, published.deleted)
            with stages.stage("remember"):
                remember_done(place, prepared.book, prepared.work, done, memory)
                remember_standing(place, memory, scanned, None if problems else report)
    finally:
        clear_away(staging_folder(place.output), place.rubbish)
    return report


def _produce(place: BuildPlace, prepared: Prepared, staging: Staging, progress: Progress) -> list[Done]:
    jobs, needs = prepared.work.jobs, prepared.needs
    shop = Workshop(
        place.memory,
        needs.links,
        prepared.frame,
        prepared.theme,
        prepared.assets.files,
        staging,
        len(jobs) >= PRODUCE.enough,
        prepared.templates_digest,
        needs.segments,
    )
    progress("render", 0, len(jobs))
    in_order_of_jobs = sorted(range(len(jobs)), key=needs.order.__getitem__)
    done: list[Done] = []
    for results in run(PRODUCE, shop, [jobs[position] for position in needs.order], place.options.jobs):
        done += results
        progress("render", len(done), len(jobs))
    return [done[number] for number in in_order_of_jobs]


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
    with scan_site(place, memory, listed_ns) as scanned:
        prepared = prepare(place, get_ready(place, memory), scanned, (Stages(), silent))
    return Checked(prepared.problems, memory.meta(BASE_URL))
