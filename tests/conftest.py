"""What all tests share: a site in a temporary folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_under_test import SiteUnderTest


@pytest.fixture
def site(tmp_path: Path) -> SiteUnderTest:
    """An empty site."""
    return SiteUnderTest(tmp_path / "site")
