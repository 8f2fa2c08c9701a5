"""Outputs are planned in groups, and a group that is as it was is not planned: nobody may notice, but by the clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from sitegen.pages.page import PageMeta
from sitegen.plan.calendar import calendars_of
from sitegen.plan.files.site_files import plan_sitemaps
from sitegen.plan.lists.listings import plan_blocks
from sitegen.plan.output import plan_inputs_of
from sitegen.plan.single_pages import plan_stories
from sitegen.settings import Settings
from sitegen.site.index import index_site
from sitegen.site.publishing import Audience
from sitegen.values import short_digest, with_changes
from tests.page_meta import page_meta
from tests.site_under_test import SITE_YAML, SiteUnderTest, block_folders, changed, story

STORIES = [
    page_meta(f"{month:02}-{day}", f"2024-{month:02}-{day}T08:00:00+00:00") for month in (1, 2, 3) for day in (11, 12)
]


def groups_of(stories: list[PageMeta], **changes: object) -> dict[str, str]:
    """Return the name of each group of a site, and the digest of what it is made from."""
    settings = Settings(base_url="https://a.test/", page_size=2, **changes)  # type: ignore[arg-type]
    inputs = plan_inputs_of(index_site(stories, [], settings, Audience(datetime(2025, 1, 1, tzinfo=UTC))), settings)
    calendars = calendars_of(inputs.index.stories, settings)
    planned = chain(plan_stories(inputs, calendars), plan_blocks(inputs), plan_sitemaps(inputs, calendars))
    return {group.name: group.made_from for group in planned if group.name}


def touched(stories: list[PageMeta], **changes: object) -> set[str]:
    """Return the groups that are planned again when the stories become these."""
    before, after = groups_of(STORIES), groups_of(stories, **changes)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_groups_are_told_apart() -> None:
    """Each month has its stories and its sitemap, each list its blocks."""
    months = ("2024-01", "2024-02", "2024-03")
    assert groups_of(STORIES).keys() == {
        "blocks /archive/",
        *(f"{kind} {month}" for kind in ("stories", "sitemap") for month in months),
    }
    assert touched(STORIES) == set()


def test_a_new_story_touches_its_month_and_the_neighbour_that_links_to_it() -> None:
    """The last story of the month before links to the new one; no other month is planned again.

    What it does to blocks is told in `unit/plan/test_blocks.py`.
    """
    new = page_meta("new", "2024-04-01T08:00:00+00:00")
    assert touched([*STORIES, new]) - {"blocks /archive/"} == {
        "stories 2024-03",
        "stories 2024-04",
        "sitemap 2024-04",
    }


def test_another_identity_touches_what_is_cut_by_it() -> None:
    """Lists are cut by identities, and by nothing else of a story."""
    others = [with_changes(one, identity_digest=short_digest(f"other {one.id}")) for one in STORIES]
    assert touched(others) == {"blocks /archive/"}
    renamed = [with_changes(one, title="Other", original_url="https://other.test/") for one in STORIES]
    assert touched(renamed) == set()


@pytest.mark.parametrize(
    ("changes", "groups"),
    [
        ({"page_digest": "other"}, {"stories 2024-02"}),
        (
            {"card_digest": "other".ljust(32, ".")},
            {"stories 2024-01", "stories 2024-02", "sitemap 2024-02", "blocks /archive/"},
        ),
    ],
)
def test_what_is_shown_of_a_story_touches_what_shows_it(changes: dict[str, object], groups: set[str]) -> None:
    """A body is shown on the story's own page; a card on the neighbours' pages, too, and in lists."""
    assert touched([with_changes(one, **changes) if one.id == "02-11" else one for one in STORIES]) == groups


def test_settings_touch_all() -> None:
    """Any setting may show anywhere."""
    assert touched(STORIES, title="Other") == groups_of(STORIES).keys()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteUnderTest:
    """A built site of three months with two stories each."""
    site = SiteUnderTest(tmp_path_factory.mktemp("months") / "site", SITE_YAML + "page_size: 2\n")
    for month in (1, 2, 3):
        for day in (11, 12):
            date = f"2024-{month:02}-{day}"
            site.write(f"content/news/{date}-s{day}.md", story(f"Story {date}", f"{date}T08:00:00Z", id=date))
    site.build()
    return site


@pytest.fixture
def digest(built: SiteUnderTest, tmp_path: Path) -> SiteUnderTest:
    """A copy of that site."""
    return built.copy_to(tmp_path / "site")


@pytest.mark.parametrize(
    "path",
    [
        "static/news/2024/01/11/s11/index.html",
        "static/news/2024/01/11/s11",
        "static/NEWS/2024/01/11/S11/index.html",
        "static/news/2024/01/11/s11/index.html/deeper.txt",
        "static/sitemaps/2024-01.xml",
        "static/archive/BLOCK/index.html",
        "static/archive/BLOCK",
    ],
)
def test_a_second_output_at_an_unmodified_path_is_reported(digest: SiteUnderTest, path: str) -> None:
    """What takes the address of an output that is as it was is told as a clean build tells it, again and again.

    A story gives way to a file of the owner's; nothing is published where the site's own list would have to.
    """
    is_of_a_story = path.lower().startswith("static/news/")
    before = digest.outputs()
    path = path.replace("BLOCK", block_folders(digest, "archive")[0])
    digest.write(path, "taken")
    told = digest.build().problems
    assert told
    assert digest.build().problems == told
    assert digest.build(clean=True).problems == told
    assert (digest.outputs() == before) != is_of_a_story
    digest.delete(path)
    assert digest.build().problems == ()
    assert digest.outputs() == before


def undo_reservation(db: sqlite3.Connection) -> None:
    db.execute("""UPDATE outputs SET "group" = '' WHERE path LIKE 'news/2024/01/%'""")


def lose_groups(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM groups")


def mix_up_groups(db: sqlite3.Connection) -> None:
    db.execute("""UPDATE outputs SET "group" = 'stories 2024-03' WHERE path LIKE 'news/2024/01/%'""")


def lose_rows(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM outputs WHERE path LIKE 'news/2024/0%'")


@pytest.mark.parametrize("damage", [undo_reservation, lose_groups, mix_up_groups, lose_rows])
def test_rows_and_groups_that_do_not_fit_lose_nothing(
    digest: SiteUnderTest, damage: Callable[[sqlite3.Connection], None]
) -> None:
    """Whatever is stored of groups, every file of the site stays, and the next edit shows where it must."""
    before = digest.outputs()
    with sqlite3.connect(digest.root / ".sitegen/cache.db") as db:
        damage(db)
    db.close()
    digest.edit("content/news/2024-03-12-s12.md", "quality", "# quality")
    digest.build()
    assert before.keys() - digest.outputs().keys() == set()
    digest.edit("content/news/2024-01-11-s11.md", "Story 2024-01-11", "Other")
    digest.build()
    edited = digest.outputs()
    digest.build(clean=True)
    assert digest.outputs() == edited


@pytest.mark.parametrize("change", ["path = path || 'x'", """ "group" = 'stories 2024-03' """])
def test_an_output_that_a_damaged_row_hides_is_removed(digest: SiteUnderTest, change: str) -> None:
    """A file that damage of the cache hides from its group goes with its story all the same."""
    page = "news/2024/01/11/s11/index.html"
    assert page in digest.outputs()
    with sqlite3.connect(digest.root / ".sitegen/cache.db") as db:
        db.execute(f"UPDATE outputs SET {change} WHERE path = ?", (page,))
    db.close()
    digest.delete("content/news/2024-01-11-s11.md")
    digest.build()
    found = digest.outputs()
    assert page not in found
    digest.lose_cache()
    digest.build()
    assert digest.outputs() == found


EDITS: list[Callable[[SiteUnderTest], object]] = [
    lambda site: site.edit("content/news/2024-01-11-s11.md", "2024-01-11T08", "2024-02-15T08"),
    lambda site: site.write("site.yaml", SITE_YAML + "page_size: 3\n"),
    lambda site: site.delete("content/news/2024-02-11-s11.md"),
    lambda site: site.write("public/news/2024/03/11/s11/index.html", "scribbled"),
    lambda site: site.delete("public/news/2024/03"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_outputs_move_between_groups(digest: SiteUnderTest, edit: Callable[[SiteUnderTest], object]) -> None:
    """After edits there and back the site is as a clean build makes it, and nothing is left to do."""
    edit(digest)
    digest.build()
    assert digest.verify() == ()
    assert digest.build().rendered == ()


def test_only_what_was_scribbled_on_is_written(digest: SiteUnderTest) -> None:
    """A file that somebody changed is repaired without touching those it was planned with."""
    before = digest.outputs()
    digest.write("public/news/2024/03/11/s11/index.html", "scribbled")
    report = digest.build()
    assert [(done.path, done.reason) for done in report.rendered] == [
        ("news/2024/03/11/s11/index.html", "changed on disk")
    ]
    assert changed(before, digest.outputs()) == set()
