"""A build from outside: claim the output, scan, and make what must be made; nothing when the last build still stands.

Never: prints; knows how a site is made (`making.py` does).
"""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.build.assets import forget_assets
from sitegen.build.claiming import claim_output
from sitegen.build.place import BuildPlace, Progress, place_of, silent
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions, BuildReport
from sitegen.build.scanning import scan_site
from sitegen.build.stages import Stages
from sitegen.build.standing import standing_report
from sitegen.build.writer import discard, remove_rubbish, staging_folder
from sitegen.cache import Memory
from sitegen.later import Later
from sitegen.settings import Settings
from sitegen.values import with_changes

if TYPE_CHECKING:
    from sitegen.build import making
else:
    making = Later("sitegen.build.making")


def build_site(root: Path, settings: Settings, options: BuildOptions, progress: Progress = silent) -> BuildReport:
    """Build the site in `root`. With errors nothing is published, unless `options.keep_going`.

    Raises SitegenError for what stops everything: a foreign output folder, a missing theme, a full disk.
    """
    return build_in(place_of(root, settings, options), progress)


def build_in(place: BuildPlace, progress: Progress = silent) -> BuildReport:
    """Build a site in a given place; a memory that turns out to be damaged is forgotten, once."""
    return work_alone(place, progress, lambda memory, listed_ns: _build(place, memory, listed_ns, progress))


def _build(place: BuildPlace, memory: Memory, listed_ns: int, progress: Progress) -> BuildReport:
    stages = Stages()
    if place.options.clean:
        memory.forget_all_but_claims()
        forget_assets(memory)
    claim_output(place, memory)
    remove_rubbish(place.rubbish)
    get_ready = cache(lambda: making.get_ready(place, memory))
    with ExitStack() as opened:
        with stages.stage("scan"):
            scanned = opened.enter_context(scan_site(place, memory, listed_ns, meanwhile=get_ready))
            report = standing_report(place, memory, scanned)
        if report is None:
            with stages.stage("parse"):
                recalled = get_ready()
            report = making.make(place, recalled, scanned, (stages, progress))
        else:
            # A build that was killed when all was remembered may have left its own.
            discard(staging_folder(place.output))
    return with_changes(report, seconds=stages.seconds())
