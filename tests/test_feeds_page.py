"""The page of feeds in a real browser: a person finds an address and copies it."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests.browser import barriers, needs_browser, waiting
from tests.search_site import add_stories, add_story
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, serving

pytestmark = needs_browser


@pytest.mark.parametrize("width", [375, 1280])
def test_an_address_is_copied(width: int, tmp_path: Path) -> None:
    """Each feed is one line with a button that copies its address; many are folded by letter, and have it, too."""
    site = SiteUnderTest(tmp_path / "site", SITE)
    add_stories(site, 3)
    add_story(site, 4, topics=f"[{', '.join(f'Topic {number}' for number in range(30))}]")
    site.build()
    with serving(site.root) as shown:
        granted = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        shown.driver.execute_cdp_cmd("Browser.grantPermissions", granted)
        shown.driver.set_window_size(width, 900)
        shown.open("feeds/")
        first = shown.driver.find_element(By.CSS_SELECTOR, ".feed-list .copy")
        assert first.get_attribute("aria-label") == "Copy the address: Test Digest"
        first.click()
        waiting(shown.driver).until(lambda _: first.text == "Copied")
        copied = shown.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0], arguments[0])")
        assert copied == f"{shown.origin}feed.xml"
        folded = shown.driver.find_element(By.CSS_SELECTOR, ".feed-list details.letter")
        assert folded.find_elements(By.CSS_SELECTOR, ".copy") == []
        folded.find_element(By.TAG_NAME, "summary").click()
        waiting(shown.driver).until(lambda _: folded.find_elements(By.CSS_SELECTOR, ".copy"))
        assert barriers(shown.driver) == []
        assert shown.driver.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_follow_leads_there(site: SiteUnderTest) -> None:
    """The word Follow, on the front page as on a topic's, leads to the page of feeds."""
    add_stories(site, 3)
    site.build()
    for page in ("index.html", "topics/ai/index.html"):
        assert '<a href="/feeds/">Follow</a>' in site.text(page)
