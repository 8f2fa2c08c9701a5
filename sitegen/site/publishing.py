"""Decides what is published: the one place that holds drafts, future, expired and removed pages back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from sitegen.pages.page import PageMeta
from sitegen.settings import Settings
from sitegen.withholding_words import NEEDS, REMOVED
from sitegen.zones import time_zone

NO_DATE = "no date"
"""Why a plain text is withheld that says no date."""

HINTS = {
    NEEDS: "Give what `needs` in its `intake` names with `sitegen review FILE`, then `sitegen approve FILE`.",
    "draft": "Take `draft: true` out to publish it, or build with --drafts to see it.",
    "published: false": "Set `published: true` to publish it, or build with --drafts to see it.",
    "private": "Take out what hides it (private, hidden, unlisted, status, visibility, ...) to publish it, or build "
    "with --drafts to see it.",
    "removed": "Take `removed: true` out to publish it again.",
    "unclear": "Correct the value that its warning names to publish it, or build with --drafts to see it.",
    "in a drafts folder": "Move it out of the folder to publish it, or build with --drafts to see it.",
    NO_DATE: "Begin the file name with a date (2024-02-21-name.txt), or add front matter with publishedDateTime.",
}


HIDDEN_FOLDER = "in a hidden folder"
"""Why a source is not even read whose folder, or one around it, begins with a dot."""
HIDDEN_FOLDER_HINT = "Move it to a folder whose name does not begin with a dot to publish it."


class Audience(NamedTuple):
    """For whom and when a site is built."""

    now: datetime
    drafts: bool = False
    future: bool = False


class HeldBack(NamedTuple):
    """A page that is not published."""

    page: PageMeta
    reason: str
    hint: str


class PublishedSet(NamedTuple):
    """The pages in two halves, and when the line between them moves next."""

    published: list[PageMeta]
    withheld: list[HeldBack]
    next_change: datetime | None


def split_published(pages: Iterable[PageMeta], audience: Audience, settings: Settings) -> PublishedSet:
    """Divide pages into published and withheld ones."""
    now = audience.now.timestamp()
    zone = time_zone(settings.timezone)
    published: list[PageMeta] = []
    withheld: list[HeldBack] = []
    changes: list[float] = []
    for page in pages:
        reason = _draft_reason(page, audience)
        if not reason:
            if page.expires > now:
                changes.append(page.expires)
            begin = max(page.moment, page.opens)
            if begin > now and not audience.future:
                changes.append(begin)
                reason = f"until {_clock(begin, zone)}"
            elif page.expires and page.expires <= now:
                reason = f"expired {_clock(page.expires, zone)}"
        if reason:
            withheld.append(HeldBack(page, reason, HINTS.get(reason, "")))
        else:
            published.append(page)
    next_change = datetime.fromtimestamp(min(changes), UTC).astimezone(zone) if changes else None
    return PublishedSet(published, withheld, next_change)


def early_reasons(pages: Iterable[PageMeta], audience: Audience, settings: Settings) -> dict[str, str]:
    """Return address -> why the page would not be published now, of published pages that a preview lets in."""
    if not (audience.drafts or audience.future):
        return {}
    strict = split_published(pages, Audience(audience.now), settings)
    return {held.page.url: held.reason for held in strict.withheld}


def _draft_reason(page: PageMeta, audience: Audience) -> str:
    """Return why a page is held back whatever the time; with `--drafts` only removal and open questions hold."""
    if audience.drafts and page.withheld not in (REMOVED, NEEDS):
        return ""
    return page.withheld


def _clock(moment: float, zone: tzinfo) -> str:
    return datetime.fromtimestamp(moment, zone).strftime("%Y-%m-%d %H:%M")
