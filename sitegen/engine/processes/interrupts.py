"""Decides when Ctrl-C takes effect: not while files are moved into place, or half of two sites would be published.

Never: swallows an interruption.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Delay an interruption (SIGINT) until the block has ended.

    Raises KeyboardInterrupt at the end where one came meanwhile. In another thread than the main one, which alone is
    ever interrupted, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        waiting.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if waiting:
        raise KeyboardInterrupt


@contextmanager
def unheard_by_children() -> Iterator[None]:
    """Make processes started inside ignore Ctrl-C, which a terminal sends to all of them: this one ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
