"""What the front matter of one source says, typed.

Never: reads the body or decides where the page stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sitegen.pages import kinds
from sitegen.pages.addresses import read_aliases, read_slug
from sitegen.pages.dates import Moment, zone_of
from sitegen.pages.excerpts import MOST_EXCERPT_CHARACTERS, MOST_TITLE_CHARACTERS, plain_line
from sitegen.pages.fields import Fields, as_typed
from sitegen.pages.known_keys import split_known
from sitegen.pages.nodes import Mapping, Scalar, Sequence
from sitegen.pages.page import Image, Provider, Related
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.publication import Publication, Statement, read_publication
from sitegen.pages.story_fields import read_images, read_provider, read_related
from sitegen.settings import Settings
from sitegen.values import Value

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
    opens: Moment | None = None
    """Before this moment nobody may see it."""
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
    """As in `Publication.withheld`."""
    extra: dict[str, Any] = {}
    slug: str = ""
    """The last part of the address, where it is given."""
    aliases: dict[str, int] = {}
    """Old addresses, each with its line."""
    identity: tuple[int, int] = (0, 0)
    """Line and column of what gives the identity; 0 when the path does."""


def read_metadata(root: Mapping, settings: Settings, problems: ProblemList) -> Metadata:
    """Return the typed front matter."""
    zone = zone_of(settings.timezone)
    keys = split_known(root, _term_keys(settings), problems)
    fields, unknown = (Fields(entries, problems, settings.base_path) for entries in (keys.known, keys.unknown))
    publication = read_publication(keys.said, zone, problems)
    typed = fields.text("excerpt")
    fields.tell_long("excerpt", typed, MOST_EXCERPT_CHARACTERS, "lists and feeds show")
    provider = read_provider(fields)
    id_, original_url = fields.line("id"), fields.web_url("originalUrl") or fields.web_url("webUrl")
    return Metadata(
        has_front_matter=True,
        id=id_,
        title=_title(fields, unknown),
        excerpt=fields.value("excerpt", kinds.EXCERPT, "") if typed else "",
        category=_first_line(fields, "category"),
        type=_first_line(fields, "type"),
        language=_language(fields, settings),
        date=publication.date,
        opens=publication.opens,
        updated=fields.date("updatedDateTime", zone, "warning"),
        expires=publication.expires,
        original_url=original_url,
        provider=provider,
        quality=fields.score("quality", 0),
        heat=fields.score("heat", -1),
        images=read_images(fields),
        related=read_related(fields, zone),
        terms=_terms(fields, settings, provider),
        withheld=publication.withheld,
        extra={**_extra(fields, unknown, settings), **_kept(keys.said, publication)},
        slug=read_slug(fields),
        aliases=read_aliases(fields, settings),
        identity=_identity_place(fields, id_, original_url),
    )


def _term_keys(settings: Settings) -> tuple[str, ...]:
    return tuple(taxonomy.key for taxonomy in settings.taxonomies)


def _title(fields: Fields, unknown: Fields) -> str:
    """Return the title; a profile's `name` stands in for it."""
    title = fields.line("title", "error") or unknown.line("name")
    fields.tell_long("title", title, MOST_TITLE_CHARACTERS, "feeds show")
    return title


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
            names = fields.names(taxonomy.key)
        if names:
            terms[taxonomy.name] = names
    return terms


def _extra(fields: Fields, unknown: Fields, settings: Settings) -> dict[str, Any]:
    kept = {key: unknown.as_typed(key) for key in unknown.entries}
    if "tags" in fields.entries and "tags" not in _term_keys(settings):
        kept["tags"] = fields.as_typed("tags")
    return kept


def _kept(said: Iterable[Statement], publication: Publication) -> dict[str, Any]:
    """Return the keys on publication that a template may want to show."""
    return {
        one.key.text: as_typed(one.node) for one in said if one.rule.is_kept and one.key.text != publication.date_key
    }


def _identity_place(fields: Fields, id_: str, original_url: str) -> tuple[int, int]:
    keys = ("id",) if id_ else ("originalUrl", "webUrl") if original_url else ()
    node = next((node for key in keys if (node := fields.node(key))), None)
    return (node.line, node.column) if node else (0, 0)
