"""Stories that come late, move or go: what they change of lists, and where the addresses of list pages lead."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.read_sites import is_moved
from tests.site_under_test import SITE_YAML, SiteUnderTest, block_folders, changed, story

COUNT = 160
LISTS = ("archive", "topics/ai", "topics/chips", "sources/the-wire")
FIRST = datetime(2023, 3, 1, 6, 30, tzinfo=UTC)


def write_story(site: SiteUnderTest, number: float, title: str = "") -> str:
    """Write the story with a number, the higher the newer, and return its path. It has an id of its own."""
    moment = FIRST + timedelta(hours=31 * number)
    path = f"content/news/story-{number}.md"
    topics = "[AI, Chips]" if int(number) % 2 else "[AI]"
    wire = "\n  name: The Wire"
    text = story(
        title or f"Story {number}", f"{moment:%Y-%m-%dT%H:%M:%SZ}", id=f"id-{number}", topics=topics, provider=wire
    )
    site.write(path, text)
    return path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SiteUnderTest:
    """A built site with long lists."""
    site = SiteUnderTest(tmp_path_factory.mktemp("lists") / "site", SITE_YAML + "page_size: 6\nfeed_size: 18\n")
    for number in range(COUNT):
        write_story(site, number)
    site.build(addresses="write")
    return site


@pytest.fixture
def archive(published: SiteUnderTest, tmp_path: Path) -> SiteUnderTest:
    """A copy of that site."""
    return published.copy_to(tmp_path / "site")


def blocks_of(site: SiteUnderTest) -> dict[str, set[str]]:
    """Return the paths of each list's blocks."""
    return {one: {f"{one}/{name}/index.html" for name in block_folders(site, one)} for one in LISTS}


def assert_little_changed(before: dict[str, bytes], site: SiteUnderTest) -> None:
    """Fail when more than a few pages of a list changed, or the build is not as a clean one."""
    touched = changed(before, site.outputs())
    for one in LISTS:
        pages = [path for path in touched if path.startswith(f"{one}/") and path.count("/") > one.count("/") + 1]
        assert len(pages) <= 12, pages
    assert len(touched) <= 100, len(touched)
    assert site.verify() == ()


def test_a_story_of_any_date_changes_a_few_pages(archive: SiteUnderTest) -> None:
    """One that is added, moved or deleted somewhere in the past changes some pages of each of its lists, no others."""
    before = archive.outputs()
    write_story(archive, 40.5)
    archive.build()
    assert_little_changed(before, archive)
    before = archive.outputs()
    archive.delete("content/news/story-71.md")
    archive.build()
    assert_little_changed(before, archive)
    before = archive.outputs()
    archive.edit("content/news/story-20.md", f"{FIRST + timedelta(hours=620):%Y-%m-%dT%H}", "2023-08-01T05")
    archive.build()
    assert_little_changed(before, archive)


def test_a_new_title_moves_no_list(archive: SiteUnderTest) -> None:
    """Lists are cut by identities: another title, slug or text leaves each block at its address, with its stories."""
    before = blocks_of(archive)
    for number in (30, 31, 32, 33):
        write_story(archive, number, f"Another title {number}")
    archive.build()
    assert blocks_of(archive) == before


def where_it_leads(site: SiteUnderTest, path: str) -> str:
    """Return the output that an address of a list's page leads to: itself, or by one step another one."""
    if not is_moved(site.outputs()[path]):
        return path
    (target,) = re.findall(r'url=/([^"]*)"', site.text(path))
    assert not is_moved(site.outputs()[f"{target}index.html"]), path
    return f"{target}index.html"


def test_addresses_of_blocks_lead_on(archive: SiteUnderTest) -> None:
    """After many late stories every address that a block had is a block's, or leads to the one that has its story."""
    named = {}  # path -> the newest story of the block, for which it is named
    for some in blocks_of(archive).values():
        for path in some:
            named[path] = re.findall(r"/news/[^\"#]*/story-[0-9]+/", archive.text(path))[0]
    for number in range(10, 110, 9):
        write_story(archive, number + 0.5)
    archive.delete("content/news/story-50.md")
    archive.build()
    leads = {path: where_it_leads(archive, path) for path in named}
    assert sum(path != target for path, target in leads.items()) > 3
    for path, target in leads.items():
        assert named[path] in archive.text(target) or "story-50/" in named[path], path
    assert archive.verify() == ()


def test_the_address_of_a_block_that_the_head_took_back_leads_there(archive: SiteUnderTest) -> None:
    """When the newest stories go, and the newest block is no longer sealed, its address leads to the front page."""
    path = f"archive/{block_folders(archive, 'archive')[-1]}/index.html"
    number = COUNT - 1
    while not is_moved(archive.outputs()[path]):
        archive.delete(f"content/news/story-{number}.md")
        number -= 1
        archive.build()
    assert number > COUNT - 20
    assert 'url=/"' in archive.text(path)


def test_blocks_of_a_term_that_was_merged_lead_to_blocks_of_the_other(archive: SiteUnderTest) -> None:
    """Their addresses lead to the blocks of the other term that have their stories; a story that is gone to its day."""
    had = sorted(blocks_of(archive)["topics/chips"])
    newest = {path: re.findall(r"/news/[^\"#]*/story-[0-9]+/", archive.text(path))[0] for path in had}
    gone = newest[had[0]]
    archive.delete(f"content/news/{gone.strip('/').rpartition('/')[2]}.md")
    archive.write("content/_data/topics/ai.yaml", "name: AI\naliases: [Chips]\n")
    archive.build(addresses="write")
    for path in had:
        target = where_it_leads(archive, path)
        assert target.startswith("topics/ai/")
        assert path == had[0] or newest[path] in archive.text(target), path
    number = int(re.findall(r"story-([0-9]+)/", gone)[0])
    assert f"story-{number - 1}/" in archive.text(where_it_leads(archive, had[0]))
    assert archive.verify() == ()
