"""Which drafts wait for a person: those that came in from outside and are not approved yet."""

from __future__ import annotations

from pathlib import Path

from sitegen.engine.inspect.known_pages import known_pages
from sitegen.engine.report import BuildOptions
from sitegen.errors import SitegenError
from sitegen.intake.open_draft import OpenDraft, open_draft
from sitegen.settings import Settings


def waiting_drafts(root: Path, settings: Settings, options: BuildOptions) -> list[OpenDraft]:
    """Return the drafts that have `intake`, those that need something first."""
    found = []
    for page in known_pages(root, settings, options).pages:
        if page.withheld:
            try:
                draft = open_draft(root, settings, settings.shown_path(page.path))
            except SitegenError:
                continue  # written by hand in another way: none of ours
            if draft.intake is not None:
                found.append(draft)
    return sorted(found, key=lambda draft: (not draft.needs, draft.path))
