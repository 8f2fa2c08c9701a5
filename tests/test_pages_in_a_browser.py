"""A page of every kind in a real browser, with the headers that the site asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from sitegen.plan.files.site_files import CONTENT_SECURITY_POLICY
from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.browser import barriers, browser, needs_browser, waiting
from tests.page_kinds import BASE_PATH, PATHS, page_kinds_site
from tests.site_under_test import SiteUnderTest

pytestmark = needs_browser

OFTEN = ("home", "story", "story, long", "year", "block", "topic", "search", "404")
"""Kinds that have among them all that pages are made of; `make test-long` looks at the others too."""
KINDS = [kind if kind in OFTEN else pytest.param(kind, marks=pytest.mark.long) for kind in PATHS]
NARROW = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": True}
MOST_SHIFT = 0.02


class Shown(NamedTuple):
    """The site in a browser; its pictures come from another host."""

    driver: Chrome
    origin: str
    pictures: str

    def open(self, kind: str) -> None:
        """Go to the page of a kind."""
        self.driver.get(self.origin + PATHS[kind])

    def command(self, name: str, **arguments: object) -> None:
        """Give a command to the browser (Chrome DevTools Protocol)."""
        self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script: str) -> Any:
        """Return what a script says."""
        return self.driver.execute_script(script)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def wait_for(self, script: str) -> None:
        """Wait until a script returns a true value."""
        waiting(self.driver).until(lambda driver: driver.execute_script(script), script)

    def logged(self, kind: str) -> list[dict[str, Any]]:
        """Return what the browser has logged since the last time; `kind` is `browser` or `performance`."""
        return list(self.driver.get_log(kind))  # type: ignore[no-untyped-call]

    @contextmanager
    def dark(self) -> Iterator[None]:
        """Let the system prefer dark colours inside."""
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        yield
        self.command("Emulation.setEmulatedMedia", features=[])

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let the system prefer no motion inside."""
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
        yield
        self.command("Emulation.setEmulatedMedia", features=[])

    @contextmanager
    def narrow(self) -> Iterator[None]:
        """Be a small phone inside."""
        self.command("Emulation.setDeviceMetricsOverride", **NARROW)
        self.command("Emulation.setTouchEmulationEnabled", enabled=True)
        yield
        self.command("Emulation.setTouchEmulationEnabled", enabled=False)
        self.command("Emulation.clearDeviceMetricsOverride")

    @contextmanager
    def without_scripts(self) -> Iterator[None]:
        """Run no script of a page inside."""
        self.command("Emulation.setScriptExecutionDisabled", value=True)
        yield
        self.command("Emulation.setScriptExecutionDisabled", value=False)


@contextmanager
def another_host(folder: Path) -> Iterator[str]:
    """Serve a folder to everybody; yield the origin, which is not the preview's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The digest in a browser."""
    site = SiteUnderTest(tmp_path_factory.mktemp("kinds") / "site")
    public = site.root / "public"
    with SiteServer("127.0.0.1", 0) as server, server.running(), another_host(public) as host, browser() as driver:
        elsewhere = f"{host}/pictures/"
        page_kinds_site(site, elsewhere)
        server.folder = OutputFolder(public, BASE_PATH)
        server.gate.open()
        yield Shown(driver, f"{server.origin}{BASE_PATH}", elsewhere)


@pytest.fixture
def shown(served: Shown) -> Iterator[Shown]:
    """The digest in a browser with nothing stored. What it complains of afterwards fails the test."""
    served.logged("browser")
    served.logged("performance")
    yield served
    served.run("localStorage.clear()")
    assert [entry for entry in served.logged("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_barrier(shown: Shown, kind: str) -> None:
    """Axe finds nothing that would keep anybody out of a page, be it light or dark."""
    shown.open(kind)
    assert "\n".join(barriers(shown.driver)) == ""
    with shown.dark():
        assert barriers(shown.driver, "color-contrast") == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        PATHS["search"] + "?q=learn",
        pytest.param(PATHS["year"], marks=pytest.mark.long),
        pytest.param(PATHS["story, long"], marks=pytest.mark.long),
    ],
)
def test_forced_colours(shown: Shown, path: str) -> None:
    """Where the system chooses the colours, dark or light, nothing is written in the colour of its ground."""
    shown.driver.get(shown.origin + path)
    if "?q=" in path:
        shown.wait_for("return document.querySelector('#found mark')")
    for scheme in ("dark", "light"):
        forced = {"name": "forced-colors", "value": "active"}
        shown.command(
            "Emulation.setEmulatedMedia", features=[forced, {"name": "prefers-color-scheme", "value": scheme}]
        )
        found = barriers(shown.driver, "color-contrast")
        # Marks have a ground that is drawn; the system takes it away, and gives their words the colour for its own.
        marks = shown.run(
            "return [...document.querySelectorAll('mark')].map((one) => getComputedStyle(one))"
            ".map((one) => [one.color, one.backgroundColor])"
        )
        shown.command("Emulation.setEmulatedMedia", features=[])
        assert found == []
        assert all(words != ground and not ground.startswith("rgba") for words, ground in marks)


