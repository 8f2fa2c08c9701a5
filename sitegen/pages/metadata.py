"""What the front matter of one source says, typed.

Never: reads the body or decides where the page stands.
"""

from __future__ import annotations

import re
from typing import Any

from sitegen.pages.dates import Moment, zone_of
from sitegen.pages.excerpts import MOST_EXCERPT_CHARACTERS, MOST_TITLE_CHARACTERS, plain_excerpt, plain_line
from sitegen.pages.fields import Fields, as_typed
from sitegen.pages.known_keys import OPAQUE, Entries, split_known
from sitegen.pages.nodes import Mapping, Scalar, Sequence
from sitegen.pages.page import Image, Provider, Related
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.story_fields import read_images, read_provider, read_related, read_terms
from sitegen.settings import Settings
from sitegen.values import Value

_PRIVATE_WORDS = frozenset({"draft", "auto-draft", "pending", "private", "hidden", "unpublished", "trash"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,5}\Z")


class Metadata(Value, frozen=True):
    """The typed front matter of a source; everything empty for a source without one."""

    has_front_matter: bool = False
    id: str = ""
    title: str = ""
    excerpt: str = ""
    category: str = ""
    type: str = ""
    language: str = ""
    date: Moment | None = None
    updated: Moment | None = None
    expires: Moment | None = None
    original_url: str = ""
    provider: Provider | None = None
    quality: int | None = None
    heat: int | None = None
    images: tuple[Image, ...] = ()
    related: tuple[Related, ...] = ()
    terms: dict[str, tuple[str, ...]] = {}
    withheld: str = ""
    """`removed`, `published: false`, `draft`, `private`, or empty."""
    extra: dict[str, Any] = {}


def read_metadata(root: Mapping, settings: Settings, problems: ProblemList) -> tuple[Metadata, Fields]:
    """Return the typed front matter, and the fields that say where the page stands (slug, aliases)."""
    term_keys = tuple(taxonomy.key for taxonomy in settings.taxonomies)
    known, unknown = split_known(root, term_keys, problems)
    fields = Fields(known, problems, settings.base_path)
    zone = zone_of(settings.timezone)
    excerpt = fields.text("excerpt")
    _tell_long(fields, "excerpt", excerpt or "", MOST_EXCERPT_CHARACTERS, "lists and feeds show")
    provider = read_provider(fields)
    metadata = Metadata(
        has_front_matter=True,
        id=fields.line("id"),
        title=_title(fields, unknown),
        excerpt=plain_excerpt(excerpt) if excerpt else "",
        category=_first_line(fields, "category"),
        type=_first_line(fields, "type"),
        language=_language(fields, settings),
        date=fields.date("publishedDateTime", zone),
        updated=fields.date("updatedDateTime", zone, "warning"),
        expires=fields.date("expiryDate", zone),
        original_url=fields.web_url("originalUrl") or fields.web_url("webUrl"),
        provider=provider,
        quality=fields.score("quality", 0),
        heat=fields.score("heat", -1),
        images=read_images(fields),
        related=read_related(fields, zone),
        terms=_terms(fields, settings, provider),
        withheld=_withheld(fields, unknown),
        extra=_extra(known, unknown, term_keys),
    )
    return metadata, fields


def _title(fields: Fields, unknown: Entries) -> str:
    """Return the title; a profile's `name` stands in for it."""
    title = fields.line("title", "error") or Fields(unknown, fields.problems).line("name")
    _tell_long(fields, "title", title, MOST_TITLE_CHARACTERS, "feeds show")
    return title


def _tell_long(fields: Fields, key: str, text: str, most: int, who: str) -> None:
    """Warn of a text that will be cut."""
    node = fields.node(key) if len(text) > most else None
    if node is not None:
        message = f"the {key} has {len(text):,} characters; {who} the first {most:,}"
        fields.complain(key, "warning", node, message, "Write a shorter one.")


def _first_line(fields: Fields, key: str) -> str:
    """Return a text, or the first text of a list (`category: [news, ai]`)."""
    node = fields.node(key)
    if type(node) is not Sequence:
        return fields.line(key)
    if not node.items or type(node.items[0]) is Scalar:
        return plain_line(node.items[0].text) if node.items else ""
    fields.complain(key, "warning", node, "the list does not begin with a text", "Write one text here.")
    return ""


def _language(fields: Fields, settings: Settings) -> str:
    """Return a BCP 47 tag; empty when it is the site's own."""
    typed = fields.text("language")
    tag = typed.replace("_", "-")
    if not tag or tag.lower() == settings.language.lower():
        return ""
    if _LANGUAGE.match(tag):
        return tag
    if (node := fields.node("language")) is not None:
        hint = "Write a tag such as en, zh-Hans or pt-BR. It is left out."
        fields.complain("language", "warning", node, f'"{typed[:60]}" is not a language', hint)
    return ""


def _terms(fields: Fields, settings: Settings, provider: Provider | None) -> dict[str, tuple[str, ...]]:
    terms: dict[str, tuple[str, ...]] = {}
    for taxonomy in settings.taxonomies:
        if taxonomy.key == "provider":
            names: tuple[str, ...] = (provider.name,) if provider else ()
        else:
            names = read_terms(fields, taxonomy.key)
        if names:
            terms[taxonomy.name] = names
    return terms


def _withheld(fields: Fields, unknown: Entries) -> str:
    removed, published, draft = fields.truth("removed"), fields.truth("published"), fields.truth("draft")
    private = fields.truth("private") or any(_says_private(unknown, key) for key in ("status", "visibility"))
    if removed or published is False or draft or private:
        return "removed" if removed else "published: false" if published is False else "draft" if draft else "private"
    for key in ("published", "private"):
        if key in fields.entries and fields.node(key) is None:
            name, node = fields.entries[key]
            message = f'"{name.text}" is empty, so the story is published'
            fields.complain(key, "warning", node, message, "Write true or false.")
    return ""


def _says_private(unknown: Entries, key: str) -> bool:
    """Tell whether a field of another system (WordPress, Pelican, Ghost) says that nobody may see the page."""
    node = unknown[key][1] if key in unknown else None
    return type(node) is Scalar and node.text.strip().lower() in _PRIVATE_WORDS


def _extra(known: Entries, unknown: Entries, term_keys: tuple[str, ...]) -> dict[str, Any]:
    kept = {key: as_typed(node) for key, (_, node) in unknown.items() if key.lower() != OPAQUE}
    if "tags" in known and "tags" not in term_keys:
        kept["tags"] = as_typed(known["tags"][1])
    return kept
