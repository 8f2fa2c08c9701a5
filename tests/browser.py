"""A real browser, headless: Chromium, driven through chromedriver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.support.wait import WebDriverWait

from tests.command_line import LONGEST_WAIT_SECONDS

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_DRIVER = shutil.which("chromedriver")

needs_browser = pytest.mark.skipif(
    not (_BROWSER and _DRIVER) and not os.environ.get("CI"), reason="needs Chromium: apt install chromium-driver"
)
"""Leaves tests out where there is no browser, but never on a machine that checks changes."""


@contextmanager
def browser() -> Iterator[Chrome]:
    """Start a browser with nothing stored; it ends with the block."""
    options = ChromeOptions()
    options.binary_location = _BROWSER or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(_DRIVER))
    try:
        driver.set_script_timeout(LONGEST_WAIT_SECONDS)
        yield driver
    finally:
        driver.quit()


def waiting(driver: Chrome) -> WebDriverWait[Chrome]:
    """Return what waits until something is so in the browser: `waiting(driver).until(...)`.

    While a page gives way to another one there may be no element, or no page, in which to look.
    """
    return WebDriverWait(driver, LONGEST_WAIT_SECONDS, 0.02, (WebDriverException,))


def barriers(driver: Chrome, *rules: str) -> list[str]:
    """Return what axe-core finds on the page that keeps people out, by these rules or by all of them."""
    driver.execute_script(_axe())
    options: dict[str, object] = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    if rules:
        options = {"runOnly": rules}
    script = "const [options, done] = arguments; axe.run(document, options).then(done, (error) => done(String(error)));"
    found = driver.execute_async_script(script, options)
    assert isinstance(found, dict), found
    return [
        f"{one['id']}: {node['target']}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
