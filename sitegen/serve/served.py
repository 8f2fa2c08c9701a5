"""What a server shows now: the one thing that the build exchanges and requests look at."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.serve.answers import OutputFolder
from sitegen.serve.gate import Gate
from sitegen.serve.live import Live


class Served:
    """An output folder behind a gate, shown by a name, with what open pages are told."""

    def __init__(self, host: str, live: Live | None) -> None:
        """Show nothing yet. `host` is what the server listens on; with `live` pages are kept true while open."""
        self.host = host
        self.live = live
        self.gate = Gate()
        self.folder: OutputFolder | None = None
        self.report_bug: Callable[[Exception], None] = _report_nothing
        """Called with each error that a request ran into, from the thread of the server."""


def _report_nothing(error: Exception) -> None:
    """Tell nobody."""
