"""Keeps a preview of a site up to date: builds, serves, waits for a change, builds again.

A preview has an output folder and a cache of its own, below `.sitegen/`: what it shows (drafts, addresses of this
machine) never lies in the folder that is published, and the next real build has nothing to put right. Two that run at
once, at two ports or one with drafts, have one each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from sitegen.engine.kept.kept_state import KeptState
from sitegen.engine.processes.lock import hold
from sitegen.engine.report import PUBLISHING, BuildOptions
from sitegen.engine.site_paths import Progress, SitePaths
from sitegen.serve.answers import OutputFolder
from sitegen.serve.live import Live
from sitegen.serve.server import SiteServer
from sitegen.serve.watching.watch import Watch
from sitegen.settings import Settings

HOME = Path(".sitegen", "preview")
"""Where the first preview of a site is built; another one that runs at the same time has a number."""
_LONGEST_WAIT_SECONDS = 3600.0
"""A machine that slept wakes up with another clock; an hour later at most that is noticed."""
_TELL_SECONDS = 0.2
_CHECKED_AFTER = 2.0
"""Seconds of rest after a build that took the system's word for what changed: then everything is looked at."""


class Look(NamedTuple):
    """What a build of a preview looks at."""

    changed: frozenset[str] | None = None
    """The files that may be others than in the last build, relative to the site; None: all of them."""
    is_check: bool = False
    """Whether nobody asked for it: it shows whether the system told of everything that changed."""


class Round(NamedTuple):
    """What one build of a preview left."""

    settings: Settings
    """Those it was built with."""
    seconds_to_change: float | None = None
    """When a story falls due or expires."""
    did_end: bool = True
    """False when it was stopped: then the next one may have to put the output right before it begins."""
    is_due: Callable[[], bool] = lambda: False
    """Whether that moment has come by the clock, which a person may set, and which goes on while the machine sleeps."""


class _InUseError(Exception):
    """Another process has it."""


@contextmanager
def own_home(root: Path) -> Iterator[Path]:
    """Hold a folder in which this process alone builds the preview of a site: the first that no other one holds."""
    with ExitStack() as held:
        for number in count(1):
            home = root / (HOME if number == 1 else HOME.with_name(f"{HOME.name}-{number}"))
            try:
                home.mkdir(parents=True, exist_ok=True)
                held.enter_context(hold(home / "serving", _say_in_use))
            except _InUseError:
                continue
            except OSError:
                pass  # the build says what cannot be written
            yield home
            return


def _say_in_use() -> None:
    raise _InUseError


def preview_paths(
    home: Path, root: Path, settings: Settings, options: BuildOptions, kept: KeptState | None = None
) -> SitePaths:
    """Return where the preview of a site is built, with what is kept of the last time."""
    return SitePaths(root, settings, options, preview_folder(home), home, kept)


def preview_folder(home: Path) -> Path:
    """Return the output folder of a preview."""
    return Path(os.path.realpath(home / "public"))


def keep_previewing(server: SiteServer, watch: Watch, home: Path, build: Callable[[Look], Round]) -> None:
    """Build at once and after every change, for ever; requests wait while a build publishes."""
    is_sound = False  # what an earlier process left may be half of it
    look = Look(watch.take())
    while True:
        if not is_sound or not preview_folder(home).is_dir():
            server.gate.close()
        done = build(look)
        is_sound = done.did_end
        server.folder = OutputFolder(preview_folder(home), done.settings.base_path)
        server.gate.open()
        if server.live is not None:
            server.live.tell(is_building=False, published=server.live.state.published + 1)
        look = _next_look(watch, look, done)


def _next_look(watch: Watch, last: Look, done: Round) -> Look:
    """Wait until there is a reason to build again, and return what is to be looked at then."""
    is_told, is_to_check = True, last.changed is not None
    if not watch.follow(done.settings):
        longest = min(done.seconds_to_change or _LONGEST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS)
        is_told = watch.wait(min(longest, _CHECKED_AFTER) if is_to_check else longest, done.is_due)
        watch.follow(done.settings)
    changed = watch.take()
    if not done.did_end:
        changed = None  # what the build that was stopped was told of is still to be looked at
    return Look(changed) if is_told else Look(is_check=is_to_check)


class LiveProgress:
    """Passes the progress of a build on, shows it in open pages, and closes the gate when the build publishes."""

    def __init__(self, server: SiteServer, live: Live, progress: Progress, *, is_check: bool = False) -> None:
        self._server = server
        self._is_check = is_check
        self._live = live
        self._progress = progress
        self._told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take in that `done` of `total` steps of a stage are done."""
        self._progress(stage, done, total)
        if stage == PUBLISHING:
            self._server.gate.close()
        now = monotonic()
        if not self._is_check and (now - self._told >= _TELL_SECONDS or not done):
            self._told = now
            self._live.tell(is_building=True, stage=stage, done=done, total=total)
