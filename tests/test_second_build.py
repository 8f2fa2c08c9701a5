"""The second build, and the third: what was told is told again, what somebody changed is repaired."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.config import load_settings
from sitegen.engine.clean import clean_site
from sitegen.engine.report import BuildReport
from sitegen.engine.site_paths import site_paths_of
from sitegen.errors import SitegenError
from tests.command_line import NOW, sitegen
from tests.site_under_test import SITE_YAML, SiteUnderTest, block_folders, changed, has_only_looked, story

SMALL = SITE_YAML + "page_size: 1\nsearch: off\nfeed_formats: [rss]\n"
JANUARY, FEBRUARY = "news/2024/01/11/one/index.html", "news/2024/02/11/one/index.html"


@pytest.fixture
def digest(site: SiteUnderTest) -> SiteUnderTest:
    """A built site of two months with two stories each, and a page with a dead link."""
    site.write("site.yaml", SMALL)
    for month in (1, 2):
        for day, name in ((11, "one"), (12, "two")):
            date = f"2024-{month:02}-{day}"
            site.write(
                f"content/news/{date}-{name}.md", story(f"Story {name} of {month}", f"{date}T08:00:00Z", id=date)
            )
    site.write("content/about.md", "---\ntitle: About\n---\nSee [nothing](nothing.md).\n")
    site.build()
    return site


def told(report: BuildReport) -> list[tuple[str, str]]:
    return [(problem.level, problem.path) for problem in report.problems]


def swap(file: Path, old: bytes, new: bytes) -> None:
    """Change bytes of a file, not their number."""
    assert len(old) == len(new)
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new))


def test_what_was_tampered_with_at_its_length_is_repaired(digest: SiteUnderTest) -> None:
    """Of a page that is planned with others, and of one that is planned each time, the time alone gives it away."""
    before = digest.outputs()
    for path in (FEBRUARY, "index.html"):
        swap(digest.root / "public" / path, b"Story", b"Glory")
    report = digest.build()
    assert {(one.path, one.reason) for one in report.rendered} == {
        (FEBRUARY, "changed on disk"),
        ("index.html", "changed on disk"),
    }
    assert (changed(before, digest.outputs()), report.written) == (set(), 2)
    assert report.written + report.unchanged == report.outputs


def test_what_was_only_touched_is_looked_at_once(digest: SiteUnderTest) -> None:
    """A file with its bytes and another time is rendered by no build, and read by one."""
    for path in (FEBRUARY, "index.html"):
        os.utime(digest.root / "public" / path, ns=(5, 5))
    report = digest.build()
    assert (report.rendered, has_only_looked(report)) == ((), False)
    digest.settle()


def test_what_went_is_gone_and_what_the_owner_puts_there_stays(digest: SiteUnderTest) -> None:
    """The pages and the sitemap of a month without stories are removed; their paths are nobody's from then on."""
    for name in ("11-one", "12-two"):
        digest.delete(f"content/news/2024-01-{name}.md")
    report = digest.build()
    assert {JANUARY, "sitemaps/2024-01.xml"} <= set(report.deleted)
    assert not (digest.root / "public/news/2024/01").exists()
    digest.write("public/" + JANUARY, "mine")
    digest.edit("content/about.md", "About", "Others")
    assert digest.build().deleted == ()
    assert digest.text(JANUARY) == "mine"


def test_what_is_wrong_is_told_each_time(digest: SiteUnderTest) -> None:
    """A dead link is told by a build that reads nothing, by one that reads another source, and by --clean."""
    expected = [("warning", "content/about.md")]
    assert told(digest.build()) == expected
    digest.edit("content/news/2024-01-11-one.md", "Story", "Glory")
    assert told(digest.build()) == expected
    assert told(digest.build(clean=True)) == expected
    report = digest.build(strict=True)
    assert (report.did_publish, told(report)) == (False, expected)


def test_a_source_with_a_problem_of_its_own_is_told_each_time(digest: SiteUnderTest) -> None:
    """What is wrong with its front matter is stored with what it means."""
    digest.edit("content/news/2024-01-11-one.md", "quality: 50", "quality: many")
    expected = [("warning", "content/about.md"), ("warning", "content/news/2024-01-11-one.md")]
    assert told(digest.build()) == expected
    digest.edit("content/about.md", "About", "Others")
    assert told(digest.build()) == expected


