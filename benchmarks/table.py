"""The table of a benchmark: rows of figures become Markdown, and take their place in the page.

Never: runs anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.trials import Run

_START = "<!-- figures of {} -->"
_END = "<!-- end of {} -->"


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that a case must reach."""

    text: str
    met: bool
    figure: str
    """What was reached."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what it took us, what it took the other, what it must reach."""

    case: str
    ours: Run | None
    theirs: Run | None = None
    goals: tuple[Goal, ...] = ()
    note: str = ""
    """Stands where the other's figure is missing, or explains one."""


def write_table(rows: Sequence[Row], peer: str) -> str:
    """Return the table of cases as Markdown."""
    head = (
        f"| case | ours, s | {peer}, s | ratio | CPU, s (ours / {peer}) | memory, MB (ours / {peer}) "
        f"| files written (ours / {peer}) | other bytes (ours / {peer}) | goal | reached |"
    )
    lines = [head, "|---|--:|--:|--:|--:|--:|--:|--:|---|---|"]
    lines += [_write_row(row) for row in rows]
    return "\n".join(lines)


def write_stages(rows: Sequence[Row]) -> str:
    """Return the seconds of each stage of our builds as Markdown."""
    timed = [(row.case, row.ours.report["seconds"]) for row in rows if row.ours and "seconds" in row.ours.report]
    stages = list(dict.fromkeys(stage for _, seconds in timed for stage in seconds))
    lines = [f"| case | {' | '.join(stages)} |", f"|---|{'--:|' * len(stages)}"]
    for case, seconds in timed:
        lines.append(f"| {case} | {' | '.join(f'{seconds.get(stage, 0.0):.2f}' for stage in stages)} |")
    return "\n".join(lines)


def place_figures(page: Path, name: str, figures: str) -> None:
    """Put the figures of a command between its two markers in a page, which must be there."""
    text = page.read_text(encoding="utf-8")
    start, end = _START.format(name), _END.format(name)
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    page.write_text(f"{before}{start}\n\n{figures}\n\n{end}{after}", encoding="utf-8")


def _write_row(row: Row) -> str:
    ours, theirs = row.ours, row.theirs
    cells = [
        row.case,
        _seconds(ours),
        _seconds(theirs) if theirs else row.note,
        _ratio(ours, theirs),
        _pair(ours, theirs, lambda run: f"{run.taken.cpu_seconds:.1f}"),
        _pair(ours, theirs, lambda run: f"{run.taken.peak_bytes / 1e6:.0f}"),
        _pair(ours, theirs, lambda run: f"{run.files.written:,}" if run.files.files else ""),
        _pair(ours, theirs, lambda run: f"{run.files.changed:,}" if run.files.files else ""),
        "; ".join(goal.text for goal in row.goals),
        "; ".join(f"{'yes' if goal.met else '**no**'}, {goal.figure}" for goal in row.goals),
    ]
    return f"| {' | '.join(cells)} |"


def _seconds(run: Run | None) -> str:
    if run is None:
        return ""
    return f"{run.taken.seconds:.2f}" if run.taken.seconds < 10 else f"{run.taken.seconds:.1f}"


def _ratio(ours: Run | None, theirs: Run | None) -> str:
    if ours is None or theirs is None:
        return ""
    ratio = ours.taken.seconds / theirs.taken.seconds
    return f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


def _pair(ours: Run | None, theirs: Run | None, show: Callable[[Run], str]) -> str:
    shown = [show(run) for run in (ours, theirs) if run is not None]
    return " / ".join(text for text in shown if text)
