"""Tells when something that the site is made from has changed on disk.

The system's notices say so at once. A look at all sources every so often says whether they can be relied on: where a
change came without a notice, looking takes their place.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from watchfiles import Change, watch

from sitegen.serve.watching.source_folders import CACHE_FOLDER, SourceFolders, source_folders
from sitegen.serve.watching.source_looks import is_far, look
from sitegen.settings import Settings

_SETTLE_MS = 25
"""An editor that saves in steps makes one build, if they follow each other this closely."""
_LONGEST_SETTLING_MS = 1000
"""A switch of branches that takes longer is shown in parts, each of them a whole site."""
_HEARTBEAT_MS = 100
_LONGEST_SLEEP = 1.0
_LONGEST_END = 30.0
"""A watcher looks many times a second whether it is to end, if the machine lets it."""
_LATEST_NOTICE = 5.0
"""Seconds after which no notice of what was seen is to be expected any more: settling and a busy machine take some."""
_POLL_SECONDS, _POLL_SHARE = 0.5, 10.0
_CHECK_SECONDS, _CHECK_SHARE = 10.0, 100.0
"""How often it looks, and at least so many times as long as a look takes."""


class Watch:
    """Watches the sources of one site. Use as a context manager."""

    def __init__(
        self, root: Path, settings: Settings, *, must_poll: bool = False, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        """Watch content, themes, static files and `site.yaml` below `root`; `tell` what becomes of the watching."""
        self._root = root
        self._tell = tell
        self._changed = threading.Event()
        self._lock = threading.Lock()
        self._told: set[str] | None = None
        """What changed, relative to the site; None: it may be anything."""
        self._is_outdated = threading.Event()
        """Set when the folders that are watched may be others than those that are there."""
        self._has_ended = threading.Event()
        self._must_look = threading.Event()
        """Set when the sources are to be looked at before it is time."""
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._notices = 0
        self._must_poll = must_poll or is_far(Path(os.path.realpath(root)))
        self._folders = source_folders(root, settings)
        self._follow()
        self._start(self._keep_looking)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._has_ended.set()
        self._must_look.set()
        self._stopped.set()
        # A watcher that is still in foreign code when Python ends can take the process down with it.
        for thread in self._threads:
            thread.join(_LONGEST_END)

    def wait(self, seconds: float, is_over: Callable[[], bool] = bool) -> bool:
        """Wait for a change, at most so long or until it `is_over`; return whether there was one."""
        deadline = monotonic() + seconds
        # Short sleeps, because Ctrl-C does not end a long one on every system.
        while not self._changed.wait(max(0.0, min(_LONGEST_SLEEP, deadline - monotonic()))):
            if is_over() or monotonic() >= deadline:
                return False
        self._changed.clear()
        return True

    def take(self) -> frozenset[str] | None:
        """Return what changed since this was last asked, relative to the site; None when that may be anything."""
        with self._lock:
            told, self._told = self._told, set()
        return None if told is None else frozenset(told)

    def follow(self, settings: Settings) -> bool:
        """Watch the folders that the settings name now, and those made anew since; return whether they are others.

        What changed before this returns may have gone unnoticed; what changes later does not.
        """
        folders = source_folders(self._root, settings)
        is_other = folders != self._folders or _identities(folders) != self._watched or self._is_outdated.is_set()
        if is_other:
            self._folders = folders
            self._stopped.set()
            self._follow()
            self._note(None)
        return is_other

    def _follow(self) -> None:
        self._is_outdated.clear()
        self._stopped = stopped = threading.Event()
        self._watched = _identities(self._folders)
        if self._must_poll:
            return
        deep = [path for path, _ in self._watched]
        around = [path for path in self._folders.around() if path not in deep]
        started = [
            self._start_watcher(paths, stopped, recursive=recursive)
            for paths, recursive in ((deep, True), (around, False))
            if paths
        ]
        for is_ready in started:
            is_ready.wait(_LONGEST_END)

    def _start(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        thread.start()
        self._threads = [running for running in self._threads if running.is_alive()] + [thread]

    def _start_watcher(self, paths: list[Path], stopped: threading.Event, *, recursive: bool) -> threading.Event:
        """Start to watch folders; return what is set when no later change is missed."""
        is_ready = threading.Event()
        keep = self._is_inside if recursive else self._is_beside

        def run() -> None:
            try:
                for changes in watch(
                    *paths,
                    watch_filter=keep,
                    debounce=_LONGEST_SETTLING_MS,
                    step=_SETTLE_MS,
                    stop_event=stopped,
                    rust_timeout=_HEARTBEAT_MS,
                    yield_on_timeout=True,
                    force_polling=False,
                    raise_interrupt=False,
                    recursive=recursive,
                ):
                    is_ready.set()
                    if changes and not stopped.is_set():
                        is_outdated = not recursive or _has_lost(changes, paths)
                        self._notice(outdated=is_outdated, paths={path for _, path in changes})
            except FileNotFoundError:
                self._notice(outdated=True)  # gone since it was listed
            except (OSError, RuntimeError) as error:
                # Too many watches, or a drive that sends no notices.
                self._rely_on_looking(f"the system does not tell what changes ({error})")
            finally:
                is_ready.set()

        self._start(run)
        return is_ready

    def _notice(self, *, outdated: bool, paths: set[str] | None = None) -> None:
        self._notices += 1
        if outdated:
            self._is_outdated.set()
        self._note(None if outdated or paths is None else set(map(self._relative, paths)))
        self._changed.set()

    def _note(self, paths: set[str] | None) -> None:
        """Note what changed, if that is known."""
        with self._lock:
            self._told = None if paths is None or self._told is None else self._told | paths

    def _relative(self, path: str) -> str:
        return Path(os.path.relpath(path, self._folders.root)).as_posix()

    def _is_inside(self, _: Change, path: str) -> bool:
        return self._folders.is_source(self._relative(path))

    def _is_beside(self, change: Change, path: str) -> bool:
        name = self._relative(path)
        # Whoever deletes the cache deletes what is shown.
        return name in self._folders.beside() or (name == CACHE_FOLDER and change is Change.deleted)

    def _rely_on_looking(self, why: str) -> None:
        if not self._must_poll and not self._has_ended.is_set():
            self._must_poll = True
            self._tell(f"{why}; looking for changes every second or so")
        self._note(None)
        self._changed.set()
        self._must_look.set()

    def _keep_looking(self) -> None:
        """Look at the sources every so often, and find out whether notices come of what changes."""
        known, notices, seconds = b"", self._notices, 0.0
        while True:
            # From the moment in which no more notices come, what changes must differ from a look: so there is one, and
            # then a notice, because what is built already may have changed before that look.
            has_begun = self._must_look.wait(self._interval(seconds) if known else 0.0)
            self._must_look.clear()
            if self._has_ended.is_set():
                return
            before = monotonic()
            seen = look(self._folders)
            seconds = monotonic() - before
            if self._must_poll and (has_begun or (known and seen != known)):
                self._notice(outdated=True)
            elif known and seen != known and self._notices == notices:
                self._has_ended.wait(_LATEST_NOTICE)
                if self._notices == notices:
                    self._rely_on_looking("a file changed and the system did not tell")
            known, notices = seen, self._notices

    def _interval(self, seconds: float) -> float:
        least, share = (_POLL_SECONDS, _POLL_SHARE) if self._must_poll else (_CHECK_SECONDS, _CHECK_SHARE)
        return max(least, share * seconds)


def _identities(folders: SourceFolders) -> tuple[tuple[Path, int], ...]:
    """Return the folders with sources, each with its inode number: one made anew is another folder."""
    found = []
    for name in (*folders.wanted(), *folders.linked()):
        path = folders.root / name
        try:
            if path.is_dir():
                found.append((path, path.stat().st_ino))
        except OSError:
            continue
    return tuple(found)


def _has_lost(changes: set[tuple[Change, str]], paths: list[Path]) -> bool:
    """Return whether a watched folder itself is gone; what is made in its place is another one."""
    watched = {os.fspath(path) for path in paths}
    return any(change is Change.deleted and path in watched for change, path in changes)
