"""What a person reads: whole messages as they stand on the terminal. Seconds are written as 0.0 s."""

from __future__ import annotations

import textwrap

import pytest

from sitegen.cli.report_text import annotation, problem_lines
from sitegen.cli.terminal import Terminal, source_line
from sitegen.errors import Problem
from tests.command_line import NOW, sitegen, timeless
from tests.site_under_test import SiteUnderTest, story


def expect(actual: str, expected: str) -> None:
    assert timeless(actual) == textwrap.dedent(expected).lstrip("\n")


def plain(text: str, _: str) -> str:
    return text


def test_a_build_is_two_lines(digest: SiteUnderTest) -> None:
    """The first build tells the stories, the files, and how to look at them; the next one only the first two."""
    ran = sitegen(digest.root, "build", "--now", NOW)
    files = len(digest.outputs())
    expect(
        ran.out,
        f"""
        1 story: 1 published, 0 withheld
        {files} files: {files} written, 0 unchanged, 0 removed, 0.0 s
        To look at it: sitegen serve
        """,
    )
    assert (ran.code, ran.err) == (0, "")
    expect(
        sitegen(digest.root, "build", "--now", NOW).out,
        f"""
        1 story: 1 published, 0 withheld
        {files} files: 0 written, {files} unchanged, 0 removed, 0.0 s
        """,
    )


def test_withheld_stories_are_told_by_reason(digest: SiteUnderTest) -> None:
    """The first line says how many stories are withheld and why, the second when the site will next change."""
    digest.write("content/news/2024-02-22-a.md", story("A", draft="true"))
    digest.write("content/news/2024-02-23-b.md", story("B", draft="true"))
    digest.write("content/news/2024-02-24-c.md", story("C", published="false"))
    digest.write("content/news/2024-02-25-d.md", story("D", date="2026-12-01T01:00:00Z"))
    digest.write("content/news/2024-02-26-e.md", story("E", date="2027-01-01T01:00:00Z"))
    digest.write("content/news/2024-02-27-f.md", story("F", removed="true"))
    digest.write("content/news/2024-02-28-g.md", story("G", expiryDate="2024-03-01T01:00:00Z"))
    digest.write("content/news/h.txt", "A text without a date\n\nIt says something.\n")
    first, second, _ = sitegen(digest.root, "build", "--now", NOW).out.splitlines()
    assert first == (
        "9 stories: 1 published, 8 withheld (2 drafts, 1 with published: false, 2 until 2026-12-01 09:00 or later, "
        "1 removed, 1 expired, 1 without a date)"
    )
    assert second.endswith("  next change 2026-12-01 09:00")


def test_a_problem_shows_its_line_and_the_way_out(digest: SiteUnderTest) -> None:
    """An error has its place, the line it is about, a mark below what is wrong, and a hint; then what became of it."""
    sitegen(digest.root, "build")
    digest.write("content/news/2024-02-22-bad.md", story("Bad", date="2024-02-30"))
    ran = sitegen(digest.root, "build", "--now", NOW)
    files = len(digest.outputs())
    expect(
        ran.out,
        f"""
        2 stories: 1 published, 1 withheld (1 with an error)
        {files} files: 0 written, {files} unchanged, 0 removed, 0.0 s
        """,
    )
    expect(
        ran.err.removeprefix("\n"),
        """
        content/news/2024-02-22-bad.md:5:20: publishedDateTime: "2024-02-30" is not a date
            5 | publishedDateTime: 2024-02-30
              |                    ^^^^^^^^^^ February 2024 has 29 days
        1 error. 1 source is withheld until it is corrected; the rest was published.
        """,
    )
    all_or_nothing = sitegen(digest.root, "build", "--all-or-nothing")
    expect(all_or_nothing.out, "2 stories: 1 still public from the last build\n")
    assert all_or_nothing.err.endswith("1 error. Nothing was published; public/ is as it was.\n")


def test_warnings_are_called_warnings(digest: SiteUnderTest) -> None:
    """A warning has its name in words, not only in colour, and the build goes on."""
    digest.write("content/news/2024-02-22-typo.md", story("Typo", publishd="true"))
    lines = sitegen(digest.root, "build").err.splitlines()
    assert lines[1].startswith("content/news/2024-02-22-typo.md:16:1: warning: publishd: ")
    assert lines[2:4] == ["    16 | publishd: true", '       | ^^^^^^^^ Did you mean "published"?']
    assert lines[4] == "1 warning."


