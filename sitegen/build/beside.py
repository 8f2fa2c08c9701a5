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

_LENGTH = 8
"""Bytes in front of a result that tell how many follow."""


@contextmanager
def beside(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Begin work that changes nothing, and give what waits for its result.

    Where no process is forked (which is quick and safe on Linux, without threads, with a second core), or where it
    failed, the work is done when its result is asked for; so whatever is wrong is raised there.
    """
    if not _can_fork() or (os.cpu_count() or 1) < 2:
        yield work
        return
    reading, writing = os.pipe()
    child = _fork()
    if child is None:
        os.close(reading)
        os.close(writing)
        yield work
        return
    if not child:
        _work_and_end(work, writing)
    os.close(writing)
    with open(reading, "rb") as result:
        try:
            yield lambda: _whole(result.read()) or work()
        finally:
            os.kill(child, signal.SIGKILL)  # mostly it has ended
            os.waitpid(child, 0)


def _work_and_end(work: Callable[[], bytes], writing: int) -> None:
    try:
        data = work()
        with open(writing, "wb") as result:
            result.write(len(data).to_bytes(_LENGTH) + data)
    finally:
        os._exit(0)


def _whole(data: bytes) -> bytes:
    """Return a result; nothing when its process ended before all of it was written."""
    result = data[_LENGTH:]
    return result if data[:_LENGTH] == len(result).to_bytes(_LENGTH) else b""


def afterwards(work: Callable[[], object]) -> None:
    """Begin work for whose end nobody waits, not even the one who waits for this process. Elsewhere it is done here.

    It must be harmless at any moment, and when it is never finished.
    """
    child = _fork() if _can_fork() else None
    if child is None:
        work()
        return
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


def _fork() -> int | None:
    """Fork this process; None when the machine has no room for another one."""
    try:
        return os.fork()
    except OSError:
        return None


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1
