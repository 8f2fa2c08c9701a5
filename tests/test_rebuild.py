"""Which outputs an edit renders again, and why: the cases of `specs/rebuild/*.txt` (`rebuild_cases.py`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.differences import diff_lines, difference_lines
from tests.rebuild_cases import SPECS, Case, carry_out, read_cases, what_it_did
from tests.site_under_test import SiteUnderTest, changed

ALL = [(path.stem, case) for path in sorted(SPECS.glob("*.txt")) for case in read_cases(path.read_text("utf-8"))]


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[f"{stem}: {case.promise}" for stem, case in ALL])
def test_rebuild(case: Case, site: SiteUnderTest) -> None:
    """The last build does what the case says, no more and no less, and equals a clean build."""
    script = carry_out(case, site)
    assert case.expected, "the case expects nothing"
    did = {kind: set(found) for kind, found in what_it_did(script.done()).items()}
    expected = {kind: set(found) - {""} for kind, found in case.expected.items()}
    still = expected.pop("not written", set())
    wrong = [f"not done: [{kind}] {what}" for kind in expected for what in sorted(expected[kind] - did[kind])]
    wrong += [f"not expected: [{kind}] {what}" for kind in expected for what in sorted(did[kind] - expected[kind])]
    wrong += [f"written: {path}" for path in sorted(still & did["written"])]
    wrong += [f"not there: {path}" for path in sorted(still) if not site.has(path)]
    assert not wrong, "\n".join([*wrong, *_first_change(script.before, site, wrong)])
    differing = site.verify()
    assert not differing, "\n".join(list(_unlike_a_clean_build(site)) or differing)


def _first_change(before: dict[str, bytes], site: SiteUnderTest, wrong: list[str]) -> Iterator[str]:
    """Yield what the last build changed in the first path that `wrong` names."""
    after = site.outputs()
    named = {word for line in wrong for word in line.split()}
    for path in sorted(named & changed(before, after))[:1]:
        yield f"what changed in {path}:"
        yield from diff_lines(before.get(path, b""), after.get(path, b""))


def _unlike_a_clean_build(site: SiteUnderTest) -> Iterator[str]:
    """Yield what differs from a clean build."""
    found = site.outputs()
    site.delete("public")
    site.lose_cache()
    site.build()
    yield from difference_lines(found, site.outputs())
