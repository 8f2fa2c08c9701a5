"""Does work in a process of its own: beside this one, where another core would stand idle, or after it.

Never: knows what the work is.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import IO, NamedTuple

from sitegen.build.interrupts import unheard_by_children

_LENGTH = 8
"""Bytes in front of a result that tell how many follow."""

Work = Callable[[], bytes]


class Beside(NamedTuple):
    """Work that was begun."""

    results: Sequence[Work]
    """What waits for the result of each piece, to be called once."""
    is_elsewhere: bool
    """Whether it is done while this process does something else; otherwise it is done when its result is asked for."""


@contextmanager
def beside(*pieces: Work) -> Iterator[Beside]:
    """Begin work that changes nothing, one piece after the other, and give what waits for the results.

    Where no process is forked (which is quick and safe on Linux, without threads, with a second core), or where a piece
    failed and ended it, those without a whole result are done when it is asked for; whatever is wrong is raised there.
    """
    if not _can_fork() or (os.cpu_count() or 1) < 2:
        yield Beside(pieces, is_elsewhere=False)
        return
    with ExitStack() as opened:
        pipes = [_pipe(opened) for _ in pieces]
        with unheard_by_children():
            child = _fork()
            if child == 0:
                _work_and_end(pieces, pipes)
        if child is None:
            yield Beside(pieces, is_elsewhere=False)
            return
        for _, writing in pipes:
            writing.close()
        try:
            yield Beside([partial(_result, *both) for both in zip(pieces, pipes, strict=True)], is_elsewhere=True)
        finally:
            os.kill(child, signal.SIGKILL)  # mostly it has ended
            os.waitpid(child, 0)


_Pipe = tuple[IO[bytes], IO[bytes]]


def _pipe(opened: ExitStack) -> _Pipe:
    reading, writing = os.pipe()
    return opened.enter_context(open(reading, "rb")), opened.enter_context(open(writing, "wb"))


def _work_and_end(pieces: Sequence[Work], pipes: Sequence[_Pipe]) -> None:
    """Do all pieces; a result that nobody reads yet keeps no other one waiting."""
    try:
        for reading, _ in pipes:
            reading.close()  # else nothing would end this process when the one that reads is gone
        senders = []
        for work, (_, writing) in zip(pieces, pipes, strict=True):
            senders.append(threading.Thread(target=_send, args=(work(), writing)))
            senders[-1].start()
        for sender in senders:
            sender.join()
    finally:
        os._exit(0)


def _send(data: bytes, pipe: IO[bytes]) -> None:
    with suppress(OSError), pipe:
        pipe.write(len(data).to_bytes(_LENGTH) + data)


def _result(work: Work, pipe: _Pipe) -> bytes:
    """Return what was sent; when its process ended before all of it was, the work is done here."""
    length, data = pipe[0].read(_LENGTH), pipe[0].read()
    return data if length == len(data).to_bytes(_LENGTH) else work()


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
    """Tell whether a fork is quick and safe, and whether its end will be told.

    It is not where SIGCHLD is ignored; then another process may have its number by the time it is killed.
    """
    return fork_is_safe() and signal.getsignal(signal.SIGCHLD) is not signal.SIG_IGN


def fork_is_safe() -> bool:
    """Tell whether a fork is quick and safe: on Linux, without threads, one of which might hold a lock for ever."""
    return sys.platform == "linux" and threading.active_count() == 1
