"""One process at a time holds a lock, and it ends with the process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sitegen.engine.processes.lock import hold

HOLDER = """
import sys
from pathlib import Path
from sitegen.engine.processes.lock import hold

with hold(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process hold a lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


def test_it_is_waited_for(tmp_path: Path) -> None:
    """While another process holds it, that is told once, and it is had as soon as that one lets go."""
    told = []
    with held_elsewhere(tmp_path / "lock") as other:

        def tell() -> None:
            told.append("waits")
            assert other.stdin is not None
            other.stdin.close()

        with hold(tmp_path / "lock", tell):
            assert told == ["waits"]
    assert other.returncode == 0


def is_had_at_once(file: Path) -> bool:
    """Return whether nobody has to be waited for."""
    waits: list[str] = []
    with hold(file, lambda: waits.append("somebody holds it")):
        return not waits


def test_it_is_free_again(tmp_path: Path) -> None:
    """What was let go, or was held by a process that was killed, is had at once."""
    with held_elsewhere(tmp_path / "lock") as other:
        other.kill()
        other.wait()
        for _ in range(2):
            assert is_had_at_once(tmp_path / "lock")


def test_processes_that_were_forked_hold_nothing(tmp_path: Path) -> None:
    """A child that outlives the build, as one that only removes rubbish may, keeps the next build from nothing."""
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER.replace("sys.stdin.read()", "import os; os.fork() or sys.stdin.read()"),
            str(tmp_path / "lock"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.wait() == 0
        with hold(tmp_path / "lock", lambda: pytest.fail("nobody holds it")):
            pass


def test_where_nothing_may_be_written(tmp_path: Path) -> None:
    """A place that cannot hold the file is an error of the machine, which names it."""
    with pytest.raises(OSError, match="lock"), hold(tmp_path / "none" / "lock", lambda: None):
        pass


def test_a_file_that_may_only_be_read() -> None:
    """Where another account made the file, nobody has the lock without the right to write to it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lock")
        file.write_bytes(b"")
        file.chmod(0o444)
        Path(folder).chmod(0o777)
        child = os.fork()
        if child == 0:
            with suppress(BaseException):
                if os.getuid() == 0:
                    os.setuid(65534)
                with pytest.raises(PermissionError), hold(file, lambda: None):
                    pass
                os._exit(0)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("what", [b"", b"12345\n", b"x" * 5000])
def test_whatever_is_in_the_file(what: bytes, tmp_path: Path) -> None:
    """What somebody wrote into the file keeps nobody from having the lock."""
    (tmp_path / "lock").write_bytes(what)
    assert is_had_at_once(tmp_path / "lock")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """What cannot be a lock is an error that names it."""
    (tmp_path / "lock").mkdir()
    with pytest.raises(OSError, match="lock"), hold(tmp_path / "lock", lambda: None):
        pass
