"""Lets two files change places in one step, where the system can: renameat2(2) of Linux.

Never: says why it could not; the caller moves the one over the other instead.
"""

from __future__ import annotations

import os
import stat
from functools import cache
from typing import TYPE_CHECKING, Any

from sitegen.later import Later

if TYPE_CHECKING:
    import ctypes
else:
    ctypes = Later("ctypes")

_FROM_HERE = -100
_EXCHANGE = 2


def exchange(one: str, other: str) -> bool:
    """Let two files change places; False, and nothing happened, when one is no file or the system cannot."""
    rename = _renameat2()
    if rename is None or not _is_file(other):
        return False
    return bool(rename(_FROM_HERE, os.fsencode(one), _FROM_HERE, os.fsencode(other), _EXCHANGE) == 0)


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


@cache
def _renameat2() -> Any:
    try:
        return ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # another system, or an older library
        return None
