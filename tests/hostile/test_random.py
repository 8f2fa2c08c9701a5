"""Random sources: whatever they hold, a page or a problem comes out, in bounded time, and nothing that harms.

`SITEGEN_EXAMPLES=1000000` tries more than a run of the tests has time for; so does `python -m tests.hostile.fuzz`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.hostile.random_sources import KINDS
from tests.hostile.source_checks import check_source

EXAMPLES = int(os.environ.get("SITEGEN_EXAMPLES", "10000"))
SHARES = {"bytes": 0.25, "tree": 0.2, "yaml": 0.2, "term": 0.2, "markdown": 0.15}
"""How much of all examples each kind gets; Markdown takes the longest."""
MANY = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
BYTES = some.binary(max_size=60) | some.binary(min_size=60, max_size=600)


@pytest.mark.parametrize("kind", KINDS)
def test_any_source(kind: str) -> None:
    """Any bytes, any tree of values, any YAML, any Markdown and any term give something harmless or an error."""

    @settings(MANY, max_examples=max(1, int(EXAMPLES * SHARES[kind])))
    @given(BYTES)
    def check(data: bytes) -> None:
        check_source(*KINDS[kind](data))

    check()


@pytest.mark.parametrize("kind", ["tree", "markdown"])
def test_any_source_shown(kind: str) -> None:
    """Whatever a source holds, the page, the list and the feeds that show it do no harm."""

    @settings(MANY, max_examples=max(1, EXAMPLES // 50))
    @given(BYTES)
    def check(data: bytes) -> None:
        check_source(*KINDS[kind](data), shown=True)

    check()
