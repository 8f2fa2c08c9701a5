"""Views of the files that machines read about the whole site, and of those that are copied."""

from __future__ import annotations

from sitegen.values import Value


class SitemapEntry(Value, frozen=True):
    """One address of a sitemap."""

    url: str
    """Absolute, or from the host's root."""
    modified: str
    """W3C date, may be empty."""


class SitemapView(Value, frozen=True):
    """`sitemaps/<yyyy-mm>.xml`: at most 50,000 addresses."""

    base_url: str
    entries: tuple[SitemapEntry, ...]


class SitemapIndexView(Value, frozen=True):
    """`sitemap.xml`: the sitemaps, at most 50,000."""

    sitemaps: tuple[SitemapEntry, ...]


class TextView(Value, frozen=True):
    """An output whose text is known when it is planned (`robots.txt`, `_headers`, `_redirects`)."""

    text: str


MOVED = "moved"
"""The kind of what shows it."""


class MovedView(Value, frozen=True):
    """A page that has become part of another one, to which it leads."""

    url: str
    """Of the other one, from the host's root."""
    full_url: str
    """Absolute."""
    title: str
    language: str


class AssetView(Value, frozen=True):
    """A file that is copied as it is."""

    source: str
    """Which file, as a person at the site's folder would type it."""
    digest: str
    """Of its bytes."""
    appended: str = ""
    """Text that is written after them."""
    has_place: bool = False
    """Whether it says where it was taken: that is blanked."""
