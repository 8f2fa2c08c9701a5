"""The folders of a theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.render.theme.theme import theme_folders, theme_texts


def write(root: Path, path: str, text: str = "") -> None:
    """Write a file of a site's own theme."""
    target = root / "themes" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def test_the_shipped_theme(tmp_path: Path) -> None:
    """A site without a theme of its own gets the shipped one."""
    folders = theme_folders(tmp_path, "default")
    assert [folder.shown for folder in folders] == ["sitegen/themes/default"]


def test_the_sites_own_folder_comes_first(tmp_path: Path) -> None:
    """A site's `themes/default` stands before the shipped theme of that name."""
    write(tmp_path, "default/templates/story.html")
    assert [folder.shown for folder in theme_folders(tmp_path, "default")] == [
        "themes/default",
        "sitegen/themes/default",
    ]


def test_a_theme_extends_another(tmp_path: Path) -> None:
    """`extends` puts the other theme behind; words are merged, the nearest winning."""
    write(tmp_path, "mine/theme.yaml", "extends: default\noptions: {edition: Evening}\n")
    write(tmp_path, "mine/texts/en.yaml", "skip: Jump\n")
    write(tmp_path, "mine/texts/fr.yaml", "skip: Aller\n")
    folders = theme_folders(tmp_path, "mine")
    assert [folder.options.get("edition", "") for folder in folders] == ["Evening", ""]
    texts = theme_texts(folders)
    assert (texts["en"]["skip"], texts["en"]["menu"], texts["fr"]["skip"]) == ("Jump", "Menu", "Aller")


@pytest.mark.parametrize(
    ("theme", "files", "message", "hint"),
    [
        ("defualt", {}, "there is no theme named 'defualt'", "did you mean `default`?"),
        ("../evil", {"../evil/x": ""}, "there is no theme named '../evil'", "there are: default"),
        (
            "a",
            {"a/theme.yaml": "extends: b", "b/theme.yaml": "extends: a"},
            "theme 'a' extends itself: a -> b -> a",
            "take one `extends` out of these theme.yaml files",
        ),
        (
            "bare",
            {"bare/templates/story.html": ""},
            "theme 'bare' has no templates/home.html, nor has a theme that it extends",
            "write `extends: default` in themes/bare/theme.yaml",
        ),
    ],
)
def test_a_theme_that_cannot_be(tmp_path: Path, theme: str, files: dict[str, str], message: str, hint: str) -> None:
    """A theme that is unknown, outside `themes/`, extends itself or has no front page stops the command with a cure."""
    for path, text in files.items():
        write(tmp_path, path, text)
    with pytest.raises(SitegenError) as raised:
        theme_folders(tmp_path, theme)
    assert (str(raised.value), raised.value.hint, raised.value.exit_code) == (message, hint, 2)


@pytest.mark.parametrize(("text", "line"), [("a: [", 1), ("a: b\nc\n  : d: e", 2), ("- a", 1)])
def test_an_unreadable_file(tmp_path: Path, text: str, line: int) -> None:
    """A theme.yaml that is not `key: value` lines is told with its line."""
    write(tmp_path, "mine/theme.yaml", text)
    with pytest.raises(SitegenError) as raised:
        theme_folders(tmp_path, "mine")
    problem = raised.value.problems[0]
    assert problem.path == "themes/mine/theme.yaml"
    assert problem.line >= line


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("theme.yaml", "extends: default\noption:\n  a: b\n", 'there is no such key: "option"; known: name, extends'),
        ("theme.yaml", "extends: default\noptions: [a]\n", "options: must be `name: value` pairs"),
        ("theme.yaml", "name: mine\nextends: [default]\n", "extends: must be one value"),
        ("texts/en.yaml", "menu: Menu\nstories: [a]\n", "stories: must be one text, or `one:` and `other:`"),
    ],
)
def test_what_a_theme_cannot_say(tmp_path: Path, path: str, text: str, message: str) -> None:
    """A slip in a theme's own files is told with its line, and not passed over."""
    write(tmp_path, "mine/theme.yaml", "extends: default")
    write(tmp_path, f"mine/{path}", text)
    with pytest.raises(SitegenError) as raised:
        theme_texts(theme_folders(tmp_path, "mine"))
    problem = raised.value.problems[0]
    assert (problem.path, problem.line, problem.column) == (f"themes/mine/{path}", 2, 1)
    assert problem.message.startswith(message)
