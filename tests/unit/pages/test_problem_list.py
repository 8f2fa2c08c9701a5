"""A source tells at most a hundred problems, and never hides that one of them is an error."""

from __future__ import annotations

from sitegen.pages.problem_list import MOST_PROBLEMS, ProblemList


def test_an_error_after_a_hundred_warnings() -> None:
    """The first error found after the last warning that is told takes that one's place; later ones are left out."""
    problems = ProblemList("x.md")
    for line in range(1, MOST_PROBLEMS + 10):
        problems.add("warning", (line, 1, 1), "related", "odd")
    for line in (500, 501):
        problems.add("error", (line, 1, 1), "date", "bad")
    assert problems.has_error
    assert [problem.line for problem in problems.all()] == [*range(1, MOST_PROBLEMS), 500]
