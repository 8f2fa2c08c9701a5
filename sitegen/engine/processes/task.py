"""A task for worker processes, as a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Setup = TypeVar("Setup")
State = TypeVar("State")
Item = TypeVar("Item")
Result = TypeVar("Result")


def _do_nothing(_: object) -> None:
    pass


def _weigh_nothing(_: object) -> float:
    return 0.0


def _stand_alone(_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Task(Generic[Setup, State, Item, Result]):
    """What workers do: make a state once per process, then turn chunks into results with it.

    All functions are module-level ones, and setups, items and results are values, so that they can cross processes.
    """

    begin: Callable[[Setup], State]
    work: Callable[[State, Sequence[Item]], Result]
    enough: int
    """Items, from which on processes pay."""
    end: Callable[[State], None] = _do_nothing
    """Closes what a state holds open."""
    weigh: Callable[[Item], float] = _weigh_nothing
    """How much of a chunk an item fills: of those that weigh 1 each is handed out alone."""
    belongs_to: Callable[[Item], str] = _stand_alone
    """What an item needs that is made once for several: those in a row that name the same are handed out together."""
    meanwhile: Callable[[Setup], None] = _do_nothing
    """Runs in a thread of each worker; not at all where the work is done in this process."""
