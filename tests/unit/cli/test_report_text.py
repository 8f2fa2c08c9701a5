"""The words of reports and problems: counts, orders, cuts, and strangers' signs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.cli.report_text import (
    MOST_SHOWN,
    annotation,
    counted,
    detail_lines,
    outcome_line,
    overlay_text,
    problem_lines,
    shown_problems,
    summary_lines,
    visible,
)
from sitegen.engine.report import BuildReport, Rendered, Withheld
from sitegen.errors import Problem
from sitegen.values import with_changes

NOTHING = BuildReport(
    output="public",
    sources=0,
    published=0,
    withheld=(),
    outputs=0,
    rendered=(),
    written=0,
    unchanged=0,
    deleted=(),
    parsed=0,
    problems=(),
    seconds={"total": 1.0},
    next_change=datetime(2026, 1, 1, tzinfo=UTC),
    did_publish=True,
)


def problem(number: int, level: str = "warning", **changes: object) -> Problem:
    return with_changes(Problem("error", f"{number:03}.md", 1, 1, "", "it is wrong"), level=level, **changes)


def test_numbers_and_their_nouns() -> None:
    """One thing is one, none and many are many, and thousands have a comma."""
    assert [counted(number, "story", "stories") for number in (0, 1, 1234)] == ["0 stories", "1 story", "1,234 stories"]


def test_the_summary_names_what_falls_due_first_and_what_has_errors() -> None:
    """Of several scheduled stories the first one's time is told; those with errors are counted."""
    dates = ("2027-01-01 09:00", "2026-12-01 09:00", "2028-01-01 09:00")
    withheld = (*(Withheld("a.md", f"until {date}") for date in dates), Withheld("b.md", "draft"))
    withheld += (Withheld("c.md", "error"), Withheld("d.md", "error"))
    report = with_changes(NOTHING, sources=10, published=4, withheld=withheld)
    assert summary_lines(report)[0] == (
        "10 stories: 4 published, 6 withheld (3 until 2026-12-01 09:00 or later, 1 draft, 2 with errors)"
    )
    assert summary_lines(with_changes(NOTHING, sources=1, published=1))[0] == "1 story: 1 published, 0 withheld"


def test_details_name_the_slowest_files_first() -> None:
    """Ten of them, each with its time."""
    rendered = tuple(Rendered(f"{number:02}.html", "new", "story.html", number / 10, True) for number in range(12))
    lines = detail_lines(with_changes(NOTHING, rendered=rendered))
    at = lines.index("slowest of 12 rendered files")
    assert [line.split()[2] for line in lines[at + 1 :]] == [f"{number:02}.html" for number in range(11, 1, -1)]


def test_of_too_many_problems_the_errors_are_shown() -> None:
    """Those that are shown come by their place, and the last line says how many are not."""
    problems = [*map(problem, range(60)), problem(99, "error"), problem(98, "error")]
    shown = shown_problems(problems)
    assert len(shown) == MOST_SHOWN
    assert [one.path for one in shown][-3:] == ["047.md", "098.md", "099.md"]
    assert outcome_line(problems) == "2 errors, 60 warnings. 12 of them not shown; --json lists all."
    assert outcome_line(problems[:1], "All is well.") == "1 warning. All is well."


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\x1b", "\x07", "\u2028", "\ud800"])
def test_no_stranger_turns_the_writing_round(sign: str) -> None:
    """Signs that move the cursor or turn the direction are shown as signs that are missing."""
    assert visible(f"a{sign}b\tc") == "a\N{REPLACEMENT CHARACTER}b c"


@pytest.mark.parametrize(
    ("source", "column", "span", "below"),
    [
        ("title: abc", 8, 3, "       ^^^"),
        ("标题: 机器人", 5, 2, "      ^^^^"),
        ("e\u0301 x", 4, 1, "  ^"),
    ],
)
def test_carets_stand_below_what_is_meant(source: str, column: int, span: int, below: str) -> None:
    """A Chinese character takes two cells of a terminal, an accent none."""
    lines = problem_lines(problem(1, column=column, span=span), source, lambda text, _: text)
    assert lines[1:] == [f"    1 | {source}", f"      | {below}"]


def test_an_overlay_says_where_what_and_what_to_do() -> None:
    """What the preview shows over a page has the outcome, then place, line, caret and hint of each problem."""
    text = overlay_text([problem(1, column=8, span=3)], "Rest shown.", lambda _: "title: abc", is_stale=True)
    state, _, place, line, caret = text.splitlines()
    assert state == "What you see is as it was before: the last build stopped. 1 warning. Rest shown."
    assert place.startswith("001.md:1:8: warning: ")
    assert (line, caret) == ("    1 | title: abc", "      |        ^^^")
    assert overlay_text([], "", lambda _: None, is_stale=False) == ""


def test_an_annotation_keeps_its_signs() -> None:
    """GitHub's own signs are written out, in paths also those that part properties."""
    found = problem(1, path="a,b:c.md", message="100 %\nof it")
    assert annotation(found, "site/") == "::warning file=site/a%2Cb%3Ac.md,line=1,col=1::100 %25%0Aof it"
