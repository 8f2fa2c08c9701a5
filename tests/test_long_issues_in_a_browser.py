"""A long issue in Chromium: contents beside it or in a sheet, addresses to copy, and words that fit no screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.browser import barriers, browser, needs_browser, waiting
from tests.site_under_test import SiteUnderTest, story

pytestmark = needs_browser

ISSUE = "/news/2024/02/22/the-long-issue/"
CHAPTERS = 60
HOSTILE = "Donaudampfschifffahrts" * 5
_SENTENCE = "The model reads what the sensor sees and says what it would do next, and a person decides whether it may. "


class Reader:
    """Somebody who reads the issue in a browser."""

    def __init__(self, driver: Chrome, origin: str) -> None:
        self.driver = driver
        self._origin = origin

    def open(self, path: str, width: int, height: int = 800) -> None:
        """Open a page on a screen of this size."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        media = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.driver.get("about:blank")  # so that an address that differs in its fragment alone is loaded
        self.driver.get(self._origin + path)

    def run(self, script: str) -> Any:
        """Return what a script says."""
        return self.driver.execute_script(script)

    def wait_for(self, script: str) -> None:
        """Wait until a script returns a true value."""
        waiting(self.driver).until(lambda driver: driver.execute_script(script), script)

    @property
    def width(self) -> int:
        """How wide the page is."""
        return int(self.run("return document.scrollingElement.scrollWidth"))


