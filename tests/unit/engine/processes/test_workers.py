"""One face for one process and many."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sys
from collections.abc import Sequence
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from sitegen.engine.processes.task import Task
from sitegen.engine.processes.workers import SPAWN_FROM, run
from sitegen.errors import SitegenError
from tests.command_line import LONGEST_WAIT_SECONDS


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


def weigh(number: int) -> float:
    return 1 / 3 if number < 30 else 0.0


@pytest.mark.parametrize("jobs", [1, 2])
def test_heavy_work_is_handed_out_in_small_parts(jobs: int) -> None:
    """What will weigh much in memory is not handed out by the hundred, and nothing is left out."""
    task = Task(begin, add, enough=2, weigh=weigh)
    parts = [numbers for _, numbers in run(task, 0, range(40 * 256), jobs)]
    assert [len(part) for part in parts[:9]] == [3] * 9
    assert max(map(len, parts)) == 256
    assert [number for part in parts for number in part] == list(range(40 * 256))


def tens(number: int) -> str:
    return f"tens {number // 10}" if number >= 400 else ""


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_needs_the_same_is_handed_out_together(jobs: int) -> None:
    """Items in a row that need what is made once for all of them come to one worker, in one part."""
    task = Task(begin, add, enough=2, belongs_to=tens)
    parts = [numbers for _, numbers in run(task, 0, range(600), jobs)]
    assert [number for part in parts for number in part] == list(range(600))
    owners = [{tens(number) for number in part} - {""} for part in parts]
    found = [owner for part in owners for owner in part]
    assert len(found) == len(set(found)) == 20 and len(parts) > 10


@pytest.mark.parametrize("number", [0, 1, 2, 255, 256, 257, 512, 513])
def test_nothing_is_left_out(number: int) -> None:
    """However many pieces of work there are, the last one is done too."""
    parts = [numbers for _, numbers in run(ADD, 0, range(number), 1)]
    assert [one for part in parts for one in part] == list(range(number))
    heavy = Task(begin, add, enough=200, weigh=float)
    assert [one for _, part in run(heavy, 0, [1] * number, 1) for one in part] == [1] * number


def leave_a_mark(folder: Path) -> None:
    (folder / str(os.getpid())).touch()


def see(folder: Path, numbers: Sequence[int]) -> int:
    while not (folder / str(os.getpid())).exists():
        pass
    return os.getpid()


def stay(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(("jobs", "elsewhere"), [(1, False), (2, True)])
def test_what_is_done_meanwhile(jobs: int, elsewhere: bool, tmp_path: Path) -> None:
    """A worker has a thread beside its work; this process, whose later forks must be without threads, has none."""
    task = Task(stay, see if elsewhere else lambda folder, numbers: os.getpid(), enough=2, meanwhile=leave_a_mark)
    pids = {str(pid) for pid in run(task, tmp_path, range(500), jobs)}
    assert {path.name for path in tmp_path.iterdir()} >= pids if elsewhere else not list(tmp_path.iterdir())


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
        # What processes that start anew share is watched by one more, which would be a child of every later test.
        resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]


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
        child.join(LONGEST_WAIT_SECONDS)
    assert multiprocessing.active_children() == []
