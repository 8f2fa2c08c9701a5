"""Which outputs an edit renders again, and why: the cases of `specs/rebuild/*.txt` (`rebuild_cases.py`)."""

from __future__ import annotations

import pytest

from tests.rebuild_cases import SPECS, Case, carry_out, read_cases, what_it_did
from tests.site_under_test import SiteUnderTest

ALL = [(path.stem, case) for path in sorted(SPECS.glob("*.txt")) for case in read_cases(path.read_text("utf-8"))]


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[f"{stem}: {case.promise}" for stem, case in ALL])
def test_rebuild(case: Case, site: SiteUnderTest) -> None:
    """The last build does what the case says, no more and no less, and equals a clean build."""
    report = carry_out(case, site)
    assert case.expected, "the case expects nothing"
    did = {kind: set(found) for kind, found in what_it_did(report).items()}
    expected = {kind: set(found) - {""} for kind, found in case.expected.items()}
    still = expected.pop("not written", set())
    assert {kind: did[kind] for kind in expected} == expected
    assert still.isdisjoint(did["written"])
    assert all(site.has(path) for path in still)
    assert site.verify() == ()
