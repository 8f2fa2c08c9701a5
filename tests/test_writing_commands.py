"""The commands of somebody who writes: `new story`, `list`, `completion`, and the examples in each help."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sitegen.cli.lazy_group import load
from sitegen.cli.main import COMMANDS, program
from tests.command_line import PROJECT, environment, python, sitegen
from tests.site_under_test import SiteUnderTest, story

LOGO = "\n  name: Wired\n  domain: wired.com\n  images: [{url: https://img.example/w.png, width: 50, height: 40}]"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one story of each state, a topic with another name, and a source with an error."""
    site = SiteUnderTest(tmp_path_factory.mktemp("writing"))
    one = {"provider": LOGO, "originalUrl": "https://www.wired.com/one", "topics": "[AI]"}
    site.write("content/news/2024-02-21-one.md", story("One", **one))
    site.write("content/news/2024-02-22-held.md", story("Held", date="2024-02-22", draft="true", topics="[A.I.]"))
    site.write("content/news/2024-02-23-hidden.md", story("Hidden", date="2024-02-23", private="true", topics="[Law]"))
    site.write("content/news/2099-01-01-later.md", story("Later", date="2099-01-01T09:30:00Z", topics="[Chips]"))
    site.write("content/news/2024-02-24-bad.md", story("Bad", date="2024-02-30"))
    site.write("content/about.md", "---\ntitle: About\n---\nWords.\n")
    site.write("content/_data/topics/ai.yaml", "name: Artificial Intelligence\naliases: [AI, A.I.]\n")
    return site.root


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return shutil.copytree(root, tmp_path / "copy")


def titles(root: Path, *arguments: str) -> list[str]:
    """Return the titles that `list` lists, or the path of what has none."""
    ran = sitegen(root, "list", "--json", *arguments)
    assert ran.code == 0, ran.err
    return [one["title"] or one["path"] for one in json.loads(ran.out)["sources"]]


BAD = "content/news/2024-02-24-bad.md"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ["Later", "Hidden", "One", "Held", "About", BAD]),
        (("--drafts",), ["Held"]),
        (("--scheduled",), ["Later"]),
        (("--withheld",), ["Later", "Hidden", "Held", BAD]),
        (("--drafts", "--scheduled"), ["Later", "Held"]),
        (("--topic", "ai"), ["One", "Held"]),
        (("--topic", "Artificial Intelligence", "--drafts"), ["Held"]),
        (("--topic", "chips"), ["Later"]),
        (("--since", "2024-02-23"), ["Later", "Hidden"]),
    ],
)
def test_what_is_listed(root: Path, arguments: tuple[str, ...], expected: list[str]) -> None:
    """Each option narrows the list, newest first; a topic is meant in any spelling, of drafts too."""
    assert titles(root, *arguments) == expected


def test_a_list_says_why(root: Path) -> None:
    """A line holds day, source, title and reason; JSON the state and the way out too."""
    line = "2024-02-22  content/news/2024-02-22-held.md  Held  (draft)\n"
    assert sitegen(root, "list", "--drafts").out == line
    (held,) = json.loads(sitegen(root, "list", "--drafts", "--json").out)["sources"]
    assert (held["state"], held["reason"], held["address"]) == ("draft", "draft", "/news/2024/02/22/held/")
    assert held["hint"].startswith("Take `draft: true` out")
    assert sitegen(root, "list", "--drafts", "--since", "2098-01-01").out == "Nothing.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--since", "yesterday"), '"yesterday" is not a day'),
        (("--topic", "Chps"), 'nothing names the topic "Chps"'),
    ],
)
def test_what_cannot_be_listed(root: Path, arguments: tuple[str, ...], words: str) -> None:
    """A day or a topic that is none ends with 2, and in JSON as a problem."""
    ran = sitegen(root, "list", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    (problem,) = json.loads(sitegen(root, "list", "--json", *arguments).out)["problems"]
    assert words in problem["message"]


def test_a_new_story_has_a_whole_head(copy: Path) -> None:
    """Who published it comes from the address, topics are written as the site does, and what is new is told."""
    given = ["--url", "https://wired.com/two", "--topic", "a.i.", "--topic", "Robots", "--date", "2024-03-01 08:00"]
    ran = sitegen(copy, "new", "story", "A headline", *given)
    assert ran.code == 0, ran.err
    path, remark, _ = ran.out.splitlines()
    assert (path, remark) == ("content/news/2024-03-01-a-headline.md", 'The topic "Robots" is new to this site.')
    assert (copy / "content/news/2024-03-01-a-headline.md").read_text("utf-8") == (
        '---\ncategory: news\ntitle: "A headline"\nexcerpt: ""\npublishedDateTime: 2024-03-01T08:00:00+08:00\n'
        'originalUrl: "https://wired.com/two"\ntype: article\ndraft: true  # delete this line to publish\n\n'
        'provider:\n  name: "Wired"\n  domain: wired.com\n  images:\n    - url: "https://img.example/w.png"\n'
        '      width: 50\n      height: 40\n\ntopics:\n  - "Artificial Intelligence"\n  - "Robots"\n---\n'
    )
    assert titles(copy, "--drafts") == ["A headline", "Held"]


def test_a_new_story_of_a_later_day(copy: Path) -> None:
    """What is dated later is said to be shown with `--future` alone, and published when it is due."""
    ran = sitegen(copy, "new", "story", "Far", "--date", "2199-03-01")
    assert "serve --drafts --future shows it" in ran.out
    assert ran.out.endswith("delete its `draft` line; it is published when it is due.\n")


def test_a_new_story_of_a_stranger(copy: Path) -> None:
    """A publisher that the site does not know is named by its domain, and that is told."""
    ran = sitegen(copy, "new", "story", "Strange", "--url", "https://www.news.test/x", "--date", "2024-03-01")
    assert "news.test is new to this site" in ran.out
    assert 'name: "news.test"  # who published it' in (copy / "content/news/2024-03-01-strange.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--url", "https://wired.com/one"), "content/news/2024-02-21-one.md has the story at https://wired.com/one"),
        (("--url", "wired"), '"wired" is not an address of the web'),
        (("--url", "javascript:alert(1)"), "is not an address of the web"),
        (("--url", ""), '"" is not an address of the web'),
        (("--date", "soon"), '--date: "soon" is not a time'),
        (("--date", ""), '--date: "" is not a time'),
        (("--date", "2026-12-01", "--topic", " "), '--topic: " " is not a name'),
        (("--date", "1969-12-01"), "--date: 1969-12-01 lies outside the years 1970 to 2200"),
    ],
)
def test_a_new_story_that_is_refused(copy: Path, given: tuple[str, ...], words: str) -> None:
    """A story that is there already, and what is no address or time, end with 2; no file is made."""
    before = sorted(copy.rglob("*.md"))
    ran = sitegen(copy, "new", "story", "Refused", *given)
    assert (ran.code, sorted(copy.rglob("*.md"))) == (2, before)
    assert words in ran.err


