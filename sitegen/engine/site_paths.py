"""Where a build works: the site's folder, its output, its cache; and one build at a time there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from sitegen.engine.kept.kept_state import KeptState
from sitegen.engine.processes.lock import hold
from sitegen.engine.report import WAITING, BuildOptions
from sitegen.errors import SitegenError, disk_full, is_full
from sitegen.settings import Settings
from sitegen.values import digest_of

DEFAULT_OUTPUT = Settings().output
RACY_NS = 50_000_000
"""A file changed this shortly before it was listed may change again without its time telling (file systems count time
in steps of up to 10 ms), so its time is not trusted in the next build."""

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class SitePaths:
    """One site, and what its build is asked for."""

    root: Path
    settings: Settings
    options: BuildOptions
    output: Path
    """The real folder of outputs."""
    home: Path
    """The folder of the cache, `.sitegen`."""
    kept: KeptState | None = None
    """What is kept of the last build, in a process that stays."""

    @property
    def cache(self) -> Path:
        """The cache's file: one for each output folder, since what is stored of one says nothing of another."""
        output = self.settings.output
        name = "cache" if output == DEFAULT_OUTPUT else f"cache-{digest_of(output)[:12]}"
        return self.home / f"{name}.db"

    def lost_and_found(self) -> Path:
        """Return where files of unknown origin are put: a folder that is not there yet."""
        first = self.home / "lost-and-found"
        others = (first.with_name(f"{first.name}-{number}") for number in count(2))
        return next(folder for folder in chain([first], others) if not folder.exists())


def site_paths_of(root: Path, settings: Settings, options: BuildOptions) -> SitePaths:
    """Return where a site's own build works."""
    output = Path(os.path.realpath(root / settings.output))
    return SitePaths(root, settings, options, output, root / ".sitegen")


@contextmanager
def alone(paths: SitePaths, progress: Progress, *, changes_output: bool) -> Iterator[int]:
    """Hold the site, and the output folder if it may be changed, waiting while another build has one of them.

    Yields the file system's time (ns since 1970). Raises SitegenError when nothing can be written beside them.
    """
    locks = [paths.home / "lock"]
    if changes_output:
        locks.append(paths.output.with_name(f".{paths.output.name}.sitegen-lock"))
    with ExitStack() as held:
        # In one order everywhere, so that no two builds wait for each other.
        for lock in sorted(locks, key=os.path.realpath):
            try:
                lock.parent.mkdir(parents=True, exist_ok=True)
                held.enter_context(hold(lock, lambda: progress(WAITING, 0, 0)))
            except OSError as error:
                raise _unwritable(paths, lock, error) from None
        try:
            listed_ns = _file_system_time(paths.home / "time")
        except OSError as error:
            raise _unwritable(paths, paths.home / "time", error) from None
        yield listed_ns


def _unwritable(paths: SitePaths, file: Path, error: OSError) -> SitegenError:
    if is_full(error):
        return disk_full(error, file.parent)
    if file.parent != paths.home:
        return SitegenError(
            f"Nothing can be written beside the output folder ({error.strerror}: {error.filename}).",
            "New files wait there until all are made. Give the account that builds the right to write, or name another "
            "--output.",
        )
    return SitegenError(
        f"The site's folder cannot be written to ({error.strerror}: {error.filename}).",
        "sitegen keeps its cache in .sitegen there. Give the account that builds the right to write.",
    )


def _file_system_time(file: Path) -> int:
    """Return the time that the file system stamps on a file written now; it may differ from the machine's clock."""
    file.write_bytes(b"")
    return file.stat().st_mtime_ns


def trusted_ns(changed_ns: int, listed_ns: int) -> int:
    """Return the time by which a file may be known in the next build; 0 where its bytes must be looked at."""
    return 0 if changed_ns >= listed_ns - RACY_NS else changed_ns


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress, for a build that nobody watches."""
