"""The door through which the engine is loaded: when a body needs it, and not before.

The engine, the sanitiser and the highlighter take a third of a second to load, more than a build with few changes takes
to read its sources; most builds parse no body, or none that needs them. `docs/decisions/008-fast-markdown.md` has the
figures.

Never: does anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from sitegen.pages.body import Body, BodySource
from sitegen.pages.fast_parts import Part


class FinishParts(Protocol):
    """What `engine_body.finish_parts` is."""

    def __call__(self, parts: Sequence[Part], source: BodySource) -> Body:
        """Return the body whose parts these are."""


@cache
def engine() -> FinishParts:
    """Return `engine_body.finish_parts`; the first call loads the engine."""
    return cast(FinishParts, import_module("sitegen.pages.engine_body").finish_parts)
