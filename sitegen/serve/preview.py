"""Keeps a preview of a site up to date: builds, serves, waits for a change, builds again.

A preview has an output folder and a cache of its own, below `.sitegen/`: what it shows (drafts, addresses of this
machine) never lies in the folder that is published, and the next real build has nothing to put right.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import SitePaths
from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from sitegen.serve.watch import Watch
from sitegen.settings import Settings

_HOME = Path(".sitegen", "preview")
_LONGEST_WAIT_SECONDS = 3600.0
"""A machine that slept wakes up with another clock; an hour later at most that is noticed."""


class Round(NamedTuple):
    """What one build of a preview left."""

    settings: Settings
    """Those it was built with."""
    seconds_to_change: float | None = None
    """When a story falls due or expires."""


def preview_paths(root: Path, settings: Settings, options: BuildOptions) -> SitePaths:
    """Return where the preview of a site is built."""
    return SitePaths(root, settings, options, preview_folder(root), root / _HOME)


def preview_folder(root: Path) -> Path:
    """Return the output folder of a preview."""
    return Path(os.path.realpath(root / _HOME / "public"))


def keep_previewing(server: SiteServer, root: Path, settings: Settings, build: Callable[[], Round]) -> None:
    """Build at once and after every change, for ever; requests wait while a build runs."""
    with server.running(), Watch(root, settings) as watch:
        while True:
            with server.gate.closed():
                done = build()
                server.folder = OutputFolder(preview_folder(root), done.settings.base_path)
            if not watch.follow(done.settings):
                watch.wait(min(done.seconds_to_change or _LONGEST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS))