def test_paper(shown: Shown) -> None:
    """On paper the address of an original follows its link; the whole text is there, nothing that is only clicked."""
    shown.open("story, long")
    shown.command("Emulation.setEmulatedMedia", media="print")
    after = "return [...document.querySelectorAll('.out')].map((one) => getComputedStyle(one, '::after').content)"
    contents = shown.run(after)
    hidden = ".masthead nav, .switch, .contents, .neighbours, footer"
    seen = shown.run(f"return [...document.querySelectorAll('{hidden}')].filter((one) => one.checkVisibility()).length")
    laid_out = shown.run("return document.querySelector('.body p:last-of-type').getBoundingClientRect().height > 0")
    shown.command("Emulation.setEmulatedMedia", media="")
    assert len(contents) > 1 and all("href" in content or "https://" in content for content in contents)
    assert seen == 0 and laid_out


def test_a_barrier_is_found(shown: Shown) -> None:
    """Axe sees what is wrong, so that its silence above means something."""
    shown.open("story")
    shown.run("document.querySelector('h1').remove()")
    assert "page-has-heading-one" in "".join(barriers(shown.driver))


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_small_phone(shown: Shown, kind: str) -> None:
    """A page fits 320 pixels, does not move while it loads, and asks other hosts for story images alone."""
    with shown.narrow():
        shown.open(kind)
        shown.run("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
        assert _layout_shift(shown) < MOST_SHIFT
        assert shown.run("return document.scrollingElement.scrollWidth") == NARROW["width"], _too_wide(shown)
    asked = [message["params"] for message in _messages(shown) if message["method"] == "Network.requestWillBeSent"]
    elsewhere = [one for one in asked if not one["request"]["url"].startswith((shown.origin, "data:"))]
    assert len(asked) > len(elsewhere)
    assert [one["request"]["url"] for one in elsewhere if one["type"] != "Image"] == []
    assert {urlsplit(one["request"]["url"]).netloc for one in elsewhere} <= {urlsplit(shown.pictures).netloc}


@pytest.mark.parametrize("kind", KINDS)
def test_targets_for_fingers(shown: Shown, kind: str) -> None:
    """What a finger is to hit is 44 pixels high, but for links in running text."""
    with shown.narrow():
        shown.open(kind)
        assert shown.run(_SMALL_TARGETS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript(shown: Shown, kind: str) -> None:
    """A page says the same without JavaScript, and leads to the same places."""
    shown.open(kind)
    with_scripts = _content(shown)
    with shown.without_scripts():
        shown.open(kind)
        text, links = _content(shown)
    assert links == with_scripts[1]
    assert (with_scripts[0] in text) if kind != "search" else "needs JavaScript" in text


def test_the_policy_is_in_force(shown: Shown) -> None:
    """The tests above see the Content-Security-Policy that hosts send: a script of a stranger does not run."""
    shown.open("home")
    received = [one["params"] for one in _messages(shown) if one["method"] == "Network.responseReceived"]
    (page,) = (one["response"] for one in received if one["type"] == "Document")
    policies = {header.lower(): value for header, value in page["headers"].items()}
    assert policies["content-security-policy"] == CONTENT_SECURITY_POLICY
    shown.run("const one = document.createElement('script'); one.text = 'window.ran = 1'; document.body.append(one)")
    assert shown.run("return window.ran") is None
    assert any("Content Security Policy" in entry["message"] for entry in shown.logged("browser"))


@pytest.mark.parametrize("kind", ["home", "story", "search"])
def test_nothing_holds_the_first_paint_back(shown: Shown, kind: str) -> None:
    """The first paint waits for the stylesheet alone."""
    shown.open(kind)
    script = "return performance.getEntriesByType('resource').map((one) => [one.name, one.renderBlockingStatus])"
    blocking = [name for name, status in shown.run(script) if status == "blocking"]
    assert blocking == [f"{shown.origin}assets/style.css"]


@pytest.mark.parametrize(("stored", "is_dark_outside"), [("dark", False), ("light", True)])
def test_no_flash(shown: Shown, stored: str, is_dark_outside: bool) -> None:
    """A stored theme is there before there is anything to paint, though the script file never comes."""
    shown.open("404")
    shown.run(f"localStorage.setItem('theme', '{stored}')")
    shown.command("Network.enable")
    shown.command("Network.setBlockedURLs", urls=["*site.js"])
    watch = """
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.themeAtFirst = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });
    """
    added = shown.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": watch})
    with shown.dark() if is_dark_outside else nullcontext():
        shown.open("home")
    shown.command("Page.removeScriptToEvaluateOnNewDocument", **added)
    shown.command("Network.setBlockedURLs", urls=[])
    assert shown.run("return window.themeAtFirst") == stored
    assert all("site.js" in entry["message"] for entry in shown.logged("browser"))


def test_the_switch(shown: Shown) -> None:
    """The switch turns the colours, says its state, and is kept on the next page."""
    paper = "return getComputedStyle(document.documentElement).backgroundColor"
    shown.open("home")
    light = shown.run(paper)
    switch = shown.driver.find_element(By.CLASS_NAME, "switch")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.send_keys(Keys.SPACE)
    dark = shown.run(paper)
    assert switch.get_attribute("aria-pressed") == "true" and dark != light
    shown.open("story")
    assert shown.run(paper) == dark
    shown.driver.find_element(By.CLASS_NAME, "switch").send_keys(Keys.ENTER)
    assert shown.run(paper) == light and shown.run("return localStorage.getItem('theme')") is None


def test_the_skip_link(shown: Shown) -> None:
    """The first stop of the keyboard leads past the menu to the content."""
    shown.open("story")
    shown.press(Keys.TAB)
    link = shown.driver.switch_to.active_element
    assert link.text == "Skip to the content" and link.rect["y"] >= 0
    shown.press(Keys.ENTER)
    shown.wait_for("return document.activeElement.tagName === 'MAIN'")
    shown.press(Keys.TAB)
    assert shown.run("return document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("kind", ["home", "story, long", "year", "topics"])
def test_each_stop_of_the_keyboard_is_seen(shown: Shown, kind: str) -> None:
    """Tab goes through a page in the order of its text, and what has the focus is in sight with an outline."""
    with shown.still():
        shown.open(kind)
        seen = list(_stops(shown, 25))
    assert len(seen) > 10
    assert [stop["name"] for stop in seen if not stop["outlined"] or not stop["in_sight"]] == []
    assert [stop["place"] for stop in seen] == sorted(stop["place"] for stop in seen)


def test_slash_opens_the_search(shown: Shown) -> None:
    """`/` leads to the search from any page, and is a letter like any other where one types."""
    shown.open("story")
    shown.press("/")
    shown.wait_for("return location.pathname.endsWith('/search/') && document.activeElement.id === 'q'")
    shown.press("a/b")
    assert shown.driver.find_element(By.ID, "q").get_attribute("value") == "a/b"


def test_a_picture_that_fails(shown: Shown) -> None:
    """A picture that does not load leaves no hole; an icon gives way to its letter."""
    shown.command("Network.enable")
    shown.command("Network.setBlockedURLs", urls=["*.png"])
    shown.open("story, long")
    shown.wait_for("return !document.querySelector('.mark img, .picture')")
    assert shown.driver.find_element(By.CLASS_NAME, "mark").text == "E"
    with shown.without_scripts():
        shown.open("home")
        grounds = [one.rect["height"] > 50 for one in shown.driver.find_elements(By.CLASS_NAME, "picture")]
        assert grounds and all(grounds)
        assert {one.text for one in shown.driver.find_elements(By.CLASS_NAME, "mark")} <= {"E", "S", "机"}
        assert shown.run(_WORDS_OF_PICTURES) == []
    shown.open("404")  # what the page has not asked for yet is not complained of later
    shown.command("Network.setBlockedURLs", urls=[])
    assert all(".png" in entry["message"] for entry in shown.logged("browser"))


def _stops(shown: Shown, most: int) -> Iterator[dict[str, Any]]:
    for _ in range(most):
        shown.press(Keys.TAB)
        stop = shown.run(_FOCUSED)
        if stop is None:
            return
        yield stop


def _messages(shown: Shown) -> list[dict[str, Any]]:
    return [json.loads(entry["message"])["message"] for entry in shown.logged("performance")]


def _content(shown: Shown) -> tuple[str, list[str]]:
    script = """
        for (const button of document.querySelectorAll("main button")) button.hidden = true;
        return [document.querySelector("main").innerText, [...document.querySelectorAll("main a")].map(String)];
    """
    text, links = shown.run(script)
    return text, links


def _layout_shift(shown: Shown) -> float:
    script = """
        const done = arguments[0];
        let sum = 0;
        new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
          .observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => done(sum), 100));
    """
    return float(shown.driver.execute_async_script(script))


def _too_wide(shown: Shown) -> object:
    return shown.run(
        "return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > 320)"
        ".map((one) => one.outerHTML.slice(0, 120))"
    )


_SMALL_TARGETS = """
    const inText = (one) => one.closest(".body, p:not(.meta, .turn, .original), .standfirst, td, figcaption, .skip");
    const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
    return [...document.querySelectorAll("a[href], button, summary, input")]
      .filter((one) => isShown(one) && !inText(one) && one.tabIndex >= 0)
      .map((one) => [one.outerHTML, Math.max(...[...one.getClientRects()].map((box) => box.height))])
      .filter(([, height]) => height < 44);
"""

_WORDS_OF_PICTURES = "return [...document.querySelectorAll('.card img')].map((one) => one.alt).filter(Boolean)"

_FOCUSED = """
    const one = document.activeElement;
    if (one === document.body) return null;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return {
      name: one.outerHTML.slice(0, 80),
      place: [...document.querySelectorAll("*")].indexOf(one),
      outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      in_sight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
"""
