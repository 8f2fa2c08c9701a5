"""Terms: which spellings mean one term, what it is called, where its page is, which stories it has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from sitegen.errors import Problem, whole_file
from sitegen.pages.page import PageMeta, TermLink
from sitegen.pages.term import TermData
from sitegen.pages.urls import encode_path, slugify, term_key
from sitegen.settings import Settings, TaxonomySettings
from sitegen.site.spellings import Spellings, TermKeys, read_spellings

Uses = Mapping[tuple[str, ...], Sequence[int]]
"""Terms as typed -> numbers of the pages that name exactly these, in their order. Many pages name the same ones."""


@dataclass(frozen=True, slots=True)
class Term:
    """A topic, a source, a company, ..."""

    key: str
    """Its identity: all spellings with this key, or an alias to it, mean this term."""
    name: str
    slug: str
    url: str
    """Of its page; empty when it has too few stories for one."""
    data: TermData | None
    """What `_data/` says of it."""
    parent: str
    """Key of the parent; empty when there is none."""
    children: tuple[str, ...]
    """Keys of the children that have pages, by name."""
    stories: Sequence[int]
    """Numbers of its own and its descendants' stories, oldest first, each once."""
    pages: Sequence[int]
    """Numbers of its undated pages."""

    @property
    def link(self) -> TermLink:
        """The term as other pages show it."""
        return TermLink(name=self.name, url=self.url)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One kind of term, with all terms that stories or pages use."""

    settings: TaxonomySettings
    url: str
    """Of its index page."""
    terms: Mapping[str, Term]
    """By key, in the order of the keys."""
    links: Mapping[str, TermLink]
    """Each spelling in use -> the term as shown."""
    uses_by_stories: Uses
    uses_by_pages: Uses
    """By undated pages."""
    problems: tuple[Problem, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Key of each other name -> key of the term that it means."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Key of a term that was published -> the one that its file gives it now."""

    def key_of(self, name: str) -> str:
        """Return the key of the term that a spelling means, whether anything uses it or not."""
        key = term_key(name)
        return self.aliases.get(key, key)


def topics_of(taxonomies: Iterable[Taxonomy]) -> Taxonomy | None:
    """Return the taxonomy that is made of the field `topics`; None when the site has none."""
    return next((taxonomy for taxonomy in taxonomies if taxonomy.settings.key == "topics"), None)


class PublishedTerm(NamedTuple):
    """A term that was published."""

    slug: str
    name: str
    file: str
    """That described it; empty when none did."""
    is_kept: bool
    """Whether its page stays though nothing is left in it."""


class Members(NamedTuple):
    """The published pages that may name a term."""

    stories: Sequence[PageMeta]
    """Oldest first."""
    pages: Sequence[PageMeta] = ()


def index_taxonomy(
    taxonomy: TaxonomySettings,
    members: Members,
    described: Iterable[TermData],
    settings: Settings,
    published: Mapping[str, PublishedTerm] | None = None,
) -> Taxonomy:
    """Find the terms of one taxonomy in the published stories and pages; `published` says by key which ones there were.

    One that was published keeps its address, and its page when nothing is left in it.
    """
    spellings, published = read_spellings(described), published or {}
    keys = TermKeys(spellings)
    uses = _uses(taxonomy.name, members.stories), _uses(taxonomy.name, members.pages)
    story_numbers, page_numbers = (_members(by_names, keys) for by_names in uses)
    in_use = story_numbers.keys() | page_numbers.keys()
    renamed = _renamed(published, spellings, in_use)
    kept = {key for key, term in published.items() if term.is_kept and spellings.key(key) == key} - renamed.keys()
    names = {key: published[key].name for key in kept} | dict(_names(uses, spellings))
    url = f"{settings.base_path}{encode_path(taxonomy.name)}/"
    terms: dict[str, Term] = {}
    for key in sorted(in_use | kept):
        data = spellings.data.get(key)
        slug = _slug(key, data, published)
        of_stories, of_pages = story_numbers.get(key, ()), page_numbers.get(key, ())
        has_page = key in kept or len(of_stories) >= taxonomy.least_stories or bool(data and of_pages)
        terms[key] = Term(
            key=key,
            name=names[key],
            slug=slug,
            url=f"{url}{encode_path(slug)}/" if has_page else "",
            data=data,
            parent=keys.parent(key),
            children=(),
            stories=of_stories,
            pages=of_pages,
        )
    shared = _settle_addresses(taxonomy, terms, published, lambda term: _file_of(term, members.stories, settings))
    problems = [*spellings.problems, *keys.problems, *shared]
    terms = _with_children(terms)
    links = {name: terms[key].link for name, key in keys.known.items() if key in terms}
    return Taxonomy(taxonomy, url, terms, links, *uses, tuple(problems), spellings.alias_of, renamed)


