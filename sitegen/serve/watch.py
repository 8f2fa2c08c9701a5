"""Tells when something that the site is made from has changed on disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from watchfiles import Change, watch

from sitegen.config import SITE_FILE
from sitegen.settings import Settings

_SETTLE_MS = 150
"""An editor that saves in three steps makes one build."""
_LONGEST_SLEEP = 1.0
_LONGEST_END = 30.0
"""A watcher looks twenty times a second whether it is to end, if the machine lets it."""


class Watch:
    """Watches the sources of one site. Use as a context manager."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Watch content, themes, static files and `site.yaml` below `root`."""
        self._root = Path(os.path.realpath(root))
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._follow(settings)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        # A watcher that is still in foreign code when Python ends can take the process down with it.
        for thread in self._threads:
            thread.join(_LONGEST_END)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for a change, at most so long; return whether there was one."""
        deadline = None if seconds is None else monotonic() + seconds
        # Short sleeps, because Ctrl-C does not end a long one on every system.
        while not self._changed.wait(_nap(deadline)):
            if deadline is not None and monotonic() >= deadline:
                return False
        self._changed.clear()
        return True

    def follow(self, settings: Settings) -> bool:
        """Watch the folders that the settings name now, also those made anew since; return whether they are others."""
        is_other = self._folders(settings) != self._watched or settings.output != self._output
        if is_other:
            self._stopped.set()
            self._follow(settings)
        return is_other

    def _follow(self, settings: Settings) -> None:
        self._stopped = threading.Event()
        self._watched = self._folders(settings)
        self._output = settings.output
        folders = [path for path, _ in self._watched]
        names = {SITE_FILE, "themes", "static", settings.content.partition("/")[0]}
        if self._root not in folders:
            self._start([self._root], lambda path: path in names, recursive=False)
        self._start(folders, self._is_source, recursive=True)

    def _folders(self, settings: Settings) -> tuple[tuple[Path, int], ...]:
        """Return the folders to watch, each with its inode number: one made anew is another folder."""
        content = self._root / settings.content
        wanted = [content] if content == self._root else [content, self._root / "themes", self._root / "static"]
        return tuple((path, path.stat().st_ino) for path in wanted if path.is_dir())

    def _is_source(self, path: str) -> bool:
        parts = path.split("/")
        is_hidden = any(part.startswith(".") or part in ("__pycache__", "node_modules") for part in parts)
        is_output = path == self._output or path.startswith(self._output + "/")
        return not is_hidden and not is_output and not path.endswith(("~", ".swp", ".tmp"))

    def _start(self, folders: list[Path], is_wanted: Callable[[str], bool], *, recursive: bool) -> None:
        if folders:
            arguments = (folders, is_wanted, recursive, self._stopped)
            thread = threading.Thread(target=self._run, args=arguments, daemon=True)
            thread.start()
            self._threads = [running for running in self._threads if running.is_alive()] + [thread]

    def _run(
        self, folders: list[Path], is_wanted: Callable[[str], bool], recursive: bool, stopped: threading.Event
    ) -> None:
        def keep(_: Change, path: str) -> bool:
            return is_wanted(Path(os.path.relpath(path, self._root)).as_posix())

        for must_poll in (None, True):
            try:
                for _ in watch(
                    *folders,
                    watch_filter=keep,
                    debounce=_SETTLE_MS,
                    step=50,
                    stop_event=stopped,
                    force_polling=must_poll,
                    raise_interrupt=False,
                    recursive=recursive,
                ):
                    self._changed.set()
                return
            except OSError:
                # No notices to be had (too many watches, a network drive): looking every so often does it too.
                if stopped.is_set():
                    return


def _nap(deadline: float | None) -> float:
    return _LONGEST_SLEEP if deadline is None else max(0.0, min(_LONGEST_SLEEP, deadline - monotonic()))
