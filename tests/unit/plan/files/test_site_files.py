from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.pages.page import PageMeta
from sitegen.plan.files.site_files import SITEMAP_LIMIT, plan_sitemaps
from sitegen.plan.output import plan_inputs_of
from sitegen.plan.views.file_views import SitemapIndexView, SitemapView
from sitegen.settings import Settings
from sitegen.site.index import index_site
from sitegen.site.publishing import Audience
from tests.page_meta import page_meta
from tests.planned import grouped, inputs, views


def sitemaps(stories: list[PageMeta], **changes: object) -> dict[str, list[tuple[str, str]]]:
    """Return path -> addresses and dates of the sitemaps of some stories."""
    settings = Settings(base_url="https://a.test/", **changes)  # type: ignore[arg-type]
    index = index_site(stories, [], settings, Audience(datetime(2025, 1, 1, tzinfo=UTC)))
    outputs = [output for group in plan_sitemaps(plan_inputs_of(index, settings), []) for output in group.plan()]
    return {
        output.path: [(entry.url, entry.modified) for entry in output.view.entries]
        for output in outputs
        if isinstance(output.view, SitemapView)
    }


def test_a_story_was_modified_when_it_was_updated() -> None:
    """The date in a sitemap is that of the last update, else of the publication; the month is the publication's."""
    found = sitemaps([page_meta("a"), page_meta("b", updated_day="2024-05-01")])
    assert found["sitemaps/2024-02.xml"] == [
        ("/news/a/", "2024-02-21"),
        ("/news/b/", "2024-05-01"),
    ]


def test_the_index_says_when_each_sitemap_last_changed() -> None:
    """That is the day of its newest story or update; what has no dates is named without one."""
    stories = [page_meta("a"), page_meta("b", "2024-02-25T08:00:00+00:00"), page_meta("c", updated_day="2024-05-01")]
    for some, day in ((stories[:2], "2024-02-25"), (stories, "2024-05-01")):
        site = inputs(some)
        (index,) = views(grouped(plan_sitemaps(site, [])), SitemapIndexView).values()
        assert [(entry.url, entry.modified) for entry in index.sitemaps] == [
            ("https://a.test/sitemaps/2024-02.xml", day),
            ("https://a.test/sitemaps/pages.xml", ""),
        ]


@pytest.mark.parametrize("search", ["cards", "bodies", "off"])
def test_what_people_look_for_is_in_the_sitemap(search: str) -> None:
    """The list of feeds and, where there is one, the search are pages like others."""
    urls = dict(sitemaps([page_meta("about", "", updated_day="2024-05-01")], search=search)["sitemaps/pages.xml"])
    assert "/feeds/" in urls
    assert ("/search/" in urls) == (search != "off")
    assert urls["/news/about/"] == "2024-05-01"


def test_a_sitemap_never_breaks_the_protocols_limit() -> None:
    """More than 50,000 addresses are refused as a whole, so a month of more has several sitemaps."""
    assert SITEMAP_LIMIT <= 50_000
    found = sitemaps([page_meta(str(number)) for number in range(SITEMAP_LIMIT + 1)])
    assert [len(found[f"sitemaps/2024-02{number}.xml"]) for number in ("", "-2")] == [SITEMAP_LIMIT, 1]
