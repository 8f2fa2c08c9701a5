"""Commands in hints, as they are typed where the person stands."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from sitegen.cli.command_lines import as_typed, command_line
from tests.command_line import PROJECT, sitegen
from tests.site_under_test import SiteUnderTest, story

_COMMAND = re.compile(r"sitegen ((?:build|serve|add|fetch|inbox|review|approve|new|check|moved|status|why|clean)\b.*)")


@pytest.mark.parametrize(
    ("command", "words", "typed"),
    [
        ("moved", ("--dismiss", "ADDRESS"), "sitegen moved --dismiss ADDRESS 'a site'"),
        ("approve", ("x.md",), "sitegen approve x.md --site 'a site'"),
        ("new story", (), "sitegen new story --site 'a site'"),
        ("new site", ("DIR",), "sitegen new site DIR"),
    ],
)
def test_the_site_is_named_where_its_command_takes_it(
    command: str, words: tuple[str, ...], typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command names the site that is meant, as an argument or an option, unless the person stands in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["sitegen"])
    (tmp_path / "a site").mkdir()
    assert command_line(command, "a site", *words) == typed
    assert as_typed(f"Run `{' '.join(['sitegen', command, *words])}`, then go on.", "a site") == (
        f"Run `{typed}`, then go on."
    )
    monkeypatch.chdir("a site")
    assert command_line(command, ".", *words) == " ".join(["sitegen", command, *words])


def test_no_hint_names_a_command_outside_of_backticks() -> None:
    """Each command that a hint of the program names stands in backticks, so that it is shown as it can be pasted."""
    bare = re.compile(r"""["' (]sitegen (?:build|serve|add|fetch|inbox|review|approve|moved|status|why|check|new) ?""")
    texts = {file: file.read_text("utf-8") for file in (PROJECT / "sitegen").rglob("*.py")}
    found = [
        (file.name, line.strip())
        for file, text in texts.items()
        for line in re.sub(r'""".*?"""', "", text, flags=re.DOTALL).splitlines()
        if bare.search(line) and "hint" in line
    ]
    assert found == []


def test_what_a_build_says_works_where_it_was_typed(site: SiteUnderTest, tmp_path: Path) -> None:
    """The commands in the warnings of a build of a site elsewhere run there, without a change."""
    site.write("content/news/one.md", story("One"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    typed = str(site.root)
    sitegen(elsewhere, "build", typed)
    site.delete("content/news/one.md")
    built = sitegen(elsewhere, "build", typed)
    commands = [found for text in re.findall(r"`([^`]+)`", built.err) for found in _COMMAND.findall(text)]
    assert len(commands) >= 2
    for words in commands:
        arguments = ["/news/2024/02/22/one/" if word == "ADDRESS" else word for word in shlex.split(words)]
        ran = sitegen(elsewhere, *arguments)
        assert ran.code == 0, (words, ran.err)
    assert "gone" not in sitegen(elsewhere, "moved", typed).out
