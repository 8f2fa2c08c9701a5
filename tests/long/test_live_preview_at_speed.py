"""An open page is right in the end, whatever was done to the sources and to the program, and however fast."""

from __future__ import annotations

import random
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest
from selenium.webdriver import Chrome

from tests import test_rebuild_equals_clean as edits
from tests.browser import browser, needs_browser
from tests.command_line import LONGEST_WAIT_SECONDS
from tests.live_site import Program, Tab, serving
from tests.site_under_test import SiteUnderTest, story

pytestmark = [needs_browser, pytest.mark.long]

Edit = Callable[[SiteUnderTest, random.Random], None]
OPEN = "content/open/2024-02-21-open.md"
PAGE = "/open/2024/02/22/open/"
EDITS: tuple[Edit, ...] = (
    edits.add_story,
    edits.edit_body,
    edits.edit_title,
    edits.rename_story,
    edits.delete_story,
    edits.change_topics,
    edits.flip_published,
    edits.edit_topic_file,
    edits.drop_topic_files,
    edits.add_static_file,
    edits.delete_static_file,
    edits.rename_section,
    edits.add_alias,
    edits.edit_template,
    edits.drop_template,
)
MOST_FILES = 5_000


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    with browser() as driver:
        yield driver


def write_open_page(site: SiteUnderTest, words: str) -> None:
    """Save the page that is open, as an editor does: whole."""
    file = site.root / OPEN
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parent / ".swap").write_text(story("Open", body=words), "utf-8")
    (file.parent / ".swap").replace(file)


def assert_right_in_the_end(program: Program, folder: Path) -> None:
    """Wait until the output is what a clean build makes."""
    deadline = monotonic() + LONGEST_WAIT_SECONDS
    tries = 0
    while (found := program.differing(folder / str(tries))) and monotonic() < deadline:
        tries += 1
    assert found == []


def git(site: SiteUnderTest, *arguments: str) -> None:
    """Run a command of git in the site."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@digest.test")
    subprocess.run(["git", *who, *arguments], cwd=site.root, check=True, capture_output=True)


def switch_branch(site: SiteUnderTest, branch: str) -> None:
    """Commit what there is, and switch to another branch."""
    git(site, "add", "-A")
    git(site, "commit", "-q", "--allow-empty", "-m", "What there is")
    git(site, "checkout", "-q", branch)


def test_500_edits(driver: Chrome, tmp_path: Path) -> None:
    """After 500 edits at speed, with switches of branches, and kills and starts of the program, all is right."""
    rng = random.Random(24)
    site = SiteUnderTest(tmp_path / "site", edits.SHORT_LISTS)
    site.write(".gitignore", ".sitegen/\n")
    for _ in range(30):
        edits.add_story(site, rng)
    write_open_page(site, "First words.")
    git(site, "init", "-q", "-b", "one")
    switch_branch(site, "one")
    git(site, "branch", "two")
    with serving(site) as program:
        tab = Tab(driver, program)
        tab.open(PAGE)
        for number in range(500):
            rng.choice(EDITS)(site, rng)
            if number % 50 == 20:
                switch_branch(site, "two" if number % 100 == 20 else "one")
            if number in (150, 350):
                program.kill()
                program.start()
            if number % 100 == 99:
                write_open_page(site, f"Words after {number} edits.")
                assert tab.shows(f"Words after {number} edits.")
        assert_right_in_the_end(program, tmp_path)


def test_5000_changed_files(driver: Chrome, tmp_path: Path) -> None:
    """When 5,000 files change at once, and one more while they are built, the open page has the last words.

    Meanwhile 400 connections that never end to ask keep nobody from an answer.
    """
    site = SiteUnderTest(tmp_path / "site")
    for number in range(MOST_FILES):
        day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        site.write(f"content/news/{day}-story-{number}.md", story(f"Story {number}", f"{day}T08:00:00Z"))
    write_open_page(site, "First words.")
    with serving(site) as program, ExitStack() as held:
        tab = Tab(driver, program)
        tab.open(PAGE)
        port = int(program.origin.rpartition(":")[2])
        for number in range(400):
            client = held.enter_context(socket.create_connection(("127.0.0.1", port), LONGEST_WAIT_SECONDS))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " if number % 2 else b"")
        for path in sorted((site.root / "content/news").iterdir()):
            path.write_text(path.read_text("utf-8") + "More.\n", "utf-8")
        write_open_page(site, "Second words.")
        tab.until("document.querySelector('sitegen-preview') !== null")
        write_open_page(site, "Words saved while that is built.")
        assert tab.shows("Words saved while that is built.")
        assert_right_in_the_end(program, tmp_path)
