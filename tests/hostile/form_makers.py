"""Makers of forms: recipes for texts of any size, out of a few signs."""

from __future__ import annotations

from collections.abc import Callable

Form = Callable[[int], str]
"""Makes a text of about so many characters."""


def repeated(unit: str, before: str = "", after: str = "") -> Form:
    """Return a form that repeats a unit, with something before and after it."""
    return lambda size: before + unit * max(1, size // len(unit)) + after


def nested(opening: str, closing: str, inside: str = "x") -> Form:
    """Return a form that opens something within itself and closes it again."""

    def make(size: int) -> str:
        depth = max(1, size // (len(opening) + len(closing)))
        return opening * depth + inside + closing * depth

    return make


def square(cell: str, row_end: str = "\n", head: str = "") -> Form:
    """Return a form with as many rows as columns; `head` is the unit of a second row."""

    def make(size: int) -> str:
        side = max(2, int((size / len(cell)) ** 0.5))
        row = cell * side + row_end
        return row + (head * side + row_end if head else "") + row * (side - 1)

    return make


def numbered(unit: str) -> Form:
    """Return a form that repeats a unit, each time with another number in the place of `#`."""

    def make(size: int) -> str:
        return "".join(unit.replace("#", str(number)) for number in range(max(1, size // (len(unit) + 3))))

    return make


def stairs(unit: str, end: str = "\n", step: str = "  ") -> Form:
    """Return a form whose lines are each indented further than the one before."""

    def make(size: int) -> str:
        depth = max(1, int((2 * size / len(step)) ** 0.5) - 1)
        return "".join(step * number + unit + end for number in range(depth))

    return make


def growing(unit: str, gap: str = "a") -> Form:
    """Return a form of runs, each one longer than the one before."""

    def make(size: int) -> str:
        count = max(1, int((2 * size / len(unit)) ** 0.5))
        return "".join(unit * number + gap for number in range(1, count))

    return make


def both(first: Form, second: Form) -> Form:
    """Return a form whose first half is one and whose second half is another."""
    return lambda size: first(size // 2) + second(size // 2)
