"""Processes that end before their work is done."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from time import monotonic

import pytest

from sitegen.engine.processes.pool import run_in_processes
from sitegen.engine.processes.task import Task
from sitegen.errors import SitegenError
from tests.command_line import LONGEST_WAIT_SECONDS


def begin(_: int) -> int:
    return 0


def die(_: int, numbers: Sequence[int]) -> int:
    os._exit(9)


class ChunksThatTakeTheirTime(list[Sequence[int]]):
    """Chunks of which each is there only when the threads that were started for the one before it have ended."""

    def __iter__(self) -> Iterator[Sequence[int]]:
        before = threading.active_count()
        for chunk in super().__iter__():
            yield chunk
            end = monotonic() + LONGEST_WAIT_SECONDS
            while threading.active_count() > before and monotonic() < end:
                pass


def test_a_process_that_dies_while_others_are_handed_work() -> None:
    """A pool whose processes have died is told as that, and not as a machine that lets none start."""
    chunks = ChunksThatTakeTheirTime([[1], [2], [3]])
    task: Task[int, int, int, int] = Task(begin, die, enough=2)
    with pytest.raises(SitegenError, match="ended before its work was done"):
        list(run_in_processes(task, 0, chunks, 2, "spawn"))


def refuse(_: int) -> int:
    raise SitegenError("A file was changed.", "Build again.")


def test_a_process_that_cannot_begin_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    """What keeps a process from beginning is told as it is where the work was to be done; nothing else is printed."""
    task: Task[int, int, int, int] = Task(refuse, die, enough=2)
    with pytest.raises(SitegenError, match="A file was changed") as caught:
        list(run_in_processes(task, 0, [[1], [2]], 2, "spawn"))
    assert (caught.value.hint, capfd.readouterr()) == ("Build again.", ("", ""))
