"""Tombstones: what stands where a story stood that its publisher took away with a note.

A tombstone shows the note, the day and the identity, so that feeds carry it to those who have the story. Never: shows
anything else of the story.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.pages.page import Card, Page
from sitegen.pages.text.excerpts import plain_excerpt
from sitegen.withholding_words import REMOVED

NOTE = "note"
"""The key of front matter that makes a removed story a tombstone."""
_LONGEST_TITLE = 120


def tombstone_note(withheld: str, extra: Mapping[str, object]) -> str:
    """Return the note that stands in for a story; empty when it was not removed, or without a word."""
    note = extra.get(NOTE) if withheld == REMOVED else ""
    return note.strip() if isinstance(note, str) else ""


def tombstone(story: Card, note: str, body: str) -> Page:
    """Return what stands in for a story; `body` is the note as HTML."""
    words = plain_excerpt(note)
    title = words if len(words) <= _LONGEST_TITLE else f"{words[:_LONGEST_TITLE].rstrip()}…"
    card = Card(
        title=title,
        path=story.path,
        url=story.url,
        date=story.date,
        has_time=story.has_time,
        updated=story.updated,
        section=story.section,
        has_body=True,
        identity=story.identity,
        guid=story.guid,
    )
    return Page(card=card, body=body)
