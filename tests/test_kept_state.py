"""A process that stays and is told what changed makes, after any edits, what a clean build makes."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.kept.kept_state import KeptState
from sitegen.engine.report import BuildReport
from sitegen.engine.site_paths import site_paths_of
from sitegen.values import with_changes
from tests.planned_groups import PlannedGroups
from tests.site_under_test import SITE_YAML, SiteUnderTest, story
from tests.test_rebuild_equals_clean import (
    EDITS,
    SHORT_LISTS,
    add_story,
    assert_equals_clean,
    delete_output,
    edit_body,
    edit_title,
    edit_topic_file,
    rename_story,
    scribble_on_output,
)

Edit = Callable[[SiteUnderTest, random.Random], None]
_MADE = ("public", "www", ".sitegen")
ONE, TWO = "content/news/2024-02-21-one.md", "content/news/2024-02-22-two.md"


class StayingSite(SiteUnderTest):
    """A site whose builds keep what they know, and are told what changed between them."""

    def __init__(self, root: Path, site_yaml: str = SITE_YAML) -> None:
        super().__init__(root, site_yaml)
        self.kept = KeptState()
        self.is_told = True
        self._looks: dict[str, tuple[Any, ...]] = {}

    def build(self, **options: object) -> BuildReport:
        """Build as `serve` does."""
        settings, problems = load_settings(self.root)
        assert not problems, problems
        before, self._looks = self._looks, self._look()
        told = {path for path in before.keys() | self._looks.keys() if before.get(path) != self._looks.get(path)}
        self.kept.tell(frozenset(told) if self.is_told else None)
        paths = site_paths_of(self.root, settings, with_changes(self.options, **options))
        return build_site(replace(paths, kept=self.kept))

    def build_elsewhere(self, **options: object) -> BuildReport:
        """Build as another process does, which keeps nothing."""
        return super().build(**options)

    def _look(self) -> dict[str, tuple[Any, ...]]:
        """Return what the system tells changes of: folders that come and go, and all of files."""
        found: dict[str, tuple[Any, ...]] = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in _MADE]
            for name in (*folders, *names):
                status = (path := Path(folder, name)).lstat()
                times = () if path.is_dir() else (status.st_mtime_ns, status.st_ctime_ns, status.st_size)
                found[path.relative_to(self.root).as_posix()] = (status.st_ino, *times)
        return found


def write_lock(site: SiteUnderTest, rng: random.Random) -> None:
    """Build the site itself beside the preview, and write its addresses down."""
    assert isinstance(site, StayingSite)
    site.build_elsewhere(addresses="write")


def rename_and_edit(site: SiteUnderTest, rng: random.Random) -> None:
    """Rename a story and change its body: it is known again by less than before."""
    rename_story(site, rng)
    edit_body(site, rng)


def full_feeds(site: SiteUnderTest, rng: random.Random) -> None:
    """Show bodies in feeds and copies, which so have to follow each edit."""
    site.write("site.yaml", SHORT_LISTS + f"feed_content: {rng.choice(['full', 'excerpt'])}\nmarkdown_copies: on\n")


USUAL: tuple[Edit, ...] = (edit_body, edit_body, edit_title, add_story, edit_topic_file)
MORE: tuple[Edit, ...] = (*EDITS, *USUAL, write_lock, rename_and_edit, full_feeds)


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(3, 40))])
def test_random_edits(seed: int) -> None:
    """After every step of a random sequence of edits, what a process that stays builds equals a clean build."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        site = StayingSite(Path(folder, "site"), SHORT_LISTS)
        for _ in range(7):
            add_story(site, rng)
        groups = PlannedGroups()
        assert_equals_clean(site, groups)
        for edit in rng.choices(MORE, k=12):
            edit(site, rng)
            edit_body(site, rng)
            site.is_told = edit not in (delete_output, scribble_on_output)
            assert_equals_clean(site, groups)


@pytest.fixture
def site(tmp_path: Path) -> StayingSite:
    site = StayingSite(tmp_path / "site")
    site.write(ONE, story("One", body="The first words."))
    site.write(TWO, story("Two", date="2024-02-22T08:00:00Z"))
    site.build()
    return site


