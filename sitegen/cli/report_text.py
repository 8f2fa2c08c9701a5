"""Formats reports and problems: lines for people, JSON for programs, annotations for GitHub."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal

from sitegen.engine.report import BuildReport, Withheld
from sitegen.engine.source_errors import ERROR
from sitegen.errors import Problem

Paint = Callable[[str, Literal["strong", "error", "warning", "quiet"]], str]
"""Adds colour to a text on a terminal, and returns it unchanged elsewhere."""

MOST_SHOWN = 50
SLOWEST_SHOWN = 10
_WIDEST_SOURCE = 110
_RIGHT_EDGE = 91
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 error" or "2 errors"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def visible(text: str) -> str:
    """Return untrusted text made safe for a terminal: one line, nothing that moves the cursor or reverses text."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\t\n\r":
        return " "
    if character in _BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs"):
        return "\N{REPLACEMENT CHARACTER}"
    return character


def summary_lines(report: BuildReport, zone: tzinfo = UTC) -> list[str]:
    """Return a line on the stories that are public now, and one on the files when they were published."""
    stories = counted(report.sources, "story", "stories")
    if not report.did_publish:
        unknown = "what is public stays as it is" if report.outputs else "none public yet"
        public = f"{report.published:,} still public from the last build" if report.published else unknown
        return [f"{stories}: {public}"]
    withheld = f"{len(report.withheld):,} withheld{_reasons(report.withheld)}"
    files = (
        f"{counted(report.outputs, 'file')}: {report.written:,} written, {report.unchanged:,} unchanged, "
        f"{len(report.deleted):,} removed, {report.seconds.get('total', 0.0):.1f} s"
    )
    change = report.next_change
    right = f"next change {change.astimezone(zone):%Y-%m-%d %H:%M}" if change else ""
    line = f"{files}{right.rjust(max(_RIGHT_EDGE - len(files), len(right) + 2))}".rstrip()
    return [f"{stories}: {report.published:,} published, {withheld}", line]


def _reasons(withheld: Sequence[Withheld]) -> str:
    """Return " (2 drafts, 1 until 2026-12-01 09:00)"."""
    groups: dict[str, list[str]] = {}
    for page in withheld:
        first = page.reason.partition(" ")[0]
        groups.setdefault(first if first in ("until", "expired") else page.reason, []).append(page.reason)
    words = [_group_words(kind, reasons) for kind, reasons in groups.items()]
    return f" ({', '.join(words)})" if words else ""


def _group_words(kind: str, reasons: list[str]) -> str:
    number = f"{len(reasons):,}"
    if kind == "draft":
        return counted(len(reasons), "draft")
    if kind == "until":
        return f"{number} {min(reasons)}{' or later' if len(set(reasons)) > 1 else ''}"
    words = {"no date": "without a date", "published: false": "with published: false", ERROR: "with an error"}
    if kind == ERROR and len(reasons) > 1:
        return f"{number} with errors"
    return f"{number} {words.get(kind, visible(kind))}"


def detail_lines(report: BuildReport) -> list[str]:
    """Return what `-v` adds: withheld pages, seconds per stage, the slowest outputs."""
    lines: list[str] = []
    if report.withheld:
        shown = [f"    {visible(page.path)}: {_reason_and_hint(page)}" for page in report.withheld[:MOST_SHOWN]]
        lines += ["", "withheld", *shown, *_more(len(report.withheld))]
    lines += ["", f"stages, of {counted(report.parsed, 'source')} parsed"]
    lines += [f"    {seconds:8.3f} s  {stage}" for stage, seconds in report.seconds.items()]
    slowest = sorted(report.rendered, key=lambda output: (-output.seconds, output.path))[:SLOWEST_SHOWN]
    if slowest:
        lines += ["", f"slowest of {counted(len(report.rendered), 'rendered file')}"]
        lines += [f"    {one.seconds:8.3f} s  {visible(one.path)}  ({one.template}, {one.reason})" for one in slowest]
    return lines


def _reason_and_hint(page: Withheld) -> str:
    return visible(f"{page.reason} ({page.hint})" if page.hint else page.reason)


def _more(total: int) -> list[str]:
    return [f"    ... and {total - MOST_SHOWN:,} more"] if total > MOST_SHOWN else []


def change_line(report: BuildReport, before: Sequence[Problem] = ()) -> str:
    """Return what a rebuild of a preview did, and what became of the problems `before` it, which were told already."""
    seconds = report.seconds.get("total", 0.0)
    told = set(before)
    kept = problems_headline([problem for problem in report.problems if problem in told])
    wrong = f"; {kept} as before" if kept else "; nothing is wrong any more" if told and not report.problems else ""
    return f"{counted(report.written, 'file')} written, {len(report.deleted):,} removed, {seconds:.1f} s{wrong}"


