"""Tries random sources for as long as there is time: `python -m tests.hostile.fuzz --minutes 60`.

Parses each; of every fourth thousand it also makes pages, lists and feeds. Prints the smallest source that breaks a
promise, goes on with the others, and ends with 1 when there was one.
"""

# ruff: noqa: T201 (it tells a person what it found)

from __future__ import annotations

import argparse
import random
import time
import traceback
from collections import Counter
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.hostile.random_sources import KINDS
from tests.hostile.source_checks import check_source
from tests.hostile.test_random import BYTES

ROUND = 1000
"""Examples of one round: hypothesis remembers all of a round, so a long one becomes slow."""
ROUNDS = settings(
    max_examples=ROUND,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def main() -> int:
    """Run until the time is over; return how many kinds of source broke a promise."""
    parser = argparse.ArgumentParser(description="Tries random sources for as long as there is time.")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.minutes:g} minutes", flush=True)
    tried: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for kind, number in rounds(chosen.minutes, chosen.seed):
        if found := broken_by(kind, number, tried):
            broken[kind] += 1
            print(f"\n{kind}, seed {number}:\n{found}", flush=True)
        if kind == "bytes":
            print(f"{time.strftime('%H:%M:%S')} {tried.total():,} sources, {broken.total()} findings", flush=True)
    print(f"{tried.total():,} sources ({dict(tried)}), {broken.total()} findings", flush=True)
    return min(1, broken.total())


def rounds(minutes: float, first: int) -> Iterator[tuple[str, int]]:
    """Give the kinds in turn, each time with another seed, until the time is over."""
    end = time.monotonic() + minutes * 60
    number = first
    while True:
        for kind in KINDS:
            if time.monotonic() > end:
                return
            yield kind, number
        number += 1


def broken_by(kind: str, number: int, tried: Counter[str]) -> str:
    """Return what broke a promise in one round, or an empty text."""

    @ROUNDS
    @seed(number)
    @given(BYTES)
    def check(data: bytes) -> None:
        tried[kind] += 1
        check_source(*KINDS[kind](data), shown=number % 4 == 0)

    try:
        check()
    except Exception as error:
        return "".join(traceback.format_exception(error)[-12:])
    return ""


if __name__ == "__main__":
    raise SystemExit(main())
