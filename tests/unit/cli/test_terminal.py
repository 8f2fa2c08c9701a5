"""What reaches a terminal, and what never does."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sitegen.cli.terminal import Terminal, source_line
from sitegen.errors import Problem

ERROR = Problem("error", "a.md", 0, 0, "", "it is wrong")
WARNING = Problem("warning", "b.md", 0, 0, "", "it is odd")


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_quiet_tells_errors_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A warning is left out of the words and of the count; without an error nothing is said."""
    terminal = Terminal({}, is_quiet=True)
    terminal.say("nothing")
    terminal.problems(tmp_path, [WARNING])
    assert capsys.readouterr() == ("", "")
    terminal.problems(tmp_path, [ERROR, WARNING])
    assert capsys.readouterr() == ("", "a.md: it is wrong\n1 error.\n")


@pytest.mark.parametrize(
    ("environ", "has_colour"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({}, False)],
)
def test_colours_are_for_terminals_that_want_them(
    environ: dict[str, str], has_colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR and a terminal that knows none are heeded."""
    monkeypatch.setattr("sys.stderr", Screen())
    assert ("\x1b" in Terminal(environ).paint("x", "error")) is has_colour


SOURCE = """---
title: A
secured:
  - c2VjcmV0
  - "more"
provider: {name: B, secured: c2VjcmV0}
related:
  - title: C
    Secured: >
      c2VjcmV0
    quality: 7
---
secured: is a word here
"""
PRIVATE = {3, 4, 5, 6, 9, 10}


def test_no_line_of_secured_is_printed(tmp_path: Path) -> None:
    """Every other line of a source is shown below its problem, and what follows `secured` is shown again."""
    (tmp_path / "a.md").write_text(SOURCE)
    for number, line in enumerate(SOURCE.splitlines(), 1):
        shown = source_line(tmp_path, Problem("error", "a.md", number, 1, "", "it is wrong"))
        assert shown == (None if number in PRIVATE else line), number


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """Of a device, a folder, a missing file and a line that is not there no line is shown."""
    (tmp_path / "endless.md").symlink_to("/dev/zero")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "short.md").write_text("one\n")
    for name, line in (("endless.md", 1), ("folder.md", 1), ("none.md", 1), ("short.md", 3)):
        assert source_line(tmp_path, Problem("error", name, line, 1, "", "it is wrong")) is None, name
