"""What of another generator's Markdown means nothing here, for the warning that names it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sitegen.errors import Problem

MOST_TOLD = 50
"""Of one body, told one by one."""


class LeftOut(NamedTuple):
    """Something that was left out of a body."""

    name: str
    """As people know it: `{{< tabs >}}`, `{% include x.html %}`, `<Tabs>`."""
    line: int
    """From 0 in the body."""


def left_out_problems(left_out: Sequence[LeftOut], first_line: int, shown_path: str) -> tuple[Problem, ...]:
    """Return a warning of each; those of all texts are told together."""
    return tuple(_problem(one, first_line + one.line, shown_path) for one in left_out[:MOST_TOLD])


def _problem(one: LeftOut, line: int, shown_path: str) -> Problem:
    message = f"{one.name} means nothing here: it is left out, and what stands inside it stays"
    several = "kinds of template code in texts mean nothing here and are left out"
    hint = "It is another generator's. Write in Markdown or HTML what it stood for, or delete it."
    return Problem("warning", shown_path, line, 0, "", message, hint, several=several, name=one.name)
