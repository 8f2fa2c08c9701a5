"""What a file says about one term, as a value."""

from __future__ import annotations

from sitegen.pages.fields.story_values import Image
from sitegen.values import Value


class TermData(Value, frozen=True):
    """A term as its file describes it."""

    folder: str
    """The folder below `_data/`: a taxonomy's name, or `organizations` for the one with the key `provider`."""
    path: str
    """The file, as a person at the site's folder would type it."""
    line: int
    """Where its name stands."""
    name: str
    short_name: str = ""
    slug: str = ""
    """As the file gives it; empty when it gives none."""
    usual_slug: str = ""
    """Of its `_id`: what stands in for a slug until the term was published."""
    description: str = ""
    """Plain text."""
    image: Image | None = None
    parent: str = ""
    """The parent's name as typed."""
    aliases: tuple[str, ...] = ()
    """Other names of the same term."""
    domain: str = ""
