"""newsboat, a reader of feeds in a terminal, run without one."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from tests.command_line import LONGEST_WAIT_SECONDS


class Newsboat:
    """A newsboat with a home of its own."""

    def __init__(self, home: Path, urls: list[str]) -> None:
        self._home = home
        home.mkdir()
        (home / "urls").write_text("\n".join(urls) + "\n", "utf-8")
        (home / "config").write_text("reload-threads 1\ndownload-retries 1\n", "utf-8")

    def run(self, *arguments: str) -> str:
        files = ["-u", str(self._home / "urls"), "-c", str(self._home / "cache.db"), "-C", str(self._home / "config")]
        environment = {**os.environ, "HOME": str(self._home), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["newsboat", *files, *arguments],
            capture_output=True,
            text=True,
            timeout=LONGEST_WAIT_SECONDS,
            env=environment,
            check=True,
        )
        return done.stdout

    def unread(self) -> int:
        """Fetch all feeds and return how many articles are unread."""
        self.run("-x", "reload")
        found = re.search(r"(\d+) unread", self.run("-x", "print-unread"))
        assert found
        return int(found[1])

    def read_all(self) -> None:
        """Mark every article read, as its key for that does."""
        with closing(sqlite3.connect(self._home / "cache.db")) as cache, cache:
            cache.execute("UPDATE rss_item SET unread = 0")

    def shown(self) -> set[tuple[str, str]]:
        """Return title and address of every article."""
        with closing(sqlite3.connect(self._home / "cache.db")) as cache:
            return set(cache.execute("SELECT title, url FROM rss_item WHERE deleted = 0"))
