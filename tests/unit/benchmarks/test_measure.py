"""The measurement of one command."""

from __future__ import annotations

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from benchmarks.measure import CommandFailed, MemoryWatch, list_session, measure, read_pss
from tests.command_line import LONGEST_WAIT_SECONDS

CHILDREN = """
import os, sys, time
pipe = open(sys.argv[1])
children = []
for _ in range(2):
    child = os.fork()
    if not child:
        held = bytearray(os.urandom(1)) * 40_000_000
        while time.process_time() < 0.4: pass
        pipe.read()
        os._exit(0)
    children.append(child)
for child in children: os.waitpid(child, 0)
print("done")
"""
"""Two processes work, and then hold their memory until a pipe is closed."""
ORPHAN = """
import os, time
if not os.fork():
    while time.process_time() < 0.3: pass
    os._exit(0)
os._exit(0)
"""


def test_memory_and_cpu_of_all_processes_are_counted_together(tmp_path: Path) -> None:
    """Two children with 40 MB and 0.4 s each make more than 80 MB and 0.8 s."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(measure, (sys.executable, "-c", CHILDREN, str(pipe)))
        # However busy the machine is: the children end when their memory was seen, or the time for it is over.
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while not has_seen(80_000_000) and time.monotonic() < end:
            wait([running], timeout=0.02)
        os.close(held)
        taken = running.result()
    assert taken.output == "done\n"
    assert taken.peak_bytes > 80_000_000
    assert taken.cpu_seconds > 0.75
    assert taken.seconds > 0.3


def has_seen(size: int) -> bool:
    """Return whether the watch of the command that is being measured has seen as much memory."""
    return any(thread.peak_bytes > size for thread in threading.enumerate() if isinstance(thread, MemoryWatch))


def test_cpu_of_a_process_left_behind_is_counted() -> None:
    """A process that outlives the command is waited for, and its CPU time counts."""
    assert measure((sys.executable, "-c", ORPHAN)).cpu_seconds > 0.28


def test_a_command_that_fails_is_no_measurement() -> None:
    """A failed build has no time worth telling."""
    with pytest.raises(CommandFailed, match="ended with 3"):
        measure((sys.executable, "-c", "raise SystemExit(3)"))


def test_this_process_is_seen() -> None:
    """The session of a process lists it, and its memory is more than nothing; a process that is gone has none."""
    assert os.getpid() in list_session(os.getsid(0))
    assert read_pss(os.getpid()) > 1_000_000
    assert read_pss(2**30) == 0
