"""Runs command lines in a site's folder, so that a test of one reads in three lines."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from sitegen.cli.main import run

PROJECT = Path(__file__).resolve().parent.parent
NOW = "2024-06-01 12:00"
LONGEST_WAIT_SECONDS = 300
"""A machine may be busy with much else: nothing but what hangs takes as long."""


class Ran(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return an environment without what would change a command's words."""
    unset = (
        "CI",
        "NETLIFY",
        "CF_PAGES",
        "CONTEXT",
        "URL",
        "GITHUB_ACTIONS",
        "SOURCE_DATE_EPOCH",
        "NO_COLOR",
        "FORCE_COLOR",
    )
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return {**kept, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1", **more}


def sitegen(root: Path, *arguments: str, **more: str) -> Ran:
    """Run `sitegen ARGUMENTS` in the folder `root`; `more` is environment."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(root),
        mock.patch.dict(os.environ, environment(**more), clear=True),
        mock.patch.object(sys, "argv", ["sitegen", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run(list(arguments))
    return Ran(code, out.getvalue(), err.getvalue())


def python(root: Path, code: str, *arguments: str, **more: str) -> Ran:
    """Run Python code as a process of its own, for what must be broken first."""
    return _run([sys.executable, "-c", code, *arguments], root, more)


@contextlib.contextmanager
def running(command: list[str], root: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a command, to be talked to while it runs; one that hangs is killed."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, env=environment(), stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        watchdog = threading.Timer(LONGEST_WAIT_SECONDS, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def _run(command: list[str], root: Path, more: dict[str, str]) -> Ran:
    done = subprocess.run(
        command,
        cwd=root,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_WAIT_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def timeless(text: str) -> str:
    """Return a text with every time that a build took written as `0.0 s`, so that two runs compare."""
    return re.sub(r"\b\d+\.\d+ s\b", "0.0 s", text)
