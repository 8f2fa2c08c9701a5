"""The taxonomy tail of the benchmarks: thousands of terms, most of them used once."""

from __future__ import annotations

from collections import Counter

import yaml

from benchmarks.term_tail import KINDS, assign_terms, make_tail


def test_the_tail_is_the_same_every_time() -> None:
    """Two runs make the same names and texts."""
    assert list(make_tail(20, 200)) == list(make_tail(20, 200))


def test_seven_in_ten_terms_are_used_once() -> None:
    """The real tail's shape: 5,600 different terms in four taxonomies, 70 % of them on one story only."""
    uses = Counter((kind, name) for kinds in assign_terms(700, 5600) for kind, names in kinds.items() for name in names)
    assert len(uses) == 5600
    assert {kind for kind, _ in uses} == set(KINDS)
    assert abs(sum(count == 1 for count in uses.values()) / 5600 - 0.7) < 0.01


def test_each_story_names_the_terms_assigned_to_it() -> None:
    """What is assigned stands in the front matter, without repeats."""
    for kinds, (_, text) in zip(assign_terms(20, 200), make_tail(20, 200), strict=True):
        matter = yaml.safe_load(text.split("---\n")[1])
        assert {kind: matter[kind] for kind in KINDS if kind in matter} == {kind: kinds[kind] for kind in kinds}
        assert all(len(set(names)) == len(names) for names in kinds.values())
