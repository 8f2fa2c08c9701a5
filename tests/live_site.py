"""The running program and a browser that looks at what it shows, so that a test of both reads in three lines."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

from sitegen.cli.choices import SiteChoices, open_site
from sitegen.config import as_preview
from sitegen.engine.build import build_site
from sitegen.engine.site_paths import SitePaths
from sitegen.serve.preview import HOME, preview_folder
from tests.browser import waiting
from tests.command_line import LONGEST_WAIT_SECONDS, environment
from tests.differences import difference_lines
from tests.site_under_test import SiteUnderTest, bytes_below

SHADOW = "document.querySelector('sitegen-preview').shadowRoot"
_COMMAND = (sys.executable, "-u", "-m", "sitegen", "serve")


class Program:
    """`sitegen serve` for one site, which can be killed and started again at its address."""

    def __init__(self, site: SiteUnderTest, *arguments: str) -> None:
        self.site = site
        self.origin = ""
        self.printed: list[str] = []
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until the site is shown."""
        port = self.origin.rpartition(":")[2] or "0"
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [*_COMMAND, "--port", port, *self._arguments],
            cwd=self.site.root,
            env=environment(),
            stdout=pipe,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed.append(line)
            found = re.match(r"Look at it: (http://[^/]+)", line)
            if found:
                self.origin = found[1]
                break
        threading.Thread(target=self._read_on, args=(self._process,), daemon=True).start()

    def _read_on(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.printed.extend(process.stdout)

    def kill(self) -> None:
        """End it without a warning."""
        self._end(signal.SIGKILL)

    def end(self) -> int:
        """End it as Ctrl-C does; return its exit code."""
        return self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        return self._process.wait(LONGEST_WAIT_SECONDS)

    def differing(self, beside: Path) -> list[str]:
        """Return what of the output is not as a clean build makes it in the folder `beside`."""
        opened = open_site(SiteChoices(str(self.site.root), drafts="--drafts" in self._arguments), is_public=False)
        settings = as_preview(opened.settings, self.origin + opened.settings.base_path)
        output = beside / "public"
        build_site(SitePaths(opened.root, settings, opened.options, output, beside / "home"))
        return list(difference_lines(bytes_below(preview_folder(self.site.root / HOME)), bytes_below(output)))


@contextmanager
def serving(site: SiteUnderTest, *arguments: str) -> Iterator[Program]:
    """Serve a site inside; the program is killed at the end if it still runs."""
    program = Program(site, *arguments)
    program.start()
    try:
        yield program
    finally:
        program.kill()


class Tab:
    """An open page of the preview."""

    def __init__(self, driver: Chrome, program: Program) -> None:
        self._driver = driver
        self._program = program

    def open(self, path: str) -> None:
        """Go to a page, and wait until it hears from the preview."""
        self._driver.get(self._program.origin + path)
        self.until(f"{SHADOW} && document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """Return what an expression is in the page."""
        return self._driver.execute_script(f"return ({script})")

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page, which may be loaded again meanwhile."""
        waiting(self._driver).until(lambda _: self.run(script), script)

    def shows(self, text: str) -> bool:
        """Wait until the page says something; return that it does."""
        self.until(f"document.body.innerText.includes({text!r})")
        return True

    def shows_no_more(self, text: str) -> bool:
        """Wait until the page does not say something any more; return that it does not."""
        self.until(f"!document.body.innerText.includes({text!r})")
        return True

    def overlay(self) -> str:
        """Return what is said over the page; empty when nothing is."""
        script = f"(box => box.hidden ? '' : box.querySelector('pre').textContent)({SHADOW}.querySelector('.overlay'))"
        return str(self.run(script))

    def warns(self, text: str) -> None:
        """Wait until something is said over the page."""
        self.until(
            f"(box => !box.hidden && box.textContent.includes({text!r}))({SHADOW}.querySelector('.overlay'))",
        )

    def warns_no_more(self) -> None:
        """Wait until nothing is said over the page."""
        self.until(f"{SHADOW}.querySelector('.overlay').hidden")

    def mark(self) -> None:
        """Mark the page as it is now; one that is loaded again has no mark."""
        self.run("window.marked = true")

    def is_marked(self) -> bool:
        """Return whether this is the page that was marked."""
        return bool(self.run("window.marked === true"))
