"""The page: the object that a source becomes, and the card that other pages may show of it."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import Any

from sitegen.errors import Problem
from sitegen.pages.fields.declared_fields import ListedFields, PageFields
from sitegen.pages.fields.story_values import Coverage, Image
from sitegen.values import Value, attributes_of, short_digest


class TermLink(Value, frozen=True):
    """A term as other pages show it."""

    name: str
    url: str = ""
    """Empty when the term has no page of its own (too few stories)."""


class Card(ListedFields, frozen=True, kw_only=True):
    """The part of a page that other pages may show: the listed fields, and what we make of them and of the source."""

    path: str
    """The source, relative to `content/`."""
    url: str
    """Our page: percent-encoded, from the root of the host (base path included), ends with `/`."""
    date: datetime | None = None
    """When it was published, in the site's zone (aware). None: an undated page."""
    has_time: bool = True
    """False when only the day is known; then `date` is that day's midnight."""
    section: str = ""
    domain: str = ""
    """The original's host, as a reader knows it (`wired.com`)."""
    image: Image | None = None
    coverage: tuple[Coverage, ...] = ()
    """Who else covers it, one per name, from `related`."""
    has_body: bool = False
    """Whether our own page has a text to read."""
    identity: str = ""
    """What makes it the same story for ever: `id`, else the original URL, else the path."""
    guid: str = ""
    """What readers know it by, literally; empty: what is made of `identity`."""
    terms: dict[str, tuple[str, ...]] = {}
    """Taxonomy name -> names as typed, in the order given, without repeats."""
    links: dict[str, tuple[TermLink, ...]] = {}
    """Taxonomy name -> terms as shown, filled in when the card reaches a view."""

    @property
    def lead_url(self) -> str:
        """Where the headline leads: to our page when we have a text, else to the original."""
        return self.url if self.has_body or not self.original_url else self.original_url

    @property
    def topics(self) -> tuple[TermLink, ...]:
        """Return the terms of the taxonomy named `topics`."""
        return self.links.get("topics", ())

    @property
    def listed_terms(self) -> tuple[TermLink, ...]:
        """Return its topics, then the terms of all other taxonomies but its source."""
        others = [links for name, links in self.links.items() if name not in ("topics", "sources")]
        return (*self.topics, *chain.from_iterable(others))

    @property
    def source(self) -> TermLink | None:
        """Return the term of the taxonomy named `sources`, when it has one."""
        found = self.links.get("sources", ())
        return found[0] if found else None


class BodyLink(Value, frozen=True):
    """A link in a body to another content file. In `Page.body` its href reads `page:<target>`."""

    target: str
    """The file meant, relative to `content/`, `..` resolved."""
    line: int
    """In the source file, from 1."""
    column: int
    text: str
    """As the owner typed it."""
    is_picture: bool = False
    """It is shown in the text, not linked."""


class Heading(Value, frozen=True):
    """A heading of a body, for a contents list."""

    level: int
    id: str
    text: str


class Details(PageFields, frozen=True, kw_only=True):
    """What the output of a page shows besides its card."""

    body: str = ""
    """Sanitised HTML. Until rendered, links to sources read `href="page:<path>#<fragment>"`, and what is in `files`
    `file:<target>#<fragment>`."""
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    extra: dict[str, Any] = {}
    """Unknown front-matter keys, values as text, lists and mappings. Never what is opaque (`secured`, `intake`)."""
    files: tuple[BodyLink, ...] = ()
    """The pictures and files of this site that it shows or links to; `/images/x.png` where it counts from the root."""

    def with_card(self, card: Card) -> Page:
        """Return the page that these and its card make."""
        return Page(**attributes_of(self), card=card)


class Page(Details, frozen=True, kw_only=True):
    """A source, understood: everything its own output may show."""

    card: Card

    @property
    def details(self) -> Details:
        """Return everything but the card."""
        return Details(**{name: getattr(self, name) for name in Details.__struct_fields__})


class PageMeta(Value, frozen=True):
    """What the site index needs of a page; the only part of all pages that is in RAM at once."""

    path: str
    """The source, relative to `content/`."""
    url: str
    section: str
    title: str
    is_story: bool
    """Dated, and news: it has a provider or an original URL, lies in a section, or its file name starts with a date."""
    moment: float
    """Seconds since 1970 UTC for sorting; 0.0 for an undated page."""
    day: str
    """`2024-02-21` in the site's zone; empty for an undated page."""
    quality: int
    heat: int
    terms: dict[str, tuple[str, ...]]
    """As in `Card.terms`."""
    card_digest: str
    page_digest: str
    """Of what its page shows besides the card."""
    withheld: str = ""
    """Why it is withheld whatever the time (`draft`, `removed`, `no date`, ...); empty when it is not."""
    removed: bool = False
    """`removed: true`: its address answers 410."""
    expires: float = 0.0
    """Seconds since 1970 UTC; 0.0: never."""
    id: str = ""
    """As the front matter gives it: the first choice for an identity that is made here."""
    guid: str = ""
    """As the front matter gives it: its identity as it is, before all that is made here."""
    aliases: tuple[str, ...] = ()
    """Old addresses, site-relative, as typed and checked."""
    links: tuple[BodyLink, ...] = ()
    original_url: str = ""
    """As in `Card.original_url`: the second choice for an identity; the path is the third."""
    identity_line: int = 0
    """Where the front matter gives the identity; 0 when the path stands in."""
    identity_column: int = 0
    updated_day: str = ""
    """The day of a later update, in the site's zone; empty when there was none."""
    alias_lines: tuple[int, ...] = ()
    """Where the front matter gives each of the aliases."""
    opens: float = 0.0
    """Seconds since 1970 UTC before which it is withheld, where that is later than its own date; else 0.0."""
    identity_digest: int = 0
    """Of `Card.identity`: by it a published page is found in `addresses.lock`."""
    files: tuple[BodyLink, ...] = ()
    """As in `Details.files`."""
    known_by: int = 0
    """Digests of title and body, in the upper and the lower half: by them a renamed source is known again."""
    featured: bool = False
    """Whether it leads its day."""
    inside: tuple[BodyLink, ...] = ()
    """The links to addresses of this site, from its root or from the page, `#part` included: `/x/#part`, `../y/`."""
    remarks: tuple[str, ...] = ()
    """What is worth telling of it, see `remarks.py`."""


def known_by(title: str, body: str) -> int:
    """Return the digests of a title and a body in one number, 32 bits each; those of no body are 0."""
    text = body.strip()
    return (short_digest(title) >> 32 << 32) | (short_digest(text) >> 32 if text else 0)


class Parsed(Value, frozen=True):
    """What parsing one source gives. With an error among the problems there is no page to publish."""

    meta: PageMeta | None
    page: Page | None
    problems: tuple[Problem, ...] = ()
    card_bytes: bytes = b""
    """The card, encoded: what `meta.card_digest` is of."""
    page_bytes: bytes = b""
    """The page's details, encoded and packed: what its digest is of."""
