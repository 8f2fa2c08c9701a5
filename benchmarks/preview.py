"""Measures the time from a save to the new words in an open page of Chromium: `python -m benchmarks.preview`.

`sitegen serve` and `hugo server` show the same sources with themes that make the same pages (docs/benchmarks.md), one
after the other. Of each edit counts the time that passes and the time that the processor works for the server.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from benchmarks.corpus import write_items
from benchmarks.makers import Workspace, find_hugo, make_hugo
from benchmarks.preview_edits import EDITS, HUGO_TOPIC_FILE, OUR_TOPIC_FILE, Edit, Sight, TopicFile, open_sources

_LONGEST_SECONDS = 600.0
_LOOKED_EVERY = 0.005
_REST = 4.0
"""Seconds between two edits: `serve` looks at everything two seconds after one."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Server(NamedTuple):
    """A program that shows a site while it is written."""

    name: str
    command: tuple[str, ...]
    """It takes a port at its end."""
    topic_file: TopicFile


class Measured(NamedTuple):
    """What the edits of one kind took."""

    server: str
    edit: Edit
    seconds: list[float]
    cpu: list[float]
    peak_bytes: int
    """The largest memory of the server after any edit so far."""


def main() -> int:
    """Print a row for each kind of edit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--items", type=int, default=25_000)
    parser.add_argument("--edits", type=int, default=20, help="of each kind; the median counts")
    parser.add_argument("--default", action="store_true", help="the default theme with all that it has; without Hugo")
    parser.add_argument("--no-hugo", action="store_true")
    chosen = parser.parse_args()
    hugo = None if chosen.no_hugo or chosen.default else find_hugo()
    with tempfile.TemporaryDirectory() as folder:
        space = Workspace(Path(folder, "site"), is_default=chosen.default)
        space.prepare()
        write_items(space.content, chosen.items)
        print("| edit | server | median, s | slowest, s | CPU, s | memory, MB |\n|---|---|--:|--:|--:|--:|", flush=True)
        for server in (our_server(space), *([hugo_server(space, hugo)] if hugo else [])):
            for got in measure(space, server, chosen.edits):
                numbers = (statistics.median(got.seconds), max(got.seconds), statistics.median(got.cpu))
                shown = " | ".join(f"{number:.2f}" for number in numbers)
                print(f"| {got.edit.name} | `{got.server}` | {shown} | {got.peak_bytes / 1e6:.0f} |", flush=True)
    return 0


def our_server(space: Workspace) -> Server:
    """Return this project's preview."""
    command = (sys.executable, "-m", "sitegen", "serve", str(space.folder), "--quiet", "--port")
    return Server("sitegen serve", command, OUR_TOPIC_FILE)


def hugo_server(space: Workspace, binary: Path) -> Server:
    """Return Hugo's."""
    _, *rest = make_hugo(space, binary).command
    return Server("hugo server", (str(binary), "server", *rest, "--bind", "127.0.0.1", "--port"), HUGO_TOPIC_FILE)


def measure(space: Workspace, server: Server, edits: int) -> Iterator[Measured]:
    """Yield what each kind of edit took; the sources are afterwards as they were.

    The first edit of each kind is not counted: with it the server is there, and knows the page.
    """
    kept = space.folder / "kept"
    shutil.copytree(space.content, kept)
    sources = open_sources(space.content, server.topic_file)
    peak = 0
    with running(server.command) as (process, origin), browser() as driver:
        for edit in EDITS:
            seconds, cpu = [], []
            driver.get(origin + edit.page(sources))
            for _ in range(edits + 1):
                word = f"word{os.urandom(6).hex()}"
                before, began = cpu_seconds(process.pid), time.perf_counter()
                wait_until_seen(driver, edit.make(sources, word))
                seconds.append(time.perf_counter() - began)
                cpu.append(cpu_seconds(process.pid) - before)
                peak = max(peak, memory_of(process.pid))
                time.sleep(_REST)
            yield Measured(server.name, edit, seconds[1:], cpu[1:], peak)
    shutil.rmtree(space.content)
    kept.rename(space.content)


def wait_until_seen(driver: Chrome, sight: Sight) -> None:
    """Wait until the open page has the words, or has them no more."""
    script = "return document.body.textContent.includes(arguments[0])"
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        try:
            if driver.execute_script(script, sight.words) == sight.is_there:
                return
        except WebDriverException:  # the page is being loaded again
            pass
        time.sleep(_LOOKED_EVERY)
    raise TimeoutError(f"{sight} was not seen")


@contextmanager
def running(command: tuple[str, ...]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a server on a free port, and wait until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    process = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _LONGEST_SECONDS
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def find_browser() -> tuple[str, str] | None:
    """Return Chromium's program and that of its driver; None where one is not installed."""
    program, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    return (program, driver) if program and driver else None


@contextmanager
def browser() -> Iterator[Chrome]:
    """Start Chromium without a window."""
    program, driver_program = find_browser() or ("", "")
    options = ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = Chrome(options=options, service=ChromeService(driver_program or None))
    try:
        yield driver
    finally:
        driver.quit()


def cpu_seconds(pid: int) -> float:
    """Return how long the processor worked for a process, and for those of its children that ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def memory_of(pid: int) -> int:
    """Return the bytes that a process has to itself, with its share of what others have too."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main())
