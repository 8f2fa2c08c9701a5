"""Whether so many published sources have an error that something general is wrong: then nothing is published.

Never: decides what an error is.
"""

from __future__ import annotations

from collections.abc import Collection

from sitegen.errors import Problem, first_few, whole_file
from sitegen.settings import Settings

ONE_IN = 10
"""More than one in ten, as of the sources that a template cannot show (`engine/jobs/failures.py`); one alone never."""


def find_mass_failure(broken: Collection[str], published: int, settings: Settings) -> Problem | None:
    """Return an error when publishing would take down too much of what is public.

    `broken` are the sources that have an error and were published, as problems name them; `published` counts those
    that were published and still are. A story that never was takes nothing down.
    """
    count, total = len(broken), len(broken) + published
    if count <= max(1, total // ONE_IN) and count < total:
        return None
    named = first_few(sorted(broken))
    message = f"{count:,} of {total:,} published sources have an error, so nothing is published: {named}"
    hint = "Correct what they have in common, or publish the rest without them: `sitegen build --keep-going`."
    return whole_file("error", settings.shown_path("").rstrip("/"), message, hint)
