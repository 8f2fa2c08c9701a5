"""What rendering one output gives."""

from __future__ import annotations

from typing import NamedTuple


class RenderResult(NamedTuple):
    """The bytes of an output, and what its owner should know of them."""

    data: bytes
    setting: str = ""
    """The setting that a warning is about; empty: nothing to warn of."""
    warning: str = ""
    hint: str = ""
