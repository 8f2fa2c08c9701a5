"""Runs work in this process or in several: one face for both, results in the order of the work.

Never: knows what the work is.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sitegen.build.beside import fork_is_safe
from sitegen.build.interrupts import unheard_by_children
from sitegen.errors import SitegenError
from sitegen.later import Later

if TYPE_CHECKING:
    import multiprocessing
    from concurrent.futures import Future, process
    from multiprocessing import connection
else:
    multiprocessing = Later("multiprocessing")
    process = Later("concurrent.futures.process")
    connection = Later("multiprocessing.connection")

Setup = TypeVar("Setup")
State = TypeVar("State")
Item = TypeVar("Item")
Result = TypeVar("Result")

SPAWN_FROM = 50_000
"""Items of work with which this process is a large one: a fork of it would keep a copy of all that changes here, if
only by being counted. A process that starts anew costs a quarter of a second."""

MOST_AT_ONCE = 256
"""Items handed out at a time: many, for what several items need alike is made once in each chunk."""
FEWEST_CHUNKS = 16
"""For each process: with fewer, one would be done long before another."""
CHUNKS_WAITING = 4
"""Chunks handed out per process beyond the one at work: enough to keep it busy, few enough to bound memory."""


def _do_nothing(_: object) -> None:
    pass


def _weigh_nothing(_: object) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Task(Generic[Setup, State, Item, Result]):
    """What workers do: make a state once per process, then turn chunks into results with it.

    All functions are module-level ones, and setups, items and results are values, so that they can cross processes.
    """

    begin: Callable[[Setup], State]
    work: Callable[[State, Sequence[Item]], Result]
    enough: int
    """Items, from which on processes pay."""
    end: Callable[[State], None] = _do_nothing
    """Closes what a state holds open."""
    weigh: Callable[[Item], float] = _weigh_nothing
    """Tells how much of a chunk an item fills: of those that weigh 1 each is handed out alone."""
    meanwhile: Callable[[Setup], None] = _do_nothing
    """Runs in a thread of each worker; not at all where the work is done in this process."""


def run(task: Task[Setup, State, Item, Result], setup: Setup, items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Give the result of each chunk of items, in order; `jobs` 0 means as many processes as there are cores."""
    processes = min(jobs or os.cpu_count() or 1, len(items))
    size = max(1, min(MOST_AT_ONCE, len(items) // (max(1, processes) * FEWEST_CHUNKS)))
    chunks = list(_chunks(items, size, task.weigh))
    if processes <= 1 or (not jobs and len(items) < task.enough):
        return _run_here(task, setup, chunks)
    # By fork where that is quick and safe (Linux, no threads), and this process small.
    can_fork = fork_is_safe() and len(items) < SPAWN_FROM
    return _run_in_processes(task, setup, chunks, processes, "fork" if can_fork else "spawn")


def _chunks(items: Sequence[Item], most: int, weigh: Callable[[Item], float]) -> Iterator[Sequence[Item]]:
    start, weight = 0, 0.0
    for number, item in enumerate(items):
        weight += weigh(item)
        if number > start and (number - start >= most or weight > 1):
            yield items[start:number]
            start, weight = number, weigh(item)
    if start < len(items):
        yield items[start:]


def _run_here(
    task: Task[Setup, State, Item, Result], setup: Setup, chunks: Sequence[Sequence[Item]]
) -> Iterator[Result]:
    if not chunks:
        return
    state = task.begin(setup)
    try:
        for chunk in chunks:
            yield task.work(state, chunk)
    finally:
        task.end(state)


def _run_in_processes(
    task: Task[Setup, State, Item, Result],
    setup: Setup,
    chunks: Sequence[Sequence[Item]],
    processes: int,
    start_method: str,
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    context = multiprocessing.get_context(start_method)
    # A fork has the chunks already and is told their numbers; others are sent each chunk when its turn has come.
    is_fork = start_method == "fork"
    asked: Iterable[Any] = range(len(chunks)) if is_fork else chunks
    pool = process.ProcessPoolExecutor(processes, context, _begin_process, (task, setup, chunks if is_fork else None))
    try:
        for chunk in asked:
            with unheard_by_children(), _starting_processes():
                waiting.append(pool.submit(_work_in_process, task.work, chunk))
            if len(waiting) > processes * (1 + CHUNKS_WAITING):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except process.BrokenProcessPool:
        raise SitegenError(
            "One of the build's processes ended before its work was done; perhaps the machine ran out of memory.",
            "Nothing was published. Build again, with --jobs 1 if it happens again.",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _starting_processes() -> Iterator[None]:
    """Tell of a machine that has no room for another process or thread; those that were started would wait for ever."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        for child in multiprocessing.active_children():
            child.terminate()
        raise SitegenError(
            f"The machine did not let the build start another process ({error}).",
            "Nothing was published. Let it have more of them, or build with --jobs 1, which needs none.",
        ) from None


_STATE: list[Any] = []
"""In a worker process alone: the state that its first call made, and the chunks when it has them from its parent."""


def _begin_process(task: Task[Any, Any, Any, Any], setup: Any, chunks: Sequence[Any] | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=task.meanwhile, args=(setup,), daemon=True).start()
    _STATE[:] = task.begin(setup), chunks


def _end_with_parent() -> None:
    """End this process when the build's own is gone: nobody would, and it must not write beside the next build."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work_in_process(work: Callable[[Any, Any], Result], chunk: Any) -> Result:
    state, chunks = _STATE
    return work(state, chunk if chunks is None else chunks[chunk])
