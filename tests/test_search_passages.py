"""What the search shows of stories that were found by their text alone, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import needs_browser, waiting
from tests.search_site import add_stories, add_story
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, Shown, serving

pytestmark = needs_browser

FILLER = "Nothing of it is about birds, and the harbour stays as it was, which is what people there like about it.\n\n"
EXCERPT = "All on the harbour."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site that searches texts: a word stands in one story's card, in another's text, or in many long ones."""
    site = SiteUnderTest(tmp_path_factory.mktemp("passages") / "site", SITE + "search: bodies\n")
    add_stories(site, 100)
    bird = (
        f"{FILLER * 3}At noon a **quok**ka & its <em>young</em> crossed the road by the old customs house.\n\n{FILLER}"
    )
    add_story(site, 3, "Notes from the harbour", excerpt=EXCERPT, body=bird)
    add_story(site, 90, "A quokka in the headline", excerpt=EXCERPT, body="Not a word of it here.")
    add_story(
        site,
        91,
        "港口的一天",
        excerpt="港口。",
        body="无关。" * 200 + "傍晚，一只短尾矮袋鼠穿过了马路。" + "无关。" * 200,
    )
    add_story(site, 92, "Bad markup", excerpt=EXCERPT, body="<b>zyxo</b> &lt;img src=x onerror=alert(1)&gt; in words.")
    for number in range(93, 98):
        add_story(site, number, f"Long issue {number}", excerpt=EXCERPT, body=FILLER * 1500 + "Then a wombat came.\n")
    site.build()
    with serving(site.root) as shown:
        yield shown


def ask(shown: Shown, question: str) -> None:
    """Open the search with a question."""
    shown.open(f"search/?q={question}")


def excerpts(shown: Shown) -> Any:
    """Return title and excerpt of each result, marks between asterisks."""
    return shown.driver.execute_script(
        "return [...document.querySelectorAll('#found li')].map((item) => [item.querySelector('h2').textContent,"
        "[...item.querySelector('.excerpt').childNodes].map((one) =>"
        "one.nodeName === 'MARK' ? `*${one.textContent}*` : one.textContent).join('')])"
    )


def wait_for_passage(shown: Shown, question: str, title: str, passage: str) -> None:
    """Ask, and wait until a result shows a passage."""
    ask(shown, question)
    waiting(shown.driver).until(
        lambda _: passage in dict(excerpts(shown)).get(title, ""), f"no {passage!r}, but {excerpts(shown)}"
    )


def pages_read(shown: Shown) -> int:
    """Return how many pages of stories were asked for since the search was opened."""
    script = (
        "return performance.getEntriesByType('resource')"
        ".filter((one) => one.initiatorType === 'fetch' && /story-/.test(one.name)).length"
    )
    return int(shown.driver.execute_script(script))


def test_words_of_the_text(served: Shown) -> None:
    """A story that was found by its text alone shows the words around what was asked for, which are marked."""
    passage = "At noon a *quokka* & its young crossed the road by the old customs house."
    wait_for_passage(served, "quokka", "Notes from the harbour", passage)
    assert dict(excerpts(served))["A quokka in the headline"] == EXCERPT
    assert pages_read(served) == 1


def test_words_of_a_text_without_spaces(served: Shown) -> None:
    """In Chinese, too, and no more of it than an excerpt has."""
    wait_for_passage(served, "矮袋鼠", "港口的一天", "短尾*矮袋鼠*穿过了马路")
    shown = dict(excerpts(served))["港口的一天"]
    assert len(shown) < 140 and shown.startswith("… ") and shown.endswith(" …")


def test_signs_of_the_text_stay_signs(served: Shown) -> None:
    """Markup that a text shows is shown, and never run."""
    wait_for_passage(served, "zyxo", "Bad markup", "*zyxo* <img src=x onerror=alert(1)> in words.")
    assert served.driver.execute_script("return document.querySelectorAll('#found img').length") == 0


def test_the_excerpt_comes_back(served: Shown) -> None:
    """Another question of the same story shows its excerpt again."""
    wait_for_passage(served, "quokka", "Notes from the harbour", "At noon")
    served.driver.execute_script("q.value = 'notes harbour'; q.dispatchEvent(new Event('input'))")
    waiting(served.driver).until(
        lambda _: excerpts(served) == [["Notes from the harbour", "All on the *harbour*."]], str(excerpts(served))
    )


def test_a_question_costs_no_more_than_it_may(served: Shown) -> None:
    """Of long texts no more are read than a bound allows; the other results keep their excerpts."""
    ask(served, "wombat")
    waiting(served.driver).until(lambda _: pages_read(served) > 0, "no page is read")
    waiting(served.driver).until(
        lambda _: any("*wombat*" in text for _, text in excerpts(served)), str(excerpts(served))
    )
    assert 1 <= pages_read(served) <= 3
    assert sum(text == EXCERPT for _, text in excerpts(served)) >= 2


def test_a_page_that_cannot_be_had(served: Shown) -> None:
    """Where the story's page does not come, the excerpt stays, and the reader is told nothing of it."""
    served.open("search/")
    served.driver.execute_script(
        "const own = fetch; window.asked = 0; window.fetch = (url, ...more) =>"
        "/story-/.test(String(url)) ? (window.asked += 1, Promise.reject(new Error('gone'))) : own(url, ...more)"
    )
    served.type("quokka")
    waiting(served.driver).until(lambda driver: driver.execute_script("return window.asked") == 1)
    assert dict(excerpts(served))["Notes from the harbour"] == EXCERPT
    assert served.status() == "2 stories"
