"""The cases of the table, one function each group: what is made, edited, built and asked.

To add a case: write a function from `Lab` to rows and name it in `CASES`.
Never: prints figures.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import goals
from benchmarks.compare import compare_sites, describe_site
from benchmarks.corpus import write_issues, write_items, write_tail
from benchmarks.edits import add_late_story, add_story, edit_body, edit_issue, edit_templates, remove_story
from benchmarks.facts import read_site
from benchmarks.makers import Maker, Workspace, make_hugo, make_pelican, make_sitegen
from benchmarks.measure import Measurement
from benchmarks.preview_rows import preview_rows
from benchmarks.table import Row
from benchmarks.term_tail import KINDS
from benchmarks.tree import Difference
from benchmarks.trials import Edit, Run, Turn, copy_floor, run_command, run_in_turn, run_once


@dataclass(frozen=True, slots=True)
class Lab:
    """What a benchmark works with."""

    folder: Path
    """Everything is made below it, and nothing is deleted before the end (see `Maker.forget`)."""
    hugo: Path | None
    pelican: Path | None
    rounds: int
    """Of each case; the median counts."""
    peer_edit_rounds: int
    """Rounds of the other after an edit: it starts from nothing each time, so fewer will do."""
    items: int
    issues: int
    growth: tuple[int, ...]
    million: int
    rest: float
    """Seconds between rounds that each replace most files (see `Maker.forget`)."""
    compare: bool
    """Whether both outputs of a clean start are read and compared."""

    def space(self, name: str, taxonomies: tuple[str, ...] = ("topics",)) -> Workspace:
        """Return a new workspace."""
        workspace = Workspace(self.folder / name, taxonomies)
        workspace.prepare()
        return workspace

    def makers(self, space: Workspace) -> list[Maker]:
        """Return ours and, where there is one, the other."""
        return [make_sitegen(space), *([make_hugo(space, self.hugo)] if self.hugo else [])]


def run_items(lab: Lab) -> Iterator[Row]:
    """Build an archive of news items from a clean start, after no change, and after each kind of edit."""
    space = lab.space("items")
    write_items(space.content, lab.items)
    count = f"{lab.items:,} items"
    ours, theirs = _build(lab, space, clean=True)
    clean = ours
    wanted = (*goals.at_most_ratio(ours, theirs, 0.50), *goals.at_most_memory(ours, theirs, 0.35))
    yield Row(f"{count}, clean start", ours, theirs, wanted)
    yield _floor(space)
    _compare(lab, space)
    ours, theirs = _build(lab, space)
    wanted = (
        *goals.at_most_ratio(ours, theirs, 1 / 40),
        *goals.at_most_seconds(ours, goals.ABOUT_A_SECOND, "about 1 s"),
    )
    yield Row(f"{count}, nothing changed", ours, theirs, wanted)
    ours, theirs = _build(lab, space, partial(add_story, space.content))
    wanted = (*goals.at_most_ratio(ours, theirs, 1 / 20), *goals.at_most_changed(ours, 40))
    yield Row(f"{count}, one new story with 3 topics", ours, theirs, wanted)
    ours, theirs = _build(lab, space, partial(edit_body, space.content, stories=lab.items))
    wanted = (*goals.at_most_ratio(ours, theirs, 1 / 25), *goals.exactly_changed(ours, 1))
    yield Row(f"{count}, one body edited", ours, theirs, wanted)
    ours, theirs = _build(lab, space, partial(_edit_templates, lab, space))
    wanted = (*goals.none_parsed(ours), *goals.at_most_of(ours, clean, 0.7, "0.70 of our clean start"))
    yield Row(f"{count}, one template edited", ours, theirs, wanted)
    _compare(lab, space)


def run_issues(lab: Lab) -> Iterator[Row]:
    """Build long issues from a clean start and after one edit."""
    space = lab.space("issues")
    size = write_issues(space.content, lab.issues)
    name = f"{lab.issues:,} long issues, {size / 1e6:.0f} MB"
    ours, theirs = _build(lab, space, clean=True)
    wanted = (*goals.at_most_ratio(ours, theirs, 1.2), *goals.at_most_memory(ours, theirs, 0.25))
    yield Row(f"{name}, clean start", ours, theirs, wanted)
    yield _floor(space)
    _compare(lab, space)
    ours, theirs = _build(lab, space, partial(edit_issue, space.content))
    yield Row(f"{name}, one edited", ours, theirs, goals.at_most_seconds(ours, goals.ABOUT_A_SECOND, "about 1 s"))


def run_tail(lab: Lab) -> Iterator[Row]:
    """Build 700 stories with a quarter of the taxonomy tail, then with all of it."""
    small: Run | None = None
    for terms in (1400, 5600):
        space = lab.space(f"tail-{terms}", tuple(KINDS))
        write_tail(space.content, terms=terms)
        ours, theirs = _build(lab, space, clean=True)
        small = small or ours
        text = "time for each output at most 1.1 of that with 1,400"
        wanted = goals.at_most_per((ours, ours.files.files), (small, small.files.files), 1.1, text)
        yield Row(f"700 stories, {terms:,} terms, clean start", ours, theirs, wanted if terms > 1400 else ())
        _compare(lab, space)


def run_growth(lab: Lab) -> Iterator[Row]:
    """Build ever larger archives from a clean start."""
    first: Run | None = None
    for items in lab.growth:
        space = lab.space(f"growth-{items}")
        write_items(space.content, items)
        rounds = lab.rounds if items <= lab.items else lab.peer_edit_rounds
        [ours] = run_in_turn([Turn(make_sitegen(space), rounds)], clean=True)
        first = first or ours
        text = f"time for each item at most 1.3 of that at {lab.growth[0]:,}"
        wanted = goals.at_most_per((ours, items), (first, lab.growth[0]), 1.3, text)
        note = f"{ours.taken.peak_bytes / 1e6 / (items / 1000):.1f} MB for 1,000 items"
        yield Row(f"{items:,} items, clean start", ours, None, wanted if items != lab.growth[0] else (), note)


def run_pelican(lab: Lab) -> Iterator[Row]:
    """Build the smallest archive beside Pelican, where it is installed."""
    if lab.pelican is None:
        return
    space = lab.space("pelican")
    write_items(space.content, lab.growth[0])
    makers = (make_sitegen(space), make_pelican(space, lab.pelican))
    ours, theirs = run_in_turn([Turn(maker, lab.rounds) for maker in makers], clean=True)
    yield Row(f"{lab.growth[0]:,} items, clean start, beside **Pelican**", ours, theirs)


def run_million(lab: Lab) -> Iterator[Row]:
    """Build a million stories from a clean start, and after one new story."""
    space = lab.space("million")
    write_items(space.content, lab.million)
    turn = [Turn(make_sitegen(space), 1)]
    [ours] = run_in_turn(turn, clean=True, digests=False)
    wanted = (*goals.at_most_seconds(ours, 1500, "25 minutes"), *goals.at_most_gigabytes(ours, 3))
    yield Row(f"{lab.million:,} items, clean start", ours, None, wanted, "not run: out of memory")
    [ours] = run_in_turn(turn, partial(add_story, space.content), digests=False)
    wanted = goals.at_most_seconds(ours, 120, "2 minutes")
    yield Row(f"{lab.million:,} items, one new story with 3 topics", ours, None, wanted, "not run")


def run_late(lab: Lab) -> Iterator[Row]:
    """Add a story to, and remove one from, a default site, of today and of ever earlier days."""
    space = Workspace(lab.folder / "late", is_default=True)
    space.prepare()
    write_items(space.content, lab.items)
    count = f"{lab.items:,} items, default site"
    maker = make_sitegen(space)
    run_once(maker, clean=True)
    for days_back in (0, 3, 30, 365):
        when = f"dated {days_back} days back" if days_back else "dated today"
        for name, edit in (("one new story", add_late_story), ("one story removed,", remove_story)):
            runs = []
            for number in range(lab.rounds):
                edit(space.content, number, days_back)
                runs.append(run_once(maker))
            ours = max(runs, key=lambda run: run.files.touched)  # the worst, not the median
            yield Row(f"{count}, {name} {when}", ours, None, goals.at_most_touched(ours, 60 if days_back else 36))


def run_startup(lab: Lab) -> Iterator[Row]:
    """Start the command line and do nothing."""
    rounds = max(lab.rounds, 7)
    bare = run_command((sys.executable, "-c", "pass"), rounds)
    yield Row("`python -c pass`", bare)
    most = 1.5 * bare.taken.seconds + 0.15
    for option in ("--version", "--help"):
        run = run_command((sys.executable, "-m", "sitegen", option), rounds)
        text = "1.5 times a bare start and 150 ms"
        yield Row(f"`sitegen {option}`", run, None, goals.at_most_seconds(run, most, text))


def run_preview(lab: Lab) -> Iterator[Row]:
    """Edit the sources while `serve` shows them in a browser, beside `hugo server`."""
    yield from preview_rows(lab.folder, lab.items, lab.hugo)


CASES: dict[str, Callable[[Lab], Iterator[Row]]] = {
    "startup": run_startup,
    "items": run_items,
    "issues": run_issues,
    "tail": run_tail,
    "growth": run_growth,
    "pelican": run_pelican,
    "million": run_million,
    "late": run_late,
    "preview": run_preview,
}
"""Every group of cases, in the order of the table."""


def _build(lab: Lab, space: Workspace, edit: Edit | None = None, *, clean: bool = False) -> tuple[Run, Run | None]:
    """Return the median runs of ours and the other's."""
    makers = lab.makers(space)
    rounds = [lab.rounds, lab.rounds if clean else lab.peer_edit_rounds]
    turns = [Turn(maker, count) for maker, count in zip(makers, rounds, strict=False)]
    runs = run_in_turn(turns, edit, clean=clean)
    return runs[0], runs[1] if len(runs) > 1 else None


def _edit_templates(lab: Lab, space: Workspace, number: int) -> None:
    """Edit the templates; before all rounds but the first wait until what the last one replaced is forgotten."""
    if number:
        time.sleep(lab.rest)
    edit_templates(lab.makers(space), number)


def _floor(space: Workspace) -> Row:
    """Copy what we read and what we wrote: the floor of a clean start."""
    taken: Measurement = copy_floor((space.content, make_sitegen(space).output), space.folder / "floor")
    return Row("floor: `cp -r` of the same input and output", Run(taken, Difference(0, 0, 0, 0)))


def _compare(lab: Lab, space: Workspace) -> None:
    """Stop when the two outputs do not hold the same stories and lists."""
    makers = lab.makers(space)
    if not lab.compare or len(makers) < 2:
        return
    facts = [read_site(maker.output) for maker in makers]
    for maker, found in zip(makers, facts, strict=True):
        print(f"    {maker.name}: {describe_site(found)}", file=sys.stderr)
    differences = compare_sites(*facts)
    if differences:
        raise SystemExit("the outputs do not hold the same:\n" + "\n".join(differences))
