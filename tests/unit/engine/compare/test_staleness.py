"""Which outputs of a plan are stale, and why; which must go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache
from sitegen.cache.records import GroupRecord, OutputRecord
from sitegen.engine.compare.file_states import unmodified_groups
from sitegen.engine.compare.fingerprints import Fingerprints
from sitegen.engine.compare.staleness import BuildDiff, Comparison, PreviousBuild
from sitegen.errors import Problem
from sitegen.plan.output import Group, Output
from sitegen.plan.views.file_views import TextView
from sitegen.values import digest_bytes, digest_of, encode

NAMES = ("a.html", "b.html", "c.html")
MADE = b"bytes"
MADE_NS = 2
WARNING = Problem("warning", "content/a.md", 1, 0, "", "a word is too long", "")


def view(name: str) -> TextView:
    return TextView(text=f"what {name} shows")


def group(name: str, made_from: str = "inputs") -> Group:
    return Group(name, made_from, "story.html", lambda: iter(()))


def fingerprints(*, code: str = "1", frame: str = "1", template: str = "1") -> Fingerprints:
    return Fingerprints(code, frame, lambda _: template)


class Site:
    """An output folder of three files, each in a group of its own or in none, and the cache of its build."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "public"
        self.output.mkdir()
        self.cache = BuildCache(folder / "cache.db")
        self.groups: dict[str, list[str]] = {}
        digest, parts = fingerprints().of("story.html")
        self.cache.replace_fingerprints([(digest, encode(list(parts)))])
        for name in NAMES:
            (self.output / name).write_bytes(MADE)
            os.utime(self.output / name, ns=(1, MADE_NS))
            self.store(name)

    def store(self, name: str, *, group: str = "", problem: Problem | None = None) -> None:
        """Store what a build that made the file would have stored."""
        record = OutputRecord(
            name,
            digest_of(view(name)),
            fingerprints().of("story.html")[0],
            digest_bytes(MADE),
            len(MADE),
            MADE_NS,
            "new",
            encode(problem) if problem else b"",
            group,
        )
        self.cache.store_outputs([record])
        if group:
            self.groups.setdefault(group, []).append(name)
            paths = digest_of(sorted(self.groups[group]))
            self.cache.store_groups([GroupRecord(group, "inputs", record.fingerprint, paths)])

    def comparison(self, found: Fingerprints | None = None) -> Comparison:
        unmodified = unmodified_groups(self.cache, self.output)
        return Comparison(found or fingerprints(), PreviousBuild(self.cache, self.output, unmodified))

    def diff(self, planned: Iterable[str] = NAMES, *, found: Fingerprints | None = None, of: str = "") -> BuildDiff:
        """Return what is to be done when these outputs are planned."""
        comparison = self.comparison(found)
        for name in planned:
            comparison.add(group(of), Output(name, "story.html", view(name)))
        return comparison.finish()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def reasons(diff: BuildDiff) -> dict[str, str]:
    return {job.output.path: job.reason for job in diff.jobs}


def rewrite(file: Path) -> None:
    """Write other bytes of the same number."""
    file.write_bytes(b"other")


def link(file: Path) -> None:
    """Put a link in the file's place that leads to a file with its bytes and time."""
    file.rename(file.with_suffix(".old"))
    file.symlink_to(file.with_suffix(".old"))


@pytest.mark.parametrize(
    ("change", "reason"), [(rewrite, "changed on disk"), (link, "missing"), (Path.unlink, "missing")]
)
def test_an_output_that_is_not_as_it_was_left(change: Callable[[Path], None], reason: str, site: Site) -> None:
    """Other bytes of the same number, a link to the same bytes, and nothing at all are noticed, each by its name."""
    assert reasons(site.diff()) == {}
    change(site.output / "b.html")
    assert reasons(site.diff()) == {"b.html": reason}


def test_an_output_that_shows_something_else(site: Site) -> None:
    """One that is new, or whose view is another, is rendered; the others are not."""
    comparison = site.comparison()
    for name, shown in (("a.html", "a.html"), ("b.html", "other"), ("d.html", "d.html")):
        comparison.add(group(""), Output(name, "story.html", view(shown)))
    diff = comparison.finish()
    assert reasons(diff) == {"b.html": "view", "d.html": "new"}
    assert (diff.planned, diff.to_delete) == (3, ["c.html"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"code": "2"}, "code"),
        ({"frame": "2"}, "frame"),
        ({"template": "2"}, "template"),
        ({"frame": "2", "template": "2"}, "frame"),
        ({"code": "2", "frame": "2"}, "code"),
    ],
)
def test_an_output_that_is_made_otherwise(changes: dict[str, str], reason: str, site: Site) -> None:
    """The reason is the part that reaches furthest: the code, then the frame, then the template."""
    assert set(reasons(site.diff(found=fingerprints(**changes))).values()) == {reason}
    site.cache.replace_fingerprints([])
    assert set(reasons(site.diff(found=fingerprints(**changes))).values()) == {"code"}


def test_a_file_that_was_only_touched_is_read_once(site: Site) -> None:
    """Its bytes say that it is up to date; its new time is stored, so that the next build need not read it."""
    os.utime(site.output / "b.html", ns=(7, 7))
    diff = site.diff()
    assert (reasons(diff), [(one.path, one.mtime_ns) for one in diff.refreshed]) == ({}, [("b.html", 7)])
    site.cache.store_outputs(diff.refreshed)
    assert site.diff().refreshed == []


def test_a_group_is_kept_while_nothing_about_it_changed(site: Site) -> None:
    """Its files, what it is made from, its template: each change makes it planned again; an unknown one always is."""
    for name in ("a.html", "b.html"):
        site.store(name, group="month")
    kept = site.comparison()
    assert kept.keep(group("month")) == ["a.html", "b.html"]
    kept.add(group(""), Output("c.html", "story.html", view("c.html")))
    diff = kept.finish()
    assert (reasons(diff), diff.to_delete, set(diff.groups_gone), diff.planned) == ({}, [], set(), 3)
    assert site.comparison().keep(group("other")) is None
    assert site.comparison().keep(group("month", "other inputs")) is None
    assert site.comparison(fingerprints(template="2")).keep(group("month")) is None
    rewrite(site.output / "b.html")
    assert site.comparison().keep(group("month")) is None


def test_what_is_planned_no_more_is_deleted(site: Site) -> None:
    """The outputs of a group that is gone go, those that another group or none has taken stay."""
    for name in ("a.html", "b.html"):
        site.store(name, group="month")
    diff = site.diff(["b.html"])
    assert (diff.to_delete, set(diff.groups_gone)) == (["a.html", "c.html"], {"month"})


def test_an_output_that_moves_to_another_group_is_stored_with_it(site: Site) -> None:
    """Nothing of it is rendered; the next build finds it in its new group."""
    site.store("a.html", group="january")
    diff = site.diff(["a.html"], of="february")
    assert (reasons(diff), [(one.path, one.group) for one in diff.refreshed]) == ({}, [("a.html", "february")])


def test_what_was_reported_of_an_output_is_reported_while_it_is_true(site: Site) -> None:
    """Its group is planned each time, so that the third build reports it as well."""
    site.store("a.html", group="month", problem=WARNING)
    diff = site.diff(["a.html"], of="month")
    assert (diff.reported, diff.with_problems) == ([WARNING], {"month"})
