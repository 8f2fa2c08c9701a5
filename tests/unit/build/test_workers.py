"""One face for one process and many."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sys
from collections.abc import Sequence

import pytest

from sitegen.build.workers import SPAWN_FROM, Task, run
from sitegen.errors import SitegenError


def begin(offset: int) -> int:
    return offset


def add(state: int, numbers: Sequence[int]) -> tuple[int, list[int]]:
    return os.getpid(), [state + number for number in numbers]


HERE_ALONE: list[str] = []


def look(state: int, numbers: Sequence[int]) -> bool:
    return bool(HERE_ALONE)


def die(state: int, numbers: Sequence[int]) -> int:
    os._exit(9)


ADD: Task[int, int, int, tuple[int, list[int]]] = Task(begin, add, enough=200)
LOOK: Task[int, int, int, bool] = Task(begin, look, enough=2)
DIE: Task[int, int, int, int] = Task(begin, die, enough=2)


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_order(jobs: int) -> None:
    """Results come in the order of the work, however many processes do it."""
    results = list(run(ADD, 100, range(500), jobs))
    assert [number for _, numbers in results for number in numbers] == list(range(100, 600))


def test_little_work_stays_here() -> None:
    """Less than enough work starts no process."""
    assert {pid for pid, _ in run(ADD, 0, range(199), 0)} == {os.getpid()}


def test_more_work_goes_out() -> None:
    """With processes asked for, the work is not done in this one."""
    assert os.getpid() not in {pid for pid, _ in run(ADD, 0, range(500), 2)}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
@pytest.mark.parametrize(("count", "is_copied"), [(500, True), (SPAWN_FROM, False)])
def test_a_large_process_is_not_copied(count: int, is_copied: bool) -> None:
    """Where there is much work, and so much in memory, processes start anew instead of as copies of this one."""
    HERE_ALONE.append("a page")
    try:
        assert set(run(LOOK, 0, range(count), 2)) == {is_copied}
    finally:
        HERE_ALONE.clear()


def test_lost_process() -> None:
    """A process that dies ends the build with a sentence that says what to do."""
    with pytest.raises(SitegenError, match="ended before its work was done"):
        list(run(DIE, 0, range(200), 2))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is forked")
@pytest.mark.parametrize("started", [0, 1])
def test_no_room_for_another_process(started: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that lets no more processes start is told of, and those that were started end."""
    fork, left = os.fork, [started]

    def fork_while_there_is_room() -> int:
        left[0] -= 1
        if left[0] < 0:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", fork_while_there_is_room)
    with pytest.raises(SitegenError, match="did not let the build start another process"):
        list(run(ADD, 0, range(500), 2))
    for child in multiprocessing.active_children():
        child.join(timeout=10)
    assert multiprocessing.active_children() == []
