"""A build that finds nothing changed does nothing; the least change makes it look at everything again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from sitegen.build.report import BuildReport
from tests.site_under_test import NOW, SiteUnderTest, story

STORY = "content/news/2024-02-21-alpha.md"


@pytest.fixture
def built(site: SiteUnderTest) -> SiteUnderTest:
    """A site that was built twice: by the second time its files are old enough for their times to be trusted."""
    site.write(STORY, story("Alpha"))
    site.write("content/news/2024-02-22-beta.md", story("Beta", "2024-02-22T10:00:00Z", draft="true"))
    site.write("content/news/2024-07-01-due.md", story("Due", "2024-07-01T10:00:00Z"))
    site.write("content/about.md", "---\ntitle: About\n---\nSee [nothing](nothing.md).\n")
    site.write("static/robots-too.txt", "one")
    site.write("themes/default/templates/404.html", "{{ view.title }}")
    site.write("themes/default/texts/en.yaml", "topics: Themes\n")
    site.build()
    site.build()
    return site


def stands(report: BuildReport) -> bool:
    """Whether a build stopped after looking at the files."""
    return set(report.seconds) == {"scan", "total"}


def test_nothing_changed(built: SiteUnderTest) -> None:
    """A build without a change reads and plans nothing, and tells what one that looks at everything tells."""
    before = built.outputs()
    looked = built.build(jobs=1, clean=True)
    built.build()
    report = built.build()
    assert stands(report)
    assert built.outputs() == before
    assert (report.written, report.rendered, report.parsed, report.did_publish) == (0, (), 0, True)
    for name in ("sources", "published", "withheld", "outputs", "problems", "next_change"):
        assert getattr(report, name) == getattr(looked, name), name
    assert [problem.level for problem in report.problems] == ["warning"]


EDITS: dict[str, Callable[[SiteUnderTest], None]] = {
    "a source": lambda site: site.edit(STORY, "What Alpha", "That Alpha"),
    "a source of the same size and name, moved there": lambda site: (
        site.write("content/x", story("Alpho")),
        (site.root / "content/x").replace(site.root / STORY),
    )[0],
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
    assert stands(built.build())
    EDITS[name](built)
    assert not stands(built.build())
    assert built.verify() == ()


def test_another_question(built: SiteUnderTest) -> None:
    """Drafts, stories to come, a story that falls due, a clock that went back: each is looked at anew."""
    assert stands(built.build(now=NOW + timedelta(days=1)))
    for options, published in (
        ({"drafts": True}, 3),
        ({}, 2),
        ({"future": True}, 3),
        ({}, 2),
        ({"now": NOW + timedelta(days=40)}, 3),
        ({"now": NOW}, 2),
    ):
        report = built.build(**options)
        assert (stands(report), report.published) == (False, published), options
    assert built.verify() == ()


def test_what_was_not_published(built: SiteUnderTest) -> None:
    """A build with an error leaves the last output, and does not stand itself: the error is told each time."""
    built.edit(STORY, "title: Alpha", "title: [Alpha")
    for _ in range(3):
        report = built.build()
        assert (report.did_publish, report.errors) == (False, 1)
