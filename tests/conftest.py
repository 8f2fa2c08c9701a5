"""What all tests share: a site in a temporary folder, how much hypothesis tries, and a Ctrl-C that is heard."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.read_sites import ReadSites
from tests.site_under_test import SiteUnderTest, story

# No limits of time: the first example loads modules, and the machine may be busy with others.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", UNHURRIED)
settings.register_profile("ci", UNHURRIED, print_blob=True, database=None)
settings.register_profile("long", UNHURRIED, print_blob=True, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture
def site(tmp_path: Path) -> SiteUnderTest:
    """An empty site."""
    return SiteUnderTest(tmp_path / "site")


@pytest.fixture
def digest(site: SiteUnderTest) -> SiteUnderTest:
    """A site with one story."""
    site.write("content/news/2024-02-21-one.md", story("One"))
    return site


@pytest.fixture(scope="session")
def read_sites(tmp_path_factory: pytest.TempPathFactory) -> ReadSites:
    """Small sites whose pages are read line by line; nobody changes them."""
    return ReadSites(tmp_path_factory.mktemp("read"))


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Let Ctrl-C reach what a test starts also where the tests run in the background, which shells make deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
