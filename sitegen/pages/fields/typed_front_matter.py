"""What the front matter of one source says, typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sitegen.pages.fields.date_forms.dates import dating_of
from sitegen.pages.fields.declared_fields import ListedFields, PageFields, UnshownFields, all_declared
from sitegen.pages.fields.field_declaration import read_declared
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.intake_needs import needs_of
from sitegen.pages.fields.known_keys import near_known_key, split_known
from sitegen.pages.fields.other_systems import translated
from sitegen.pages.fields.publication import Publication, Statement, read_publication
from sitegen.pages.fields.story_values import Provider
from sitegen.pages.front_matter.nodes import Entries, Mapping, as_typed
from sitegen.pages.problem_list import ProblemList
from sitegen.settings import Settings
from sitegen.values import Value, with_changes
from sitegen.withholding_words import NEEDS, REMOVED

_READ_LATER = frozenset({"note", "name", "layout"})
"""Read from what is kept: the note of a tombstone, the name of a profile; a layout that is none of a page."""
_KEYS = {one.name: one.keys for one in all_declared()}


class FrontMatter(Value, frozen=True):
    """The typed front matter of a source; everything empty for a source without one."""

    has_front_matter: bool = False
    listed: ListedFields = ListedFields()
    own: PageFields = PageFields()
    """What its own page alone shows."""
    unshown: UnshownFields = UnshownFields()
    publication: Publication = Publication()
    terms: dict[str, tuple[str, ...]] = {}
    extra: dict[str, Any] = {}
    identity: tuple[int, int] = (0, 0)
    """Line and column of what gives the identity; 0 when the path does."""
    unread: tuple[str, ...] = ()
    """Keys as typed that mean nothing here."""


def read_front_matter(root: Mapping, settings: Settings, problems: ProblemList) -> FrontMatter:
    """Return the typed front matter."""
    more = tuple(taxonomy.key for taxonomy in settings.taxonomies)
    ours, used = translated(root, more, settings)
    keys = split_known(ours, more, problems)
    fields, unknown = (Fields(entries, problems, settings) for entries in (keys.known, keys.unknown))
    said = read_publication(keys.said, dating_of(settings.timezone, settings.date_order), fields)
    publication = said._replace(withheld=NEEDS) if said.withheld != REMOVED and needs_of(root) else said
    listed = _with_title(read_declared(ListedFields, fields), unknown)
    unshown = read_declared(UnshownFields, fields)
    return FrontMatter(
        has_front_matter=True,
        listed=listed,
        own=read_declared(PageFields, fields),
        unshown=unshown,
        publication=publication,
        terms=_terms(fields, settings, listed.provider),
        extra={**{key: as_typed(node) for key, (_, node) in keys.unknown.items()}, **_kept(keys.said, publication)},
        identity=_identity_place(fields, unshown, listed),
        unread=_unread(keys.unknown, used, more),
    )


def _unread(unknown: Entries, used: set[str], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that nobody reads; those that look like a known one misspelt were told already."""
    typed = (key.text for key, _ in unknown.values())
    found = (key for key in typed if not (key in used or key.startswith("_") or key in _READ_LATER))
    return tuple(key for key in found if not near_known_key(key, more))


def _with_title(listed: ListedFields, unknown: Fields) -> ListedFields:
    """Return the fields with a profile's `name` for a title where there is none."""
    name = "" if listed.title else unknown.line("name")
    return with_changes(listed, title=name) if name else listed


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


def _kept(said: Iterable[Statement], publication: Publication) -> dict[str, Any]:
    """Return the keys on publication that a template may want to show."""
    return {
        one.key.text: as_typed(one.node) for one in said if one.rule.is_kept and one.key.text != publication.date_key
    }


def _identity_place(fields: Fields, unshown: UnshownFields, listed: ListedFields) -> tuple[int, int]:
    given = (("guid", unshown.guid), ("id", unshown.id), ("original_url", listed.original_url))
    name = next((name for name, value in given if value), "")
    node = next((node for key in _KEYS.get(name, ()) if (node := fields.node(key))), None)
    return (node.line, node.column) if node else (0, 0)
