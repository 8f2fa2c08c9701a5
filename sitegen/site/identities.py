"""Identities: what makes a story the same for ever, each given to one story only.

Never: mints a URI (`render/feed_urls.py` does).
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.errors import Problem
from sitegen.pages.page import Essentials
from sitegen.settings import Settings


def settle_identities(stories: Iterable[Essentials], settings: Settings) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return path -> identity for the stories whose own belongs to an earlier one, and a problem for each of them.

    `stories` are oldest first, of one moment by path. The later one falls back to its original address, else to its
    path, so that feeds show both and readers do not take one for the other.
    """
    owners: dict[str, str] = {}
    settled: dict[str, str] = {}
    problems = []
    for story in stories:
        choices = (story.identity or story.path, story.original_url, story.path)
        identity = next((choice for choice in choices if choice and choice not in owners), story.path)
        if identity != choices[0]:
            settled[story.path] = identity
            problems.append(_taken(story, owners[choices[0]], identity, settings))
        owners[identity] = story.path
    return settled, tuple(problems)


def _taken(story: Essentials, owner: str, instead: str, settings: Settings) -> Problem:
    is_address = story.identity == story.original_url
    field = "originalUrl" if is_address else "id"
    kind = "original address" if is_address else "id"
    shown = story.identity if len(story.identity) <= 80 else story.identity[:79] + "…"
    return Problem(
        level="warning",
        path=settings.shown_path(story.path),
        line=0,
        column=0,
        field=field,
        message=f'the {kind} "{shown}" is that of {settings.shown_path(owner)} already',
        hint=f"Give each story an id of its own, or delete one of the two. Feeds know this one by {instead} meanwhile.",
    )
