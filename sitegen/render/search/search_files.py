"""Writes what the search page fetches: terms as lines of text, results as JSON.

A result is `[title, address, day, source, excerpt, language]`; the language is there where it is not the site's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.pages.page import Card
from sitegen.pages.text.excerpts import cut_excerpt
from sitegen.plan.views.html_views import CardRef
from sitegen.plan.views.search_views import SearchHeadView, SearchStoriesView, SearchTermsView
from sitegen.render.languages import other_language
from sitegen.render.search.search_index import source_name
from sitegen.values import encode


def write_search_terms(view: SearchTermsView) -> bytes:
    """Return one shard of a segment: a line that says which files hold how many of its stories, and the terms."""
    chunks = " ".join(f"{name}:{size}" for name, size in view.chunks)
    return f"{chunks}\n{view.terms}".encode()


def write_search_stories(view: SearchStoriesView) -> bytes:
    """Return the results of a few stories, one a line."""
    return b"[\n" + b",\n".join(_results(view.stories, view.language)) + b"\n]\n"


def write_search_head(view: SearchHeadView) -> bytes:
    """Return the newest stories' results and terms, the list of segments, and names of terms."""
    names = [(title, url, [list(name) if name[1] else name[0] for name in terms]) for title, url, terms in view.names]
    parts = {"segments": view.segments, "terms": view.terms, "bodies": view.bodies, "names": names}
    stories = b",\n".join(_results(view.newest.stories, view.newest.language))
    return encode(parts)[:-1] + b',"stories":[\n' + stories + b"\n]}\n"


def _results(stories: Sequence[Card | CardRef], language: str) -> Iterator[bytes]:
    for card in stories:
        assert isinstance(card, Card)
        day = card.date.date().isoformat() if card.date else ""
        result = [card.title, card.url, day, source_name(card), cut_excerpt(card.excerpt)]
        tag = other_language(card.title, language, card.language)
        yield encode([*result, tag] if tag else result)