def test_wrong_settings_are_told_all_at_once(digest: SiteUnderTest) -> None:
    """Mistakes in `site.yaml` come with their lines, and nothing is built."""
    digest.write("site.yaml", "titel: A\npage_size: many\nbase_url:\n")
    ran = sitegen(digest.root, "build")
    assert (ran.code, ran.out) == (2, "")
    expect(
        ran.err,
        """
        sitegen: site.yaml cannot be used
        site.yaml:1:1: titel: there is no such setting
            1 | titel: A
              | ^^^^^ did you mean `title`?
        site.yaml:2:12: page_size: "many" is not a whole number
            2 | page_size: many
              |            ^^^^ Write a whole number from 1 to 1000.
        site.yaml:3:10: base_url: is not set, but feeds, the sitemap and shared links need it
            3 | base_url:
              |          ^ Write the site's address: `base_url: https://digest.example/`. `sitegen serve` needs none.
        3 errors.
        """,
    )


def test_at_most_fifty_problems_are_printed(digest: SiteUnderTest) -> None:
    """Of many problems fifty are printed, errors before warnings, in the order of their places; the rest is counted."""
    for number in range(60):
        digest.write(f"content/news/2024-02-22-{number:02}.md", story(f"Story {number}", publishd="true"))
    digest.write("content/news/2024-02-23-bad.md", story("Bad", date="2024-02-30"))
    err = sitegen(digest.root, "build").err
    assert err.count("warning: publishd") == 49
    assert err.count("is not a date") == 1
    last = "1 error, 60 warnings. 11 of them not shown; --json lists all. "
    last += "1 source is withheld until it is corrected; the rest was published."
    assert err.splitlines()[-1] == last


def test_what_stops_a_command_is_told_with_the_way_out(digest: SiteUnderTest) -> None:
    """An argument that cannot be used is one line, and the way out another."""
    expect(
        sitegen(digest.root, "build", "--base-url", "digest.example").err,
        """
        sitegen: --base-url: "digest.example" is not an http or https address
            did you mean `https://digest.example`?
        """,
    )
    expect(
        sitegen(digest.root.parent, "new", "site", "site").err,
        """
        sitegen: site is not an empty folder
            name a new folder
        """,
    )


def test_a_new_story_says_what_comes_next(digest: SiteUnderTest) -> None:
    """`new story` prints the file it made, and what to do with it."""
    words = "Next: write it (sitegen serve --drafts shows it), then delete its `draft` line to publish it."
    assert sitegen(digest.root, "new", "page", "A headline").out == f"content/a-headline.md\n{words}\n"


def test_github_shows_problems_beside_the_lines(digest: SiteUnderTest) -> None:
    """Under GitHub Actions each problem is an annotation too, its path from the repository's folder."""
    digest.write("content/news/2024-02-22-bad.md", story("Bad", date="2024-02-30"))
    ran = sitegen(digest.root, "build", GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(digest.root.parent))
    assert ran.err.splitlines()[-1] == (
        "::error file=site/content/news/2024-02-22-bad.md,line=5,col=20::"
        'publishedDateTime: "2024-02-30" is not a date - February 2024 has 29 days'
    )


def test_github_is_told_what_the_terminal_is_told(digest: SiteUnderTest) -> None:
    """Of too many problems the annotations are those that are printed, errors first; what stops a build is one too."""
    digest.write("content/news/2024-01-01-a.md", story("Typo", publishd="true"))
    for number in range(60):
        digest.write(f"content/news/2024-02-22-{number}.md", story("Bad", date="2024-02-30"))
    told = sitegen(digest.root, "build", GITHUB_ACTIONS="true").err.splitlines()
    annotations = [line for line in told if line.startswith("::")]
    assert [line.split(" ")[0] for line in annotations] == ["::error"] * 50
    assert len([line for line in told if line.startswith("content/")]) == 50
    digest.write("foreign/file.txt", "not ours")
    stopped = sitegen(digest.root, "build", "--output", "foreign", GITHUB_ACTIONS="true").err.splitlines()
    assert stopped[-1].startswith("::error::")
    assert "holds files that sitegen did not make" in stopped[-1]


def test_an_annotation_cannot_smuggle_a_command() -> None:
    """Line ends, percent signs and colons of a stranger's text stay inside the annotation."""
    problem = Problem("error", "a,b:c\n::set-x::", 1, 0, "f", "100%\r\n::error::", "")
    assert annotation(problem, "") == "::error file=a%2Cb%3Ac%0A%3A%3Aset-x%3A%3A,line=1::f: 100%25%0D%0A::error::"


@pytest.mark.parametrize(
    ("source", "column", "span", "line", "mark"),
    [
        ("a: wrong", 4, 5, "    7 | a: wrong", "      |    ^^^^^ hint"),
        ("标题: 错", 5, 1, "    7 | 标题: 错", "      |       ^^ hint"),
        ("e\u0301e\u0301: x", 7, 1, "    7 | e\u0301e\u0301: x", "      |     ^ hint"),
        ("a:\tb", 4, 1, "    7 | a: b", "      |    ^ hint"),
        ("a: b", 0, 0, "    7 | a: b", "      | hint"),
        ("a: b", 99, 9, "    7 | a: b", "      |     ^ hint"),
        ("a: \x1b[31m\u202eb", 4, 2, "    7 | a: \ufffd[31m\ufffdb", "      |    ^^ hint"),
        ("x" * 500 + "!" + "y" * 500, 501, 1, f"    7 | …{'x' * 36}!{'y' * 73}…", f"      | {' ' * 37}^ hint"),
    ],
)
def test_the_mark_stands_below_what_is_meant(source: str, column: int, span: int, line: str, mark: str) -> None:
    """Wide letters, accents, tabs, control characters and endless lines do not put the mark astray."""
    problem = Problem("error", "a.md", 7, column, "", "message", "hint", span)
    assert problem_lines(problem, source, plain)[1:] == [line, mark]


