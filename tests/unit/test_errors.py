"""Problems: their order, and how their place is written."""

from __future__ import annotations

from sitegen.errors import Problem, in_order, sum_up


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


def test_problems_of_one_kind_are_told_together() -> None:
    """Several of a kind are one with their number and the first places, one thing in several places says how often."""

    def one(name: str, line: int) -> Problem:
        return Problem("warning", "x.md", line, 0, "", f"{name} is lost", several="things are lost", name=name)

    assert [found.message for found in sum_up([one("a", 1)])] == ["a is lost"]
    assert [found.message for found in sum_up([one("a", 2), one("a", 1)])] == ["a is lost (2 times)"]
    (together,) = sum_up([one("b", 2), one("a", 1), one("b", 3)])
    assert together.message == "2 things are lost: a (x.md:1), b (x.md:2, 2 times)"
    assert [(found.name, found.line) for found in together.each] == [("a", 1), ("b", 2), ("b", 3)]
