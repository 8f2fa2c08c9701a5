"""What the theme's scripts do when things go wrong, slowly or twice: in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import needs_browser, waiting
from tests.search_site import add_stories
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, Shown, serving

pytestmark = needs_browser

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen"
MANY_WORDS = "alpha bravo charlie delta echo foxtrot golf hotel"
TITLES = {
    "_2": f"The {LONG_WORD} speaks",
    "_3": f"Spelling {MANY_WORDS}",
    "_4": "Quantum computers at work",
    "_90": "Quantized models shrink",
}
FAILED = "The search could not be loaded. Check the connection and try again."
NONE = "No story has all of these words."
STORIES = 100
"""64 of them sealed in a segment, which is fetched when it is needed."""


class Page(NamedTuple):
    """The search page in a browser, with what is needed to make its life hard."""

    shown: Shown
    public: Path

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script says."""
        return self.shown.driver.execute_script(script, *arguments)

    def command(self, name: str, **arguments: object) -> None:
        """Give a command to the browser (Chrome DevTools Protocol)."""
        self.shown.driver.execute_cdp_cmd(name, arguments)

    def wait_for(self, script: str) -> None:
        """Wait until a script returns a true value."""
        waiting(self.shown.driver).until(lambda _: self.run(script), script)

    def settle(self) -> None:
        """Let what the page has begun go on: answers that came are read, timers that are due run."""
        script = "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 50);"
        self.shown.driver.execute_async_script(script)

    @contextmanager
    def blocked(self, *patterns: str) -> Iterator[None]:
        """Let requests fail inside, as without a connection."""
        self.command("Network.enable")
        self.command("Network.setBlockedURLs", urls=list(patterns))
        yield
        self.command("Network.setBlockedURLs", urls=[])

    @contextmanager
    def held(self, *patterns: str) -> Iterator[None]:
        """Let requests wait inside, however long that takes; they go on after it."""
        self.command("Fetch.enable", patterns=[{"urlPattern": pattern} for pattern in patterns])
        yield
        self.command("Fetch.disable")

    @contextmanager
    def answering(self, rule: str) -> Iterator[None]:
        """Let the host answer otherwise inside, by a rule of `_redirects`."""
        file = self.public / "_redirects"
        before = file.read_text("utf-8")
        file.write_text(rule + "\n", "utf-8")
        yield
        file.write_text(before, "utf-8")

    @contextmanager
    def slow(self, milliseconds: int) -> Iterator[None]:
        """Let each answer take its time inside."""
        self._delay(milliseconds)
        yield
        self._delay(0)

    def _delay(self, latency: int) -> None:
        self.command("Network.enable")
        limits = {"downloadThroughput": -1, "uploadThroughput": -1, "offline": False}
        self.command("Network.emulateNetworkConditions", latency=latency, **limits)

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        self.shown.driver.switch_to.active_element.send_keys(*keys)

    def empty(self) -> None:
        """Delete what is in the field, as a person does."""
        self.shown.type(Keys.CONTROL + "a" + Keys.NULL + Keys.DELETE)

    def send_key(self, key: str, **also: bool) -> None:
        """Send a key to where the focus is, with what cannot be pressed from here."""
        script = (
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...arguments[0] }))"
        )
        self.run(script, {"key": key, **also})

    def submit(self) -> None:
        """Press the button of the search."""
        self.shown.driver.find_element(By.CSS_SELECTOR, "form[data-index] button").click()

    def focused(self) -> str:
        """Return the text of what has the focus, or its id."""
        return str(self.run("return document.activeElement.id || document.activeElement.textContent"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A site in a browser."""
    site = SiteUnderTest(tmp_path_factory.mktemp("scripts") / "site", SITE)
    add_stories(site, STORIES, **TITLES)
    site.build(jobs=1)
    with serving(site.root) as shown:
        yield Page(shown, site.root / "public")


@pytest.fixture
def page(served: Page) -> Iterator[Page]:
    """The search page, just opened, in a browser that remembers nothing."""
    served.shown.open("search/")
    served.run("localStorage.clear(); delete document.documentElement.dataset.theme")
    served.shown.open("search/")
    yield served


def test_a_search_that_cannot_begin_is_told_and_tried_again(page: Page) -> None:
    """Without a connection the page says so, offers nothing more, and finds when it is asked again with one."""
    with page.blocked("*newest.json*"):
        page.shown.open("search/?q=quantum")
        page.shown.wait_for_status(FAILED)
        assert page.shown.titles() == [] and not page.shown.driver.find_element(By.ID, "more").is_displayed()
    page.submit()
    page.shown.wait_for(TITLES["_4"])
    page.shown.wait_for_status("1 story")


def test_typing_on_tries_again(page: Page) -> None:
    """After a failure the next key searches anew, without another failure in between."""
    with page.blocked("*newest.json*"):
        page.shown.open("search/")
        page.shown.type("quan")
        page.shown.wait_for_status(FAILED)
    page.shown.type("tum")
    page.shown.wait_for(TITLES["_4"])


@pytest.mark.parametrize("what", ["terms", "stories"])
def test_a_file_that_fails_is_told_and_fetched_again(page: Page, what: str) -> None:
    """When a file of older stories does not come, the page says so; asked again it fetches that file again."""
    with page.blocked(f"*/search/{what}/*"):
        page.shown.type("quantum")
        page.shown.wait_for_status(FAILED)
    page.submit()
    page.shown.wait_for(TITLES["_4"])


def test_a_server_in_trouble_is_no_empty_result(page: Page) -> None:
    """An answer that says 503 is a failure, not a file without stories."""
    with page.answering("/news/search/terms/* /nothing 503!"):
        page.shown.type("quantum")
        page.shown.wait_for_status(FAILED)
    page.submit()
    page.shown.wait_for(TITLES["_4"])


def test_a_file_that_is_gone_is_told_at_last(page: Page) -> None:
    """A file that is still missing after the list of segments came anew is a failure, and no endless question."""
    with page.answering("/news/search/terms/* /nothing 404!"):
        page.shown.type("quantum")
        page.shown.wait_for_status(FAILED)
        page.settle()
        asked = "performance.getEntriesByType('resource').filter((one) => one.name.includes('newest')).length"
        page.wait_for(f"return {asked} >= 2")
        assert page.run(f"return {asked}") == 2
    page.submit()
    page.shown.wait_for(TITLES["_4"])


def test_a_result_that_stays_keeps_the_focus(page: Page) -> None:
    """While more results come, one that is shown already keeps its element, and so the focus."""
    with page.held("*/search/terms/*"):
        page.shown.type("quan")
        page.shown.wait_for(TITLES["_90"])
        page.press(Keys.ARROW_DOWN)
        assert page.focused() == TITLES["_90"]
    page.shown.wait_for(TITLES["_90"], TITLES["_4"])
    assert page.focused() == TITLES["_90"]
    page.press(Keys.ARROW_DOWN)
    assert page.focused() == TITLES["_4"]


def test_composed_input_waits_for_its_end(page: Page) -> None:
    """While an input method composes a word nothing is searched and no key is taken; what it composed is searched."""
    page.shown.field().click()
    page.command("Input.imeSetComposition", text="quantum", selectionStart=7, selectionEnd=7)
    page.settle()
    assert page.shown.field().get_attribute("value") == "quantum"
    assert (page.shown.titles(), page.shown.status()) == ([], "")
    page.command("Input.insertText", text="quantum")
    page.shown.wait_for(TITLES["_4"])


@pytest.mark.parametrize("key", ["ArrowDown", "Escape"])
def test_keys_of_an_input_method_are_its_own(page: Page, key: str) -> None:
    """Arrows and Escape choose among an input method's words while it composes; they do not move the focus."""
    page.shown.type("quantum")
    page.shown.wait_for(TITLES["_4"])
    page.send_key("ArrowDown")
    assert page.focused() == TITLES["_4"]
    if key == "ArrowDown":
        page.shown.field().click()
    before = page.focused()
    page.send_key(key, isComposing=True)
    assert page.focused() == before


@pytest.mark.parametrize("held", ["ctrlKey", "altKey", "metaKey"])
def test_keys_with_another_key_are_the_browsers(page: Page, held: str) -> None:
    """An arrow with Ctrl, Alt or Cmd is the browser's, and so is `/`."""
    page.shown.type("quantum")
    page.shown.wait_for(TITLES["_4"])
    page.send_key("ArrowDown", **{held: True})
    assert page.focused() == "q"
    page.run("document.querySelector('.switch').focus()")
    page.send_key("/", **{held: True})
    assert page.focused() != "q"


def test_a_word_of_more_letters_than_are_kept(page: Page) -> None:
    """Of a word 32 letters are kept: a longer one is found, whole or by its first letters."""
    for typed in (LONG_WORD, LONG_WORD[:32], LONG_WORD[:40]):
        page.shown.open(f"search/?q={typed}")
        page.shown.wait_for(TITLES["_2"])


def test_more_words_than_the_limit(page: Page) -> None:
    """Eight words are looked for; what is typed beyond them neither fails nor hides what has the eight."""
    page.shown.open(f"search/?q={MANY_WORDS} nowhere")
    page.shown.wait_for(TITLES["_3"])
    page.shown.open(f"search/?q={MANY_WORDS.replace('hotel', 'nowhere')}")
    page.shown.wait_for_status(NONE)


def test_a_question_of_signs_is_none(page: Page) -> None:
    """Where nothing is left to look for, no story is shown, the reader is told so, and the other ways are shown."""
    page.shown.type("quantum")
    page.shown.wait_for(TITLES["_4"])
    page.empty()
    page.shown.type("?!")
    page.wait_for("return document.getElementById('found').hidden")
    assert (page.shown.titles(), page.shown.status()) == ([], NONE)
    assert page.shown.driver.find_element(By.ID, "ways").is_displayed()


@pytest.mark.long
def test_an_answer_that_comes_late_is_not_shown(page: Page) -> None:
    """What was asked before shows nothing once something else, or nothing, is asked."""
    with page.slow(2000):
        page.shown.open("search/")
        page.shown.type("quantum")
        page.empty()
        page.wait_for("return performance.getEntriesByType('resource').some((one) => one.name.includes('newest.json'))")
        page.settle()
        assert (page.shown.titles(), page.shown.status()) == ([], "")


@pytest.mark.long
def test_a_failure_that_comes_late_is_not_told(page: Page) -> None:
    """That an earlier question failed is not told once it is no longer asked, and does not make the next one fail."""
    with page.slow(2000), page.answering("/news/search/newest.json /nothing 503!"):
        page.shown.open("search/")
        page.shown.type("quantum")
        page.empty()
        page.wait_for("return performance.getEntriesByType('resource').some((one) => one.name.includes('newest.json'))")
        page.settle()
        assert page.shown.status() == ""
    page.command("Input.insertText", text="quantum")
    page.shown.wait_for(TITLES["_4"])


def test_how_many_are_said(page: Page) -> None:
    """A screen reader is told how many stories there are, or how many of them are shown; the button shows ten more."""
    page.shown.type("drone")
    page.shown.wait_for_status("19 stories")
    more = page.shown.driver.find_element(By.ID, "more")
    assert len(page.shown.titles()) == 10 and more.is_displayed()
    page.shown.more()
    page.wait_for("return document.querySelectorAll('#found li').length === 19")
    assert not more.is_displayed()
    page.empty()
    page.shown.type("robot")
    page.wait_for("return document.querySelector('#found h2 a')?.textContent.includes('robot')")
    assert len(page.shown.titles()) == 10


def test_the_address_keeps_the_question(page: Page) -> None:
    """The address names what was asked, so that it can be kept, and nothing when nothing is; no step back is added."""
    before = page.run("return history.length")
    page.shown.type("quantum c&d")
    page.wait_for("return location.search === '?q=quantum%20c%26d'")
    page.empty()
    page.shown.type(" ")
    page.wait_for("return location.search === ''")
    assert page.run("return location.pathname") == "/news/search/"
    assert page.run("return history.length") == before


def test_where_the_page_begins(page: Page) -> None:
    """The field has the focus at once where nothing is asked yet."""
    assert page.focused() == "q"


def test_two_tabs(page: Page) -> None:
    """A theme that is chosen in one tab is that of the other at once, and so is its switch."""
    driver = page.shown.driver
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    page.shown.open("")
    driver.find_element(By.CLASS_NAME, "switch").click()
    assert _theme(page) == ("dark", "true")
    driver.switch_to.window(first)
    page.wait_for("return document.documentElement.dataset.theme === 'dark'")
    assert _theme(page) == ("dark", "true")
    driver.find_element(By.CLASS_NAME, "switch").click()
    assert _theme(page) == (None, "false")
    others: list[str] = [handle for handle in driver.window_handles if handle != first]
    driver.switch_to.window(others[0])
    page.wait_for("return document.documentElement.dataset.theme === undefined")
    assert _theme(page) == (None, "false")
    driver.close()
    driver.switch_to.window(first)


def _theme(page: Page) -> tuple[Any, str]:
    pressed = page.run("return document.querySelector('.switch').getAttribute('aria-pressed')")
    return page.run("return document.documentElement.dataset.theme ?? null"), str(pressed)


def test_the_switch_follows_the_system(page: Page) -> None:
    """Without a choice the switch says what the system prefers, also when that changes; a choice against it stays."""
    dark, none = [{"name": "prefers-color-scheme", "value": "dark"}], list[dict[str, str]]()
    page.command("Emulation.setEmulatedMedia", features=dark)
    page.wait_for("return document.querySelector('.switch').getAttribute('aria-pressed') === 'true'")
    page.shown.driver.find_element(By.CLASS_NAME, "switch").click()
    assert _theme(page) == ("light", "false")
    page.shown.open("")
    assert _theme(page) == ("light", "false")
    page.command("Emulation.setEmulatedMedia", features=none)
    page.wait_for("return document.querySelector('.switch').getAttribute('aria-pressed') === 'false'")


def test_a_browser_that_keeps_nothing(page: Page) -> None:
    """Where a browser refuses to remember, the switch works all the same, and nothing is complained of."""
    source = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    added = page.shown.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    page.shown.driver.get_log("browser")  # type: ignore[no-untyped-call]
    page.shown.open("")
    page.shown.driver.find_element(By.CLASS_NAME, "switch").click()
    assert _theme(page) == ("dark", "true")
    page.command("Page.removeScriptToEvaluateOnNewDocument", **added)
    assert page.shown.driver.get_log("browser") == []  # type: ignore[no-untyped-call]


PICTURES: dict[str, tuple[str, list[object]]] = {
    "an icon": ("<span class=mark>W<img src=/gone.png alt=''></span>", ["W", 0]),
    "a story's, in its frame": ("<a class=picture><img src=/gone.png alt='A field'></a>", ["", 0]),
    "a figure of a page": ("<figure class=picture><img src=/gone.png alt=''></figure>", ["", 0]),
    "one without words in a text": ("<div class=body><p>a</p><p><a><img src=/gone.png alt=''></a></p></div>", ["a", 1]),
    "one beside words in a text": ("<div class=body><p>a <img src=/gone.png alt=''></p></div>", ["a ", 1]),
    "one of two in a text": ("<div class=body><p><img src=/gone.png alt=''><b></b></p></div>", ["", 1]),
    "one with words in a text": ("<div class=body><p><img src=/gone.png alt='A field'></p></div>", ["", 2]),
}
"""HTML -> its text then, and how many frames, paragraphs and pictures are left."""


@pytest.mark.parametrize(("html", "shown"), PICTURES.values(), ids=PICTURES)
def test_a_picture_that_does_not_come(page: Page, html: str, shown: list[object]) -> None:
    """An icon gives way to its letter, a picture goes with its frame; one in a text stays where it has words."""
    page.run("document.body.insertAdjacentHTML('beforeend', '<div id=here></div>')")
    page.run("document.getElementById('here').innerHTML = arguments[0]", html)
    page.wait_for("return [...document.querySelectorAll('#here img')].every((one) => one.complete)")
    page.settle()
    look = (
        "const here = document.getElementById('here');"
        "return [here.textContent, here.querySelectorAll('.picture, .body > p, img').length]"
    )
    assert page.run(look) == shown
