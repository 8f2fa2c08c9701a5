"""The cases of `specs/rebuild/*.txt`: how they are read, carried out, and written anew.

A case is a `#` line that states the promise, then commands, one a line:

    story NAME DATE [key=value ...]   write content/news/DATE-NAME.md (body=... is its text, `_` reads as a space)
    set NAME key=value ...            write it again with other fields
    delete NAME | remove PATH         delete a story | any file of the site
    write PATH TEXT                   write a file of the site (`\\n` reads as a line end)
    build                             build, and clear what was rendered before

and after the last build what it must have done, each path once, in any order:

    [rendered] PATH REASON            [written] PATH            [deleted] PATH            [parsed] NUMBER
    [not written] PATH                (it exists, and stayed as it was)        [nothing rendered]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sitegen.engine.report import BuildReport
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

SPECS = Path(__file__).parent / "specs" / "rebuild"
_RENEWED = ("rendered", "written", "deleted", "parsed")
"""What a case lists; `[not written]` and `[nothing rendered]` are statements, which only a person changes."""


@dataclass
class Case:
    """One case of a specification."""

    promise: str
    commands: list[list[str]] = field(default_factory=list)
    expected: dict[str, list[str]] = field(default_factory=dict)


def read_cases(text: str) -> list[Case]:
    """Return the cases of a file's text."""
    cases: list[Case] = []
    for line in text.splitlines():
        if line.startswith("#"):
            cases.append(Case(line.lstrip("# ")))
        elif line.startswith("["):
            kind, _, value = line[1:].partition("]")
            cases[-1].expected.setdefault(kind, []).append(value.strip())
        elif line.strip():
            words = line.split(" ", 2) if line.startswith("write ") else line.split()
            cases[-1].commands.append(words)
    return cases


class Script:
    """Carries out the commands of a case."""

    def __init__(self, site: SiteUnderTest) -> None:
        """Begin with an empty site whose lists are short."""
        self.site = site
        self.stories: dict[str, tuple[str, dict[str, str]]] = {}
        self.report: BuildReport | None = None
        self.before: dict[str, bytes] = {}
        """The outputs before the last build."""
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
        self.before = self.site.outputs()
        self.report = self.site.build()
        assert self.report.did_publish, self.report.problems

    def done(self) -> BuildReport:
        """Return what the last build reported."""
        assert self.report is not None, "the case builds nothing"
        return self.report


def carry_out(case: Case, site: SiteUnderTest) -> Script:
    """Carry out the commands of a case on an empty site."""
    script = Script(site)
    for command in case.commands:
        script.do(*command)
    return script


def what_it_did(report: BuildReport) -> dict[str, list[str]]:
    """Return what a build did, by the words of a case."""
    return {
        "rendered": [f"{done.path} {done.reason}" for done in report.rendered],
        "written": [done.path for done in report.rendered if done.written],
        "deleted": list(report.deleted),
        "parsed": [str(report.parsed)],
        "nothing rendered": [done.path for done in report.rendered],
    }


def renew_cases(text: str, folder: Path) -> str:
    """Return a file's text with what each case's last build does now; its statements stay."""
    lines: list[str] = []
    for number, given in enumerate(_each_case(text)):
        case = read_cases("\n".join(given))[0]
        lines += _renewed(given, what_it_did(carry_out(case, SiteUnderTest(folder / str(number))).done()))
    return "".join(f"{line}\n" for line in lines)


def _each_case(text: str) -> list[list[str]]:
    """Return the lines of each case; blank lines belong to the case before them."""
    cases: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            cases.append([])
        cases[-1].append(line)
    return cases


def _renewed(given: list[str], did: dict[str, list[str]]) -> list[str]:
    """Return a case's lines: those that still hold where they stood, new ones behind the last of their kind."""
    lines: list[str] = []
    missing = {kind: sorted(set(did[kind] or [""])) for kind in _RENEWED}
    for line in given:
        kind, _, value = line[1:].partition("]")
        if not line.startswith("[") or kind not in missing:
            lines.append(line)
        elif value.strip() in missing[kind]:
            lines.append(line)
            missing[kind].remove(value.strip())
        if line.startswith("[") and not any(other.startswith(f"[{kind}]") for other in given[given.index(line) + 1 :]):
            lines += [f"[{kind}] {value}".strip() for value in missing.pop(kind, ())]
    return lines
