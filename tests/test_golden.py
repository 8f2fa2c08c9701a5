"""The command that writes golden files anew: `make golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import GOLDEN, main
from tests.rebuild_cases import SPECS as REBUILDS
from tests.rebuild_cases import renew_cases
from tests.unit.pages.spec_cases import SPECS, renew_spec
from tests.unit.pages.spec_functions import FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_spec_file_is_written_anew(name: str) -> None:
    """What is wrong or missing in a spec file's expected parts is put right; all else stays, byte for byte."""
    text = (SPECS / name).read_text("utf-8")
    title, given, expected, rest = text.split("\n.\n", 3)
    assert renew_spec(text, FUNCTIONS[name]) == text
    assert renew_spec("\n.\n".join([title, given, f"{expected}\nwrong", rest]), FUNCTIONS[name]) == text
    assert renew_spec(f"{title}\n.\n{given}\n.\n.\n{rest}", FUNCTIONS[name]) == text


def test_a_case_of_rebuilds_is_written_anew(tmp_path: Path) -> None:
    """What no longer holds goes, what is new comes behind its kind, and commands and claims stay."""
    text = "\n# ".join((REBUILDS / "stories.txt").read_text("utf-8").split("\n# ")[:2]) + "\n"
    wrong = text.replace("[parsed] 1", "[parsed] 7").replace("one/index.html view\n", "two/index.html view\n")
    assert wrong.count("[parsed] 7") == 1
    assert renew_cases(wrong, tmp_path) == text


def test_only_what_is_asked_for_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are as they should be are not written, and the command names no file then."""
    before = {path: path.stat().st_mtime_ns for path, _ in GOLDEN["specs"]()}
    assert main(["specs"]) == 0
    assert capsys.readouterr().out == ""
    assert {path: path.stat().st_mtime_ns for path in before} == before