@pytest.mark.parametrize("path", ["sitemaps/2024-01.xml", "archive/BLOCK/index.html"])
def test_a_file_in_the_way_is_told_each_time(path: str, digest: SiteUnderTest) -> None:
    """A file that takes a place among outputs of one group is told by every build; what is public stays."""
    path = path.replace("BLOCK", block_folders(digest, "archive")[0])
    before = digest.outputs()
    digest.write(f"static/{path}", "mine")
    for number in range(3):
        digest.write("content/about.md", f"---\ntitle: About\n---\nAnd {number}.\n")
        report = digest.build()
        assert (report.did_publish, told(report)[-1]) == (False, ("error", f"static/{path}"))
        assert digest.outputs() == before


FAILS_FOR_ONE = "{% if view.page.card.title == 'Story one of 1' %}{{ view.titel }}{% endif %}{{ view.title }}"


def test_a_page_that_cannot_be_made_is_tried_each_time(digest: SiteUnderTest) -> None:
    """All others are published, unless that is to be all or nothing, and every build tells of it."""
    before = digest.outputs()
    digest.write("themes/default/templates/story.html", FAILS_FOR_ONE)
    report = digest.build(all_or_nothing=True)
    assert (report.did_publish, report.written, report.errors) == (False, 0, 1)
    assert (changed(before, digest.outputs()), report.outputs, report.published) == (set(), len(before), 5)
    for _ in range(3):
        report = digest.build()
        assert (report.did_publish, report.errors, digest.has(JANUARY), digest.has(FEBRUARY)) == (True, 1, False, True)
    digest.write("themes/default/templates/story.html", "{{ view.title }}!")
    assert (digest.build().errors, digest.text(JANUARY), digest.text(FEBRUARY)) == (
        0,
        "Story one of 1!",
        "Story one of 2!",
    )


def test_what_is_put_aside_is_told_once(digest: SiteUnderTest) -> None:
    """When cache and record are lost, files of unknown origin are moved once; hidden and later ones stay."""
    digest.lose_cache()
    for path in ("mine.txt", ".git/config"):
        digest.write(f"public/{path}", "mine")
    assert ("warning", "public") in told(digest.build())
    assert (digest.has("mine.txt"), digest.has(".git/config")) == (False, True)
    assert ("warning", "public") not in told(digest.build())
    digest.write("public/CNAME", "mine")
    digest.edit("content/about.md", "About", "Others")
    digest.build()
    assert digest.text("CNAME") == "mine"


def test_a_story_that_falls_due_is_published_at_its_moment(digest: SiteUnderTest) -> None:
    """Nothing changed but the clock, which says the very second; the earlier of two stories decides."""
    for day in (20, 10):
        digest.write(f"content/news/2024-07-{day}-due.md", story("Due", f"2024-07-{day}T10:00:00Z", id=day))
    assert digest.build().next_change == datetime(2024, 7, 10, 10, tzinfo=UTC)
    digest.settle()
    report = digest.build(now=datetime(2024, 7, 10, 10, tzinfo=UTC))
    assert digest.has("news/2024/07/10/due/index.html")
    assert report.next_change == datetime(2024, 7, 20, 10, tzinfo=UTC)


def test_verify_names_what_a_clean_build_would_not_leave(digest: SiteUnderTest) -> None:
    """Files with other bytes, also at their length and time, missing ones and superfluous ones; not the owner's."""
    file = digest.root / "public" / FEBRUARY
    status = file.stat()
    swap(file, b"Story", b"Glory")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    ran = sitegen(digest.root, "build", "--verify", "--now", NOW)
    assert (ran.code, f"public/{FEBRUARY}: is not what a clean build makes" in ran.err) == (1, True)
    digest.delete("content/about.md")
    digest.delete("public/robots.txt")
    digest.write("public/mine.txt", "mine")
    found = digest.verify()
    assert {FEBRUARY, "about/index.html", "robots.txt"} <= set(found)
    assert not {"mine.txt", "assets/style.css"} & set(found)


def test_a_word_that_the_theme_does_not_have_is_told(digest: SiteUnderTest) -> None:
    """Nothing is published with it."""
    digest.write("site.yaml", SMALL + "texts: {topiks: Matters}\n")
    report = digest.build()
    assert (report.did_publish, [problem.field for problem in report.problems if problem.level == "error"]) == (
        False,
        ["texts.topiks"],
    )


def test_clean_leaves_a_folder_that_became_another_sites(digest: SiteUnderTest) -> None:
    """The marker says whose it is; not a file of it goes."""
    digest.write("public/.made-by-sitegen", "Site: https://elsewhere.test/\n")
    before = digest.outputs()
    settings, _ = load_settings(digest.root)
    with pytest.raises(SitegenError, match="holds another site"):
        clean_site(site_paths_of(digest.root, settings, digest.options))
    assert digest.outputs() == before
