"""Problems: their order, and how their place is written."""

from __future__ import annotations

from sitegen.errors import Problem, in_order


def problem(path: str, line: int = 0, column: int = 0, message: str = "it is wrong") -> Problem:
    return Problem("error", path, line, column, "", message)


def test_problems_come_by_their_place_and_once() -> None:
    """However many outputs a problem was found in, it is told once."""
    given = [problem("b.md", 1), problem("a.md", 10, 2), problem("a.md", 9), problem("a.md", 10, 1), problem("b.md", 1)]
    two = [problem("a.md", 9, 0, "first"), problem("a.md", 9, 0, "second")]
    assert [one.where() for one in in_order(given)] == ["a.md:9", "a.md:10:1", "a.md:10:2", "b.md:1"]
    assert [one.message for one in in_order([*two[::-1], *given])][:3] == ["first", "it is wrong", "second"]
    assert in_order([problem("b.md", message="a"), problem("a.md", message="b")])[0].path == "a.md"


def test_a_place_is_told_as_far_as_it_is_known() -> None:
    """Without a line there is no column."""
    places = [("a.md", 0, 0), ("a.md", 3, 0), ("a.md", 3, 7), ("a.md", 0, 7)]
    assert [problem(*place).where() for place in places] == ["a.md", "a.md:3", "a.md:3:7", "a.md"]
