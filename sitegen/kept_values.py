"""Keeps values that take long to make, each with what it was made from, for a process that makes them again.

Never: knows what a value is. Where nothing is kept each is made, and is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class KeptValues:
    """The values of the last round, by name. What a round did not ask for is not kept after it."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._before: dict[str, tuple[Any, Any]] = {}
        self._now: dict[str, tuple[Any, Any]] = {}

    def begin_round(self) -> None:
        """Begin another round."""
        self._before, self._now = self._now, {}

    def of(self, name: str, made_from: object, make: Callable[[], T]) -> T:
        """Return the value of a name: the kept one if it was made from an equal thing, else what `make` returns.

        `made_from` must hold all that `make` looks at, and nobody may change it later.
        """
        kept = self._now.get(name) or self._before.get(name)
        if kept is None or kept[0] != made_from:
            kept = (made_from, make())
        self._now[name] = kept
        found: T = kept[1]
        return found
