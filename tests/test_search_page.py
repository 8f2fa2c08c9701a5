"""The search page in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from sitegen.render.search.search_terms import key_of, shard_of, terms_of
from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.browser import browser, needs_browser, waiting
from tests.search_site import add_stories, add_story
from tests.site_under_test import SITE_YAML, SiteUnderTest

pytestmark = needs_browser

SITE = SITE_YAML.replace("digest.test/", "digest.test/news/")
STORIES = 230
TITLES = {
    "_3": "Quantum Überraschung at CERN",
    "_17": "深度求索发布新一代推理模型",
    "_40": "月之暗面的长文本模型",
    "_225": "Quantized models shrink",
}
TEXTS = (
    "",
    "GPT-4o: what OpenAI’s model_name means",
    "Þórr ðæl İ ı, Größe, Ærø, Œuvre, ŁÓDŹ, İstanbul, ΣΊΣΥΦΟΣ, naïve",
    "Ｆｕｌｌ ｗｉｄｔｈ ｶﾞｷﾞ ㎏ ① ½ ﬁne",
    "智谱发布GPT新模型，4月 上线。龘𠀋",
    "東京のAIスタートアップ・ニュース",
    "인공지능 뉴스 2024",
    "हिन्दी में समाचार। तमिழ் செய்தி",
    "ปัญญาประดิษฐ์ในไทย",
    "مُحَمَّد الذكاء الاصطناعي ١٢٣",
    "שָׁלוֹם עולם",
    "Tiếng Việt: trí tuệ nhân tạo",
    "👩‍💻 emoji ™ trademark™ c++ r&d 3.5 a_b",
    "C++17, C#, c++x c+d F# page#part .NET ASP.NET node.js AT&T, a&b&c &d S&P500 Ｃ＋＋ x&#39;",
    "x" * 100 + " " + "é" * 100,
)


class Shown(NamedTuple):
    """The site in a browser."""

    driver: Chrome
    origin: str

    def open(self, path: str) -> None:
        """Go to a page."""
        self.driver.get(self.origin + path)

    def type(self, text: str) -> None:
        """Type into the search field of the page."""
        self.field().send_keys(text)

    def field(self) -> WebElement:
        """Return the search field."""
        return self.driver.find_element(By.ID, "q")

    def more(self) -> None:
        """Ask for more results, wherever the button is."""
        self.driver.execute_script("document.getElementById('more').click()")

    def titles(self) -> list[str]:
        """Return the titles of the results, first one first."""
        script = "return [...document.querySelectorAll('#found h2 a')].map((link) => link.textContent)"
        return list(self.driver.execute_script(script))

    def status(self) -> str:
        """Return what a screen reader is told."""
        return self.driver.find_element(By.ID, "found-count").text

    def wait_for(self, *titles: str) -> None:
        """Wait until these are the results."""
        waiting(self.driver).until(
            lambda _: self.titles() == list(titles), f"{titles} are never shown, but {self.titles()}, {self.status()}"
        )

    def wait_for_status(self, text: str) -> None:
        """Wait until a screen reader is told a text."""
        waiting(self.driver).until(lambda _: self.status() == text, f"not {text}, but {self.status()}")


@contextmanager
def serving(root: Path) -> Iterator[Shown]:
    """Serve a site's outputs below a base path, with the headers that they ask for, to a browser."""
    with SiteServer("127.0.0.1", 0) as server, server.running(), browser() as driver:
        server.folder = OutputFolder(root / "public", "/news/")
        server.gate.open()
        yield Shown(driver, f"{server.origin}/news/")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site in a browser."""
    site = SiteUnderTest(tmp_path_factory.mktemp("search") / "site", SITE)
    add_stories(site, STORIES, **TITLES)
    site.build()
    with serving(site.root) as shown:
        yield shown


@pytest.fixture
def shown(served: Shown) -> Iterator[Shown]:
    """The search page, just opened. What the browser complains of afterwards fails the test."""
    served.open("search/")
    yield served
    complaints = served.driver.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in complaints if entry["level"] in ("SEVERE", "WARNING")] == []


def test_an_english_word(shown: Shown) -> None:
    """A word finds the stories that have it, wherever in the archive they are; case and accents do not matter."""
    shown.type("CERN uberraschung")
    shown.wait_for(TITLES["_3"])
    shown.wait_for_status("1 story")


def test_a_beginning(shown: Shown) -> None:
    """From three letters on the beginning of a word finds it, in old and new stories alike, newest first."""
    shown.type("quan")
    shown.wait_for(TITLES["_225"], TITLES["_3"])


def test_the_first_key(shown: Shown) -> None:
    """One letter already shows stories, the newest ones with a word that begins so."""
    shown.type("q")
    shown.wait_for(TITLES["_225"])


@pytest.mark.parametrize(
    ("typed", "number"), [("求索", "_17"), ("索", "_17"), ("推理模型", "_17"), ("暗面", "_40"), ("面长文本", "")]
)
def test_chinese(shown: Shown, typed: str, number: str) -> None:
    """A Chinese word of two characters is found inside a title, and so are one character and a longer word."""
    shown.type(typed)
    if number:
        shown.wait_for(TITLES[number])
    else:
        shown.wait_for_status("No story has all of these words.")
        assert shown.titles() == []


def test_titles_first_then_newer(shown: Shown) -> None:
    """Stories with the word in their title come first, the newest of them first; more are a click away."""
    shown.type("drone")
    newest = [f"The drone report {number}" for number in range(STORIES - 1, 0, -1) if number % 10 == 5]
    in_title = [title for title in newest if title.removeprefix("The drone report ") not in ("225",)]
    shown.wait_for(*in_title[:10])
    shown.more()
    shown.wait_for(*in_title[:20])
    waiting(shown.driver).until(lambda driver: driver.switch_to.active_element.text == in_title[10])


def test_a_result_leads_to_the_story(shown: Shown) -> None:
    """A result shows title, source and date, and leads to the story's own page on this site."""
    shown.type("求索")
    shown.wait_for(TITLES["_17"])
    result = shown.driver.find_element(By.CSS_SELECTOR, "#found li")
    assert "Example News" in result.text and "2023" in result.text
    assert result.find_element(By.TAG_NAME, "h2").get_attribute("lang") == "zh"
    result.find_element(By.TAG_NAME, "a").click()
    waiting(shown.driver).until(lambda driver: "story-17" in driver.current_url)
    assert shown.driver.find_element(By.TAG_NAME, "h1").text == TITLES["_17"]