def test_a_problem_without_its_line_keeps_the_hint() -> None:
    """Where there is no line to show, the hint comes on a line of its own."""
    assert problem_lines(Problem("error", "a.md", 0, 0, "", "message", "hint"), None, plain) == [
        "a.md: message",
        "    hint",
    ]


def test_a_strangers_text_cannot_drive_the_terminal() -> None:
    """Escape sequences and text that turns the writing round are shown as marks."""
    problem = Problem("error", "a\x1b[2J.md", 0, 0, "f\u202e", "m\x07\nn", "h\x9b")
    assert problem_lines(problem, None, plain) == ["a\ufffd[2J.md: f\ufffd: m\ufffd n", "    h\ufffd"]


@pytest.mark.parametrize(
    "secured",
    [
        "secured: *SECRET",
        "Secured: 'SECRET",
        '"secured": {a: SECRET',
        "secured: !SECRET x",
        "secured: SECRET: x",
        "secured: SECRET\x07",
        "secured: SECRET\nsecured: SECRET",
        "secured:\n  - a\n  - [SECRET",
        "secured:\n- a\n- [SECRET",
        "secured: |\n  a\n\n  SECRET\x07",
        "secured: {SECRET: 1, SECRET: 2}",
        "provider:\n  name: x\n  secured: &SECRET\n    - *SECRET\nq: [",
        "x: {secured: *SECRET}",
    ],
)
def test_no_problem_shows_a_part_of_secured(
    secured: str, site: SiteUnderTest, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is printed may be public, in the log of a build service: neither a message nor its line holds the value."""
    site.write("content/news/2024-02-21-a.md", f"---\ntitle: A\n{secured}\nlanguage: [*none]\n---\nBody\n")
    problems = site.build().problems
    Terminal({"GITHUB_ACTIONS": "true"}).problems(site.root, problems)
    assert problems or "1, SECRET: 2" in secured
    assert "SECRET" not in capsys.readouterr().err + repr(problems)


def test_no_head_of_another_system_shows_it_either(site: SiteUnderTest, capsys: pytest.CaptureFixture[str]) -> None:
    """A head that is told of is shown without a line of `secured`, in whichever style it is written."""
    heads = (
        "secured: SECRET\ntitle: x: y\n---\n",
        'secured = "SECRET"\ntitle = "x"\n',
        '{"secured": "SECRET", "title": ["x"]}\n',
        '{"secured": {\n  "a": "SECRET", "b": "\\z"},\n "title": "x"}\n',
        '+++\ntitle = "x"\nsecured = "SECRET\n+++\n',
        '+++\ntitle = "x"\n[secured]\na = "SECRET\n+++\n',
        '+++\ntitle = "x"\nsecured = """\nSECRET\nSECRET\\z"""\n+++\n',
        "{secured: SECRET, title: [x]}\n",
        ":secured: SECRET\n:draft:\n",
        "#+SECURED: SECRET\n#+DRAFT: t\n",
        ".. secured: SECRET\n.. status: draft\n",
        "@secured: SECRET\n@title: x\n",
        "secured：SECRET\ntitle：x\ndate：x\n",
        "<!-- secured: SECRET\ntitle: x -->\n",
        "---\ntitle: x\u2028secured: SECRET\u2028draft: true\n---\n",
        "---\n---\nsecured: SECRET\ndraft: true\n",
    )
    for number, head in enumerate(heads):
        site.write(f"content/news/2024-02-21-{number}.md", head.encode())
    problems = site.build().problems
    Terminal({"GITHUB_ACTIONS": "true"}).problems(site.root, problems)
    assert len([problem for problem in problems if problem.level == "error"]) == len(heads)
    assert "SECRET" not in capsys.readouterr().err + repr(problems)


def test_lines_around_secured_are_shown(site: SiteUnderTest) -> None:
    """The lines before and after `secured`, and those of the text, are shown as ever."""
    site.write("a.md", "---\ntitle: A\nsecured:\n  - x\nb: [c\n---\nsecured: d\n")
    shown = [source_line(site.root, Problem("error", "a.md", line, 1, "", "message")) for line in range(1, 8)]
    assert shown == ["---", "title: A", None, None, "b: [c", "---", "secured: d"]
