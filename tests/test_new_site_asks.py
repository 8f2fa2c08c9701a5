"""`new site` on a terminal asks for what is not given."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.command_line import LONGEST_WAIT_SECONDS, Ran, environment


def on_a_terminal(folder: Path, *arguments: str, answers: str) -> Ran:
    """Run a command line on a terminal on which somebody types."""
    ours, its = pty.openpty()
    os.write(ours, answers.encode())
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", *arguments], cwd=folder, env=environment(), stdin=its, stdout=its, stderr=its
    ) as process:
        os.close(its)
        shown = bytearray()
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # so Linux says that nobody writes there any more
            pass
        code = process.wait(LONGEST_WAIT_SECONDS)
    os.close(ours)
    return Ran(code, shown.decode(), "")


def test_an_answer_that_cannot_be_used_is_asked_for_again(tmp_path: Path) -> None:
    """What was typed before it is not lost, and an address gives its host away."""
    answers = "News\nmine\nhttps://one.github.io/d/\n\nsome language\nde\n"
    ran = on_a_terminal(tmp_path, "new", "site", "mine", answers=answers)
    assert ran.code == 0, ran.out
    assert "is not an http or https address" in ran.out
    settings = (tmp_path / "mine/site.yaml").read_text("utf-8")
    for line in ('title: "News"', "base_url: https://one.github.io/d/", "host: github", "language: de"):
        assert f"\n{line}\n" in settings


def test_nothing_is_asked_for_in_vain(tmp_path: Path) -> None:
    """A folder that is in use, and an option that cannot be used, are told before the first question."""
    (tmp_path / "used").mkdir()
    (tmp_path / "used/file").touch()
    for arguments in (["used"], ["mine", "--title", "Mine", "--url", "nonsense"]):
        ran = on_a_terminal(tmp_path, "new", "site", *arguments, answers="")
        assert ran.code == 2
        assert "Host" not in ran.out
