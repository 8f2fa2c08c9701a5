"""The rows of the preview: from the save to the screen, of our server and, on the same site, of Hugo's.

Never: prints figures.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks import goals
from benchmarks.corpus import write_items
from benchmarks.makers import Workspace
from benchmarks.measure import Measurement
from benchmarks.table import Row
from benchmarks.tree import Difference
from benchmarks.trials import Run
from sitegen.lazy import lazy_imports

with lazy_imports():  # it needs Selenium
    from benchmarks import preview

EDITS = 20
"""Of each kind, on the default site."""
PEER_EDITS = 5
"""Of each kind and each server, on the site that both make."""
_MOST_GIGABYTES = 0.4


def preview_rows(folder: Path, items: int, hugo: Path | None) -> Iterator[Row]:
    """Yield a row for each kind of edit: of the default site, then of the one that both make, with the ratio."""
    if find_spec("selenium") is None or preview.find_browser() is None:
        print("Selenium, Chromium or its driver is not installed: the preview is not measured.", file=sys.stderr)
        return
    space = _space(folder / "preview-default", items, is_default=True)
    for got in preview.measure(space, preview.our_server(space), EDITS):
        ours = _run(got)
        wanted = (
            *goals.at_most_seconds(ours, got.edit.most_seconds, f"{got.edit.most_seconds:g} s"),
            *goals.at_most_gigabytes(ours, _MOST_GIGABYTES),
        )
        yield Row(f"{items:,} items, default site, `serve`, median of {EDITS}: {_case(got)}", ours, None, wanted)
    space = _space(folder / "preview", items)
    servers = (preview.our_server(space), *([preview.hugo_server(space, hugo)] if hugo else []))
    for both in zip(*(list(preview.measure(space, server, PEER_EDITS)) for server in servers), strict=True):
        runs = [_run(got) for got in both]
        name = f"{items:,} items, `serve`, median of {PEER_EDITS} each: {_case(both[0])}"
        yield Row(name, runs[0], runs[1] if len(runs) > 1 else None)


def _space(folder: Path, items: int, *, is_default: bool = False) -> Workspace:
    space = Workspace(folder, is_default=is_default)
    space.prepare()
    write_items(space.content, items)
    return space


def _case(got: preview.Measured) -> str:
    return f"{got.edit.name}, from save to screen"


def _run(got: preview.Measured) -> Run:
    seconds, cpu = statistics.median(got.seconds), statistics.median(got.cpu)
    print(f"    {got.server}, {got.edit.name}: {seconds:.2f} s, CPU {cpu:.2f} s", file=sys.stderr)
    return Run(Measurement(seconds, cpu, got.peak_bytes, len(got.seconds), ""), Difference(0, 0, 0, 0))
