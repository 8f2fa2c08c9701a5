from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.pages.term import TermData
from sitegen.plan.feeds.selections import select_stories, unknown_terms
from sitegen.settings import FeedSelection, Settings
from sitegen.site.index import SiteIndex, index_site
from sitegen.site.publishing import Audience
from tests.page_meta import page_meta


def index() -> SiteIndex:
    stories = [
        page_meta("a", "2024-01-01T00:00:00+00:00", heat=10, quality=90, terms={"topics": ("AI",)}),
        page_meta("b", "2024-01-02T00:00:00+00:00", heat=60, terms={"topics": ("Chips",), "sources": ("Wire",)}),
        page_meta("c", "2024-01-03T00:00:00+00:00", heat=90, terms={"topics": ("ai", "Chips")}),
        page_meta("d", "2024-01-04T00:00:00+00:00", heat=-1, terms={}),
    ]
    data = TermData(path="_data/topics/chips.md", line=1, folder="topics", name="Chips", aliases=("Semiconductors",))
    return index_site(stories, [data], Settings(), Audience(datetime(2025, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [0, 1, 2, 3]),
        ({"min_heat": 60}, [1, 2]),
        ({"min_quality": 90}, [0]),
        ({"terms": {"topics": ("AI",)}}, [0, 2]),
        ({"terms": {"topics": ("AI", "chips")}}, [0, 1, 2]),
        ({"terms": {"topics": ("semiconductors",)}}, [1, 2]),
        ({"terms": {"topics": ("Chips",), "sources": ("wire",)}}, [1]),
        ({"terms": {"topics": ("AI",)}, "min_heat": 60}, [2]),
        ({"terms": {"topics": ("Nothing",)}}, []),
    ],
)
def test_a_selection_holds_what_was_asked_for(asked: dict[str, object], numbers: list[int]) -> None:
    """Any term of each taxonomy that is named, by any spelling or alias, and at least the heat and the quality."""
    selection = FeedSelection(name="x", title="X", **asked)  # type: ignore[arg-type]
    assert select_stories(index(), selection) == numbers


def test_a_name_that_no_story_has_is_told() -> None:
    """The warning names the setting and the nearest term."""
    selection = FeedSelection(name="hot", title="Hot", terms={"topics": ("Chip", "AI")})
    found = list(unknown_terms(index(), Settings(feeds=(selection,))))
    assert [(problem.path, problem.field, problem.hint) for problem in found] == [
        ("site.yaml", "feeds.hot.topics", "did you mean `Chips`?")
    ]
