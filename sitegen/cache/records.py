"""The records of the cache of the last build."""

from __future__ import annotations

from typing import NamedTuple


class SourceRecord(NamedTuple):
    """A source as it was last parsed, without what it shows."""

    path: str
    changed_ns: int
    size: int
    inode: int
    digest: str
    """Of its bytes."""
    meaning: bytes
    """Its encoded `PageMeta` or `TermData`; empty when it has neither."""
    problems: bytes
    """Encoded; empty when there are none."""


class OutputRecord(NamedTuple):
    """An output as it was last written."""

    path: str
    view: str
    """Digest of its view."""
    fingerprint: str
    """Digest of its template, frame and code."""
    digest: str
    """Of its bytes; empty while it is only reserved, that is, about to be written."""
    size: int
    mtime_ns: int
    reason: str
    """Why it was last rendered."""
    problem: bytes = b""
    """The encoded problem that was found when it was rendered; empty when there was none."""
    group: str = ""
    """Name of the group that it was planned with; empty when it is planned each time."""


class GroupRecord(NamedTuple):
    """Outputs that were planned together."""

    name: str
    inputs: str
    """Digest of everything that their views were made of."""
    fingerprint: str
    """As in `OutputRecord`, of each of them."""
    paths: str
    """Digest of the paths of its outputs: one that a damaged cache no longer finds would stay online for ever."""
