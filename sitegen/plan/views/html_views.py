"""Views: everything that a template receives about one output.

While an output is planned its views hold references (`CardRef`, `PageRef`): the source's path and the digest of what
would be shown of it; or `ShardRef`, which stands for the terms of many cards at once. So a view's digest covers all
that the view shows before a single card is read. The renderer fills the references in with the real `Card` and `Page`
just before the template runs; a template never sees a reference.

Dates are `YYYY-MM-DD`, `YYYY-MM` or `YYYY` as text where no clock time is meant.
"""

from __future__ import annotations

from sitegen.pages.fields.story_values import Image
from sitegen.pages.page import Card, Page, TermLink
from sitegen.values import Value


class CardRef(Value, frozen=True):
    """Stands for a card until the view is filled in."""

    path: str
    digest: str


class PageRef(Value, frozen=True):
    """Stands for a page, body and all, until the view is filled in."""

    path: str
    digest: str
    card: str
    """As in `CardRef.digest`."""


class ShardRef(Value, frozen=True):
    """Stands for one shard of a segment's terms until the view is filled in: then it is the shard's text."""

    start: int
    """Number of the segment's first story, from 0, the oldest."""
    size: int
    """How many stories the segment has."""
    shard: int
    shards: int
    digest: str
    """Of the references to all stories of the segment, and of what is asked for."""
    part: str = "cards"
    """Which terms: those of `cards`, those that only `bodies` have, or `both`."""


class Link(Value, frozen=True):
    """A titled address on this site."""

    title: str
    url: str


class FeedLink(Value, frozen=True):
    """A feed that a page announces (`<link rel="alternate">`)."""

    title: str
    url: str
    type: str
    """Media type."""


class View(Value, frozen=True, kw_only=True):
    """What every HTML view has."""

    url: str
    """Of this output."""
    title: str = ""
    """For `<title>` and the main heading; the site's own title on the home page. Empty: the theme's own word."""
    description: str = ""
    """Plain text."""
    feeds: tuple[FeedLink, ...] = ()
    """Feeds of just this page (a term's); the site's are in the frame."""


class Day(Value, frozen=True):
    """One day on the front page: its foremost stories by rank, the first one leads, and the newest of the others."""

    date: str
    url: str
    """The day's own page; empty when there is none."""
    stories: tuple[Card | CardRef, ...]
    """By rank among all stories of the day."""
    count: int
    """Of all stories of the day."""
    sources: int
    """How many sources all its stories come from; 0: not known."""
    more: int
    """How many stories its own page has that are not here."""


class HomeView(View, frozen=True):
    """`home.html`: the newest stories, by day, newest day first."""

    days: tuple[Day, ...]
    older_url: str
    """The newest sealed block, empty when there is none."""
    topics: tuple[TermLink, ...]
    """Topics that move: the most used among the newest stories."""
    calendar: tuple[DayCount, ...]
    """The newest story's month, day by day."""


class StoryView(View, frozen=True):
    """`story.html`: one news item."""

    page: Page | PageRef
    older: Card | CardRef | None
    newer: Card | CardRef | None
    similar: tuple[Card | CardRef, ...]
    """Older stories of this site on the same matter (setting `related: auto`)."""
    targets: dict[str, str]
    """Content file -> URL, for the links in the body."""
    day_url: str
    share_url: str = ""
    """Of the picture that is drawn for those who share the story; empty: none is."""
    markdown_url: str = ""
    """Of the story's copy in Markdown; empty: there is none."""


class PlainView(View, frozen=True):
    """`page.html`: a page that is not news (about, a person, a course without a date)."""

    page: Page | PageRef
    targets: dict[str, str]


class BlockView(View, frozen=True):
    """`block.html`: one sealed list page, newest of its stories first."""

    span: str
    """The days of its first and its last story, `2024-02-01/2024-02-09`."""
    stories: tuple[Card | CardRef, ...]
    head: Link
    """Where the newest ones are: home's archive or the term's page."""
    older_url: str
    newer_url: str
    """The next block, or the head."""


class MonthCount(Value, frozen=True):
    """How many stories a month has."""

    month: str
    count: int


class TermView(View, frozen=True):
    """`term.html`: a topic, a source, a company, ... with its newest stories."""

    taxonomy: Link
    term: TermLink
    short_name: str
    image: Image | None
    parent: TermLink | None
    children: tuple[TermLink, ...]
    stories: tuple[Card | CardRef, ...]
    """Newest first, at least a full page of them where there are as many."""
    pages: tuple[Card | CardRef, ...]
    """Undated pages of this term, by title."""
    older_url: str
    trend: tuple[MonthCount, ...]
    """Each month from that of the term's first story to that of its newest, oldest first; ten years at most."""


class TermLine(Value, frozen=True):
    """A term in its taxonomy's index."""

    term: TermLink
    count: int
    newest: str
    """The day of its newest story."""
    parent: str
    """The parent's name, or empty."""


class TaxonomyView(View, frozen=True):
    """`taxonomy.html`: all terms of one taxonomy, most used first."""

    taxonomy: Link
    terms: tuple[TermLine, ...]
    """Those with a page of their own."""
    small: tuple[TermLine, ...]
    """Those with too few stories for one."""


class DayCount(Value, frozen=True):
    """A day in a calendar."""

    date: str
    url: str
    """Empty when the day has no stories."""
    count: int


class CorrectedView(View, frozen=True):
    """`corrected.html`: what stands in for a story whose source has an error."""


class NotFoundView(View, frozen=True):
    """`404.html`."""

    newest: Link | None
    """The newest day, titled by its date (`2024-02-21`), when it has a page."""