def _issue() -> str:
    related = "".join(
        f"\n  - title: What paper {number} says\n    webUrl: https://paper{number}.example/" for number in range(40)
    )
    chapters = "".join(f"## Chapter {number}\n\n{_SENTENCE * 8}\n\n{_SENTENCE * 4}\n\n" for number in range(CHAPTERS))
    topics = "[" + ", ".join(f"Topic number {number}" for number in range(16)) + "]"
    return story("The long issue", date="2024-02-21T20:00:00Z", body=chapters, related=related, topics=topics)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A site of one long issue, between stories whose every word is longer than a screen."""
    site = SiteUnderTest(tmp_path_factory.mktemp("long") / "site")
    site.write("content/news/2024-02-22-the-long-issue.md", _issue())
    hostile = {
        "excerpt": HOSTILE,
        "topics": f"[{HOSTILE}]",
        "provider": f"\n  name: {HOSTILE}\n  domain: {'d' * 60}.example",
        "originalUrl": f"https://{'d' * 60}.example/",
        "related": f"\n  - title: {HOSTILE}\n    webUrl: https://p.example/\n    provider: {{name: {HOSTILE}}}",
    }
    for day in ("2024-02-21", "2024-02-23"):
        shown = {**hostile, "id": day, "title": f"{HOSTILE}{day[-2:]}", "body": ""}
        site.write(f"content/news/{day}-hostile.md", story(date=f"{day}T08:00:00Z", **shown))
    site.build()
    with SiteServer("127.0.0.1", 0) as server, server.running(), browser() as driver:
        server.folder = OutputFolder(Path(site.root / "public"), "/")
        server.gate.open()
        yield Reader(driver, server.origin)


_CURRENT = "return document.querySelector('.contents [aria-current]')?.textContent"


def test_contents_beside_the_text(reader: Reader) -> None:
    """On a wide screen contents stay in sight beside the text, mark where one is, and lead there by keyboard."""
    reader.open(ISSUE, 1440)
    assert reader.run("return document.querySelector('.contents').open")
    box = "const box = document.querySelector('.contents').getBoundingClientRect();"
    text = "const text = document.querySelector('.body').getBoundingClientRect();"
    assert reader.run(f"{box}{text} return box.left >= text.right && box.width > 150")
    link = reader.driver.find_element(By.CSS_SELECTOR, ".contents li:nth-child(42) a")
    link.send_keys(Keys.ENTER)
    reader.wait_for(f"{_CURRENT} === 'Chapter 40'")
    reader.wait_for("return location.hash === '#chapter-40'")
    reader.wait_for(
        "const top = document.getElementById('chapter-40').getBoundingClientRect().top; return top >= 0 && top < 60"
    )
    reader.wait_for(f"{box} return box.top >= 0 && box.bottom <= innerHeight")
    marked = "const one = document.querySelector('[aria-current=true]').getBoundingClientRect();"
    reader.wait_for(f"{marked} return one.top >= 0 && one.bottom <= innerHeight")
    reader.driver.switch_to.active_element.send_keys(Keys.TAB)
    assert reader.run("return document.activeElement.closest('[id]').id") == "chapter-40"
    assert barriers(reader.driver) == []


@pytest.mark.parametrize("width", [320, 375])
def test_no_line_begins_with_a_comma(reader: Reader, width: int) -> None:
    """Names that fingers can hit stand in lines of text: the comma between two may end a line, and begins none."""
    reader.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    reader.open(ISSUE, width)
    edges = reader.run("""
        const list = document.querySelector(".terms-of .topics");
        const commas = [...list.childNodes].filter((one) => one.nodeType === 3 && one.data.startsWith(","));
        return commas.map((one) => {
          const range = document.createRange();
          range.setStart(one, 0);
          range.setEnd(one, 1);
          return range.getBoundingClientRect().left - list.getBoundingClientRect().left;
        });
    """)
    reader.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    assert len(edges) == 15 and min(edges) > 3


def test_contents_in_a_sheet(reader: Reader) -> None:
    """On a phone a word that stays in sight opens the contents; a link of theirs, or Escape, closes them."""
    reader.open(ISSUE, 375)
    box = "const box = document.querySelector('.contents').getBoundingClientRect();"
    assert not reader.run("return document.querySelector('.contents').open")
    assert reader.run(f"{box} return box.bottom <= innerHeight && box.height >= 44 && box.width < 200")
    assert reader.run(f"{box} return box.left > innerWidth / 2"), "it covers the beginning of lines"
    summary = reader.driver.find_element(By.CSS_SELECTOR, ".contents summary")
    summary.send_keys(Keys.ENTER)
    reader.wait_for(f"{box} return box.top > 0 && box.bottom <= innerHeight && box.width === 375")
    assert barriers(reader.driver) == []
    summary.send_keys(Keys.ESCAPE)
    assert not reader.run("return document.querySelector('.contents').open")
    summary.send_keys(Keys.ENTER)
    reader.driver.find_element(By.CSS_SELECTOR, ".contents li:nth-child(12) a").click()
    reader.wait_for("return !document.querySelector('.contents').open && location.hash === '#chapter-10'")
    assert reader.width == 375


def test_what_is_far_is_found(reader: Reader) -> None:
    """Parts that are not laid out yet are found in the page, reached by an address, and printed."""
    reader.open(f"{ISSUE}#chapter-55", 1000)
    reader.wait_for(
        "const top = document.getElementById('chapter-55').getBoundingClientRect().top; return top >= -5 && top < 200"
    )
    skipped = "return getComputedStyle(document.querySelector('.long > p')).contentVisibility"
    assert reader.run(skipped) == "auto"
    reader.run("scrollTo(0, 0)")
    assert reader.run("return window.find('Chapter 58', true)") is True
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert reader.run(skipped) == "visible"
    assert reader.run("return getComputedStyle(document.querySelector('.contents')).display") == "none"
    reader.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_an_address_to_copy(reader: Reader) -> None:
    """Each heading has a button that copies its address, and says so."""
    reader.open(ISSUE, 1440)
    granted = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    reader.driver.execute_cdp_cmd("Browser.grantPermissions", granted)
    button = reader.driver.find_element(By.CSS_SELECTOR, "#chapter-0 .anchor")
    assert button.get_attribute("aria-label") == "Copy the link to this part: Chapter 0"
    button.send_keys(Keys.ENTER)
    reader.wait_for("return document.querySelector('.anchor.done')?.getAttribute('aria-label') === 'Copied'")
    script = "const done = arguments[0]; navigator.clipboard.readText().then(done, (error) => done(String(error)))"
    assert str(reader.driver.execute_async_script(script)).endswith(f"{ISSUE}#chapter-0")


def test_much_coverage_folds(reader: Reader) -> None:
    """Of forty links to others eight are in sight, and one opens the rest; the reading time is told."""
    reader.open(ISSUE, 1440)
    seen = "return [...document.querySelectorAll('.coverage li')].filter((one) => one.checkVisibility()).length"
    assert reader.run(seen) == 8
    fold = reader.driver.find_element(By.CSS_SELECTOR, ".coverage summary")
    assert fold.text == "32 more"
    fold.send_keys(Keys.ENTER)
    assert reader.run(seen) == 40
    assert reader.run("return document.querySelector('.minutes').textContent") == "64 minutes"


@pytest.mark.parametrize("width", [320, 375, 1100, 1440])
def test_words_that_fit_no_screen(reader: Reader, width: int) -> None:
    """Titles, sources, topics and hosts of a hundred letters make no page wider than the screen."""
    for path in (
        "/",
        ISSUE,
        "/news/2024/02/23/",
        "/news/2024/02/",
        "/topics/",
        "/sources/",
        "/news/2024/02/21/hostile/",
    ):
        reader.open(path, width)
        assert reader.width <= width, (path, reader.run(_TOO_WIDE))


_TOO_WIDE = """
    return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 160)).slice(0, 5)
"""
