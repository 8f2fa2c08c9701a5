"""Work that is done beside this process gives what it would give here."""

from __future__ import annotations

import errno
import os
import select
import signal
import sys
import threading

import pytest

from sitegen.build.beside import afterwards, beside

CAN_FORK = sys.platform == "linux" and threading.active_count() == 1
HAS_CORES = (os.cpu_count() or 1) > 1


def test_the_result_is_that_of_the_work() -> None:
    """What the work returns comes back, however large it is."""
    with beside(lambda: b"x" * 1_000_000) as begun:
        assert begun.is_elsewhere is (CAN_FORK and HAS_CORES)
        assert begun.results[0]() == b"x" * 1_000_000


def test_pieces_are_done_one_after_the_other_and_wait_for_nobody() -> None:
    """A piece is done although nobody takes the result of the one before, which is more than a pipe holds."""
    with beside(lambda: b"x" * 1_000_000, lambda: b"second") as begun:
        first, second = begun.results
        assert second() == b"second"
        assert first() == b"x" * 1_000_000


@pytest.mark.parametrize("wait", [True, False])
def test_no_process_is_left(wait: bool) -> None:
    """The process has ended when it is no longer needed, whether its result was asked for or not."""
    with beside(lambda: str(os.getpid()).encode() if wait else b"x" * 1_000_000) as begun:
        if wait:
            pid = int(begun.results[0]())
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    if wait:
        assert (pid != os.getpid()) is (CAN_FORK and HAS_CORES)


@pytest.mark.skipif(not (CAN_FORK and HAS_CORES), reason="no process is forked here")
def test_the_other_process_ends_when_this_one_is_gone() -> None:
    """A build that is killed leaves no process that waits for ever to be read."""
    reading, writing = os.pipe()
    build = os.fork()
    if not build:
        os.close(reading)
        with beside(lambda: b"x" * 1_000_000) as begun:
            assert begun.is_elsewhere
            os._exit(0)
    os.close(writing)
    os.waitpid(build, 0)
    assert select.select([reading], [], [], 10)[0], "a process is left"  # whose end of the pipe is open
    os.close(reading)


def test_where_the_end_of_a_process_is_not_told_none_is_begun() -> None:
    """With SIGCHLD ignored, as some supervisors leave it, nothing tells whose a process's number is by now."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with beside(lambda: str(os.getpid()).encode()) as begun:
            assert int(begun.results[0]()) == os.getpid()
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.skipif(not (CAN_FORK and HAS_CORES), reason="no process is forked here")
def test_ctrl_c_is_not_heard_by_the_other_process() -> None:
    """A terminal tells all processes of Ctrl-C, but only the build's own one answers."""

    def work() -> bytes:
        os.kill(os.getpid(), signal.SIGINT)
        return str(os.getpid()).encode()

    here = os.getpid()
    with beside(lambda: b"" if os.getpid() == here else work()) as begun:
        assert int(begun.results[0]()) != here


def test_work_that_failed_there_is_done_here() -> None:
    """What happens to the other process does not happen to the build."""
    here = os.getpid()

    def work() -> bytes:
        if os.getpid() != here:
            os._exit(1)
        return b"done"

    with beside(work) as begun:
        assert begun.results[0]() == b"done"


def test_what_is_wrong_is_raised_here() -> None:
    """An error is that of the one who asks for the result."""

    def work() -> bytes:
        raise ValueError("wrong")

    with beside(work) as begun, pytest.raises(ValueError, match="wrong"):
        begun.results[0]()


def test_beside_threads_nothing_is_forked() -> None:
    """A process with threads is not forked: one of them might hold a lock for ever."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    with beside(lambda: str(os.getpid()).encode()) as begun:
        assert int(begun.results[0]()) == os.getpid()
    end.set()
    thread.join()


def test_afterwards_leaves_no_child_and_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Work for whose end nobody waits is done, is nobody's child here, and does not write where this process does."""
    reading, writing = os.pipe()

    def work() -> None:
        os.write(1, b"heard")
        os.write(writing, str(os.getpid()).encode())

    afterwards(work)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert (int(os.read(reading, 20)) != os.getpid()) is CAN_FORK
    assert capfd.readouterr().out == ("" if CAN_FORK else "heard")
    os.close(writing)
    assert os.read(reading, 1) == b""
    os.close(reading)


def no_room() -> int:
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")


def test_without_room_for_a_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that lets no process be forked makes a build slower, and nothing else."""
    monkeypatch.setattr(os, "fork", no_room)
    here: list[int] = []
    with beside(lambda: str(os.getpid()).encode()) as begun:
        assert int(begun.results[0]()) == os.getpid()
    afterwards(lambda: here.append(os.getpid()))
    assert here == [os.getpid()]


@pytest.mark.skipif(not (CAN_FORK and HAS_CORES), reason="no process is forked here")
def test_half_a_result_is_none() -> None:
    """Of a process that ends while it writes its result nothing is taken."""
    here = os.getpid()

    class Breaking(bytes):
        def __radd__(self, head: bytes) -> bytes:
            return head + b"half"

    with beside(lambda: b"whole" if os.getpid() == here else Breaking(b"whole")) as begun:
        assert begun.results[0]() == b"whole"
