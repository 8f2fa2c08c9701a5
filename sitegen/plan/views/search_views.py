"""Views of the search: its page, and the files that it fetches."""

from __future__ import annotations

from sitegen.pages.page import Card, TermLink
from sitegen.plan.views.html_views import (
    CardRef,
    Link,
    ShardRef,
    View,
)
from sitegen.values import Value

TermNames = tuple[str, str, tuple[tuple[str, str], ...]]
"""A taxonomy's title, its address, and its terms: name, and part of the address where that does not follow from it."""


class SearchView(View, frozen=True):
    """`search.html`: the search, and what leads to stories without it."""

    index_url: str
    """Of the newest stories' terms, where a search begins."""
    topics: tuple[TermLink, ...]
    """The most used terms of the first taxonomy, by name."""
    all_topics: Link | None
    """That taxonomy's index."""
    sections: tuple[tuple[Link, tuple[tuple[str, tuple[Link, ...]], ...]], ...]
    """Section -> year -> months, newest first. A month's title is `2024-02`."""
    section_names: tuple[tuple[str, str], ...] = ()
    """Folder and name of each section that has stories: results can be narrowed down to one."""
    years: tuple[str, ...] = ()
    """Those that have stories, newest first: likewise."""


class SearchTermsView(Value, frozen=True):
    """`search/terms/...`: one shard of a sealed segment."""

    chunks: tuple[tuple[str, int], ...]
    """The name of each file of results that holds stories of the segment, and how many; oldest first."""
    terms: ShardRef | str
    """A line a term: the term, a space, its stories (`render/search/search_index.py`)."""


class SearchStoriesView(Value, frozen=True):
    """`search/stories/<name>.json`: what a result shows, for a few stories, oldest first."""

    language: str
    """The site's."""
    stories: tuple[Card | CardRef, ...]


class SearchHeadView(Value, frozen=True):
    """`search/newest.json`: the newest stories with their terms, and which segments hold the others."""

    segments: tuple[tuple[int, str, int, int, str], ...]
    """Level, name, stories, shards, digest; oldest first."""
    newest: SearchStoriesView
    terms: ShardRef | str
    bodies: tuple[int, str] = (0, "")
    """How many files hold the terms of the newest bodies, and their digest; none where bodies are not searched."""
    names: tuple[TermNames, ...] = ()
    """Terms that stand above the stories when a question has their name, or nearly."""
