"""Tells whether the last build still stands: all that it was made from is the same, and its files are as it left them.

Then nothing is read, planned or compared. Whatever differs in the least leaves it to the build itself to find out what
that means.

Never: decides what a change means.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from sitegen.build.code import code_digest
from sitegen.build.groups import are_as_left, left
from sitegen.build.place import BuildPlace, trusted_ns
from sitegen.build.report import BuildReport
from sitegen.build.scanning import Scanned
from sitegen.cache import Memory
from sitegen.values import Value, decoder, digest_of, encode, with_changes

_NAME = "the build that stands"


class _Standing(Value, frozen=True):
    """What is remembered of a build that changed all it had to."""

    inputs: str
    """Digest of all that it was made from."""
    now: datetime
    report: BuildReport
    """What a build that finds nothing to do tells."""


def standing_report(place: BuildPlace, memory: Memory, scanned: Scanned) -> BuildReport | None:
    """Return what the last build would tell now, or None when it may not stand any more."""
    try:
        standing = decoder(_Standing).decode(memory.meta(_NAME))
    except msgspec.DecodeError:
        return None
    until = standing.report.next_change
    if not standing.now <= place.options.now or (until is not None and place.options.now >= until):
        return None
    if standing.inputs != _digest_of_inputs(place, scanned):
        return None
    is_whole = _is_whole(place.output, memory, scanned.groups_as_left(), standing.report.outputs)
    return standing.report if is_whole else None


def remember_standing(place: BuildPlace, memory: Memory, scanned: Scanned, report: BuildReport | None) -> None:
    """Remember a build; None for one that told what the next one would not, on which nothing stands.

    Files that changed while they were listed may change again without their times telling, so nothing stands on them.
    """
    files = (*scanned.sources.pages, *scanned.sources.terms)
    text = ""
    if (
        report
        and not place.settings.share_images
        and all(trusted_ns(file.changed_ns, scanned.listed_ns) for file in files)
    ):
        quiet = with_changes(
            report, rendered=(), written=0, unchanged=report.outputs, deleted=(), parsed=0, seconds={}, did_publish=True
        )
        text = encode(_Standing(_digest_of_inputs(place, scanned), place.options.now, quiet)).decode()
    memory.set_meta(_NAME, text)


def forget_standing(memory: Memory) -> None:
    """Let no build stand: what it left is about to be changed."""
    memory.set_meta(_NAME, "")


def _digest_of_inputs(place: BuildPlace, scanned: Scanned) -> str:
    options = place.options
    chosen = [options.drafts, options.future, options.keep_going, options.strict, os.fspath(place.output)]
    return digest_of([code_digest(), place.settings, chosen, scanned.digest])


def _is_whole(output: Path, memory: Memory, as_left: Mapping[str, int], number: int) -> bool:
    """Whether every file of the output folder that is ours is as we left it, and that many are remembered."""
    lone = list(memory.lone_outputs())
    return (
        memory.count_groups() == len(as_left)
        and sum(as_left.values()) + len(lone) == number
        and all(row.digest for row in lone)
        and are_as_left(os.fspath(output) + os.sep, map(left, lone))
    )
