"""The file by which a build knows whose an output folder is, also without a cache."""

from __future__ import annotations

MARKER = ".made-by-sitegen"
"""Its path in the output folder."""
_OWNER = "Site: "


def marker_text(site: str) -> str:
    """Return what the file says of a site of this name."""
    return f"The files in this folder are made by sitegen. It may replace or remove them.\n{_OWNER}{site}\n"


def owner_in(marker: str) -> str:
    """Return the name of the site that a marker bears; empty when it bears none."""
    return next((line.removeprefix(_OWNER).strip() for line in marker.splitlines() if line.startswith(_OWNER)), "")
