"""Prints results, problems and a progress bar. Nothing else of the package prints."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TextIO

from sitegen.cli.command_lines import as_typed
from sitegen.cli.report_text import annotation, outcome_line, problem_lines, shown_problems, visible
from sitegen.engine.report import WAITING
from sitegen.errors import Problem, SitegenError
from sitegen.values import with_changes

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

BAR_AFTER_SECONDS = 1.0
_REDRAW_SECONDS = 0.1
_MOST_READ = 4_000_000
_ANSI = {"strong": "1", "error": "1;31", "warning": "1;33", "quiet": "2"}
# Also in the formats of other systems (`:secured:`, `secured = "..."`), whose front matter is reported, not read.
_OPAQUE = re.compile(rb"""(?:^|[^A-Za-z0-9])(?:secured|intake)["']?\s*(?:[]:=.]|\xef\xbc\x9a|$)""", re.IGNORECASE)
_KEY = re.compile(rb"""[\w"'?][^:]*:(?:\s|$)""")


class Terminal:
    """Where a command prints: results on standard output, problems and progress on standard error."""

    def __init__(self, environ: Mapping[str, str], *, is_quiet: bool = False, is_strict: bool = False) -> None:
        """Read NO_COLOR, TERM, GITHUB_ACTIONS and GITHUB_WORKSPACE from the environment.

        Where it `is_quiet`, only what makes a command fail is printed: errors, and warnings too where it `is_strict`.
        """
        self.is_quiet = is_quiet
        self._is_strict = is_strict
        self._has_spoken = False
        self._has_colour = (
            sys.stderr.isatty() and not environ.get("NO_COLOR") and environ.get("TERM", "") not in ("", "dumb")
        )
        self._repository = environ.get("GITHUB_WORKSPACE", ".") if environ.get("GITHUB_ACTIONS") == "true" else ""

    def say(self, *lines: str) -> None:
        """Print lines on standard output, unless it must be quiet."""
        if not self.is_quiet:
            self.result(*lines)
            self._has_spoken = True

    def result(self, *lines: str) -> None:
        """Print on standard output what was asked for."""
        print(*lines, sep="\n", flush=True)

    def complain(self, message: str, hint: str = "") -> None:
        """Print on standard error what stops a command, and what to do about it."""
        print(f"{self.paint('sitegen', 'error')}: {visible(message)}", file=sys.stderr)
        if hint:
            print(f"    {visible(hint)}", file=sys.stderr)

    def note(self, message: str) -> None:
        """Print on standard error what is good to know, unless it must be quiet."""
        if not self.is_quiet:
            print(f"sitegen: {visible(message)}", file=sys.stderr)

    def stopped(self, root: Path, error: SitegenError) -> None:
        """Print on standard error what stopped a command, with its problems if it has any."""
        self.complain(str(error), as_typed(error.hint, str(root)))
        if not error.problems:
            self._annotate(root, [Problem("error", "", 0, 0, "", str(error), error.hint)])
        self.problems(root, error.problems)

    def problems(self, root: Path, problems: Sequence[Problem], outcome: str = "") -> None:
        """Print problems with their source lines on standard error, at most 50, and the outcome."""
        shows_all = self._is_strict or not self.is_quiet
        shown = [problem for problem in problems if shows_all or problem.level == "error"]
        if not shown:
            return
        if self._has_spoken:
            print(file=sys.stderr)
        for problem in shown_problems(shown):
            typed = with_changes(problem, hint=as_typed(problem.hint, str(root)))
            lines = problem_lines(typed, source_line(root, problem), self.paint)
            print(*lines, sep="\n", file=sys.stderr)
        print(outcome_line(shown, outcome), file=sys.stderr)
        self._annotate(root, shown)

    def progress(self) -> ProgressBar:
        """Return a progress bar: a context manager that the build calls."""
        return ProgressBar(sys.stderr, is_shown=sys.stderr.isatty(), is_quiet=self.is_quiet)

    def paint(self, text: str, kind: Literal["strong", "error", "warning", "quiet"]) -> str:
        """Return a text in the colour of its kind, where the terminal has colours."""
        return f"\x1b[{_ANSI[kind]}m{text}\x1b[0m" if self._has_colour else text

    def _annotate(self, root: Path, problems: Sequence[Problem]) -> None:
        """Print annotations for GitHub, which shows the problems beside the changed lines."""
        if self._repository:
            folder = Path(os.path.relpath(root.absolute(), self._repository)).as_posix()
            prefix = "" if folder == "." else folder + "/"
            lines = [annotation(problem, prefix) for problem in shown_problems(problems)]
            print(*lines, sep="\n", file=sys.stderr)


