"""The table of a benchmark."""

from __future__ import annotations

from pathlib import Path

from benchmarks.goals import at_most_changed, at_most_memory, at_most_ratio
from benchmarks.measure import Measurement
from benchmarks.table import Row, place_figures, write_stages, write_table
from benchmarks.tree import Difference
from benchmarks.trials import Run, median_run


def run_of(seconds: float, megabytes: int = 100, changed: int = 3) -> Run:
    taken = Measurement(seconds, seconds * 1.5, megabytes * 1_000_000, 10, "")
    return Run(taken, Difference(2000, 1200, changed, 0), {"seconds": {"parse": 0.25, "total": seconds}})


def test_a_row_shows_both_and_their_ratio() -> None:
    """A case stands on one line: times, ratio, CPU, memory, files, goal and whether it was reached."""
    ours, theirs = run_of(0.5), run_of(25.0, 1000, 900)
    goals = (*at_most_ratio(ours, theirs, 1 / 40), *at_most_memory(ours, theirs, 0.05), *at_most_changed(ours, 40))
    assert write_table([Row("one new story", ours, theirs, goals)], "Hugo").splitlines()[2] == (
        "| one new story | 0.50 | 25.0 | 1/50 | 0.8 / 37.5 | 100 / 1000 | 1,200 / 1,200 | 3 / 900 "
        "| 1/40 of its time; 0.05 of its memory; at most 40 files with other bytes | yes, 1/50; **no**, 0.10; yes, 3 |"
    )


def test_a_case_without_the_other_says_why() -> None:
    """Where the other was not run, its column says so and there is no ratio."""
    assert "| 9.00 | not run |  |" in write_table([Row("a million", run_of(9.0), None, (), "not run")], "Hugo")


def test_stages_are_columns() -> None:
    """Each stage of our builds is a column."""
    assert write_stages([Row("clean", run_of(2.0))]).splitlines() == [
        "| case | parse | total |",
        "|---|--:|--:|",
        "| clean | 0.25 | 2.00 |",
    ]


def test_figures_replace_the_last_ones(tmp_path: Path) -> None:
    """Only what stands between the two markers of a command is replaced."""
    page = tmp_path / "page.md"
    markers = "<!-- figures of {0} -->\nold {0}\n<!-- end of {0} -->\n"
    page.write_text(f"before\n{markers.format('make bench')}{markers.format('make bench-full')}after\n")
    place_figures(page, "make bench", "first")
    place_figures(page, "make bench", "second")
    text = page.read_text()
    assert text.startswith("before\n<!-- figures of make bench -->\n\nsecond\n\n<!-- end of make bench -->\n")
    assert text.endswith(f"{markers.format('make bench-full')}after\n")


def test_the_median_run_counts() -> None:
    """Of three runs neither the luckiest nor the unluckiest is told."""
    assert median_run([run_of(3.0), run_of(1.0), run_of(2.0)]).taken.seconds == 2.0
