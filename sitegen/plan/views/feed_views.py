"""Views of the feeds, and of the lists of them all."""

from __future__ import annotations

from sitegen.pages.page import Card, Page
from sitegen.plan.views.html_views import (
    CardRef,
    FeedLink,
    PageRef,
    View,
)
from sitegen.values import Value


class Channel(Value, frozen=True):
    """What a feed says of itself."""

    title: str
    description: str
    page_url: str
    """Absolute: the page that the feed follows."""
    feed_url: str
    """Absolute: the feed itself."""
    language: str
    base_url: str
    """The site's `https://host/path/`: what category schemes and links hang below."""
    identity_authority: str
    """Who mints the identities: `host,date` (RFC 4151)."""
    site_title: str = ""
    """The author where a story has none. Empty: `title`."""
    source_kinds: tuple[str, ...] = ()
    """The taxonomies that say who published a story. They are no categories: an item's source has its own element."""
    hub: str = ""
    """WebSub hub, absolute; empty: none."""
    ttl: int = 0
    """Minutes between two looks at the feed; 0: not said."""
    image_url: str = ""
    """PNG, JPEG or GIF, absolute; empty: none."""


class FeedArchive(Value, frozen=True):
    """Where a feed stands among its archive documents (RFC 5005, section 4). All addresses absolute, or empty."""

    is_archive: bool = False
    """True: this document is sealed and keeps its address and its bytes."""
    older_url: str = ""
    """`prev-archive`."""
    newer_url: str = ""
    """`next-archive`; only in archive documents."""
    current_url: str = ""
    """The feed that people subscribe to; only in archive documents."""


class FeedView(Value, frozen=True):
    """A feed, whatever its format: the newest stories, newest first."""

    channel: Channel
    stories: tuple[Card | CardRef | Page | PageRef, ...]
    """A card is shown as its excerpt, a page with its full text."""
    targets: dict[str, str] = {}
    """Content file -> URL, for the links in full texts."""
    identities: dict[str, str] = {}
    """Path -> identity, for the few stories whose own identity belongs to another story."""
    leads_to_original: bool = False
    """Whether an RSS or Atom item's link is the original's address instead of our page's."""
    archive: FeedArchive = FeedArchive()
    max_bytes: int = 500_000
    """The oldest full texts become excerpts, then stories go, until the feed is as small; 0: no limit."""
    least_stories: int = 0
    """So many of the newest stay however large they are: they are in no archive yet."""


class FeedLine(Value, frozen=True):
    """One subject's feeds, in a list of feeds. All addresses absolute."""

    title: str
    page_url: str
    feeds: tuple[FeedLink, ...]
    """RSS first."""


class FeedGroup(Value, frozen=True):
    """The feeds of one kind: the whole site's, the topics', the sources', the saved selections'."""

    title: str
    lines: tuple[FeedLine, ...]


class FeedsView(View, frozen=True):
    """`feeds.html`: every feed of the site, for people."""

    groups: tuple[FeedGroup, ...]
    opml_url: str


class OpmlView(Value, frozen=True):
    """`feeds.opml`: every feed of the site, for a reader's import."""

    title: str
    groups: tuple[FeedGroup, ...]
