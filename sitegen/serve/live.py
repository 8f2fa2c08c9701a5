"""What open pages are told: whether a build runs, what is wrong, what is withheld, what is shown before its time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from sitegen.serve.gate import Bell
from sitegen.values import Value, with_changes


class LiveState(Value, frozen=True):
    """What is so now."""

    number: int = 0
    """Counts the changes of all the rest."""
    published: int = 0
    """How often the site was published: pages look whether they are still true when it is another number."""
    is_building: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    overlay: str = ""
    """The problems, with places, lines and hints; empty without problems."""
    headline: str = ""
    """How many problems there are, in words."""
    is_stale: bool = False
    """Whether the last build published nothing, so that pages are those of the one before."""
    withheld: int = 0
    badges: dict[str, str] = {}
    """Address -> why it would not be published now."""


class Live:
    """The state, told to all who listen. Changed by the thread that builds, heard in the server's loop."""

    def __init__(self) -> None:
        self.state = LiveState()
        self.has_ended = False
        self.overview: Callable[[], str] = str
        """Returns the HTML of the overview page."""
        self._bell = Bell()
        self._lock = threading.Lock()

    def tell(self, **changes: Any) -> None:
        """Change the state; what is as it was before is not told."""
        with self._lock:
            state = with_changes(self.state, **changes)
            if state == self.state:
                return
            self.state = with_changes(state, number=state.number + 1)
        self._bell.ring()

    def end(self) -> None:
        """Let those who listen go."""
        self.has_ended = True
        self._bell.ring()

    async def wait_for_news(self, number: int, seconds: float) -> None:
        """Wait for another state than that one, at most so long."""
        await self._bell.wait_until(lambda: self.has_ended or self.state.number != number, seconds)
