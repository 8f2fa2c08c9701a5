"""What is told of an output folder that was compared with a clean build.

Never: compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sitegen.errors import Problem, in_order
from sitegen.report_text import counted, visible

if TYPE_CHECKING:
    from sitegen.build.verifying import Verified

_NOT_CLEAN = "is not what a clean build makes"
_NOT_MADE = "is nothing that this site makes, but stands where its own files stand"


def difference_problems(found: Verified, folder: str) -> tuple[Problem, ...]:
    """Return an error for each path of the output folder that is not as a clean build leaves it."""
    differing = [
        Problem("error", f"{folder}/{path}", 0, 0, "", _NOT_CLEAN, "This is a bug in sitegen; build with --clean.")
        for path in found.differing
    ]
    superfluous = [
        Problem("error", f"{folder}/{path}", 0, 0, "", _NOT_MADE, "Delete it, or move it to static/ to publish it.")
        for path in found.superfluous
    ]
    return in_order([*differing, *superfluous])


def verified_lines(differing: Sequence[Problem], foreign: Sequence[str], folder: str) -> list[str]:
    """Return what is told besides the problems: what others put into the output folder, by name, and the proof."""
    place = visible(folder.rstrip("/") + "/")
    first = f"Not ours, and left alone in {place}: {counted(len(foreign), 'file')}"
    lines = [first, *(f"    {visible(path)}" for path in foreign)] if foreign else []
    if differing:
        return [*lines, "Not verified: what differs from a clean build is told below."]
    return [*lines, "Verified: every file of the site is byte for byte what a clean build makes."]
