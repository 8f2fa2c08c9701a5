"""Two reservations of one address are reported at the one that somebody typed."""

from __future__ import annotations

import pytest

from sitegen.pages.page import PageMeta
from sitegen.plan.frame import Frame
from sitegen.plan.planner import make_frame
from sitegen.settings import MenuLink
from tests.page_meta import page_meta
from tests.planned import inputs
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

SLUG = "Give one of them another `slug`, date or file name."
FILE = "Give the file another name, or another place."
FOLDER = "Give the folder another name."


def frame_of(pages: list[PageMeta], **settings: object) -> Frame:
    site = inputs(pages, (), **settings)
    return make_frame(site.index, site.settings, {}, {})


def test_the_menu_names_taxonomies_in_use_and_three_pages_at_the_top() -> None:
    """Pages come by title; those in folders, and a taxonomy without terms, are not named."""
    top = [page_meta(name, "", section="", url=f"/{name}/") for name in ("dora", "cora", "bora", "alma")]
    frame = frame_of([page_meta("a", terms={"topics": ("AI",)}), page_meta("about", ""), *top])
    assert [link.title for link in frame.menu] == ["Topics", "Alma", "Bora", "Cora"]
    assert [link.title for link in frame.taxonomies] == ["Topics"]


def test_the_owners_menu_leads_below_the_sites_path() -> None:
    """An address elsewhere stays as it was typed."""
    menu = (MenuLink("About", "/about/"), MenuLink("Other", "https://b.test/"))
    frame = frame_of([], menu=menu, base_url="https://a.test/x/")
    assert [link.url for link in frame.menu] == ["/x/about/", "https://b.test/"]


@pytest.mark.parametrize(
    ("reserved", "path", "message", "hint"),
    [
        ("content/archive.md", "content/archive.md", "archive/index.html is the page /archive/", SLUG),
        ("static/archive/index.html", "static/archive/index.html", "archive/index.html is the page /archive/", FILE),
        ("static/archive", "static/archive", "archive/index.html is the page /archive/", FILE),
        ("static/about/index.html", "content/about.md", "about/index.html is static/about/index.html", SLUG),
        ("content/topics/2024-02-21-x.md", "content/topics/", "topics/index.html is the index of Topics", FOLDER),
    ],
)
def test_the_blame_is_on_what_was_typed(site: SiteUnderTest, reserved: str, path: str, message: str, hint: str) -> None:
    """The problem names a source, a copied file or a folder of sources, with what has the address and the way out."""
    site.write("site.yaml", SITE_YAML + "permalinks: {news: '/{year}/{month}/{day}/{slug}/'}\n")
    site.write("content/news/2024-02-22-one.md", story("One"))
    site.write("content/about.md", "---\ntitle: About\n---\n")
    site.write(reserved, story("Claim") if reserved.endswith(".md") and "-" in reserved else "---\ntitle: Claim\n---\n")
    (problem,) = site.build().problems
    assert (problem.level, problem.path, problem.hint) == ("error", path, hint)
    assert problem.message == f"its address is taken: {message}"


def test_what_the_site_makes_twice_is_the_settings_matter(site: SiteUnderTest) -> None:
    """Where permalinks put one page of the site on another, the problem is told at `site.yaml`."""
    site.write("site.yaml", SITE_YAML + "permalinks: {news: '/topics/{year}/{slug}/'}\n")
    site.write("content/news/2024-02-22-one.md", story("One"))
    (problem,) = site.build().problems
    assert (problem.path, problem.field) == ("site.yaml", "permalinks")
    assert problem.message == "topics/index.html would be both the page /topics/ and the index of Topics"


def test_dates_in_any_order_are_no_collision(site: SiteUnderTest) -> None:
    """Permalinks may hold the parts of a date in any order; months that share an address share a page."""
    for year in (2023, 2024):
        site.write(f"content/news/{year}-02-22-one.md", story("One", f"{year}-02-22T01:00:00Z", id=year))
    for pattern in ("/{day}/{month}/{year}/{slug}/", "/{section}/{month}/{year}/{slug}/"):
        site.write("site.yaml", f"{SITE_YAML}permalinks: {{news: '{pattern}'}}\n")
        assert site.build().problems == (), pattern
    site.write("site.yaml", SITE_YAML + "permalinks: {news: '/{section}/{month}/{slug}/'}\n")
    (problem,) = site.build().problems
    assert problem.message.startswith("/news/02/one/ is the address of content/news/2024-02-22-one.md, too")
    assert "put {year}, {month} and {day} into `permalinks`" in problem.hint