def open_terminal(*, is_quiet: bool = False, is_strict: bool = False) -> Terminal:
    """Return the terminal of this process."""
    return Terminal(os.environ, is_quiet=is_quiet, is_strict=is_strict)


class ProgressBar:
    """Shows the progress of a build that takes more than a second, and leaves no trace."""

    def __init__(self, stream: TextIO, *, is_shown: bool, is_quiet: bool) -> None:
        """Write to a stream: a bar where it `is_shown`, and unless `is_quiet` that it waits for another build."""
        self._stream = stream
        self._is_shown = is_shown and not is_quiet
        self._is_quiet = is_quiet
        self._start = time.monotonic()
        self._drawn = 0.0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of a stage are done."""
        if stage == WAITING and not self._is_quiet:
            words = "sitegen: another build is using the site or its output folder; waiting for it to finish"
            print(words, file=self._stream, flush=True)
        if not self._is_shown or time.monotonic() - self._start < BAR_AFTER_SECONDS:
            return
        if self._bar is None or self._task is None:
            self._begin()
        now = time.monotonic()
        if self._bar is not None and self._task is not None and now - self._drawn >= _REDRAW_SECONDS:
            self._drawn = now
            self._bar.update(self._task, description=stage, completed=done, total=total or None, refresh=True)

    def _begin(self) -> None:
        # Loading rich takes as long as a small build, so it waits until there is a bar to show.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description:<8}"), BarColumn(bar_width=32), MofNCompleteColumn())
        # Without its own refreshing, rich starts no thread; with one, worker processes could not start by fork.
        self._bar = Progress(*columns, console=Console(file=self._stream), transient=True, auto_refresh=False)
        self._task = self._bar.add_task("")
        self._bar.start()


def source_line(root: Path, problem: Problem) -> str | None:
    """Return the line of the source that a problem is about; None when there is none or it cannot be read.

    A line that holds a part of `secured` or `intake` is never shown: what is printed is often public, in a build log.
    """
    if not problem.line:
        return None
    try:
        file = root / problem.path
        if not stat.S_ISREG(file.stat().st_mode):
            return None
        with file.open("rb") as stream:
            lines = stream.read(_MOST_READ).split(b"\n", problem.line)
    except (OSError, ValueError):
        return None
    if len(lines) < problem.line or _is_in_opaque(lines[: problem.line]):
        return None
    return lines[problem.line - 1].decode("utf-8-sig" if problem.line == 1 else "utf-8", "replace").rstrip("\r")


def _is_in_opaque(lines: Sequence[bytes]) -> bool:
    """Return whether the last of these lines belongs to what is opaque: the key's own line, or one of its value."""
    indent = -1
    text = b"\n".join(lines).lower()
    if b"secured" not in text and b"intake" not in text:
        return False
    for number, line in enumerate(lines):
        rest = line.lstrip(b" \t-")
        if number and line.rstrip() == b"---":
            return False  # the front matter ends
        if _OPAQUE.search(line):
            indent = len(line) - len(rest)
        elif len(line) - len(rest) <= indent and _KEY.match(rest):
            indent = -1
    return indent >= 0
