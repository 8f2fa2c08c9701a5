"""Runs a task in several processes, which end with this one."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, process
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any

from sitegen.engine.processes.interrupts import unheard_by_children
from sitegen.engine.processes.task import Item, Result, Setup, State, Task
from sitegen.errors import SitegenError

CHUNKS_WAITING = 4
"""Chunks handed out per process beyond the one at work: enough to keep it busy, few enough to bound memory."""


def run_in_processes(
    task: Task[Setup, State, Item, Result],
    setup: Setup,
    chunks: Sequence[Sequence[Item]],
    processes: int,
    start_method: str,
) -> Iterator[Result]:
    """Yield the result of each chunk, in order.

    Raises SitegenError when a process ends too early, or when the machine has no room for another one.
    """
    waiting: deque[Future[Result]] = deque()
    context = multiprocessing.get_context(start_method)
    # A fork has the chunks already and is told their numbers; others are sent each chunk when its turn has come.
    is_fork = start_method == "fork"
    asked: Iterable[Any] = range(len(chunks)) if is_fork else chunks
    pool = process.ProcessPoolExecutor(processes, context, _begin_process, (task, setup, chunks if is_fork else None))
    try:
        for chunk in asked:
            with unheard_by_children(), _starting_processes(is_first=not waiting):
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
def _starting_processes(*, is_first: bool) -> Iterator[None]:
    """Report a machine that has no room for another process or thread; those that were started would wait for ever."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not is_first:
            # The pool starts its thread with the first chunk. Later it has stopped: Python 3.11 may notice that before
            # it knows the reason.
            raise process.BrokenProcessPool from error
        for child in multiprocessing.active_children():
            child.terminate()
        raise SitegenError(
            f"The machine did not let the build start another process ({error}).",
            "Nothing was published. Let it have more of them, or build with --jobs 1, which needs none.",
        ) from None


_STATE: list[Any] = []
"""In a worker process alone: the state that its first call made, or why it could not, and the chunks of its parent."""


def _begin_process(task: Task[Any, Any, Any, Any], setup: Any, chunks: Sequence[Any] | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=task.meanwhile, args=(setup,), daemon=True).start()
    try:
        _STATE[:] = task.begin(setup), chunks
    except SitegenError as error:  # raised here it would end the process, with a traceback
        _STATE[:] = error, None


def _end_with_parent() -> None:
    """End this process when its parent is gone: nothing else would, and it must not write beside the next build."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work_in_process(work: Callable[[Any, Any], Result], chunk: Any) -> Result:
    state, chunks = _STATE
    if isinstance(state, SitegenError):
        raise state
    return work(state, chunk if chunks is None else chunks[chunk])
