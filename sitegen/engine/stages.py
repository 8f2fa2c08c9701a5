"""Counts the seconds of each stage of a build."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    """The seconds that each stage took, in the order in which they began."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside towards a stage."""
        started = time.perf_counter()
        self._seconds.setdefault(name, 0.0)
        yield
        self._seconds[name] += time.perf_counter() - started

    def seconds(self) -> dict[str, float]:
        """Return stage -> seconds, and `total`."""
        return {**self._seconds, "total": time.perf_counter() - self._started}
