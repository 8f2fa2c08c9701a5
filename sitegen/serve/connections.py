"""Ends connections that take for ever to ask: uvicorn itself waits for them without an end."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST_ASKING_SECONDS = 30.0


class BoundedAsking(H11Protocol):
    """A connection on which each request must be asked in time."""

    longest_asking_seconds = LONGEST_ASKING_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count."""
        super().connection_made(transport)
        self._begin_counting()

    def data_received(self, data: bytes) -> None:
        """Count until a request is whole; then its answer may take as long as it needs."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_counting()
        elif self._deadline is None:
            self._begin_counting()

    def on_response_complete(self) -> None:
        """Count anew: what follows is the next request, or silence."""
        super().on_response_complete()
        self._stop_counting()
        self._begin_counting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        self._stop_counting()
        super().connection_lost(exc)

    def _begin_counting(self) -> None:
        self._deadline = self.loop.call_later(self.longest_asking_seconds, self.transport.close)

    def _stop_counting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def bounded_asking(seconds: float) -> type[BoundedAsking]:
    """Return the connections of a server that waits so long for each request."""

    class _Connection(BoundedAsking):
        longest_asking_seconds = seconds

    return _Connection
