"""Files that are listed again by what changed are those that a whole listing finds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.engine.kept.relist import relist_sources
from sitegen.settings import Settings
from sitegen.sources import scan_sources
from sitegen.values import with_changes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("news/a.md", "news/b.md", "news/b.fr.md", "news/picture.png", "_data/topics/ai.yaml", "read me.html"):
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(name, "utf-8")
    return tmp_path


def edit(root: Path) -> set[str]:
    (root / "content/news/a.md").write_text("Longer words.", "utf-8")
    return {"content/news/a.md"}


def replace(root: Path) -> set[str]:
    (root / "content/news/.a.swap").write_text("Other words.", "utf-8")
    (root / "content/news/.a.swap").replace(root / "content/news/a.md")
    return {"content/news/a.md"}


def add(root: Path) -> set[str]:
    for name in ("news/0.md", "news/z.txt", "news/other.jpg", "_data/topics/x.yaml"):
        (root / "content" / name).write_text(name, "utf-8")
    return {"content/news/0.md", "content/news/z.txt", "content/news/other.jpg", "content/_data/topics/x.yaml"}


def delete(root: Path) -> set[str]:
    (root / "content/news/b.md").unlink()
    (root / "content/_data/topics/ai.yaml").unlink()
    return {"content/news/b.md", "content/_data/topics/ai.yaml"}


def rename(root: Path) -> set[str]:
    (root / "content/news/b.md").rename(root / "content/news/c.md")
    return {"content/news/b.md", "content/news/c.md"}


def edit_beside(root: Path) -> set[str]:
    (root / "site.yaml").write_text("title: A\n", "utf-8")
    (root / "content/news/4913").write_text("An editor was here.", "utf-8")
    return {"site.yaml", "content/news/4913", "content/news/gone"}


def translate(root: Path) -> set[str]:
    (root / "content/news/a.fr.md").write_text("Des mots.", "utf-8")
    return {"content/news/a.fr.md"}


def edit_translation(root: Path) -> set[str]:
    (root / "content/news/b.fr.md").write_text("D'autres mots.", "utf-8")
    return {"content/news/b.fr.md"}


def lose_the_original(root: Path) -> set[str]:
    (root / "content/news/b.md").unlink()
    return {"content/news/b.md"}


MADE = [edit, replace, add, delete, rename, edit_beside, translate, edit_translation, lose_the_original]


@pytest.mark.parametrize("change", MADE)
def test_what_changed_is_listed(root: Path, change: Callable[[Path], set[str]]) -> None:
    """Files that came, changed, moved or went are listed as by a look at all of them."""
    before = scan_sources(root, Settings())
    told = change(root)
    assert relist_sources(root, Settings(), before, told) == scan_sources(root, Settings())


def folder(root: Path) -> str:
    (root / "content/more").mkdir()
    return "content/more"


def folder_that_went(root: Path) -> str:
    (root / "content/news").rename(root / "outside")
    return "content/news"


def content_that_went(root: Path) -> str:
    (root / "content").rename(root / "outside")
    return "content"


def file_for_folder(root: Path) -> str:
    (root / "content/news").rename(root / "outside")
    (root / "content/news").write_text("No folder.", "utf-8")
    return "content/news"


def link(root: Path) -> str:
    os.symlink(root / "content/news/b.md", root / "content/news/link.md")
    return "content/news/link.md"


def behind_a_link(root: Path) -> str:
    os.symlink(root / "content/news", root / "content/linked")
    return "content/linked/a.md"


def hidden(root: Path) -> str:
    (root / "content/.drafts").mkdir()
    (root / "content/.drafts/a.md").write_text("Hidden.", "utf-8")
    return "content/.drafts/a.md"


def another_text(root: Path) -> str:
    (root / "content/read me.html").unlink()
    return "content/read me.html"


def static_file(root: Path) -> str:
    (root / "static").mkdir()
    return "static/a.css"


UNCLEAR = [
    folder,
    folder_that_went,
    content_that_went,
    file_for_folder,
    link,
    behind_a_link,
    hidden,
    another_text,
    static_file,
]


@pytest.mark.parametrize("change", UNCLEAR)
def test_what_is_unclear_has_all_files_listed(root: Path, change: Callable[[Path], str]) -> None:
    """Folders, links, hidden files, static files and texts that are told of are more than one plain source."""
    before = scan_sources(root, Settings())
    assert relist_sources(root, Settings(), before, {change(root)}) is None


def test_what_a_link_leads_to(root: Path) -> None:
    """A story that a link leads to does not change alone."""
    os.symlink(root / "content/news/b.md", root / "content/news/link.md")
    before = scan_sources(root, Settings())
    (root / "content/news/b.md").write_text("Words that two files show.", "utf-8")
    assert relist_sources(root, Settings(), before, {"content/news/b.md"}) is None


def test_a_site_that_is_its_own_content(root: Path) -> None:
    """Where the content folder is the site's own, all files are listed."""
    settings = with_changes(Settings(), content=".")
    assert relist_sources(root, settings, scan_sources(root, settings), {"content/news/a.md"}) is None