def shown_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems to print, by place; when there are too many, errors go before warnings."""
    ranked = sorted(problems, key=lambda problem: (problem.level != "error", _place(problem)))
    return sorted(ranked[:MOST_SHOWN], key=_place)


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.line, problem.column


def problem_lines(problem: Problem, source: str | None, paint: Paint) -> list[str]:
    """Return `path:line:column: field: message`, then the line of the source, then a caret and the hint."""
    level = "" if problem.level == "error" else paint("warning", "warning") + ": "
    field = f"{visible(problem.field)}: " if problem.field else ""
    where = f"{paint(visible(problem.where()), 'strong')}: " if problem.where() else ""
    lines = [f"{where}{level}{field}{visible(problem.message)}"]
    hint = visible(problem.hint)
    if source is None or not source.strip():
        return [*lines, f"    {hint}"] if hint else lines
    text, start, length = _excerpt(source, problem.column, problem.span)
    number = str(problem.line)
    lines.append(f"    {paint(number + ' |', 'quiet')} {text}")
    carets = paint("^" * length, problem.level) if length else ""
    below = " ".join(part for part in (" " * start + carets if carets else "", hint) if part)
    if below:
        lines.append(f"    {paint(' ' * len(number) + ' |', 'quiet')} {below}")
    return lines


def _excerpt(source: str, column: int, span: int) -> tuple[str, int, int]:
    """Return the part of a line that fits a terminal, the cells before the caret, and the carets' number."""
    first = 0
    if len(source) > _WIDEST_SOURCE:
        first = max(0, min(column - 1 - _WIDEST_SOURCE // 3, len(source) - _WIDEST_SOURCE))
    part = source[first : first + _WIDEST_SOURCE]
    before, after = "…" if first else "", "…" if first + len(part) < len(source) else ""
    text = f"{before}{visible(part)}{after}"
    if not column:
        return text, 0, 0
    start = min(column - 1 - first, len(part))
    marked = part[start : start + max(span, 1)]
    return text, len(before) + _cells(part[:start]), max(_cells(marked), 1)


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text occupies (Unicode Standard Annex 11)."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character not in _BIDI_CONTROLS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def outcome_line(problems: Sequence[Problem], outcome: str = "") -> str:
    """Return "1 error, 2 warnings." and the outcome of the build."""
    hidden = len(problems) - MOST_SHOWN
    more = f" {hidden:,} of them not shown; --json lists all." if hidden > 0 else ""
    return f"{problems_headline(problems)}.{more}{' ' + outcome if outcome else ''}"


def outcome_words(report: BuildReport, *, has_output: bool = True) -> str:
    """Return the outcome of a build that has problems; `has_output` says whether there was an earlier one."""
    if report.did_publish:
        return withheld_words(report, "was published")
    kept = f"; {folder_name(report.output)} is as it was" if has_output else ""
    return f"Nothing was published{kept}."


def withheld_words(report: BuildReport, rest: str) -> str:
    """Return what is withheld because of errors, and what became of the `rest`; empty without errors."""
    errors = {problem.path for problem in report.problems if problem.level == "error"}
    at_fault = {path for path in errors if not path.endswith("/")}
    for folder in errors - at_fault:  # each source in it is withheld
        at_fault |= {held.path for held in report.withheld if held.path.startswith(folder)}
    if not at_fault:
        return ""
    withheld, it = ("1 source is", "it is") if len(at_fault) == 1 else (f"{len(at_fault):,} sources are", "they are")
    return f"{withheld} withheld until {it} corrected; the rest {rest}."


def folder_name(output: str) -> str:
    """Return how messages name the output folder: `public/`."""
    return visible(output.rstrip("/") + "/")


def overlay_text(
    problems: Sequence[Problem], outcome: str, source_line: Callable[[Problem], str | None], *, is_stale: bool
) -> str:
    """Return the text in which the preview shows the problems of the last build over a page; empty without any."""
    if not problems:
        return ""
    state = "What you see is as it was before: the last build stopped. " if is_stale else ""
    lines = [
        line
        for problem in shown_problems(problems)
        for line in problem_lines(problem, source_line(problem), lambda text, _: text)
    ]
    return "\n".join([f"{state}{outcome_line(problems, outcome)}", "", *lines])


def problems_headline(problems: Sequence[Problem]) -> str:
    """Return "1 error, 2 warnings"; empty without any."""
    errors = sum(problem.level == "error" for problem in problems)
    parts = [counted(errors, "error")] if errors else []
    if errors < len(problems):
        parts.append(counted(len(problems) - errors, "warning"))
    return ", ".join(parts)


def report_json(report: BuildReport, more: Sequence[Problem] = (), **keys: object) -> str:
    """Return a build as one JSON object, with more `keys`. All keys are part of the public interface."""
    return _json(
        {
            "sources": report.sources,
            "published": report.published,
            "withheld": [{"path": page.path, "reason": page.reason} for page in report.withheld],
            "outputs": report.outputs,
            "rendered": len(report.rendered),
            "written": report.written,
            "unchanged": report.unchanged,
            "deleted": len(report.deleted),
            "problems": [_problem_object(problem) for problem in (*report.problems, *more)],
            "seconds": {stage: round(seconds, 6) for stage, seconds in report.seconds.items()},
            "next_change": _iso(report.next_change),
            **keys,
        }
    )


def no_report_json(problems: Sequence[Problem]) -> str:
    """Return the JSON object of a build that could not begin: the same keys, and the problems that stopped it."""
    return report_json(BuildReport(output="", seconds={"total": 0.0}), problems)


def problems_json(problems: Iterable[Problem], **keys: object) -> str:
    """Return problems as one JSON object, `{"problems": [...]}`, behind other `keys`."""
    return _json({**keys, "problems": [_problem_object(problem) for problem in problems]})


def _problem_object(problem: Problem) -> dict[str, Any]:
    keys = ("level", "path", "line", "column", "field", "message", "hint")
    return {key: getattr(problem, key) for key in keys}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _json(value: dict[str, Any]) -> str:
    # ASCII escapes survive every locale, and can represent what is not UTF-8 (an undecodable file name).
    return json.dumps(value)


def annotation(problem: Problem, folder: str) -> str:
    """Return a problem as a GitHub workflow command; `folder` is the site's in the repository, empty or `a/b/`."""
    place = f" file={_property(folder + problem.path)}" if problem.path else ""
    if problem.line:
        place += f",line={problem.line}"
        place += f",col={problem.column}" if problem.column else ""
    words = ": ".join(part for part in (problem.field, problem.message) if part)
    message = f"{words} - {problem.hint}" if problem.hint else words
    return f"::{problem.level}{place}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
