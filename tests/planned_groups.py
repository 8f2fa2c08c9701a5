"""Watches that groups of outputs with equal inputs have equal views, whatever was edited between two plans.

A group whose inputs are as stored is not planned again, so its inputs must cover all that its views show.
"""

from __future__ import annotations

from collections import defaultdict

from sitegen.cache.build_cache import BuildCache
from sitegen.config import load_settings
from sitegen.engine.open_cache import work_alone
from sitegen.engine.prepare import Prepared, prepare
from sitegen.engine.site_paths import silent, site_paths_of
from sitegen.engine.sources.scan import scan_site
from sitegen.engine.stages import Stages
from sitegen.values import digest_of
from tests.site_under_test import SiteUnderTest

Views = dict[str, str]
"""The digest of the view of each output by its path."""


class PlannedGroups:
    """The groups of every plan seen so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, str], Views] = {}

    def assert_inputs_tell_views(self, site: SiteUnderTest) -> None:
        """Plan a site that was never built; a group with the inputs of an earlier one must have its views."""
        for group, views in plan_groups(site).items():
            before = self._known.setdefault(group, views)
            paths = [path for path in sorted(before.keys() | views.keys()) if before.get(path) != views.get(path)]
            assert not paths, f"the inputs of group {group[0]!r} are as before, but not these views: {', '.join(paths)}"


def plan_groups(site: SiteUnderTest) -> dict[tuple[str, str], Views]:
    """Return the views of each group, by its name and inputs. With errors there are none: no group is stored then."""
    settings, _ = load_settings(site.root)
    place = site_paths_of(site.root, settings, site.options)

    def plan(cache: BuildCache, listed_ns: int) -> Prepared:
        return prepare(place, cache, scan_site(place, cache, listed_ns), Stages(), silent)

    diff = work_alone(place, silent, plan).diff
    views: defaultdict[str, Views] = defaultdict(dict)
    for job in diff.jobs:
        views[job.group][job.output.path] = digest_of(job.output.view)
    return {(name, group.inputs): views[name] for name, group in diff.groups.items()}
