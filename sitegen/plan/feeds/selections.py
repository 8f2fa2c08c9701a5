"""Saved selections: which stories each of `site.yaml`'s `feeds` holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.errors import Problem, near_miss
from sitegen.pages.page import PageMeta
from sitegen.pages.urls import term_key
from sitegen.settings import FeedSelection, Settings
from sitegen.site.index import SiteIndex
from sitegen.site.taxonomy import Taxonomy, Term


def select_stories(index: SiteIndex, selection: FeedSelection) -> list[int]:
    """Return the numbers of the stories in a selection, oldest first.

    A story has at least the heat and the quality asked for, and of each taxonomy that is named at least one term or a
    descendant of it.
    """
    taxonomies = {taxonomy.settings.name: taxonomy for taxonomy in index.taxonomies}
    kept: set[int] | None = None
    for kind, names in selection.terms.items():
        members = set(_members(taxonomies[kind], names)) if kind in taxonomies else set()
        kept = members if kept is None else kept & members
    numbers = range(len(index.stories)) if kept is None else sorted(kept)
    return [number for number in numbers if _is_wanted(index.stories[number], selection)]


def _is_wanted(story: PageMeta, selection: FeedSelection) -> bool:
    return (selection.min_heat is None or story.heat >= selection.min_heat) and (
        selection.min_quality is None or story.quality >= selection.min_quality
    )


def _members(taxonomy: Taxonomy, names: Iterable[str]) -> Iterator[int]:
    for name in names:
        if term := _term(taxonomy, name):
            yield from term.stories


def _term(taxonomy: Taxonomy, name: str) -> Term | None:
    """Return the term that a name in `site.yaml` means: its name, slug, alias, or any spelling that stories use."""
    key = term_key(name)
    if key in taxonomy.terms:
        return taxonomy.terms[key]
    known: Mapping[str, Term] = {
        term_key(said): term
        for term in taxonomy.terms.values()
        for said in (term.name, term.slug, *(term.data.aliases if term.data else ()))
    }
    return known.get(key)


def unknown_terms(index: SiteIndex, settings: Settings) -> Iterator[Problem]:
    """Yield a warning for each term of a selection that no published story has."""
    taxonomies = {taxonomy.settings.name: taxonomy for taxonomy in index.taxonomies}
    for selection in settings.feeds:
        for kind, names in selection.terms.items():
            for name in names:
                taxonomy = taxonomies.get(kind)
                if taxonomy is not None and _term(taxonomy, name) is None:
                    hint = near_miss(name, (term.name for term in taxonomy.terms.values()), "Correct or delete it.")
                    field, message = f"feeds.{selection.name}.{kind}", f'no published story has "{name}"'
                    yield settings.problem(field, message, hint, "warning")
