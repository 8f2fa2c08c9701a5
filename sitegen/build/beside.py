"""Does one piece of work in a process of its own: beside this one, where another core would stand idle, or after it.

Never: knows what the work is.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def beside(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Begin work that changes nothing, and give what waits for its result.

    Where a process cannot be forked (quickly and safely: on Linux, without threads, with a second core), or where it
    failed, the work is done when its result is asked for; so whatever is wrong is raised there.
    """
    if not _can_fork() or (os.cpu_count() or 1) < 2:
        yield work
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work_and_end(work, writing)
    os.close(writing)
    with open(reading, "rb") as result:
        try:
            yield lambda: result.read() or work()
        finally:
            os.kill(child, signal.SIGKILL)  # mostly it has ended
            os.waitpid(child, 0)


def _work_and_end(work: Callable[[], bytes], writing: int) -> None:
    try:
        data = work()
        with open(writing, "wb") as result:
            result.write(data)
    finally:
        os._exit(0)


def afterwards(work: Callable[[], object]) -> None:
    """Begin work for whose end nobody waits, not even the one who waits for this process. Elsewhere it is done here.

    It must be harmless at any moment, and when it is never finished.
    """
    if not _can_fork():
        work()
        return
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        if not os.fork():  # a child of its own, so that this process need not look after it
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(nowhere, number)
            work()
    finally:
        os._exit(0)


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1
