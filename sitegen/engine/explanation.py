"""What is told of one output, and the reasons for rendering one, in words."""

from __future__ import annotations

from typing import NamedTuple

REASONS = {
    "new": "it was not there in the last build",
    "missing": "its file is missing",
    "view": "what it shows changed",
    "template": "its template changed, or one that it extends, includes or imports",
    "frame": "what every page shows around its content changed (title, menu, theme options, ...)",
    "code": "sitegen, one of its dependencies, the time-zone data or Python changed",
    "changed on disk": "its file was changed by somebody else",
}


class Explanation(NamedTuple):
    """What is known of one output."""

    path: str
    kind: str
    origin: str
    reason: str
    """Why it would be rendered now (a key of `REASONS`); empty when it is fresh."""
    last_reason: str
    """Why it was last rendered; empty when it never was."""
    digests: tuple[tuple[str, str, str], ...]
    """What is compared: name, digest of the last build, digest now."""
