"""Formats and what writes them."""

from __future__ import annotations

import pytest

from sitegen.render.renderer import FORMATS, writer_of


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_names_what_writes_it(kind: str) -> None:
    """Each format leads to a function, which one name in one place says."""
    assert callable(writer_of(kind))
