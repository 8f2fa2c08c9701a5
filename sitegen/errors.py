"""Problems: what is wrong in the owner's content, as data; and the error that stops everything."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from sitegen.values import Value

Level = Literal["error", "warning"]

MOST_NAMED = 3
"""Of those that a message sums up."""


class Problem(Value, frozen=True):
    """Something wrong in what the owner wrote, and what to do about it."""

    level: Level
    """`error` withholds the page and fails the build; `warning` does not."""
    path: str
    """The file, relative to the site's folder, with `/`."""
    line: int
    """From 1; 0 when the whole file is meant."""
    column: int
    """From 1; 0 when the whole line is meant."""
    field: str
    """The front-matter key or setting, dotted and indexed (`related[2].webUrl`); may be empty."""
    message: str
    """What is wrong, in the owner's words."""
    hint: str = ""
    """What to do about it."""
    span: int = 0
    """How many characters from `column` on are meant, for the caret line."""
    several: str = ""
    """What is said of several of its kind behind their number; they are told together. Empty: it is told alone."""
    name: str = ""
    """What it is about, where it is told with others."""
    each: tuple[Problem, ...] = ()
    """The single ones, where this one sums up several of a kind."""

    def where(self) -> str:
        """Return `path:line:column`, as far as it is known."""
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


def whole_file(level: Level, path: str, message: str, hint: str, field: str = "") -> Problem:
    """Return what is wrong with a file where no line of it is meant."""
    return Problem(level, path, 0, 0, field, message, hint)


def sum_up(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with one in place of all those that are told together: it counts them and names the first."""
    alone: list[Problem] = []
    together: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.several:
            together.setdefault(problem.several, []).append(problem)
        else:
            alone.append(problem)
    return [*alone, *(_sum(found) for found in together.values())]


def _sum(found: list[Problem]) -> Problem:
    if len(found) == 1:
        return found[0]
    ranked = sorted(found, key=lambda one: (one.path, one.line, one.column, one.name))
    times: dict[str, list[Problem]] = {}
    for problem in ranked:
        times.setdefault(problem.name, []).append(problem)
    first = ranked[0]
    message = f"{len(times):,} {first.several}: {first_few([_named(one) for one in times.values()])}"
    if len(times) == 1:
        message = f"{first.message} ({len(found):,} times)"
    return Problem(
        "warning", first.path, first.line, first.column, "", message, first.hint, first.span, each=tuple(ranked)
    )


def _named(found: list[Problem]) -> str:
    times = f", {len(found):,} times" if len(found) > 1 else ""
    return f"{found[0].name} ({found[0].where()}{times})"


def first_few(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Return the first of some names, and how many more there are."""
    return ", ".join(names[:most]) + (f" and {len(names) - most:,} more" if len(names) > most else "")


def near_miss(typed: str, known: Iterable[str], otherwise: str = "", least: float = 0.6) -> str:
    """Return "did you mean `x`?" where a known name is at least so like what was typed (0 to 1), else `otherwise`."""
    near = get_close_matches(typed, [*known], 1, least)
    return f"did you mean `{near[0]}`?" if near else otherwise


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by place, each once however many outputs it was found in."""
    once = {(one.path, one.line, one.column, one.message, one.field, one.level): one for one in problems}
    return tuple(once[key] for key in sorted(once))


class BadValue(ValueError):
    """A text that is not what is due where it stands. `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class SitegenError(Exception):
    """What stops a command altogether: no site here, output folder not ours, disk full.

    `hint` says what to do. `exit_code` is 2 for usage and configuration, else 1.
    """

    def __init__(self, message: str, hint: str = "", *, exit_code: int = 1, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code
        self.problems = problems


@contextmanager
def usage_errors(place: str) -> Iterator[None]:
    """Stop a command, with exit code 2, where what a person typed is a `BadValue`; `place` is said before that."""
    try:
        yield
    except BadValue as error:
        raise SitegenError(f"{place}{error}", error.hint, exit_code=2) from None


class ChangedMeanwhileError(SitegenError):
    """A file is not as it was when the build began; the next build makes what it is now."""


def machine_words(error: OSError) -> str:
    """Return what the machine says is wrong, and with which file."""
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or type(error).__name__}{where}"


def machine_error(error: OSError) -> SitegenError:
    """Return what to say when the machine does not let a command do its work."""
    return disk_full(error) if is_full(error) else SitegenError(machine_words(error))


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """Add the name of a file to an error of the machine inside: Python does not say which file could not be written."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(file)
        raise


def is_full(error: OSError) -> bool:
    """Return whether there was no room: the disk is full, or what this account or process may write is used up."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def disk_full(error: OSError, folder: Path | None = None, needed: int = 0) -> SitegenError:
    """Return what to say when there was no room in a folder (else in that of the error's file); `needed` in bytes."""
    named = Path(os.fsdecode(error.filename)).parent if error.filename else None
    place = folder or named
    where = f" in {place}" if place else ""
    rest = f"; {_megabytes(_free(place))} are free" if place else ""
    words = f"There is no room{where} ({error.strerror or error}{rest})."
    need = f"About {_megabytes(needed)} more are needed. " if needed else ""
    cure = "Lift the limit on the size of files (ulimit -f)" if error.errno == errno.EFBIG else "Make room on that disk"
    return SitegenError(words, f"{need}{cure} and run the command again. What was published is as it was, or whole.")


def _free(folder: Path) -> int:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
