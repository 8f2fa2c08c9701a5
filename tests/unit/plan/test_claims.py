"""Each path is given once, also beside paths that were kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.plan.claims import Claims

NAMES = st.sampled_from(["a", "A", "é", "E\u0301", "index.html", "b.html", "x\ny", "İ"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def is_one_file(path: str, other: str) -> bool:
    claims = Claims()
    claims.take(path, "it")
    return other in claims


@given(st.lists(PATHS, max_size=5), PATHS)
def test_kept_paths_are_known_as_claimed_ones_are(kept: list[str], path: str) -> None:
    """Of many paths that are kept at once, each counts as every path that is one file with it on some system."""
    claims = Claims()
    claims.keep(kept)
    assert (path in claims) is any(is_one_file(each, path) for each in kept)