def test_a_body_makes_one_page_anew(site: StayingSite) -> None:
    """After an edit of a body no list is planned; the page has the new words."""
    site.build()
    site.edit(ONE, "The first words.", "Other words.")
    report = site.build()
    assert [one.path for one in report.rendered] == ["news/2024/02/22/one/index.html"]
    assert "Other words." in site.text("news/2024/02/22/one/index.html")
    assert site.verify() == ()


def test_what_nobody_told_of_is_seen_when_all_is_looked_at(site: StayingSite) -> None:
    """A change that came without a notice, of a source or of an output, is found by the build that looks at all."""
    site.settle()
    site.edit(ONE, "The first words.", "Unseen words.")
    (site.root / "public/index.html").write_text("By hand.", "utf-8")
    site.kept.tell(frozenset())
    settings, _ = load_settings(site.root)
    paths = replace(site_paths_of(site.root, settings, site.options), kept=site.kept)
    build_site(paths)
    assert "Unseen words." not in site.text("news/2024/02/22/one/index.html")
    site.kept.tell(None)
    build_site(paths)
    assert "Unseen words." in site.text("news/2024/02/22/one/index.html")
    assert site.verify() == ()


def test_another_process_that_built_meanwhile(site: StayingSite) -> None:
    """What another process stored in the cache meanwhile is not taken for what this one left there."""
    site.build()
    site.edit(ONE, "The first words.", "Words for the other.")
    site.build_elsewhere()
    site.edit(ONE, "Words for the other.", "The first words.")
    site.build()
    assert "The first words." in site.text("news/2024/02/22/one/index.html")
    assert site.verify() == ()


def test_a_build_that_failed_leaves_nothing_to_rely_on(site: StayingSite) -> None:
    """After a build that published nothing, for a template that is broken, the repaired site is as a clean one."""
    site.write("themes/default/templates/story.html", "{% if %}")
    site.edit(ONE, "The first words.", "Words of a broken day.")
    assert not site.build().did_publish
    site.delete("themes")
    assert site.build().did_publish
    assert site.verify() == ()


def test_a_feed_of_whole_stories_follows_a_body(site: StayingSite) -> None:
    """A feed that shows whole stories, and a copy in Markdown, hold the new words of a body."""
    site.write("site.yaml", SITE_YAML + "feed_content: full\nmarkdown_copies: on\n")
    site.build()
    site.edit(ONE, "The first words.", "Words for readers.")
    site.build()
    assert "Words for readers." in site.text("feed.xml")
    assert "Words for readers." in site.text("news/2024/02/22/one/index.md")
    assert site.verify() == ()


def test_a_renamed_story_whose_body_changes(site: StayingSite) -> None:
    """A renamed story is known by its text; when that changes too, it is what a clean build takes it for."""
    site.edit(ONE, "originalUrl: https://news.example/One\n", "")
    site.edit(ONE, "The first words.", "A text that is long enough to be known by, and by nothing else.")
    site.build_elsewhere(addresses="write")
    site.edit(ONE, "title: One", "title: First")
    (site.root / ONE).rename(site.root / "content/news/2024-02-23-renamed.md")
    site.build()
    site.edit("content/news/2024-02-23-renamed.md", "A text that is long", "Something else that is long")
    site.build()
    assert site.verify() == ()


def test_titles_and_settings(site: StayingSite) -> None:
    """A new title is on the lists that show it; new settings have their effect on terms and on days."""
    site.edit(ONE, "title: One", "title: Another title")
    site.build()
    assert "Another title" in site.text("index.html")
    assert site.has("topics/ai/index.html")
    site.write("site.yaml", SITE_YAML + "least_stories: 3\n")
    site.build()
    assert not site.has("topics/ai/index.html")
    site.edit("site.yaml", "Asia/Shanghai", "UTC")
    site.build()
    assert site.has("news/2024/02/21/one/index.html")
    assert site.verify() == ()


def test_a_static_picture_of_another_size(site: StayingSite) -> None:
    """A page that shows a picture of `static/` says the size that it has now."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"></svg>'
    site.write("static/dot.svg", picture.format(20))
    site.edit(ONE, "The first words.", "![A dot](/dot.svg)")
    site.build()
    site.write("static/dot.svg", picture.format(40))
    site.build()
    assert site.verify() == ()
