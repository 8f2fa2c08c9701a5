"""Many sources that break at once empty no site."""

from __future__ import annotations

import pytest

from sitegen.settings import Settings
from sitegen.site.mass_failure import find_mass_failure
from tests.command_line import sitegen
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

BAD = ("topics: [", "topics: [[")


@pytest.fixture
def three(site: SiteUnderTest) -> SiteUnderTest:
    """A published site of three stories."""
    site.write("site.yaml", SITE_YAML + "search: off\n")
    for number in (1, 2, 3):
        site.write(f"content/news/2024-01-0{number}-s.md", story(f"Story {number}", f"2024-01-0{number}T09:00:00Z"))
    assert sitegen(site.root, "build", "--no-frozen").code == 0
    return site


def break_stories(site: SiteUnderTest, *numbers: int) -> None:
    for number in numbers:
        site.edit(f"content/news/2024-01-0{number}-s.md", *BAD)


def test_one_of_three_takes_only_itself_down(three: SiteUnderTest) -> None:
    """A single broken source is withheld, and a new one that is broken takes nothing down: the rest is published."""
    break_stories(three, 1)
    for name in ("x", "y", "z"):
        three.write(f"content/news/{name}.md", story("New", date="2024-02-30"))
    assert sitegen(three.root, "build", "--no-frozen").code == 4
    assert "being corrected" in three.text("news/2024/01/01/s/index.html")
    assert "Story 2" in three.text("index.html")


def test_when_many_break_nothing_is_published_unless_asked_for(three: SiteUnderTest) -> None:
    """What is public stays byte for byte, each error is told, and so is the way out, which works."""
    before, lock = three.outputs(), (three.root / "addresses.lock").read_bytes()
    break_stories(three, 1, 3)
    for command, code in (("build", 1), ("check", 1)):
        ran = sitegen(three.root, command)
        assert ran.code == code
        assert "2 of 3 published sources have an error" in ran.err
        assert "--keep-going" in ran.err
        assert ran.err.count("2024-01-01-s.md:") == ran.err.count("2024-01-03-s.md:") == 1
    assert (three.outputs(), (three.root / "addresses.lock").read_bytes()) == (before, lock)
    assert sitegen(three.root, "build", "--keep-going").code == 4
    assert "Story 2" in three.text("index.html")
    assert "being corrected" in three.text("news/2024/01/03/s/index.html")
    assert sitegen(three.root, "build").code == 1
    three.edit("content/news/2024-01-03-s.md", *reversed(BAD))
    assert sitegen(three.root, "build").code == 4


@pytest.mark.parametrize(
    ("broken", "published", "is_too_many"),
    [(1, 0, True), (1, 1, False), (2, 1, True), (2, 17, True), (2, 18, False), (10, 90, False), (11, 89, True)],
)
def test_how_many_are_too_many(broken: int, published: int, is_too_many: bool) -> None:
    """More than one in ten of those that were published, or all of them; one of several never."""
    paths = {f"content/{number}.md" for number in range(broken)}
    assert bool(find_mass_failure(paths, published, Settings())) == is_too_many
