"""Lets requests wait while a build publishes, and wakes what waits for news of a build."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

LONGEST_WAIT_SECONDS = 60.0
"""A request that waited so long for a build gets what is there: each file of it is whole."""


class Bell:
    """Rung from any thread, it wakes all that wait for it in the loop of a server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Let everybody who waits look again."""
        with self._lock:
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(event.set)

    async def wait_until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Wait until something is so, looking at each ring, at most so long."""
        event = asyncio.Event()
        waiting = (asyncio.get_running_loop(), event)
        with self._lock:
            self._waiting.add(waiting)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while not is_so():
                        await event.wait()
                        event.clear()
        finally:
            with self._lock:
                self._waiting.discard(waiting)


class Gate:
    """Makes requests wait while a build publishes, so that nobody sees half of an old and half of a new site."""

    def __init__(self) -> None:
        """Begin closed: there is nothing to see before the first build."""
        self._is_open = False
        self._bell = Bell()

    def close(self) -> None:
        """Let requests wait from now on."""
        self._is_open = False

    def open(self) -> None:
        """Let those that wait go on."""
        self._is_open = True
        self._bell.ring()

    async def wait(self, seconds: float = LONGEST_WAIT_SECONDS) -> None:
        """Wait until no build publishes, at most so long."""
        await self._bell.wait_until(lambda: self._is_open, seconds)
