"""The frame: the little that all outputs show around their content."""

from __future__ import annotations

from typing import Any

from sitegen.plan.views.html_views import FeedLink, Link
from sitegen.values import Value


class IconLink(Value, frozen=True):
    """An icon, or the manifest, as pages name it in their head."""

    rel: str
    url: str
    type: str
    """Media type."""
    sizes: str
    """`32x32`; empty where none is said."""


class Frame(Value, frozen=True):
    """The little that all outputs show around their content. A change here renders every page again."""

    title: str
    description: str
    language: str
    base_url: str
    """`https://host/path/`, ends with `/`."""
    public_url: str
    """Where the site itself lives, which search engines are to know: `base_url`, unless this is a preview."""
    is_preview: bool
    """Whether search engines are to stay away."""
    origin: str
    """`https://host`: put before any `url` it makes it absolute."""
    home_url: str
    """The base path, `/` or `/path/`: put before `assets/style.css`."""
    menu: tuple[Link, ...]
    taxonomies: tuple[Link, ...]
    """The index page of each taxonomy."""
    search_url: str
    """Empty when the site has no search page."""
    archive_url: str
    feeds: tuple[FeedLink, ...]
    """The whole site's feeds; empty: there are none, nor a page `feeds/`."""
    icons: tuple[IconLink, ...]
    """The site's icons and its manifest."""
    share_image: str
    """Of the picture that is shared with a page that has none of its own."""
    timezone: str
    """IANA name: what times on the pages are given in."""
    theme: dict[str, Any]
    """The theme's options, but for colours and fonts: what `site.yaml` says under `theme_options`, over its own."""
