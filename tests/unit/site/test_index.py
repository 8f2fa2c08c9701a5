"""The published pages in their order, and what is shown of them elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

from sitegen.pages.page import BodyLink, PageMeta
from sitegen.pages.term import TermData
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex, index_site
from sitegen.site.publishing import Audience
from tests.page_meta import page_meta

AUDIENCE = Audience(datetime(2030, 1, 1, tzinfo=UTC))


def index(pages: list[PageMeta], *described: TermData) -> SiteIndex:
    return index_site(pages, described, Settings(), AUDIENCE)


def test_stories_come_oldest_first_and_pages_by_title() -> None:
    """Stories of one moment are in the order of their paths, whatever order they were found in."""
    pages = [
        page_meta("late", "2024-03-01T00:00:00+00:00"),
        page_meta("b"),
        page_meta("a"),
        page_meta("early", "2024-01-01T00:00:00+00:00"),
        page_meta("one", "", title="Zoo"),
        page_meta("two", "", title="About"),
    ]
    found = index(pages)
    assert [story.id for story in found.stories] == ["early", "a", "b", "late"]
    assert [page.title for page in found.pages] == ["About", "Zoo"]


def test_a_terms_new_name_shows_on_every_card_that_has_it() -> None:
    """Cards of stories and of undated pages count as changed; those without the term do not."""
    pages = [
        page_meta("with", terms={"topics": ("AI",)}),
        page_meta("without"),
        page_meta("page", "", terms={"topics": ("AI",)}),
    ]
    before = index(pages).shown
    named = TermData(folder="topics", path="", line=1, name="Machines", aliases=("AI",))
    after = index(pages, named).shown
    assert {path for path in before if before[path] != after[path]} == {"news/with.md", "news/page.md"}


def test_what_is_said_of_organizations_is_said_of_sources() -> None:
    """A folder `_data/organizations` describes the taxonomy that is made from providers."""
    story = page_meta("a", terms={"sources": ("Wire",)})
    described = TermData(folder="organizations", path="", line=1, name="The Wire", aliases=("Wire",))
    sources = index([story], described).taxonomies[1]
    assert [term.name for term in sources.terms.values()] == ["The Wire"]


def test_an_address_that_was_given_to_another_page_answers_with_that_page() -> None:
    """A removed story answers 410 unless something published stands at its address."""
    removed = [
        page_meta("gone", withheld="removed", removed=True),
        page_meta("old", url="/news/kept/", withheld="removed", removed=True),
    ]
    assert index([page_meta("kept"), *removed]).removed == ("/news/gone/",)


def test_links_lead_to_the_page_that_they_mean_and_dead_ones_are_told_once() -> None:
    """Of one page each missing file is told at its first link."""
    links = tuple(
        BodyLink(target=target, line=line, column=1, text=target)
        for line, target in enumerate(("news/b.md", "none.md", "none.md"), 5)
    )
    found = index([page_meta("a", links=links), page_meta("b")])
    assert found.targets == {"news/a.md": {"news/b.md": "/news/b/"}}
    assert [(problem.line, problem.path) for problem in found.problems] == [(6, "content/news/a.md")]
