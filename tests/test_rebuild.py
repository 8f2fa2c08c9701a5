"""Which outputs an edit renders again, and why: the cases of `specs/rebuild/*.txt`.

A case is a `#` line that states the promise, then commands, one a line:

    story NAME DATE [key=value ...]   write content/news/DATE-NAME.md (body=... is its text, `_` reads as a space)
    set NAME key=value ...            write it again with other fields
    delete NAME | remove PATH         delete a story | any file of the site
    write PATH TEXT                   write a file of the site (`\\n` reads as a line end)
    build                             build, and forget what was rendered before

and after the last build what it must have done, each path once, in any order:

    [rendered] PATH REASON            [written] PATH            [deleted] PATH            [parsed] NUMBER
    [not written] PATH                (it exists, and stayed as it was)        [nothing rendered]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sitegen.build.report import BuildReport
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

SPECS = Path(__file__).parent / "specs" / "rebuild"


@dataclass
class Case:
    """One case of a specification."""

    promise: str
    commands: list[list[str]] = field(default_factory=list)
    expected: dict[str, list[str]] = field(default_factory=dict)


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            cases.append(Case(line.lstrip("# ")))
        elif line.startswith("["):
            kind, _, value = line[1:].partition("]")
            cases[-1].expected.setdefault(kind, []).append(value.strip())
        elif line.strip():
            words = line.split(" ", 2) if line.startswith("write ") else line.split()
            cases[-1].commands.append(words)
    return cases


ALL = [(path.stem, case) for path in sorted(SPECS.glob("*.txt")) for case in read_cases(path)]


class Script:
    """Carries out the commands of a case."""

    def __init__(self, site: SiteUnderTest) -> None:
        """Begin with an empty site whose lists are short."""
        self.site = site
        self.stories: dict[str, tuple[str, dict[str, str]]] = {}
        self.report: BuildReport | None = None
        site.write("site.yaml", SITE_YAML + "page_size: 3\n")

    def do(self, command: str, *words: str) -> None:
        """Carry out one command."""
        getattr(self, f"do_{command}")(*words)

    def do_story(self, name: str, date: str, *fields: str) -> None:
        self.stories[name] = (date, {})
        self.do_set(name, *fields)

    def do_set(self, name: str, *fields: str) -> None:
        date, known = self.stories[name]
        known.update((key, value.replace("_", " ")) for key, _, value in (given.partition("=") for given in fields))
        shown = {key: value for key, value in known.items() if key not in ("body", "title")}
        text = story(known.get("title", name.title()), f"{date}T04:00:00Z", known.get("body", ""), **shown)
        self.site.write(f"content/news/{date}-{name}.md", text)

    def do_delete(self, name: str) -> None:
        date, _ = self.stories.pop(name)
        self.site.delete(f"content/news/{date}-{name}.md")

    def do_remove(self, path: str) -> None:
        self.site.delete(path)

    def do_write(self, path: str, text: str) -> None:
        self.site.write(path, text.replace("\\n", "\n"))

    def do_build(self) -> None:
        self.report = self.site.build()
        assert self.report.did_publish, self.report.problems


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[f"{stem}: {case.promise}" for stem, case in ALL])
def test_rebuild(case: Case, site: SiteUnderTest) -> None:
    """The last build does what the case says, no more and no less, and equals a clean build."""
    script = Script(site)
    for command in case.commands:
        script.do(*command)
    report = script.report
    assert report is not None
    assert case.expected, "the case expects nothing"
    did = {
        "rendered": {f"{done.path} {done.reason}" for done in report.rendered},
        "written": {done.path for done in report.rendered if done.written},
        "deleted": set(report.deleted),
        "parsed": {str(report.parsed)},
        "nothing rendered": {done.path for done in report.rendered},
    }
    expected = {kind: set(found) - {""} for kind, found in case.expected.items()}
    still = expected.pop("not written", set())
    assert {kind: did[kind] for kind in expected} == expected
    assert still.isdisjoint(did["written"])
    assert all(site.has(path) for path in still)
    assert site.verify() == ()
