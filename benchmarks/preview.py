"""Measures the time from a save to the new words in an open page of Chromium: `python -m benchmarks.preview`.

`sitegen serve` and `hugo server` show the same sources with themes that make the same pages (docs/benchmarks.md), one
after the other. Of each edit counts the time that passes and the time that the processor works for the server.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from benchmarks.corpus import write_items
from benchmarks.makers import Workspace, find_hugo, make_hugo
from benchmarks.stories import NEWEST, find_with_body, make_fresh_story, stamp

_LONGEST_SECONDS = 600.0
_LOOKED_EVERY = 0.005
_REST = 4.0
"""Seconds between two edits: `serve` looks at everything two seconds after one."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Edit(NamedTuple):
    """A kind of edit, made in the sources again and again."""

    name: str
    page: Callable[[Path], str]
    """Returns the address at which it is seen."""
    make: Callable[[Path, str], None]
    """Makes it, with a word that is seen there."""


class Measured(NamedTuple):
    """What the edits of one kind took."""

    seconds: list[float]
    cpu: list[float]
    megabytes: float


def main() -> int:
    """Print a row for each kind of edit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--items", type=int, default=25_000)
    parser.add_argument("--edits", type=int, default=20, help="of each kind; the median counts")
    parser.add_argument("--default", action="store_true", help="the default theme with all that it has; without Hugo")
    parser.add_argument("--no-hugo", action="store_true")
    chosen = parser.parse_args()
    hugo = None if chosen.no_hugo or chosen.default else find_hugo()
    with tempfile.TemporaryDirectory() as folder, browser() as driver:
        space = Workspace(Path(folder, "site"), is_default=chosen.default)
        space.prepare()
        write_items(space.content, chosen.items)
        print("| edit | server | median, s | slowest, s | CPU, s | memory, MB |\n|---|---|--:|--:|--:|--:|", flush=True)
        servers = {"sitegen serve": serve_command(space)} | ({"hugo server": hugo_command(space, hugo)} if hugo else {})
        for server, command in servers.items():
            for name, got in measure(space, driver, command, chosen.edits):
                numbers = (statistics.median(got.seconds), max(got.seconds), statistics.median(got.cpu))
                shown = " | ".join(f"{number:.2f}" for number in numbers)
                print(f"| {name} | `{server}` | {shown} | {got.megabytes:.0f} |", flush=True)
    return 0


def serve_command(space: Workspace) -> Sequence[str]:
    """Return the command of this project's preview; it takes a port at its end."""
    return (sys.executable, "-m", "sitegen", "serve", str(space.folder), "--quiet", "--port")


def hugo_command(space: Workspace, binary: Path) -> Sequence[str]:
    """Return the command of Hugo's; it takes a port at its end."""
    _, *rest = make_hugo(space, binary).command
    return (str(binary), "server", *rest, "--bind", "127.0.0.1", "--port")


def measure(space: Workspace, driver: Chrome, command: Sequence[str], edits: int) -> Iterator[tuple[str, Measured]]:
    """Yield what each kind of edit took; the sources are afterwards as they were."""
    kept = space.folder / "kept"
    shutil.copytree(space.content, kept)
    with running(command) as (process, origin):
        for edit in EDITS:
            seconds, cpu = [], []
            shows(driver, origin + edit.page(space.content), "")
            for number in range(edits):
                time.sleep(_REST)
                word = f"word{os.urandom(4).hex()}{number}"
                before, began = cpu_seconds(process.pid), time.perf_counter()
                edit.make(space.content, word)
                shows(driver, "", word)
                seconds.append(time.perf_counter() - began)
                cpu.append(cpu_seconds(process.pid) - before)
            yield edit.name, Measured(seconds, cpu, megabytes(process.pid))
    shutil.rmtree(space.content)
    kept.rename(space.content)


def _story(content: Path) -> Path:
    """Return a story from the middle of the archive that has a body."""
    files = len(list((content / "news").iterdir()))
    return next((content / "news").glob(f"*-{find_with_body(files // 2 + 6)}.md"))


def _page_of(content: Path) -> str:
    name = _story(content).stem
    return f"/news/{name[:4]}/{name[5:7]}/{name[8:10]}/{name[11:]}/"


def _edit_body(content: Path, word: str) -> None:
    with _story(content).open("a", encoding="utf-8") as file:
        file.write(f"\nCorrected: {word}.\n")


def _edit_title(content: Path, word: str) -> None:
    text = _story(content).read_text("utf-8")
    _story(content).write_text(re.sub(r'(?m)^title: "?[^"\n]*"?$', f'title: "A title {word}"', text, count=1), "utf-8")


def _add_story(content: Path, word: str) -> None:
    name, text = make_fresh_story(int(word[len("word") + 8 :]))  # a large number would be a day that has not come
    titled = re.sub(r'(?m)^title: "?[^"\n]*"?$', f'title: "A story {word}"', text, count=1)
    (content / "news" / f"{NEWEST:%Y-%m-%d}-{word}-{name[11:]}").write_text(titled, "utf-8")


EDITS = (
    Edit("a body", _page_of, _edit_body),
    Edit("a title", _page_of, _edit_title),
    Edit("a new story", lambda _: "/", _add_story),
)


def shows(driver: Chrome, address: str, word: str) -> None:
    """Open an address, if one is given, and wait until the page has a word."""
    if address:
        driver.get(address)
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        try:
            if driver.execute_script("return document.body.textContent.includes(arguments[0])", word):
                return
        except WebDriverException:  # the page is being loaded again
            pass
        time.sleep(_LOOKED_EVERY)
    raise TimeoutError(f"{word} was not shown at {stamp(NEWEST)}")


@contextmanager
def running(command: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
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


@contextmanager
def browser() -> Iterator[Chrome]:
    """Start Chromium without a window."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    driver = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


def cpu_seconds(pid: int) -> float:
    """Return how long the processor worked for a process, and for those of its children that ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def megabytes(pid: int) -> float:
    """Return the memory that a process has to itself, with its share of what others have too."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
