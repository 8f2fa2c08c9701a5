"""A change of a source is noticed, and a change of an output is not."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree

import pytest

from sitegen.serve.watching.watch import Watch
from sitegen.settings import Settings
from sitegen.values import with_changes
from tests.command_line import LONGEST_WAIT_SECONDS

LONG = float(LONGEST_WAIT_SECONDS)
SHORT = 0.6
TIMES = 20


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content/news", "static", "themes/own", "public", ".sitegen"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "site.yaml").write_text("title: A\n", "utf-8")
    return tmp_path


def settle(watch: Watch, root: Path, content: str = "content") -> None:
    """Let the watchers, which may be slow to start, notice something each, and let the notices of it pass."""
    for path in (root / "site.yaml", root / content / "first.md"):
        path.write_text("seen?", "utf-8")
        while not watch.wait(SHORT):
            path.write_text("seen?", "utf-8")
        while watch.wait(SHORT):
            pass


@pytest.mark.parametrize("path", ["content/news/a.md", "static/a.css", "themes/own/a.html", "site.yaml"])
def test_a_source_is_noticed(root: Path, path: str) -> None:
    """Content, static files, themes and `site.yaml` each wake the preview."""
    with Watch(root, Settings()) as watch:
        settle(watch, root)
        (root / path).write_text("changed", "utf-8")
        assert watch.wait(LONG)


def test_an_editor_that_replaces_the_file_is_noticed_every_time(root: Path) -> None:
    """`site.yaml` may be saved by moving a new file into its place, again and again."""
    with Watch(root, Settings()) as watch:
        settle(watch, root)
        for title in ("B", "C"):
            (root / "new").write_text(f"title: {title}\n", "utf-8")
            (root / "new").replace(root / "site.yaml")
            assert watch.wait(LONG)


def test_an_output_is_not_noticed(root: Path) -> None:
    """Outputs, the cache and editors' own files do not start a build, or it would never end."""
    with Watch(root, with_changes(Settings(), content=".")) as watch:

        def is_noticed() -> bool:
            settle(watch, root)
            for path in ("public/index.html", ".sitegen/cache.db", "content/.a.md.swp", "content/a.md~"):
                (root / path).write_text("x", "utf-8")
            return watch.wait(SHORT)

        # On a busy machine a notice of what is written to settle may come late, but not always.
        assert not all(is_noticed() for _ in range(TIMES))


def test_a_folder_made_anew_is_followed(root: Path) -> None:
    """A folder that was deleted and made again at once, as by a switch of branches, is told and followed each time."""
    with Watch(root, Settings()) as watch:
        settle(watch, root)
        for _ in range(3):
            rmtree(root / "content")
            (root / "content" / "news").mkdir(parents=True)
            assert watch.wait(LONG)
            while watch.follow(Settings()) or watch.wait(SHORT):
                pass
            (root / "content" / "news" / "a.md").write_text("x", "utf-8")
            assert watch.wait(LONG)


def test_folders_that_appear_are_followed(root: Path) -> None:
    """`static/` and `themes/`, made while the preview runs, are told and followed."""
    rmtree(root / "static")
    rmtree(root / "themes")
    with Watch(root, Settings()) as watch:
        settle(watch, root)
        for folder in ("static", "themes"):
            (root / folder).mkdir()
            assert watch.wait(LONG)
            while watch.follow(Settings()) or watch.wait(SHORT):
                pass
            (root / folder / "a.css").write_text("x", "utf-8")
            assert watch.wait(LONG)


def test_folders_made_later_are_followed(root: Path) -> None:
    """A folder that the settings name anew, or that was deleted and made again, is watched from then on."""
    settings = with_changes(Settings(), content="stories")
    with Watch(root, Settings()) as watch:
        assert not watch.follow(Settings())
        (root / "stories").mkdir()
        assert watch.follow(settings)
        settle(watch, root, "stories")
        (root / "stories" / "a.md").write_text("x", "utf-8")
        assert watch.wait(LONG)


def test_a_theme_that_is_a_link_is_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What changes behind a link in `themes/`, to a theme or to a folder of one, is noticed."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for folder in ("theme", "templates"):
        (elsewhere / folder).mkdir()
    (root / "themes/linked").symlink_to(elsewhere / "theme")
    (root / "themes/own/templates").symlink_to(elsewhere / "templates")
    with Watch(root, Settings()) as watch:
        settle(watch, root)
        for path in ("theme/a.css", "templates/a.html"):
            (elsewhere / path).write_text("changed", "utf-8")
            assert watch.wait(LONG)
            while watch.wait(SHORT):
                pass


def test_what_changes_as_looking_begins_is_noticed(root: Path) -> None:
    """A file that ends the system's notices, by a name that is none, is noticed when it goes as when it came."""
    with Watch(root, Settings()) as watch:  # nothing else is changed, or the first look at all would find that
        file = os.fsencode(root / "content") + b"/\xff.md"
        os.close(os.open(file, os.O_CREAT))
        assert watch.wait(LONG)
        while watch.wait(SHORT):
            pass
        os.unlink(file)
        assert watch.wait(LONG)
