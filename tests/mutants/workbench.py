"""A copy of the project in which one change at a time is made and tested."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.mutants.table import Mutant, mutated

_IMPORTED = "import sitegen; print(sitegen.__file__)"


class Run(NamedTuple):
    """One run of some tests."""

    passed: bool
    seconds: float
    output: str


class Workbench:
    """A copy of the project, with the tests run in it by this interpreter."""

    def __init__(self, root: Path) -> None:
        """Work in `root`, which holds a whole copy."""
        self.root = root
        self._stamp = int(time.time())

    def run_tests(self, tests: Sequence[str], limit: float) -> Run:
        """Run tests until the first that fails; a run that takes longer than `limit` seconds has failed."""
        command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
        started = time.monotonic()
        with subprocess.Popen(
            command,
            cwd=self.root,
            env=environment(self.root),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output = f"stopped after {limit:.0f} s"
                process.wait()
        return Run(process.returncode == 0, time.monotonic() - started, output)

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """Have one change in the copy."""
        file = self.root / mutant.file
        text = file.read_text("utf-8")
        self._write(file, mutated(mutant, text))
        try:
            yield
        finally:
            self._write(file, text)

    def _write(self, file: Path, text: str) -> None:
        """Write a file with a time of its own: Python takes bytecode for current by whole seconds and size."""
        file.write_text(text, "utf-8")
        self._stamp += 1
        os.utime(file, (self._stamp, self._stamp))


def environment(root: Path) -> dict[str, str]:
    """Return the environment in which Python imports the copy and not an installed or editable `sitegen`.

    No test needs a plugin of pytest here, and loading them takes longer than most tests.
    """
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@contextmanager
def workbench(project: Path) -> Iterator[Workbench]:
    """Copy a project into a temporary folder: what git tracks, and what is new and not ignored."""
    with tempfile.TemporaryDirectory(prefix="sitegen-mutants-") as folder:
        root = Path(folder).resolve() / "project"
        for path in _files_of(project):
            if (project / path).is_file():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(project / path, root / path)
        _insist_on_copy(root)
        yield Workbench(root)


def _files_of(project: Path) -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project, capture_output=True, check=True).stdout
    return [os.fsdecode(path) for path in listed.split(b"\0") if path]


def _insist_on_copy(root: Path) -> None:
    """Raise RuntimeError where Python would import another `sitegen` than the copy's: nothing would ever be caught."""
    command = [sys.executable, "-c", _IMPORTED]
    done = subprocess.run(command, cwd=root, env=environment(root), capture_output=True, encoding="utf-8", check=True)
    if not Path(done.stdout.strip()).is_relative_to(root):
        raise RuntimeError(f"the tests would import {done.stdout.strip()} instead of the copy in {root}")
