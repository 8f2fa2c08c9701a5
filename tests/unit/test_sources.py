"""Which files a site is made from."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.errors import Problem
from sitegen.settings import Settings
from sitegen.sources import Sources, scan_folder, scan_sources


def scanned(root: Path, *files: str, **settings: object) -> Sources:
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    return scan_sources(root, Settings(**settings))  # type: ignore[arg-type]


def paths(found: Sources) -> list[list[str]]:
    return [[file.path for file in files] for files in (found.pages, found.terms, found.static)]


def test_pages_terms_and_static_files_are_told_apart(tmp_path: Path) -> None:
    """Hidden files are none of them, but static ones are copied; the owner's Git files are not."""
    found = scanned(
        tmp_path,
        "content/b.txt",
        "content/a/b.md",
        "content/.hidden.md",
        "content/.git/x.md",
        "content/a/picture.png",
        "content/_data/topics/ai.yaml",
        "content/_data/topics/bees.yml",
        "content/_data/topics/cats.md",
        "static/.well-known/x",
        "static/.git/config",
        "static/.gitignore",
        "static/a/.DS_Store",
        "static/robots.txt",
    )
    assert paths(found) == [
        ["a/b.md", "b.txt"],
        ["_data/topics/ai.yaml", "_data/topics/bees.yml", "_data/topics/cats.md"],
        [".well-known/x", "robots.txt"],
    ]


def test_where_the_sites_folder_is_its_content_only_pages_are(tmp_path: Path) -> None:
    """Outputs, the cache, themes, static files and what npm installs hold no pages."""
    others = ("public", ".sitegen", "themes/x", "static", "node_modules/y", "netlify")
    found = scanned(tmp_path, "a.md", "news/b.md", *(f"{folder}/c.md" for folder in others), content=".")
    assert paths(found)[0] == ["a.md", "news/b.md"]


def test_a_link_leads_to_a_file_of_its_folder_or_is_told(tmp_path: Path) -> None:
    """A link within the folder is a source; one that leads out, or to no file, is left out with a warning."""
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "content").mkdir()
    for name, target in (("in.md", "a.md"), ("out.md", "../secret.md"), ("none.md", "b.md")):
        (tmp_path / "content" / name).symlink_to(target)
    found = scanned(tmp_path, "content/a.md")
    assert paths(found)[0] == ["a.md", "in.md"]
    assert [(problem.level, problem.path) for problem in sorted(found.problems, key=lambda one: one.path)] == [
        ("warning", "content/none.md"),
        ("warning", "content/out.md"),
    ]


def test_an_edit_that_keeps_a_files_time_is_seen(tmp_path: Path) -> None:
    """The later of a file's two times counts: a program that sets the one back moves the other."""
    (file,) = scanned(tmp_path, "content/a.md").pages
    os.utime(tmp_path / "content/a.md", ns=(1, 1))
    (again,) = scan_sources(tmp_path, Settings()).pages
    assert again.changed_ns >= file.changed_ns


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A folder that the machine does not show is not taken for an empty one."""
    deep = tmp_path / "static"
    deep.mkdir()
    here = os.getcwd()
    os.chdir(deep)
    try:
        for _ in range(20):
            os.mkdir("x" * 250)
            os.chdir("x" * 250)
    finally:
        os.chdir(here)
    problems: list[Problem] = []
    assert scan_folder(deep, "static", problems) == ()
    assert [problem.level for problem in problems] == ["error"]
