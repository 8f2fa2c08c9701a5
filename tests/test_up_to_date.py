"""A build that finds nothing changed does nothing; the least change makes it look at everything again."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from sitegen.config import load_settings
from sitegen.engine.build import build_site
from sitegen.engine.site_paths import site_paths_of
from sitegen.settings import Settings
from sitegen.sources import scan_sources
from sitegen.values import with_changes
from tests.site_under_test import NOW, SiteUnderTest, has_only_looked, story

STORY = "content/news/2024-02-21-alpha.md"


@pytest.fixture
def built(site: SiteUnderTest) -> SiteUnderTest:
    """A site that was built until its files were old enough for their times to be trusted."""
    site.write(STORY, story("Alpha"))
    site.write("content/news/2024-02-22-beta.md", story("Beta", "2024-02-22T10:00:00Z", draft="true"))
    site.write("content/news/2024-07-01-due.md", story("Due", "2024-07-01T10:00:00Z"))
    site.write("content/about.md", "---\ntitle: About\n---\nSee [nothing](nothing.md).\n")
    site.write("static/robots-too.txt", "one")
    site.write("themes/default/templates/404.html", "{{ view.title }}")
    site.write("themes/default/texts/en.yaml", "topics: Themes\n")
    site.settle()
    return site


def test_nothing_changed(built: SiteUnderTest) -> None:
    """A build without a change reads and plans nothing, and tells what one that looks at everything tells."""
    before = built.outputs()
    looked = built.build(jobs=1, clean=True)
    report = built.settle()
    assert built.outputs() == before
    assert (report.written, report.rendered, report.parsed, report.did_publish) == (0, (), 0, True)
    for name in ("sources", "published", "withheld", "outputs", "problems", "next_change"):
        assert getattr(report, name) == getattr(looked, name), name
    assert [problem.level for problem in report.problems] == ["warning"]


def move_there(site: SiteUnderTest, text: str) -> None:
    """Move another file to where a source was."""
    site.write("content/x", text)
    (site.root / "content/x").replace(site.root / STORY)


EDITS: dict[str, Callable[[SiteUnderTest], None]] = {
    "a source": lambda site: site.edit(STORY, "What Alpha", "That Alpha"),
    "a source of the same size, moved there": lambda site: move_there(site, story("Alpho")),
    "a new source": lambda site: site.write("content/news/2024-03-01-new.md", story("New", "2024-03-01T10:00:00Z")),
    "a source that went": lambda site: site.delete(STORY),
    "data of a term": lambda site: site.write("content/_data/topics/ai.yaml", "name: AI\ndescription: Machines\n"),
    "a static file": lambda site: site.write("static/robots-too.txt", "two"),
    "a setting": lambda site: site.edit("site.yaml", "Test Digest", "Best Digest"),
    "a template": lambda site: site.write("themes/default/templates/404.html", "{{ view.url }}"),
    "a word of the theme": lambda site: site.write("themes/default/texts/en.yaml", "topics: Matters\n"),
    "an output that went": lambda site: site.delete("public/index.html"),
    "an output that somebody changed": lambda site: site.write("public/index.html", "mine"),
    "the marker": lambda site: site.delete("public/.made-by-sitegen"),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_least_change(name: str, built: SiteUnderTest) -> None:
    """Whatever changes among the files that a site is made from, or its outputs, the build that follows is right."""
    EDITS[name](built)
    assert not has_only_looked(built.build())
    assert built.verify() == ()


EDITS_MEANWHILE: dict[str, Callable[[SiteUnderTest], None]] = {
    "a template": EDITS["a template"],
    "a word of the theme": EDITS["a word of the theme"],
    "a source": EDITS["a source"],
    "a static file": EDITS["a static file"],
}


@pytest.mark.parametrize("name", EDITS_MEANWHILE)
def test_an_edit_while_the_site_is_built(name: str, built: SiteUnderTest) -> None:
    """What is edited when all was rendered, and not yet stored, is seen by the build that follows."""

    def edit(stage: str, done: int, total: int) -> None:
        if stage == "render" and done == total:
            EDITS_MEANWHILE[name](built)

    settings, _ = load_settings(built.root)
    build_site(site_paths_of(built.root, settings, with_changes(built.options, clean=True)), edit)
    assert not has_only_looked(built.build())
    assert built.verify() == ()


def test_a_file_that_comes_and_goes(built: SiteUnderTest) -> None:
    """What an editor leaves among the templates and nobody can read is no obstacle."""
    templates = built.root / "themes/default/templates"
    (templates / "4913").symlink_to("/proc/self/mem")
    assert not has_only_looked(built.build())
    built.settle()


def test_a_link_that_leads_elsewhere(built: SiteUnderTest) -> None:
    """A link was changed when it was made to lead to another file, whatever the times of that file are."""
    link = built.root / "content/link.md"
    link.symlink_to("about.md")
    listed = scan_sources(built.root, Settings()).pages
    assert [file.changed_ns for file in listed if file.path == "link.md"] == [link.lstat().st_ctime_ns]


def test_what_a_killed_build_left(built: SiteUnderTest) -> None:
    """The staging folder of a build that was killed at its very end goes, too."""
    built.write(".public.staging/index.html", "left")
    assert has_only_looked(built.build())
    assert not (built.root / ".public.staging").exists()


def test_a_damaged_cache(built: SiteUnderTest) -> None:
    """A build whose report was damaged, or of whose outputs one was evicted, is not up to date."""
    for damage in (
        "UPDATE meta SET value = replace(value, 'about.md', 'about.mt')",
        "DELETE FROM outputs WHERE path = '404.html'",
    ):
        built.settle()
        with contextlib.closing(sqlite3.connect(built.root / ".sitegen/cache.db")) as cache:
            cache.execute(damage)
            cache.commit()
        assert not has_only_looked(built.build())
        assert built.verify() == ()


def test_another_question(built: SiteUnderTest) -> None:
    """Drafts, stories to come, a story that falls due, a clock that went back: each is looked at anew."""
    assert has_only_looked(built.build(now=NOW + timedelta(days=1)))
    for options, published in (
        ({"drafts": True}, 3),
        ({}, 2),
        ({"future": True}, 3),
        ({}, 2),
        ({"now": NOW + timedelta(days=40)}, 3),
        ({"now": NOW}, 2),
    ):
        report = built.build(**options)
        assert (has_only_looked(report), report.published) == (False, published), options
    assert built.verify() == ()


def test_what_was_not_published(built: SiteUnderTest) -> None:
    """A build with an error leaves the last output, and does not stand itself: the error is told each time."""
    built.edit(STORY, "title: Alpha", "title: [Alpha")
    for _ in range(3):
        report = built.build(all_or_nothing=True)
        assert (report.did_publish, report.errors) == (False, 1)