def test_a_new_story_is_edited(copy: Path) -> None:
    """`--edit` opens the draft in the editor of the environment, and waits for it."""
    editor = copy / "editor.sh"
    editor.write_text('#!/bin/sh\necho "Words of mine." >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    ran = sitegen(copy, "new", "story", "Mine", "--date", "2024-03-01", "--edit", EDITOR=str(editor), VISUAL="")
    assert ran.code == 0, ran.err
    assert (copy / "content/news/2024-03-01-mine.md").read_text("utf-8").endswith("---\nWords of mine.\n")


@pytest.mark.parametrize("editor", ["no-such-editor", "false", "'unclosed"])
def test_an_editor_that_is_none(copy: Path, editor: str) -> None:
    """An editor that cannot be started, or fails, is told in a word; the draft is there."""
    ran = sitegen(copy, "new", "story", "Mine", "--date", "2024-03-02", "--edit", VISUAL=editor)
    assert (ran.code, "sitegen: no editor opened it" in ran.err, "Traceback" in ran.err) == (2, True, False)
    assert (copy / "content/news/2024-03-02-mine.md").is_file()


def test_a_new_story_from_a_number(copy: Path) -> None:
    """A story at an address that is a number has a head that is read."""
    sitegen(copy, "new", "story", "Numbered", "--date", "2024-03-03", "--url", "http://[::1]/x")
    assert titles(copy, "--drafts", "--since", "2024-03-03") == ["Numbered"]


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield each command by its name, those in a group as `new story`."""
    for name, entry in COMMANDS.items():
        command = load(entry)
        if isinstance(command, click.Group):
            yield from ((f"{name} {part}", inner) for part, inner in command.commands.items())
        else:
            yield name, command


EXAMPLES = {name: (command.epilog or "").rpartition("Example: ")[2] for name, command in every_command()}


def test_every_command_has_an_example() -> None:
    """The help of each command ends with an example of it on a line of its own, however long it is."""
    for name, command in every_command():
        shown = command.get_help(click.Context(command, info_name=name, terminal_width=60))
        assert shown.splitlines()[-1] == f"  Example: {EXAMPLES[name]}"
        assert EXAMPLES[name].startswith(f"sitegen {name}")


def test_every_command_is_in_the_docs() -> None:
    """docs/commands.md begins with a list in which each command stands."""
    listed = (PROJECT / "docs/commands.md").read_text("utf-8").partition("`--help`")[0]
    missing = [
        name for name, _ in every_command() if not re.search(rf"(?:sitegen|\|) .*\b{name.split()[-1]}\b", listed)
    ]
    assert missing == []


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_each_example_can_be_typed(name: str) -> None:
    """An example names options and values that its command takes."""
    _, *words = shlex.split(EXAMPLES[name].partition(">")[0])
    command: click.Command = program
    context = program.make_context("sitegen", list(words))
    for part in name.split():
        assert isinstance(command, click.Group)
        _, inner, words = command.resolve_command(context, words)
        assert inner is not None, part
        command = inner
        if isinstance(command, click.Group):
            continue
        context = command.make_context(part, list(words), parent=context)
    assert context.command.name == name.split()[-1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sitegen li", ["plain,list"]),
        ("sitegen list --dr", ["plain,--drafts"]),
        ("sitegen new s", ["plain,site", "plain,story"]),
        ("sitegen completion f", ["plain,fish"]),
        ("sitegen build cont", ["dir,cont"]),
        ("sitegen approve cont", ["file,cont"]),
    ],
)
def test_a_shell_completes(root: Path, typed: str, expected: list[str]) -> None:
    """Commands, options, choices and file names are completed as the shell asks for them."""
    asked = {"_SITEGEN_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    ran = python(root, "from sitegen.cli.main import main; main()", **asked)
    assert (ran.code, ran.out.split()) == (0, expected)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_for_a_shell(root: Path, shell: str) -> None:
    """What `completion` prints names the program, and is taken by the shell where that is there."""
    ran = sitegen(root, "completion", shell)
    assert ran.code == 0
    assert f"_SITEGEN_COMPLETE={shell}_complete" in ran.out
    if found := shutil.which(shell):
        checked = subprocess.run([found, "-n"], input=ran.out, text=True, capture_output=True, env=environment())
        assert (checked.returncode, checked.stderr) == (0, "")