def _slug(key: str, data: TermData | None, published: Mapping[str, PublishedTerm]) -> str:
    """Return a term's part of its address: the one its file gives, else the one it was published with, else its key's.

    So neither a description nor the spelling that most stories have moves it.
    """
    typed, usual = (data.slug, data.usual_slug) if data else ("", "")
    known = published[key].slug if key in published else ""
    return typed or known or usual or slugify(key)


def _renamed(published: Mapping[str, PublishedTerm], spellings: Spellings, in_use: Collection[str]) -> dict[str, str]:
    """Return old key -> new key for the terms whose file gives them another name now, which stories use."""
    by_file = {data.path: key for key, data in spellings.data.items()}
    found = {}
    for key, term in published.items():
        new = by_file.get(term.file, "") if term.file else ""
        if new in in_use and new not in published and key not in in_use and spellings.key(key) == key:
            found[key] = new
    return found


def _uses(name: str, pages: Sequence[PageMeta]) -> Uses:
    uses: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        if names := page.terms.get(name):
            uses[names].append(number)
    return uses


def _members(uses: Uses, keys: TermKeys) -> dict[str, Sequence[int]]:
    """Return the key of each term -> the numbers of all pages that mean it, in order."""
    members: defaultdict[str, list[Sequence[int]]] = defaultdict(list)
    for names, numbers in uses.items():
        for key in keys.of(names):
            members[key].append(numbers)
    return {key: found[0] if len(found) == 1 else sorted(chain(*found)) for key, found in members.items()}


def _names(uses: Iterable[Uses], spellings: Spellings) -> Mapping[str, str]:
    """Return each term's name: the data file's, else the spelling used most, else the first in the alphabet."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for names, numbers in chain(*(by_names.items() for by_names in uses)):
        for spelling in names:
            counts[spellings.key(spelling)][spelling] += len(numbers)
    chosen = {key: min(found, key=lambda spelling: (-found[spelling], spelling)) for key, found in counts.items()}
    for data in spellings.data.values():
        if data.parent:
            chosen.setdefault(spellings.key(data.parent), data.parent)
    chosen.update((key, data.name) for key, data in spellings.data.items())
    return chosen


def _file_of(term: Term, stories: Sequence[PageMeta], settings: Settings) -> str:
    """Return the file that describes a term, else that of its first story."""
    if term.data is not None:
        return term.data.path
    return settings.shown_path(stories[term.stories[0]].path) if term.stories else ""


def _settle_addresses(
    taxonomy: TaxonomySettings,
    terms: dict[str, Term],
    published: Mapping[str, PublishedTerm],
    file_of: Callable[[Term], str],
) -> list[Problem]:
    """Give each address to one term; return a problem for each other term that wanted it, which has no page.

    It is the one that had it, else one that a file describes, else the one with the most stories: a scraper's `AI!`
    does not displace `AI`.
    """

    def rank(term: Term) -> tuple[bool, bool, int, str]:
        known = published.get(term.key)
        return (known is None or known.slug != term.slug, term.data is None, -len(term.stories), term.key)

    owners: dict[str, Term] = {}
    problems = []
    for term in sorted(terms.values(), key=rank):
        if not term.url:
            continue
        other = owners.setdefault(term.url, term)
        if other is not term and not term.stories and not term.pages:
            del terms[term.key]  # it had nothing but its page
        elif other is not term:
            terms[term.key] = replace(term, url="")
            message = (
                f'"{term.name}" and "{other.name}" ({file_of(other)}) would share the address '
                f'/{taxonomy.name}/{term.slug}/, so "{term.name}" has no page'
            )
            hint = f"Spell them alike, or give one a `slug` or an alias in _data/{taxonomy.name}/."
            problems.append(whole_file("warning", file_of(term), message, hint, taxonomy.key))
    return problems


def _with_children(terms: Mapping[str, Term]) -> dict[str, Term]:
    children: defaultdict[str, list[Term]] = defaultdict(list)
    for term in terms.values():
        if term.parent and term.url:
            children[term.parent].append(term)
    return {
        key: term
        if key not in children
        else replace(term, children=tuple(child.key for child in sorted(children[key], key=attrgetter("name", "key"))))
        for key, term in terms.items()
    }
