"""Tries random sources for as long as there is time: `make soak HOURS=8`.

Parses each; of every second thousand it also makes pages, lists and feeds. Half of the thousands are hypothesis's,
half are random bytes as they come: they are wilder, and faster. Prints a small source for each broken promise, goes on
with the others, and ends with 1 when there was one.

With `--growth` it tries random compositions of forms instead (`random_forms.py`): sixteen times the text may take all
who read it at most thirty times as long.
"""

# ruff: noqa: T201 (it tells a person what it found)

from __future__ import annotations

import argparse
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.hostile.growth import too_slow
from tests.hostile.random_forms import random_form
from tests.hostile.random_sources import KINDS
from tests.hostile.source_checks import check_source
from tests.hostile.test_random import BYTES
from tests.hostile.text_readers import FINISHERS, SLOW_TEXTS, SOURCES, TEXTS, YAML

ROUND = 1000
"""Examples of one round: hypothesis remembers all of a round, so a long one becomes slow."""
CHARACTERS = 32_000
"""Of a composition of forms."""
FAST_ENOUGH = 0.2
"""Seconds for so many, whatever a part takes."""
YAML_SHARE = 0.2
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
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--growth", action="store_true", help="see how time grows")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.hours:g} hours", flush=True)
    if chosen.growth:
        return try_growth(chosen.hours, random.Random(chosen.seed))
    tried: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for kind, number in rounds(chosen.hours, chosen.seed):
        if found := broken_by(kind, number, tried):
            broken[kind] += 1
            print(f"\n{kind}, seed {number}:\n{found}", flush=True)
        if kind == "bytes":
            print(f"{time.strftime('%H:%M:%S')} {tried.total():,} sources, {broken.total()} findings", flush=True)
    print(f"{tried.total():,} sources ({dict(tried)}), {broken.total()} findings", flush=True)
    return min(1, broken.total())


def try_growth(hours: float, rng: random.Random) -> int:
    """Compose forms and measure all readers until the time is over; return 1 when one of them was too slow."""
    end = time.monotonic() + hours * 3600
    tried = found = 0
    while time.monotonic() < end:
        of_yaml = rng.random() < YAML_SHARE
        name, form = random_form(rng, of_yaml=of_yaml)
        readers = YAML if of_yaml else {**SOURCES, **FINISHERS, **SLOW_TEXTS, **TEXTS}
        tried += 1
        for job, _, times in too_slow(readers, {name: form}, CHARACTERS, FAST_ENOUGH):
            found += 1
            print(f"{job}: {name}: {times}", flush=True)
        if tried % 100 == 0:
            print(f"{time.strftime('%H:%M:%S')} {tried:,} compositions, {found} findings", flush=True)
    print(f"{tried:,} compositions, {found} findings", flush=True)
    return min(1, found)


def rounds(hours: float, first: int) -> Iterator[tuple[str, int]]:
    """Yield the kinds in turn, each time with another seed, until the time is over."""
    end = time.monotonic() + hours * 3600
    number = first
    while True:
        for kind in KINDS:
            if time.monotonic() > end:
                return
            yield kind, number
        number += 1


def broken_by(kind: str, number: int, tried: Counter[str]) -> str:
    """Return what broke a promise in one round, or an empty text."""

    def try_one(data: bytes) -> None:
        tried[kind] += 1
        check_source(*KINDS[kind](data), shown=number % 2 == 0)

    try:
        if number % 4 < 2:
            ROUNDS(seed(number)(given(BYTES)(try_one)))()
        else:
            try_random(random.Random(number), try_one)
    except Exception as error:
        return "".join(traceback.format_exception(error)[-12:])
    return ""


def try_random(rng: random.Random, try_one: Callable[[bytes], None]) -> None:
    """Try random bytes; of those that break a promise, a smaller piece that breaks one too."""
    for _ in range(ROUND):
        data = rng.randbytes(rng.choice((30, 100, 300, 600)))
        if breaks(data, try_one):
            data = smallest(data, try_one)
            print(data, flush=True)
            try_one(data)


def smallest(data: bytes, try_one: Callable[[bytes], None]) -> bytes:
    """Return what is left when every part that is not needed is taken out."""
    for size in (256, 64, 16, 4, 1):
        for start in range(len(data) - size, -1, -size):
            smaller = data[:start] + data[start + size :]
            data = smaller if breaks(smaller, try_one) else data
    return data


def breaks(data: bytes, try_one: Callable[[bytes], None]) -> bool:
    """Return whether bytes break a promise."""
    try:
        try_one(data)
    except Exception:
        return True
    return False


if __name__ == "__main__":
    raise SystemExit(main())
