"""What the tool makes of a small project."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.mutants.run import Verdict, is_good, judge_all, score, summary_lines, verdict_lines
from tests.mutants.table import Mutant

TWO = Mutant("two", "sitegen/sum.py", "a + b", "a - b", "Sums are sums.", ("test_sum.py",))
FILES = {
    ".gitignore": "ignored.py\n",
    "sitegen/__init__.py": "",
    "sitegen/sum.py": "def add(a, b):\n    return a + b\n\ndef twice(a):\n    return 2 * a\n",
    "test_sum.py": "from sitegen.sum import add\n\ndef test_add():\n    assert add(1, 2) == 3\n",
    "test_red.py": "def test_red():\n    assert 1 == 2\n",
    "ignored.py": "",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one file, with a test that passes and one that fails."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def test_what_becomes_of_each_mutant(project: Path) -> None:
    """The tests see one, miss another, and cannot tell of a third; the project itself is never changed."""
    mutants = [
        TWO,
        TWO._replace(id="missed", old="2 * a", new="3 * a", survives="nobody asks for it"),
        TWO._replace(id="red", tests=("test_red.py",)),
        TWO._replace(id="harmless", new="b + a", no_fault="sums are the same"),
        TWO._replace(id="stale", old="a * b"),
        TWO._replace(id="broken", new="a +"),
        TWO._replace(id="ignored", file="ignored.py"),
    ]
    found = {verdict.mutant.id: verdict for verdict in judge_all(mutants, 1, project)}
    assert {name: verdict.kind for name, verdict in found.items()} == {
        "two": "killed",
        "missed": "survived",
        "red": "red",
        "harmless": "no fault",
        "stale": "stale",
        "broken": "stale",
        "ignored": "stale",
    }
    assert "assert 1 == 2" in found["red"].note
    assert all((project / name).read_text() == text for name, text in FILES.items())


def judged(**kinds: int) -> list[Verdict]:
    return [Verdict(TWO, kind.replace("_", " ")) for kind, number in kinds.items() for _ in range(number)]


@pytest.mark.parametrize(
    ("verdicts", "part", "good"),
    [
        (judged(killed=92, survived=8), 0.92, True),
        (judged(killed=91, survived=9), 0.91, False),
        (judged(killed=92, survived=8, no_fault=50), 0.92, True),
        (judged(killed=99, stale=1), 0.99, False),
        (judged(killed=99, red=1), 0.99, False),
        ([], 1.0, True),
    ],
)
def test_the_score_is_the_part_of_the_faults_that_is_caught(verdicts: list[Verdict], part: float, good: bool) -> None:
    """What turned out to be no fault does not count; anything that could not be judged fails the run."""
    assert (score(verdicts), is_good(verdicts)) == (part, good)


def test_what_is_told() -> None:
    """A survivor is told with its promise and its reason; a fault that is caught after all, with that."""
    assert verdict_lines(Verdict(TWO, "killed", "", 1.5)) == ["killed       1.5 s  two"]
    assert verdict_lines(Verdict(TWO, "killed", "too rare")) == ["killed              two  (said to survive: too rare)"]
    assert verdict_lines(Verdict(TWO, "survived")) == [
        "survived            two  sitegen/sum.py: Sums are sums.",
        "    not explained",
    ]
    assert summary_lines(judged(killed=9, survived=1)) == [
        "10 mutants: 9 killed, 1 survived, 0 no fault, 0 stale, 0 red",
        "90.0% of the faults are caught; at least 92% must be; 1 survivors are not explained",
    ]
