"""Explains one output: whether it would be rendered now, why, and by which digests.

Never: renders.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sitegen.build.place import BuildPlace, place_of, silent
from sitegen.build.preparing import Prepared, prepare
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions
from sitegen.build.stages import Stages
from sitegen.cache import OutputRow
from sitegen.plan.output import Output
from sitegen.plan.planner import plan_outputs
from sitegen.settings import Settings
from sitegen.values import digest_of

REASONS = {
    "new": "it was not there in the last build",
    "missing": "its file is missing",
    "view": "what it shows changed",
    "template": "its template changed, or one that it extends, includes or imports",
    "frame": "what every page shows around its content changed (title, menu, theme options, ...)",
    "code": "sitegen, one of its dependencies or Python changed",
    "changed on disk": "its file was changed by somebody else",
}


class Explanation(NamedTuple):
    """What is known of one output."""

    path: str
    kind: str
    origin: str
    reason: str
    """Why it would be rendered now (a key of `REASONS`); empty when it is fresh."""
    last_reason: str
    """Why it was last rendered; empty when it never was."""
    digests: tuple[tuple[str, str, str], ...]
    """What is compared: name, digest of the last build, digest now."""


def explain(root: Path, settings: Settings, options: BuildOptions, path: str) -> Explanation | None:
    """Explain the output at `path` (relative to the output folder); None when the plan holds no such output."""
    place = place_of(root, settings, options)
    prepared = work_alone(place, silent, lambda memory, now_ns: prepare(place, memory, now_ns, Stages(), silent))
    outputs = plan_outputs(prepared.index, settings, prepared.assets.views, [])
    output = next((output for output in outputs if output.path == path), None)
    return _explained(place, prepared, output) if output else None


def _explained(place: BuildPlace, prepared: Prepared, output: Output) -> Explanation:
    row = prepared.past.rows.get(output.path)
    reason = next((job.reason for job in prepared.work.jobs if job.output.path == output.path), "")
    return Explanation(
        path=output.path,
        kind=output.kind,
        origin=output.origin,
        reason=reason,
        last_reason=row.reason if row else "",
        digests=_digests(prepared, output, row),
    )


def _digests(prepared: Prepared, output: Output, row: OutputRow | None) -> tuple[tuple[str, str, str], ...]:
    recipe, _ = prepared.book.of(output.kind)
    return (
        ("view", row.view if row else "", digest_of(output.view)),
        ("recipe", row.recipe if row else "", recipe),
    )
