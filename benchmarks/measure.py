"""Measure one command: wall time, CPU time and the peak memory of all its processes together.

Never: judges. Linux only; the limits of the method stand in docs/benchmarks.md.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_SHORTEST_PAUSE = 0.02
_PAUSE_FOR_WORK = 20
"""A look at the memory may cost one part in so many of a core: the pause grows with what the last look took."""


class CommandFailed(Exception):
    """The measured command ended with an exit code other than 0; the message holds the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run of a command took."""

    seconds: float
    """Wall time."""
    cpu_seconds: float
    """User and system time of the command and all that it started."""
    peak_bytes: int
    """The largest sum of proportional set sizes (PSS) seen: pages that processes share count once."""
    looks: int
    """How often the memory was looked at; with few looks a short peak may have been missed."""
    output: str
    """What it printed on stdout."""


def measure(
    command: Sequence[str], *, folder: Path | None = None, more: Mapping[str, str] | None = None
) -> Measurement:
    """Run a command to its end and return what it took.

    `more` is added to the environment. Processes that outlive the command and stay in its process group are waited
    for and counted, too.

    Raises:
        CommandFailed: when the exit code is not 0.
    """
    _adopt_orphans()
    with tempfile.TemporaryFile() as printed:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**_environment(), **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=sys.stderr if os.environ.get("BENCH_SHOW_ERRORS") else subprocess.DEVNULL,
            start_new_session=True,
        )
        watch = MemoryWatch(process.pid)
        watch.start()
        code, cpu_seconds, seconds = _wait_for_group(process, started)
        watch.stop()
        printed.seek(0)
        output = printed.read().decode("utf-8", "replace")
    if code:
        raise CommandFailed(f"{' '.join(command)} ended with {code}\n{output[-2000:]}")
    return Measurement(seconds, cpu_seconds, watch.peak_bytes, watch.looks, output)


def _environment() -> dict[str, str]:
    """Return this process's environment, but let Python keep its bytecode, as it does for everybody."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class MemoryWatch(threading.Thread):
    """Looks again and again at the memory of all processes of one session."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._done = threading.Event()
        self.peak_bytes = 0
        self.looks = 0

    def run(self) -> None:
        """Look until `stop` is called."""
        pause = 0.0
        while not self._done.wait(pause):
            began = time.perf_counter()
            total = sum(read_pss(pid) for pid in list_session(self._session))
            self.peak_bytes = max(self.peak_bytes, total)
            self.looks += 1
            pause = max(_SHORTEST_PAUSE, _PAUSE_FOR_WORK * (time.perf_counter() - began))

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._done.set()
        self.join()


def list_session(session: int) -> list[int]:
    """Return the processes whose session (proc(5), stat field 6) is `session`."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path("/proc", name, "stat").read_bytes()
            except OSError:
                continue
            if int(stat.rpartition(b")")[2].split()[3]) == session:
                found.append(int(name))
    return found


def read_pss(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:"))


def _adopt_orphans() -> None:
    """Become the parent of what a measured command leaves behind, so that its CPU time can be read (prctl(2))."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_group(process: subprocess.Popen[bytes], started: float) -> tuple[int, float, float]:
    """Return exit code, CPU seconds of the whole group, and wall seconds until the command itself ended."""
    code, cpu_seconds, seconds = 0, 0.0, 0.0
    try:
        while True:
            pid, status, usage = os.wait4(-process.pid, 0)
            cpu_seconds += usage.ru_utime + usage.ru_stime
            if pid == process.pid:
                code, seconds = os.waitstatus_to_exitcode(status), time.perf_counter() - started
                process.returncode = code
    except ChildProcessError:
        return code, cpu_seconds, seconds
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGTERM)
        raise
