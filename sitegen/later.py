"""Modules that are loaded, and patterns that are compiled, when something of them is first used.

Most builds find little or nothing to do, and then half of what a whole build needs would be loaded for nothing. Where
this is used, a type checker sees the plain import.

Never: used for what every command needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, cast


class _OnFirstUse:
    """Stands for an object, and makes it at the first question for one of its names."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._make(), name)
        setattr(self, name, value)
        return value


class Later(_OnFirstUse):
    """Stands for a module, and loads it at the first question for one of its names."""

    def __init__(self, module: str) -> None:
        """Name the module in full."""
        super().__init__(partial(import_module, module))


def later_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled at its first use: many ranges of letters take milliseconds."""
    return cast("re.Pattern[str]", _OnFirstUse(partial(re.compile, pattern, flags)))
