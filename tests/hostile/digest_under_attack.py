"""A digest with good stories, and all hostile sources of a table among them, so that a case is a row."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.report import BuildReport
from sitegen.errors import Problem
from sitegen.values import with_changes
from tests.hostile.safe_output import assert_safe
from tests.site_under_test import SiteUnderTest, changed, story

MOST_SECONDS = 60.0
"""Of the processor's time for a build with some fifty hostile sources, on a slow machine that is busy with others."""
HOSTILE = "content/news/{day}-hostile-{n}.md"
"""Where a case's source stands; each has a number and a day of its own, so that no case gets in another's way."""
GOOD = {
    f"news/2024/02/{day}/good-{day}/index.html": f"Good text of day {day}." for day in ("10", "11", "12", "13", "14")
}

Files = Mapping[str, str | bytes]


class Case(NamedTuple):
    """Hostile files, and the problems that a build must tell of them."""

    name: str
    source: str | bytes
    problems: tuple[str, ...] = ()
    """Each as `error 3 words`: the level, the line, words of the message. These and no others."""
    shows: tuple[str, ...] = ()
    """What the hostile story's page holds, as bytes of HTML; empty: there may be none."""
    path: str = HOSTILE
    more: Files = {}
    """Other files, by path."""

    def files(self, number: int) -> dict[str, bytes]:
        """Return the bytes of all files by path, with the case's number and day filled in."""
        day = date(2024, 3, 1) + timedelta(days=number)

        def fill(text: bytes) -> bytes:
            return text.replace(b"{day}", day.isoformat().encode()).replace(b"{n}", str(number).encode())

        files = {self.path: self.source, **self.more}
        return {fill(path.encode()).decode(): fill(as_bytes(text)) for path, text in files.items()}


def as_bytes(text: str | bytes) -> bytes:
    """Return a source as it lies on disk; surrogates as programs write them that know no better."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def case(name: str, source: str | bytes, *problems: str, shows: str = "") -> Case:
    """Return a case; `shows` is one text that the page must hold."""
    return Case(name, source, problems, (shows,) if shows else ())


def fields(*lines: str, body: str = "Text.\n") -> str:
    """Return a story whose front matter ends in these lines; the first of them is line 5."""
    head = ("---", "title: Hostile", "provider: Wire", "originalUrl: https://wire.example/hostile-{n}")
    return "\n".join((*head, *lines, "---", body))


def front(*lines: str, body: str = "Text.\n") -> str:
    """Return a source with only these lines as front matter; the first of them is line 2."""
    return "\n".join(("---", *lines, "---", body))


class Attacked(NamedTuple):
    """A digest after a build with many hostile cases: what was told of each, and what each one shows."""

    told: Mapping[str, tuple[Problem, ...]]
    """Case -> problems."""
    pages: Mapping[str, bytes]
    """Case -> the bytes of all outputs that bear its number."""

    def check(self, case: Case) -> None:
        """Check that the case's problems were told and no others, each with a hint, and what its page shows."""
        found = self.told[case.name]
        told = [f"{problem.level} {problem.line} {problem.message}" for problem in found]
        assert len(told) == len(case.problems), told
        for expected, problem in zip(case.problems, told, strict=True):
            level, line, words = expected.split(" ", 2)
            assert problem.startswith(f"{level} {line} "), told
            assert words in problem, told
        assert all(problem.hint for problem in found), found
        page = self.pages[case.name]
        assert bool(page) != any(problem.level == "error" for problem in found), "a page without errors is published"
        assert all(text.encode() in page for text in case.shows), page.decode()


class DigestUnderAttack:
    """A site of good stories, built; it takes many hostile sources at a time."""

    def __init__(self, root: Path) -> None:
        """Make and build the good site."""
        self.site = SiteUnderTest(root)
        for day, text in zip(("10", "11", "12", "13", "14"), GOOD.values(), strict=True):
            source = story(f"Good {day}", f"2024-02-{day}T04:00:00Z", f"{text}\n", topics="[AI]")
            self.site.write(f"content/news/2024-02-{day}-good-{day}.md", source)
        assert self.site.build(addresses="write").problems == ()
        self.before = self.site.outputs()

    def suffer(self, cases: Sequence[Case]) -> Attacked:
        """Build with all cases at once; check the good stories, what a browser would do, and the time."""
        files = {case.name: case.files(number) for number, case in enumerate(cases)}
        report = self.build_with(file for owned in files.values() for file in owned.items())
        outputs = self.site.outputs()
        single = [one for problem in report.problems for one in problem.each or (problem,)]  # others of its kind apart
        told = {name: tuple(problem for problem in single if problem.path in owned) for name, owned in files.items()}
        pages = {
            case.name: b"".join(data for path, data in outputs.items() if f"/hostile-{number}/index.html" in path)
            for number, case in enumerate(cases)
        }
        return Attacked(told, pages)

    def build_with(self, files: Iterable[tuple[str, str | bytes]], most_touched: int = 1) -> BuildReport:
        """Build with hostile files; check the good stories, what a browser would do, and the time.

        The files are taken away again; what they became stays until the next build.
        """
        written = dict(files)
        try:
            return self._build_with(written, most_touched)
        finally:
            for path in written:
                (self.site.root / path).unlink(missing_ok=True)

    def _build_with(self, written: Files, most_touched: int) -> BuildReport:
        for path, text in written.items():
            self.site.write(path, as_bytes(text))
        started = time.process_time()
        report = self.site.build(jobs=1)
        assert time.process_time() - started < MOST_SECONDS
        assert report.did_publish
        # What is told once of the whole site (keys that nobody reads) blames no file.
        report = with_changes(report, problems=tuple(one for one in report.problems if one.path != "content"))
        blamed = {problem.path for problem in report.problems} - written.keys()
        assert blamed == set(), f"other files are blamed: {blamed}"
        self.check_outputs(most_touched)
        return report

    def check_outputs(self, most_touched: int) -> None:
        """Check that the good stories are as they were, and that nothing harms.

        `most_touched` of them may name a new neighbour: the newest one, and the oldest when there are older ones now.
        """
        after = self.site.outputs()
        touched = [path for path in GOOD if after.get(path) != self.before[path]]
        assert len(touched) <= most_touched, touched
        assert all(GOOD[path].encode() in after[path] for path in touched)
        assert_safe({path: after[path] for path in changed(self.before, after) if path in after})

    def is_as_before(self) -> bool:
        """Whether a build without any hostile file gives the good site again."""
        self.site.build()
        return self.site.outputs() == self.before
