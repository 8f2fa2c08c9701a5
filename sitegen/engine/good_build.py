"""What is kept of the last build that published, so that a person or a timer can ask whether all is well."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.report import BuildReport
from sitegen.engine.source_errors import ERROR
from sitegen.values import Value, decoder, encode

_KEY = "good build"
_NOTED_AGAIN_AFTER = timedelta(minutes=1)
"""A build that finds nothing to do writes nothing when the last one is as young as that."""


class HeldBack(Value, frozen=True):
    """A source that is withheld because it has an error."""

    path: str
    since: datetime
    """Of the first build that published without it."""


class GoodBuild(Value, frozen=True):
    """The last build that published."""

    moment: datetime
    published: int
    outputs: int
    held_back: tuple[HeldBack, ...]
    next_change: datetime | None


def read_good_build(cache: BuildCache) -> GoodBuild | None:
    """Return the last build that published; None when none is known."""
    try:
        return decoder(GoodBuild).decode(cache.meta(_KEY))
    except msgspec.DecodeError:
        return None


def store_good_build(cache: BuildCache, report: BuildReport, now: datetime) -> None:
    """Store a build that published, and since when each source with an error has had one."""
    if not report.did_publish:
        return
    last = read_good_build(cache)
    since = {held.path: held.since for held in last.held_back} if last else {}
    broken = (page.path for page in report.withheld if page.reason == ERROR)
    held = tuple(HeldBack(path, since.get(path, now)) for path in broken)
    build = GoodBuild(now, report.published, report.outputs, held, report.next_change)
    if last is None or (now - last.moment) >= _NOTED_AGAIN_AFTER or build.held_back != last.held_back or report.written:
        with cache.transaction():
            cache.set_meta(_KEY, encode(build).decode())
