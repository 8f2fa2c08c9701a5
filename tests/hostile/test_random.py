"""Random sources: whatever they hold, a page or a problem comes out, in bounded time, and nothing that harms.

`make test-long` tries ten times as many as `make test`, and `make soak` goes on for hours.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.hostile.random_sources import KINDS
from tests.hostile.source_checks import check_source

EXAMPLES = [pytest.param(5_000, id="some"), pytest.param(50_000, id="many", marks=pytest.mark.long)]
SHARES = {"bytes": 0.25, "tree": 0.2, "yaml": 0.2, "term": 0.2, "markdown": 0.15}
"""How much of all examples each kind gets; Markdown takes the longest."""
THESE = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
BYTES = some.binary(max_size=60) | some.binary(min_size=60, max_size=600)


@pytest.mark.parametrize("examples", EXAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_any_source(kind: str, examples: int) -> None:
    """Any bytes, any tree of values, any YAML, any Markdown and any term give something harmless or an error."""

    @settings(THESE, max_examples=max(1, int(examples * SHARES[kind])))
    @given(BYTES)
    def check(data: bytes) -> None:
        check_source(*KINDS[kind](data))

    check()


@pytest.mark.parametrize("examples", EXAMPLES)
@pytest.mark.parametrize("kind", ["tree", "markdown"])
def test_any_source_shown(kind: str, examples: int) -> None:
    """Whatever a source holds, the page, the list and the feeds that show it do no harm."""

    @settings(THESE, max_examples=max(1, examples // 50))
    @given(BYTES)
    def check(data: bytes) -> None:
        check_source(*KINDS[kind](data), shown=True)

    check()
