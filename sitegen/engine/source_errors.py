"""Which sources have an error: each of them is withheld, and everything else is published.

Never: decides what an error is.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.errors import Problem
from sitegen.settings import Settings
from sitegen.sources import Sources

ERROR = "error"
"""Why a source with an error is withheld, in reports."""


def sources_at_fault(problems: Iterable[Problem], sources: Sources, settings: Settings) -> frozenset[str]:
    """Return the sources that have an error, named as problems name them.

    An error of a folder (`content/topics/`) is one of each source in it, and the folder is among them. Errors of
    anything else have none: of a setting, a template, a file of `static/`, or a folder that cannot be listed, of which
    nobody knows how many stories are in it.
    """
    paths = {problem.path for problem in problems if problem.level == "error"}
    if not paths:
        return frozenset()
    shown = {settings.shown_path(file.path) for file in (*sources.pages, *sources.terms)}
    found = shown & paths
    for folder in (path for path in paths if path.endswith("/")):
        inside = {path for path in shown if path.startswith(folder)}
        found |= inside | {folder} if inside else set()
    return frozenset(found)
