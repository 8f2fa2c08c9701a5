"""How a command ends: its exit code, and what stopped it as a problem and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sitegen.cli.report_text import problems_json
from sitegen.cli.terminal import Terminal
from sitegen.engine.report import BuildReport
from sitegen.errors import Problem, SitegenError, machine_error

FINE, PROBLEMS, WITHHELD = 0, 1, 4
"""Exit codes; the others are in `main.py`."""


def exit_code(problems: Sequence[Problem], *, is_strict: bool) -> int:
    """Return whether these problems make a command fail; where it `is_strict`, warnings do too."""
    is_bad = any(problem.level == "error" for problem in problems) or (is_strict and bool(problems))
    return PROBLEMS if is_bad else FINE


def as_problem(error: SitegenError) -> Problem:
    """Return what stopped a command as a problem without a place."""
    return Problem("error", "", 0, 0, "", str(error), error.hint)


def build_exit_code(report: BuildReport, differing: Sequence[Problem], *, is_strict: bool) -> int:
    """Return how a build ends; `differing` are outputs that are not what a clean build makes."""
    if not report.did_publish or differing or (is_strict and report.problems):
        return PROBLEMS
    return WITHHELD if report.errors else FINE


@contextmanager
def json_of_what_stops(
    terminal: Terminal, in_json: Callable[[Sequence[Problem]], str] = problems_json, *, is_wanted: bool
) -> Iterator[None]:
    """Print what stops a command as JSON too, because a program does not read the text, where JSON `is_wanted`."""
    try:
        yield
    except (SitegenError, OSError) as error:
        if is_wanted:
            stopped = machine_error(error) if isinstance(error, OSError) else error
            terminal.result(in_json(stopped.problems or (as_problem(stopped),)))
        raise
