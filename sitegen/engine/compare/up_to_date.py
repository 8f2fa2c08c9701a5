"""Whether the last build is up to date: all its inputs are the same, and its files are unmodified.

Then nothing is read, planned or compared. The least difference leaves it to the build itself to find out what it means.
"""

from __future__ import annotations

import os
from datetime import datetime

import msgspec

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.address_file import lock_digest
from sitegen.engine.compare.code_fingerprint import code_digest
from sitegen.engine.compare.file_states import all_unmodified
from sitegen.engine.report import BuildReport
from sitegen.engine.site_paths import SitePaths, trusted_ns
from sitegen.engine.sources.scan import Scanned
from sitegen.values import Value, decoder, digest_of, encode, with_changes

_NAME = "last build"


class _LastBuild(Value, frozen=True):
    """What is stored of a build after which nothing is left to do."""

    inputs: str
    """Digest of everything that it was made from."""
    now: datetime
    report: BuildReport
    """That of a build that finds nothing to do."""


def cached_report(paths: SitePaths, cache: BuildCache, scanned: Scanned) -> BuildReport | None:
    """Return the report of the last build if it is up to date, else None."""
    try:
        last = decoder(_LastBuild).decode(cache.meta(_NAME))
    except msgspec.DecodeError:
        return None
    until = last.report.next_change
    if not last.now <= paths.options.now or (until is not None and paths.options.now >= until):
        return None
    if last.inputs != _digest_of_inputs(paths, scanned):
        return None
    return last.report if all_unmodified(cache, paths.output, last.report.outputs) else None


def store_report(paths: SitePaths, cache: BuildCache, scanned: Scanned, report: BuildReport | None) -> None:
    """Store the report of a build; None for one that reported what the next one would not.

    Files that changed while they were listed may change again without a new time, so no such build is up to date.
    """
    files = (*scanned.sources.pages, *scanned.sources.terms, *scanned.sources.files)
    text = ""
    if (
        report
        and not paths.settings.share_images
        and all(trusted_ns(file.changed_ns, scanned.listed_ns) for file in files)
    ):
        quiet = with_changes(
            report,
            rendered=(),
            written=0,
            unchanged=report.outputs,
            deleted=(),
            new_answers=(),
            parsed=0,
            seconds={},
            did_publish=True,
            lock="",
        )
        text = encode(_LastBuild(_digest_of_inputs(paths, scanned), paths.options.now, quiet)).decode()
    cache.set_meta(_NAME, text)


def invalidate_report(cache: BuildCache) -> None:
    """Drop the report of the last build: its files are about to be changed."""
    cache.set_meta(_NAME, "")


def _digest_of_inputs(paths: SitePaths, scanned: Scanned) -> str:
    options = paths.options
    blocks = [options.all_or_nothing, options.keep_going, options.strict]
    chosen = [options.drafts, options.future, blocks, os.fspath(paths.output)]
    chosen.append(options.machine)
    # The lock counts as it is now: what a build publishes is the same from the one before it and the one after it.
    lock = [options.addresses, lock_digest(paths.root)]
    return digest_of([code_digest(), paths.settings, chosen, scanned.digest, lock])
