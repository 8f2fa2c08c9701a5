"""Let makers build in turn, round by round, and keep what each run took and did.

Never: knows a goal.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.makers import HERE, Maker
from benchmarks.measure import Measurement, measure
from benchmarks.tree import Difference, compare_snapshots, count_files, take_snapshot

Edit = Callable[[int], None]
"""What is done before a round, given its number."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: what it took and what it did to the output."""

    taken: Measurement
    files: Difference
    report: dict[str, Any] = field(default_factory=dict)
    """What `--json` told, of this project's generator."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One maker and how many rounds it takes part in."""

    maker: Maker
    rounds: int


def run_in_turn(
    turns: Sequence[Turn], edit: Edit | None = None, *, clean: bool = False, digests: bool = True
) -> list[Run]:
    """Let the makers build in turn, and return the median run of each, in their order.

    `edit` changes the sources or templates before each round. A `clean` start finds neither output nor memory.
    Without `digests`, files with other bytes are not told from files that were written.
    """
    runs: list[list[Run]] = [[] for _ in turns]
    for round_number in range(max(turn.rounds for turn in turns)):
        if edit:
            edit(round_number)
        for turn, found in zip(turns, runs, strict=True):
            if round_number < turn.rounds:
                found.append(run_once(turn.maker, clean=clean, digests=digests))
    return [median_run(found) for found in runs]


def run_once(maker: Maker, *, clean: bool = False, digests: bool = True) -> Run:
    """Let a maker build once."""
    if clean:
        maker.forget()
    before = {} if clean else take_snapshot(maker.output, digests=digests)
    # What earlier steps wrote must not be written to disk on this run's time.
    os.sync()
    taken = measure(maker.command, folder=HERE.parent)
    if clean:
        count = count_files(maker.output)
        files = Difference(count, count, count, 0)
    else:
        files = compare_snapshots(before, take_snapshot(maker.output, digests=digests))
    report = json.loads(taken.output) if taken.output.lstrip().startswith("{") else {}
    print(
        f"    {maker.name}: {taken.seconds:.2f} s, CPU {taken.cpu_seconds:.2f} s, {taken.peak_bytes / 1e6:.0f} MB, "
        f"{files.written} of {files.files} files written, {files.changed} with other bytes, "
        f"{files.deleted} deleted",
        file=sys.stderr,
    )
    return Run(taken, files, report)


def run_command(command: Sequence[str], rounds: int) -> Run:
    """Run a command that builds nothing some times and return the median run."""
    return median_run([Run(measure(command, folder=HERE.parent), Difference(0, 0, 0, 0)) for _ in range(rounds)])


def copy_floor(folders: Sequence[Path], target: Path) -> Measurement:
    """Return what copying folders takes: no generator that reads and writes as much can be quicker by much."""
    target.mkdir(parents=True)
    os.sync()
    return measure(("cp", "-r", *map(str, folders), str(target)))


def median_run(runs: Sequence[Run]) -> Run:
    """Return the run with the median time (the lower one of two)."""
    return sorted(runs, key=lambda run: run.taken.seconds)[(len(runs) - 1) // 2]
