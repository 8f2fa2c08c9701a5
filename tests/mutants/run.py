"""Makes one change at a time to a copy of the project and sees whether the tests notice: `make mutants`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests.command_line import PROJECT
from tests.mutants.table import Mutant, read_tables, select_mutants, why_no_python, why_stale
from tests.mutants.workbench import Run, Workbench, workbench

LEAST_SCORE = 0.92
"""The part of the faults that must be caught."""
_BASELINE_LIMIT = 900.0
_PATIENCE = 5
"""How many times as long as without a change tests may take, beyond a minute, before they count as stuck."""
_LAST_LINES = 15


class Verdict(NamedTuple):
    """What became of one mutant."""

    mutant: Mutant
    kind: str
    """`killed`, `survived`, `no fault`, `stale` or `red` (its tests fail without the change)."""
    note: str = ""
    seconds: float = 0.0


def main(arguments: Sequence[str]) -> int:
    """Run the mutants that are asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--only", nargs="+", default=(), metavar="WHICH", help="ids, beginnings of ids, files, tables")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="copies to work in at the same time")
    chosen = parser.parse_args(arguments)
    mutants = select_mutants(read_tables(), tuple(chosen.only))
    if not mutants:
        print(f"no mutant has the id, the file or the table {' '.join(chosen.only)}")
        return 2
    verdicts = []
    for verdict in judge_all(mutants, max(1, chosen.jobs)):
        print(*verdict_lines(verdict), sep="\n", flush=True)
        verdicts.append(verdict)
    print("", *summary_lines(verdicts), sep="\n")
    return 0 if is_good(verdicts) else 1


def judge_all(mutants: Sequence[Mutant], jobs: int, project: Path = PROJECT) -> Iterator[Verdict]:
    """Yield the verdict on each mutant of a project, those first that need no run."""
    runnable = []
    for mutant in mutants:
        if why := why_stale(mutant, project) or why_no_python(mutant, project):
            yield Verdict(mutant, "stale", why)
        elif mutant.no_fault:
            yield Verdict(mutant, "no fault", mutant.no_fault)
        else:
            runnable.append(mutant)
    if not runnable:
        return
    with ExitStack() as opened:
        free: SimpleQueue[Workbench] = SimpleQueue()
        for _ in range(jobs):
            free.put(opened.enter_context(workbench(project)))
        pool = opened.enter_context(ThreadPoolExecutor(jobs))
        test_sets = list(dict.fromkeys(mutant.tests for mutant in runnable))
        baselines = dict(zip(test_sets, pool.map(lambda tests: _baseline(free, tests), test_sets), strict=True))
        yield from pool.map(lambda mutant: _judge(free, mutant, baselines[mutant.tests]), runnable)


def _baseline(free: SimpleQueue[Workbench], tests: Sequence[str]) -> Run:
    bench = free.get()
    try:
        return bench.run_tests(tests, _BASELINE_LIMIT)
    finally:
        free.put(bench)


def _judge(free: SimpleQueue[Workbench], mutant: Mutant, baseline: Run) -> Verdict:
    if not baseline.passed:
        return Verdict(mutant, "red", "\n".join(baseline.output.splitlines()[-_LAST_LINES:]), baseline.seconds)
    bench = free.get()
    try:
        with bench.changed(mutant):
            run = bench.run_tests(mutant.tests, 60 + _PATIENCE * baseline.seconds)
    finally:
        free.put(bench)
    return Verdict(mutant, "survived" if run.passed else "killed", mutant.survives, run.seconds)


def verdict_lines(verdict: Verdict) -> list[str]:
    """Return what is printed of one mutant."""
    mutant, seconds = verdict.mutant, f"{verdict.seconds:6.1f} s" if verdict.seconds else " " * 8
    first = f"{verdict.kind:<8}  {seconds}  {mutant.id}"
    if verdict.kind == "killed":
        return [f"{first}  (said to survive: {verdict.note})" if verdict.note else first]
    reason = verdict.note or "not explained"
    return [f"{first}  {mutant.file}: {mutant.promise}", *(f"    {line}" for line in reason.splitlines())]


def score(verdicts: Iterable[Verdict]) -> float:
    """Return the part of the faults that was caught; what could not be judged counts as not caught."""
    faults = [verdict for verdict in verdicts if verdict.kind != "no fault"]
    return sum(verdict.kind == "killed" for verdict in faults) / len(faults) if faults else 1.0


def is_good(verdicts: Sequence[Verdict]) -> bool:
    """Return whether enough is caught, and all of the table could be judged."""
    return score(verdicts) >= LEAST_SCORE and not any(verdict.kind in ("stale", "red") for verdict in verdicts)


def summary_lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the counts and the score."""
    kinds = [verdict.kind for verdict in verdicts]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("killed", "survived", "no fault", "stale", "red"))
    unexplained = sum(verdict.kind == "survived" and not verdict.note for verdict in verdicts)
    return [
        f"{len(verdicts)} mutants: {counts}",
        f"{score(verdicts):.1%} of the faults are caught; at least {LEAST_SCORE:.0%} must be"
        + (f"; {unexplained} survivors are not explained" if unexplained else ""),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
