"""Does one piece of reading in a process of its own, beside this one, where another core would stand idle.

Never: knows what the work is, or does more than one piece at a time.
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
    if sys.platform != "linux" or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
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
