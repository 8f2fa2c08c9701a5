"""Explains one output: whether it would be rendered now, why, and by which digests."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from sitegen.cache.build_cache import BuildCache
from sitegen.engine.inspect.survey_site import survey_site
from sitegen.engine.prepare import Plan, Prepared, Surveyed, compare, keep_nothing
from sitegen.engine.site_paths import SitePaths
from sitegen.errors import SitegenError
from sitegen.pages.urls import output_path
from sitegen.plan.output import Output
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.values import digest_of

REASONS = {
    "new": "it was not there in the last build",
    "missing": "its file is missing",
    "view": "what it shows changed",
    "template": "its template changed, or one that it extends, includes or imports",
    "frame": "what every page shows around its content changed (title, menu, theme options, ...)",
    "code": "sitegen, one of its dependencies, the time-zone data or Python changed",
    "changed on disk": "its file was changed by somebody else",
}
_MOST_NEAR = 3
_MOST_COMPARED = 5_000
"""Names whose spelling is compared; each takes some microseconds."""


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


class Absent(NamedTuple):
    """What is known of an address at which nothing stands any more, or of a source that is not published."""

    name: str
    """The address, or the source as problems name it."""
    reason: str
    """Why nothing stands there."""
    leads_to: str = ""
    """Where it went; empty when it went nowhere."""
    hint: str = ""


def explain(paths: SitePaths, wanted: Sequence[str]) -> Explanation | Absent:
    """Explain the first of the `wanted` that exists: paths of outputs, or else the source of one.

    Where none exists, say what once stood there, or why it is withheld, if that is known.
    Raises SitegenError when nothing is known, with outputs of similar names.
    """
    return survey_site(paths, lambda cache, found: _explain(paths, cache, found, wanted))


def _explain(paths: SitePaths, cache: BuildCache, found: Surveyed, wanted: Sequence[str]) -> Explanation | Absent:
    prepared, index, plan = compare(paths, cache, found)
    output, others = _find(plan, wanted, paths.settings)
    if output is not None:
        return _explained(prepared, output)
    absent = _absent(index, prepared, wanted, paths.settings)
    if absent is not None:
        return absent
    raise SitegenError(f"{wanted[0]} is not an output of this site", _hint(wanted[0], others, paths.settings.output))


def _absent(index: SiteIndex, prepared: Prepared, wanted: Sequence[str], settings: Settings) -> Absent | None:
    """Return what is known of the first of the `wanted` that was published once, or is withheld."""
    lost = {output_path(one.address, settings.base_path): one for one in index.lost.outcomes}
    withheld = {held.path: held for held in prepared.report.withheld}
    faulty = {one.path: one.message for one in prepared.problems if one.level == "error"}
    for path in wanted:
        if path in lost:
            return Absent(lost[path].address, lost[path].reason, lost[path].target)
        source = path if path in withheld or path in faulty else settings.shown_path(path)
        if source in faulty:
            return Absent(source, f"it has an error: {faulty[source]}", hint="`sitegen check` shows where.")
        folder = next((one for one in faulty if one.endswith("/") and source.startswith(one)), "")
        if source in withheld and folder:
            return Absent(source, f"its folder has an error: {faulty[folder]}", hint="`sitegen check` shows where.")
        if source in withheld:
            return Absent(source, f"it is withheld: {withheld[source].reason}", hint=withheld[source].hint)
    return None


def _find(plan: Plan, wanted: Sequence[str], settings: Settings) -> tuple[Output | None, list[str]]:
    """Return the output that is wanted most, and the paths of all that are planned."""
    rank = {path: number for number, path in enumerate(wanted)}
    found: dict[int, Output] = {}
    paths = []
    for _, output in plan([], keep_nothing):
        paths.append(output.path)
        if output.path in rank:
            found.setdefault(rank[output.path], output)
        elif settings.shown_path(output.origin) in rank:
            found.setdefault(len(rank), output)
    return (found[min(found)] if found else None), paths


def _hint(wanted: str, paths: list[str], folder: str) -> str:
    """Return what may have been meant."""
    near = [f"{folder.rstrip('/')}/{path}" for path in _near(wanted, paths)]
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


def _explained(prepared: Prepared, output: Output) -> Explanation:
    known = prepared.previous.output(output.path)
    reason = next((job.reason for job in prepared.diff.jobs if job.output.path == output.path), "")
    return Explanation(
        path=output.path,
        kind=output.kind,
        origin=output.origin,
        reason=reason,
        last_reason=known.reason if known else "",
        digests=(
            ("view", known.view if known else "", digest_of(output.view)),
            ("fingerprint", known.fingerprint if known else "", prepared.fingerprints.of(output.kind)[0]),
        ),
    )
