"""A digest with good stories, and one hostile source at a time among them, so that a case reads in three lines."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.build.report import BuildReport
from tests.hostile.safe_output import assert_safe
from tests.site_under_test import SiteUnderTest, changed, story

MOST_SECONDS = 20.0
"""Of the processor's time for one build, on a slow machine that is busy with others."""
HOSTILE = "content/news/2024-05-30-hostile.md"
GOOD = {
    f"news/2024/02/{day}/good-{day}/index.html": f"Good text of day {day}." for day in ("10", "11", "12", "13", "14")
}


class Case(NamedTuple):
    """Hostile files, and the problems that a build must tell of them."""

    name: str
    source: str | bytes
    problems: tuple[str, ...] = ()
    """Each as `error 3 words`: the level, the line, words of the message. These and no others."""
    shows: tuple[str, ...] = ()
    """What the hostile story's page holds, as bytes of HTML; empty: there may be none."""
    path: str = HOSTILE
    more: Mapping[str, str] = {}
    """Other files, by path."""
    most_touched: int = 1
    """How many good stories may name it: its neighbours, or all when it stands in the menu."""


def case(name: str, source: str | bytes, *problems: str, shows: str = "", **more: str) -> Case:
    """Return a case; `shows` is one text that the page must hold."""
    return Case(name, source, problems, (shows,) if shows else (), **more)  # type: ignore[arg-type]


def fields(*lines: str, body: str = "Text.\n") -> str:
    """Return a story whose front matter ends in these lines; the first of them is line 5."""
    head = ("---", "title: Hostile", "provider: Wire", "originalUrl: https://wire.example/hostile")
    return "\n".join((*head, *lines, "---", body))


def front(*lines: str, body: str = "Text.\n") -> str:
    """Return a source with only these lines as front matter; the first of them is line 2."""
    return "\n".join(("---", *lines, "---", body))


class DigestUnderAttack:
    """A site of good stories, built; it takes one hostile case at a time."""

    def __init__(self, root: Path) -> None:
        """Make and build the good site."""
        self.site = SiteUnderTest(root)
        for day, text in zip(("10", "11", "12", "13", "14"), GOOD.values(), strict=True):
            source = story(f"Good {day}", f"2024-02-{day}T04:00:00Z", f"{text}\n", topics="[AI]")
            self.site.write(f"content/news/2024-02-{day}-good-{day}.md", source)
        assert self.site.build().problems == ()
        self.before = self.site.outputs()

    def take(self, case: Case) -> BuildReport:
        """Build with a hostile case; check its problems, all good stories, what a browser would do, and the time."""
        try:
            report = self._build_with(case)
            found = report.problems
            told = [f"{problem.level} {problem.line} {problem.message}" for problem in found]
            assert len(told) == len(case.problems), told
            for expected, problem in zip(case.problems, told, strict=True):
                assert _is_told(expected, problem), told
            assert all(problem.hint for problem in found), found
            page = b"".join(data for path, data in self.site.outputs().items() if "hostile" in path)
            assert all(text.encode() in page for text in case.shows), page.decode()
        finally:
            self.forget(case)
        return report

    def build_with(self, case: Case) -> BuildReport:
        """Build with a hostile case; check the good stories, what a browser would do, and the time."""
        try:
            return self._build_with(case)
        finally:
            self.forget(case)

    def _build_with(self, case: Case) -> BuildReport:
        self.write_all({**case.more, case.path: case.source})
        report = self.build()
        ours = {case.path, *case.more}
        assert [problem for problem in report.problems if problem.path not in ours] == [], "a good story is blamed"
        self.check_outputs(case.most_touched)
        return report

    def write_all(self, files: Mapping[str, str | bytes]) -> None:
        """Write files as they are."""
        for path, text in files.items():
            self.site.write(path, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))

    def build(self) -> BuildReport:
        """Build what is good, in bounded time."""
        started = time.process_time()
        report = self.site.build(keep_going=True, jobs=1)
        assert time.process_time() - started < MOST_SECONDS
        assert report.did_publish
        return report

    def check_outputs(self, most_touched: int = 1) -> None:
        """Check that the good stories are as they were (one may name its new neighbour), and that nothing harms."""
        after = self.site.outputs()
        touched = [path for path in GOOD if after.get(path) != self.before[path]]
        assert len(touched) <= most_touched, touched
        assert all(GOOD[path].encode() in after[path] for path in touched)
        assert_safe({path: after[path] for path in changed(self.before, after) if path in after})

    def forget(self, case: Case) -> None:
        """Take the case's files away."""
        for path in (case.path, *case.more):
            (self.site.root / path).unlink(missing_ok=True)

    def is_as_before(self) -> bool:
        """Whether a build without any hostile file gives the good site again."""
        self.site.build()
        return self.site.outputs() == self.before


def _is_told(expected: str, problem: str) -> bool:
    level, line, words = expected.split(" ", 2)
    return problem.startswith(f"{level} {line} ") and words in problem
