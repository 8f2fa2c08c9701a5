"""The rows of the memory of the last build.

Never: knows what is in them.
"""

from __future__ import annotations

from typing import NamedTuple


class OutputRow(NamedTuple):
    """An output as it was last written."""

    path: str
    view: str
    """Digest of its view."""
    recipe: str
    """Digest of its template, frame and code."""
    digest: str
    """Of its bytes; empty while it is only claimed, that is, about to be written."""
    size: int
    mtime_ns: int
    reason: str
    """Why it was last rendered."""
    problem: bytes = b""
    """What was told when it was rendered; empty when nothing was."""
    group: str = ""
    """Name of the group that it was planned with; empty when it is planned each time."""


class GroupRow(NamedTuple):
    """Outputs that were planned together."""

    name: str
    basis: str
    """Digest of all that their views were made of."""
    recipe: str
    """As in `OutputRow`, of each of them."""
    files: bytes
    """How their files were left."""
