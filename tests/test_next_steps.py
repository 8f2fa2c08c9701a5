"""The lines that say what to do next work when they are pasted where the person stands; `new site` asks a person."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.cli.next_steps import publish_new_site
from sitegen.hosts.hosts import BY_NAME
from tests.command_line import LONGEST_WAIT_SECONDS, environment

_SERVE = re.compile(r"(?:Next: |To look at it: |\()((?:cd [^&]+ && )?\S*sitegen serve[^)\n]*?)(?: shows it\)|$)", re.M)


class Terminal:
    """A folder in which a person types commands."""

    def __init__(self, folder: Path, called: str) -> None:
        """Put the program where the shell finds it, or where it is called by its path: `called` says how."""
        self.folder = folder
        self.called = called
        (folder / "tools").mkdir()
        program = folder / "tools" / "sitegen"
        program.write_text(f"#!{sys.executable}\nfrom sitegen.__main__ import main\nmain()\n")
        program.chmod(0o755)

    def type(self, line: str) -> str:
        """Type a line, which must succeed, and return what it prints."""
        path = "/usr/bin:/bin" + (f":{self.folder}/tools" if self.called == "sitegen" else "")
        done = subprocess.run(
            ["bash", "-e", "-c", line],
            cwd=self.folder,
            env=environment(PATH=path),
            capture_output=True,
            encoding="utf-8",
            timeout=LONGEST_WAIT_SECONDS,
            check=False,
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        return done.stdout


@pytest.mark.parametrize("called", ["sitegen", "tools/sitegen"])
def test_a_line_works_where_it_is_printed(called: str, tmp_path: Path) -> None:
    """Whether the shell finds the program or it was called by a path, each line names a site that is there."""
    terminal = Terminal(tmp_path, called)
    told = terminal.type(f"{called} new site 'my digest' --url https://mine.example/")
    told += terminal.type(f"{called} build 'my digest'")
    told += terminal.type(f"{called} new story 'A headline' --site 'my digest'")
    lines = _SERVE.findall(told)
    assert len(lines) == 3, told
    for line in lines:
        # `serve` would run on: that its site is there is looked at by a command that ends.
        assert "Last good build" in terminal.type(line.replace(" serve", " status").replace(" --drafts", "")), line
    terminal.type(f"{lines[0]} --help")


def test_a_person_is_asked_for_what_is_not_given(tmp_path: Path) -> None:
    """On a terminal title, address, host and language are asked for; what was typed, and each empty answer, counts."""
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "sitegen", "new", "site", "mine", "--title", "Given"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(TERM="dumb"), stdin=terminal, stdout=terminal, stderr=terminal
    ) as process:
        os.close(terminal)
        os.write(master, b"https://mine.github.io/digest/\n\nde\n")
        assert process.wait(LONGEST_WAIT_SECONDS) == 0
    os.close(master)
    settings = (tmp_path / "mine/site.yaml").read_text("utf-8")
    for line in ('title: "Given"', "base_url: https://mine.github.io/digest/", "host: github", "language: de"):
        assert f"\n{line}\n" in settings


def test_a_new_site_says_what_its_host_asks_for(tmp_path: Path) -> None:
    """Each host says what is left to do by hand before the first push; without a host nothing is said."""
    assert publish_new_site("", tmp_path) == ()
    for host in BY_NAME.values():
        assert host.before_first_push
        assert publish_new_site(host.name, tmp_path) == host.before_first_push
