"""Settings: what the owner chose in `site.yaml`, typed, with a default for everything."""

from __future__ import annotations

import re
from typing import Any

from sitegen.errors import Level, Problem
from sitegen.values import Value

DEFAULT_BASE_URL = "http://localhost:8000/"
DEFAULT_PERMALINK = "/{section}/{year}/{month}/{day}/{slug}/"
PLACEHOLDERS = ("section", "year", "month", "day", "slug")
"""What a permalink pattern may hold between braces."""
PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")


HOSTS = ("netlify", "cloudflare", "github", "server")
"""What `host` may say: one file each in `hosts/`."""

IDENTITY_DATE = "2025"
"""The date in every minted identity. Changing it would mark every story of every site unread."""


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


_USUAL_TITLES = {
    "de": {"topics": "Themen", "sources": "Quellen"},
    "fr": {"topics": "Thèmes", "sources": "Sources"},
    "es": {"topics": "Temas", "sources": "Fuentes"},
    "ja": {"topics": "トピック", "sources": "情報源"},
}


def usual_titles(language: str) -> dict[str, str]:
    """Return what the usual taxonomies are called in a language (BCP 47); nothing for one in which they are English."""
    primary = language.lower().partition("-")[0]
    if primary != "zh":
        return _USUAL_TITLES.get(primary, {})
    is_traditional = any(part in ("hant", "tw", "hk", "mo") for part in language.lower().split("-"))
    return {"topics": "話題" if is_traditional else "话题", "sources": "來源" if is_traditional else "来源"}


class MenuLink(Value, frozen=True):
    """One word of the menu."""

    title: str
    url: str
    """Site-relative (`/about/`) or absolute."""


class FeedSelection(Value, frozen=True):
    """A saved selection of stories that has feeds of its own."""

    name: str
    """Its address: `/feeds/<name>/`."""
    title: str
    """For people."""
    description: str = ""
    min_heat: int | None = None
    min_quality: int | None = None
    terms: dict[str, tuple[str, ...]] = {}
    """Taxonomy name -> terms: a story has at least one of each taxonomy that is named."""
    content: str = ""
    """`excerpt` or `full`; empty: as all feeds."""


class Settings(Value, frozen=True):
    """The whole of `site.yaml`."""

    title: str = "AI Digest"
    base_url: str = DEFAULT_BASE_URL
    """Ends with `/`; may have a path."""
    own_url: str = ""
    """The `base_url` of `site.yaml` where the command line says another: a preview is of the same site."""
    host: str = ""
    """Which of `HOSTS` publishes the site. Empty: not said; then the files are those that Netlify reads."""
    preview_of: str = ""
    """The address of the site that this build is a preview of: what search engines see instead of its own. Empty:
    this is the site itself."""
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    """IANA name: which day a story belongs to, and the zone of dates that have none."""
    date_order: str = ""
    """Which figure of `02-03-2026` is the first one: `day` or `month`. Empty: such a date is an error."""
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
    """Empty: the taxonomies, and the pages at the top of the content folder. The theme adds archive and search."""
    related: str = "front-matter"
    """`front-matter`: only what the story's `related` says; `auto`: also older stories on the same matter."""
    calendar: str = "days"
    """`days`: each day, month and year with stories has a page; `months`: no day has; `off`: none has."""
    search: str = "cards"
    """What the search looks at: `cards`, or also `bodies`. `off`: the site has no search page."""
    feed_formats: tuple[str, ...] = ("rss", "atom", "json")
    """Which feeds there are, of these three, in this order. Empty: the site has none."""
    feed_size: int = 50
    """How many of the newest stories a feed holds."""
    feed_bytes: int = 500_000
    """How large a feed may be; readers have limits of their own."""
    feed_content: str = "excerpt"
    """`excerpt` or `full`: what a feed shows of a story that has a text."""
    feed_links: str = "ours"
    """`ours` or `original`: where a story's title in a feed leads."""
    feed_ttl: int = 60
    """Minutes between two looks at a feed."""
    feed_image: str = ""
    """PNG, JPEG or GIF, site-relative or absolute."""
    feed_authority: str = ""
    """Who mints the identities of stories, `host,date` (RFC 4151). Empty: the host of `base_url`."""
    websub_hub: str = ""
    """Absolute; empty: feeds name no hub."""
    feeds: tuple[FeedSelection, ...] = ()
    """Saved selections."""
    aliases: dict[str, str] = {}
    """Old address -> new one, both site-relative, for what is not a page: feeds, above all."""
    images: bool = True
    """Off: no picture of a story, a source or a text is shown anywhere."""
    find_headings: bool | None = None
    """Whether lines of plain texts that look like subheads are headings. None: they are, and that is told."""
    files: tuple[str, ...] = ()
    """Endings of further files that are published beside the texts that refer to them, in lower case, without a dot."""
    markdown_copies: bool = False
    """Whether there is `llms.txt`, and a copy of each story in Markdown."""
    share_images: bool = False
    """Whether a picture of each story is drawn for those who share it."""
    share_fonts: tuple[str, ...] = ()
    """Font files of the site that share images are drawn with; empty: the machine's own."""
    theme_options: dict[str, Any] = {}
    """What the theme lets be chosen, over the defaults in its `theme.yaml`."""
    texts: dict[str, Any] = {}
    """Words of the theme in the site's language, over its own."""
    positions: dict[str, tuple[int, int, int]] = {}
    """Field of `aliases`, `feed_image`, `host`, `menu`, `share_fonts`, `theme_options` and `texts` -> where its value
    stands, for messages: line, column, characters."""

    @property
    def public_url(self) -> str:
        """Where the site itself lives, also in a preview of it."""
        return self.preview_of or self.base_url

    @property
    def base_path(self) -> str:
        """The path of `base_url`: `/` or `/path/`."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]

    @property
    def origin(self) -> str:
        """`https://host`, without a slash at the end."""
        scheme, _, rest = self.base_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

    @property
    def identity_authority(self) -> str:
        """Who mints the stories' identities: `host,date` (RFC 4151)."""
        host = "localhost" if "[" in self.origin else self.origin.partition("://")[2].partition(":")[0].rstrip(".")
        return self.feed_authority or f"{host},{IDENTITY_DATE}"

    @property
    def name(self) -> str:
        """What identifies this site on any machine and in any preview: its address; without one, its title."""
        url = self.own_url or self.base_url
        return self.title if url == DEFAULT_BASE_URL else url

    def problem(self, field: str, message: str, hint: str, level: Level = "error") -> Problem:
        """Return what is wrong with a field of `site.yaml`, at the place where its value stands."""
        line, column, span = self.positions.get(field, (0, 0, 0))
        return Problem(level, "site.yaml", line, column, field, message, hint, span)

    def permalink(self, section: str) -> str:
        """Return the pattern of a section's story addresses."""
        return self.permalinks.get(section, DEFAULT_PERMALINK)

    def shown_path(self, path: str) -> str:
        """Return a source's path as a person at the site's folder would type it."""
        return path if self.content == "." else f"{self.content}/{path}"
