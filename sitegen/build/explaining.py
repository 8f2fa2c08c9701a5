"""Explains one output: whether it would be rendered now, why, and by which digests.

Never: renders.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from sitegen.build.explanation import Explanation
from sitegen.build.making import get_ready
from sitegen.build.place import BuildPlace, place_of, silent
from sitegen.build.preparing import Prepared, compare, survey
from sitegen.build.remembering import work_alone
from sitegen.build.report import BuildOptions
from sitegen.build.scanning import scan_site
from sitegen.build.stages import Stages
from sitegen.cache import Memory
from sitegen.errors import SitegenError
from sitegen.plan.output import Output
from sitegen.rows import OutputRow
from sitegen.settings import Settings
from sitegen.values import digest_of

_MOST_NEAR = 3
_MOST_COMPARED = 5_000
"""Names whose spelling is compared; each takes some microseconds."""


def explain(root: Path, settings: Settings, options: BuildOptions, wanted: Sequence[str]) -> Explanation:
    """Explain the first of the `wanted` that there is: paths of outputs, or else the source of one.

    Raises SitegenError when there is none, with those that are near.
    """
    place = place_of(root, settings, options)
    lookout = _Lookout(wanted, settings)
    prepared = work_alone(place, silent, lambda memory, now_ns: _prepare(place, memory, now_ns, lookout))
    output = lookout.found()
    if output is None:
        raise SitegenError(f"{wanted[0]} is not an output of this site", lookout.hint())
    return _explained(place, prepared, output)


def _prepare(place: BuildPlace, memory: Memory, listed_ns: int, lookout: _Lookout) -> Prepared:
    lookout.begin()
    with scan_site(place, memory, listed_ns) as scanned:
        found = survey(place, get_ready(place, memory), scanned, (Stages(), silent))
        return compare(place, memory, found, lookout.watch)


class _Lookout:
    """Looks out for one output while all of them are planned."""

    def __init__(self, wanted: Sequence[str], settings: Settings) -> None:
        self._rank = {path: number for number, path in enumerate(wanted)}
        self._settings = settings
        self.begin()

    def begin(self) -> None:
        """Forget what was seen: a damaged memory makes the work begin again."""
        self._found: dict[int, Output] = {}
        self._paths: list[str] = []

    def watch(self, output: Output) -> None:
        """Keep an output that is wanted."""
        self._paths.append(output.path)
        if output.path in self._rank:
            self._found.setdefault(self._rank[output.path], output)
        elif self._settings.shown_path(output.origin) in self._rank:
            self._found.setdefault(len(self._rank), output)

    def found(self) -> Output | None:
        """Return the output that is wanted most."""
        return self._found[min(self._found)] if self._found else None

    def hint(self) -> str:
        """Return what may have been meant."""
        folder = f"{self._settings.output.rstrip('/')}/"
        near = [folder + path for path in _near(next(iter(self._rank)), self._paths)]
        return f"did you mean {' or '.join(near)}?" if near else "name a file below the output folder, or its address"


def _near(wanted: str, paths: list[str]) -> list[str]:
    """Return a few paths that end as the wanted one does, or else lie near it and are spelt nearly so."""
    name = _name(wanted)
    same = [path for path in paths if _name(path) == name]
    if same:
        return same[:_MOST_NEAR]
    folder = wanted
    while folder:
        folder = folder.rpartition("/")[0]
        beside = [path for path in paths if path.startswith(f"{folder}/" if folder else "")]
        if beside:
            return get_close_matches(wanted, beside[:_MOST_COMPARED], _MOST_NEAR, 0.8)
    return []


def _name(path: str) -> str:
    """Return the part of a path by which a person knows it: its last one that is not `index.html`."""
    return path.removesuffix("/index.html").rpartition("/")[2]


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