def test_a_question_in_the_address(shown: Shown) -> None:
    """An address with `?q=` shows its results, as search engines and the page for lost addresses use it."""
    shown.open("search/?q=cern")
    shown.wait_for(TITLES["_3"])
    assert shown.field().get_attribute("value") == "cern"
    shown.type("x")
    waiting(shown.driver).until(lambda driver: driver.current_url.endswith("?q=cernx"))


def test_keys(shown: Shown) -> None:
    """`/` leads from any page to the search field, arrows through the results and back, Escape to the field."""
    shown.open("")
    shown.driver.find_element(By.TAG_NAME, "body").send_keys("/")
    waiting(shown.driver).until(lambda driver: driver.current_url.endswith("/search/"))
    waiting(shown.driver).until(lambda driver: driver.switch_to.active_element == shown.field())
    shown.type("quan")
    shown.wait_for(TITLES["_225"], TITLES["_3"])
    for key, text in (
        (Keys.ARROW_DOWN, TITLES["_225"]),
        (Keys.ARROW_DOWN, TITLES["_3"]),
        (Keys.ARROW_UP, TITLES["_225"]),
    ):
        shown.driver.switch_to.active_element.send_keys(key)
        assert shown.driver.switch_to.active_element.text == text
    shown.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert shown.driver.switch_to.active_element == shown.field()


def test_nothing_moves(shown: Shown) -> None:
    """Results that come with the page do not push aside what is there (layout shift under 0.02)."""
    shown.open("search/?q=cern")
    shown.wait_for(TITLES["_3"])
    script = """
        const done = arguments[0];
        let sum = 0;
        new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; })
          .observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => done(sum), 200));
    """
    assert shown.driver.execute_async_script(script) < 0.02


def test_asks_no_other_host(shown: Shown) -> None:
    """Searching asks this site alone."""
    shown.type("quantum")
    shown.wait_for(TITLES["_3"])
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    asked = shown.driver.execute_script(script)
    assert any("/search/terms/" in url for url in asked)
    assert [url for url in asked if not url.startswith(shown.origin)] == []


def test_browser_and_builder_agree_on_terms(shown: Shown) -> None:
    """The script cuts every text into the same terms as the builder, and looks for each in the same shard."""
    script = """
        const [texts, address, done] = arguments;
        import(address).then((search) => done(texts.map((text) =>
          [...search.termsOf(text), `~p${search.keyOf(text)}`].map((term) =>
            [term, search.shardOf(term, 64), search.shardOf(term, 1000)]))));
    """
    address = f"{shown.origin}assets/search_terms.js"
    found: Any = shown.driver.execute_async_script(script, list(TEXTS), address)
    terms = [[*terms_of(text), f"~p{key_of(text)}"] for text in TEXTS]
    expected = [[[term, shard_of(term, 64), shard_of(term, 1000)] for term in some] for some in terms]
    assert found == json.loads(json.dumps(expected))


def test_a_site_that_was_published_anew_meanwhile(site: SiteUnderTest) -> None:
    """A page that was open while segments were merged still finds what is in them."""
    site.write("site.yaml", SITE)
    add_stories(site, 95, _3="Quantum surprise")
    site.build()
    with serving(site.root) as shown:
        shown.open("search/")
        loaded = "return performance.getEntriesByType('resource').some((entry) => entry.name.includes('newest.json'))"
        waiting(shown.driver).until(lambda driver: driver.execute_script(loaded))
        add_story(site, 95)
        site.build()
        shown.type("surprise")
        shown.wait_for("Quantum surprise")


def test_without_javascript(served: Shown) -> None:
    """Without JavaScript the page says so, shows no field that does nothing, and leads to topics and months."""
    served.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        served.open("search/")
        main = served.driver.find_element(By.TAG_NAME, "main")
        assert "needs JavaScript" in main.text and not served.field().is_displayed()
        links = [link.get_attribute("href") for link in main.find_elements(By.TAG_NAME, "a")]
        assert f"{served.origin}topics/ai/" in links and f"{served.origin}news/2023/01/" in links
    finally:
        served.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
