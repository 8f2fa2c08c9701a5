"""Answers Ctrl-C while the program starts: nothing has begun yet, so it ends at once and leaves no trace.

While a command works, Ctrl-C raises KeyboardInterrupt, and `engine/processes/interrupts.py` says when it is heard.

Never: imports more than the system offers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code: 128 and the number of the signal, as shells have it."""
_WORD = b"Interrupted.\n"


def end_when_interrupted() -> None:
    """Make Ctrl-C end this process from now on, unless it ignores it, as what shells run in the background does."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)
        sys.unraisablehook = _end_or_tell


def raise_when_interrupted() -> None:
    """Make Ctrl-C raise KeyboardInterrupt from now on: a command begins to work."""
    if signal.getsignal(signal.SIGINT) is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def is_interruption(error: BaseException | None) -> bool:
    """Return whether an error came of Ctrl-C: while it makes a class, Python 3.11 raises another one."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def end_interrupted() -> NoReturn:
    """End this process at once."""
    os.write(2, _WORD)
    os._exit(INTERRUPTED)


def _end(number: int, frame: FrameType | None) -> None:
    end_interrupted()


def _end_or_tell(told: sys.UnraisableHookArgs) -> None:
    """End this process when Ctrl-C came where Python cannot raise, such as in a callback of its garbage collector."""
    if is_interruption(told.exc_value):
        end_interrupted()
    sys.__unraisablehook__(told)
