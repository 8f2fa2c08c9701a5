"""Collects the problems of one source, each with its place."""

from __future__ import annotations

from sitegen.errors import Level, Problem

MOST_PROBLEMS = 100
"""Of one source. A file that is wrong in a thousand places is not read any better with a thousand messages."""


class ProblemList:
    """What is wrong in one source, in the order in which it was found."""

    __slots__ = ("_found", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        """How the owner knows the file."""
        self._found: list[Problem] = []

    def add(
        self,
        level: Level,
        place: tuple[int, int, int],
        field: str,
        message: str,
        hint: str = "",
    ) -> None:
        """Note a problem at a place: line, column and span, 0 where not known."""
        line, column, span = place
        self._note(Problem(level, self.path, line, column, field, message, hint, span))

    def _note(self, problem: Problem) -> None:
        if len(self._found) < MOST_PROBLEMS:
            self._found.append(problem)
        elif problem.level == "error" and not self.has_error:
            self._found[-1] = problem

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Note problems that were found elsewhere in the same source."""
        for problem in problems:
            self._note(problem)

    @property
    def has_error(self) -> bool:
        """Return whether one of the problems is an error."""
        return any(problem.level == "error" for problem in self._found)

    def all(self) -> tuple[Problem, ...]:
        """Return the problems by line and column."""
        return tuple(sorted(self._found, key=lambda problem: (problem.line, problem.column)))
