"""A real browser, headless: Chromium, driven through chromedriver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")

needs_browser = pytest.mark.skipif(
    not (_BROWSER and _DRIVER) and not os.environ.get("CI"), reason="needs Chromium: apt install chromium-driver"
)
"""Leaves tests out where there is no browser, but never on a machine that checks changes."""


@contextmanager
def browser() -> Iterator[Chrome]:
    """Start a browser with nothing remembered; it ends with the block."""
    options = ChromeOptions()
    options.binary_location = _BROWSER or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(_DRIVER))
    try:
        driver.set_script_timeout(30)
        yield driver
    finally:
        driver.quit()
