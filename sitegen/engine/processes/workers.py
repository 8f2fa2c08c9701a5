"""Runs work in this process or in several: one face for both, results in the order of the work."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence

from sitegen.engine.processes.task import Item, Result, Setup, State, Task
from sitegen.lazy import lazy_imports

with lazy_imports():
    from sitegen.engine.processes import pool

SPAWN_FROM = 50_000
"""Items of work with which this process is a large one: a fork of it would keep a copy of all that changes here, if
only by being counted. A process that starts anew costs a quarter of a second."""

MOST_AT_ONCE = 256
"""Items handed out at a time: many, for what several items need alike is made once in each chunk."""
FEWEST_CHUNKS = 16
"""For each process: with fewer, one would be done long before another."""


def run(task: Task[Setup, State, Item, Result], setup: Setup, items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Yield the result of each chunk of items, in order; `jobs` 0 means as many processes as there are cores."""
    processes = min(jobs or os.cpu_count() or 1, len(items))
    size = max(1, min(MOST_AT_ONCE, len(items) // (max(1, processes) * FEWEST_CHUNKS)))
    chunks = list(_chunks(items, size, task))
    if processes <= 1 or (not jobs and len(items) < task.enough):
        return _run_here(task, setup, chunks)
    # By fork where that is quick and safe (Linux, no threads), and this process small.
    can_fork = _fork_is_safe() and len(items) < SPAWN_FROM
    return pool.run_in_processes(task, setup, chunks, processes, "fork" if can_fork else "spawn")


def _chunks(items: Sequence[Item], most: int, task: Task[Setup, State, Item, Result]) -> Iterator[Sequence[Item]]:
    start, weight, before = 0, 0.0, ""
    for number, item in enumerate(items):
        weight += task.weigh(item)
        needed = task.belongs_to(item)
        is_apart = not needed or needed != before
        if number > start and is_apart and (number - start >= most or weight > 1):
            yield items[start:number]
            start, weight = number, task.weigh(item)
        before = needed
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


def _fork_is_safe() -> bool:
    """Return whether a fork is quick and safe: on Linux, without threads, one of which might hold a lock for ever."""
    return sys.platform == "linux" and threading.active_count() == 1
