"""Settings: what the owner chose in `site.yaml`, typed, with a default for everything.

Never: reads a file (`config.py` does).
"""

from __future__ import annotations

from typing import Any

from sitegen.values import Value

DEFAULT_PERMALINK = "/{section}/{year}/{month}/{day}/{slug}/"


class TaxonomySettings(Value, frozen=True):
    """One kind of term."""

    name: str
    """`topics`: also its URL space, `/topics/`, and its data folder, `_data/topics/`."""
    key: str
    """The front-matter key that lists the terms."""
    title: str
    """For people."""
    least_stories: int
    """A term with fewer stories has no page and no feed of its own."""


class MenuLink(Value, frozen=True):
    """One word of the menu."""

    title: str
    url: str
    """Site-relative (`/about/`) or absolute."""


class Settings(Value, frozen=True):
    """The whole of `site.yaml`."""

    title: str = "AI Digest"
    base_url: str = "http://localhost:8000/"
    """Ends with `/`; may have a path."""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    """IANA name: which day a story belongs to, and the zone of dates that have none."""
    content: str = "content"
    """Folder of sources, relative to the site."""
    output: str = "public"
    """Folder of outputs, relative to the site."""
    theme: str = "default"
    page_size: int = 20
    least_stories: int = 1
    taxonomies: tuple[TaxonomySettings, ...] = (
        TaxonomySettings(name="topics", key="topics", title="Topics", least_stories=1),
        TaxonomySettings(name="sources", key="provider", title="Sources", least_stories=1),
    )
    permalinks: dict[str, str] = {}
    """Section -> pattern of `{section} {year} {month} {day} {slug}`."""
    menu: tuple[MenuLink, ...] = ()
    """Empty: home, the taxonomies, the archive and the pages at the top of the content folder."""
    related: str = "front-matter"
    """`front-matter`: only what the story's `related` says; `auto`: also older stories on the same matter."""
    feed_size: int = 50
    """How many of the newest stories a feed holds."""
    theme_options: dict[str, Any] = {}
    """Handed to the theme as it is, over the defaults in its `theme.yaml`."""

    @property
    def base_path(self) -> str:
        """The path of `base_url`: `/` or `/path/`."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]

    @property
    def origin(self) -> str:
        """`https://host`, without a slash at the end."""
        scheme, _, rest = self.base_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

    def permalink(self, section: str) -> str:
        """Return the pattern of a section's story addresses."""
        return self.permalinks.get(section, DEFAULT_PERMALINK)

    def shown_path(self, path: str) -> str:
        """Return a source's path as a person at the site's folder would type it."""
        return path if self.content == "." else f"{self.content}/{path}"
