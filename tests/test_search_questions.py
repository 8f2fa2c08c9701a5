"""What people ask the search of a site that searches bodies, and what it answers, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from selenium.webdriver.common.by import By

from tests.browser import barriers, needs_browser, waiting
from tests.search_site import add_stories, add_story
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, Shown, serving

pytestmark = needs_browser

STORIES = 230
"""Enough that the oldest are sealed, and their terms are looked for in files of their own."""
NONE = "No story has all of these words."
TITLES = {
    "_4": "C++ turns forty",
    "_5": "Vitamin C and models",
    "_6": "C# gains unions",
    "_7": ".NET 12 arrives",
    "_8": "A net full of fish at noon",
    "_9": "AT&T buys towers",
    "_11": "GPT-4o speaks",
    "_12": "What 4o does not say",
    "_14": "Qwen 新模型开源",
    "_15": "한국어 뉴스 요약",
    "_16": "X closes its office",
    "_18": "R & D of <b>Ångström</b> labs",
    "_221": "Testing GPT4o at home",
    "_222": "GPT 4o for schools",
    "_223": "大模型进课堂",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site whose stories have texts, topics, companies, two sections, two sources and two years, in a browser."""
    settings = "search: bodies\ntaxonomies: {topics: {}, companies: {}, sources: {key: provider}}\n"
    site = SiteUnderTest(tmp_path_factory.mktemp("questions") / "site", SITE + settings)
    add_stories(site, STORIES, **TITLES)
    other = "\n  name: Tide & Times\n  domain: tide.example"
    add_story(
        site, 1, "Chips for everyone", companies="[Nvidia, Anthropic]", body="The **zyxomma** flies.\n\n深海 AT&T"
    )
    add_story(site, 2, "Old chips", date="2019-05-01T08:00:00Z", companies="[Nvidia]", provider=other)
    add_story(
        site, 228, "New chips", companies="[Nvidia]", body="A zyxom&shy;ma? No: zy<em>xom</em>ma, a Quokka-7 of 2019."
    )
    site.write("content/notes/2023-02-01-chips.md", "---\ntitle: Notes on chips\ndate: 2023-02-01\n---\nText.\n")
    site.build()
    with serving(site.root) as shown:
        yield shown


def ask(shown: Shown, question: str, **chosen: str) -> None:
    """Open the search with a question, as a link does."""
    query = "&".join(f"{name}={quote(value)}" for name, value in {"q": question, **chosen}.items())
    shown.open(f"search/?{query}")


def run(shown: Shown, script: str) -> Any:
    """Return what a script says."""
    return shown.driver.execute_script(script)


def wait_for(shown: Shown, script: str) -> None:
    """Wait until a script returns a true value."""
    waiting(shown.driver).until(lambda _: run(shown, script), script)


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("C++", [TITLES["_4"]]),
        ("c#", [TITLES["_6"]]),
        (".NET", [TITLES["_7"]]),
        (".net 12", [TITLES["_7"]]),
        ("at&t towers", [TITLES["_9"]]),
        ("GPT-4o", [TITLES["_222"], TITLES["_221"], TITLES["_11"]]),
        ("gpt4o", [TITLES["_222"], TITLES["_221"], TITLES["_11"]]),
        ("gpt 4o", [TITLES["_222"], TITLES["_221"], TITLES["_11"]]),
        ("Qwen 模型", [TITLES["_14"]]),
        ("qwen模型", [TITLES["_14"]]),
        ("大模型", [TITLES["_223"]]),
        ("뉴스", [TITLES["_15"]]),
        ("x", [TITLES["_16"]]),
        ("angstrom", [TITLES["_18"].replace("<b>", "").replace("</b>", "")]),
        ("zyxomma", ["New chips", "Chips for everyone"]),
        ("深海", ["Chips for everyone"]),
        ("quokka7", ["New chips"]),
        ("chips quokka-7", ["New chips"]),
    ],
)
def test_the_right_stories(served: Shown, question: str, titles: list[str]) -> None:
    """Names with signs, model numbers in three spellings, mixed scripts and words of a text find what was meant."""
    ask(served, question)
    served.wait_for(*titles)


def test_a_title_comes_before_a_text(served: Shown) -> None:
    """Stories that have a word in their title come before those that have it in their text."""
    ask(served, "at&t")
    served.wait_for(TITLES["_9"], "Chips for everyone")


def test_marked_words(served: Shown) -> None:
    """A result shows its excerpt with the words that were asked for marked, its source and its day."""
    ask(served, "c++")
    served.wait_for(TITLES["_4"])
    marks = run(served, "return [...document.querySelectorAll('#found mark')].map((mark) => mark.textContent)")
    assert marks == ["C++"]
    ask(served, "robot All 模")
    served.wait_for_status(NONE)
    ask(served, "court all")
    wait_for(served, "return document.querySelector('#found mark')")
    # Asked for at once: results that are shown anew are other elements.
    result = "const one = document.querySelector('#found li');"
    marks, text = run(
        served, result + "return [[...one.querySelectorAll('mark')].map((mark) => mark.textContent), one.innerText]"
    )
    assert "court" in marks and "All" in marks and "Example News" in text and "2023" in text


@pytest.mark.parametrize(
    ("question", "meant", "names"),
    [("nvidea", "Nvidia", ["Nvidia"]), ("nvidai chips", "Nvidia chips", []), ("Antropic", "Anthropic", ["Anthropic"])],
)
def test_a_slip_of_the_hand(served: Shown, question: str, meant: str, names: list[str]) -> None:
    """A name of the site that was typed with a slip is offered, as a link to the question as it was meant."""
    ask(served, question)
    wait_for(served, "return !document.getElementById('meant').hidden")
    assert served.driver.find_element(By.ID, "meant").text == f"Did you mean {meant}?"
    shown = run(served, "return [...document.querySelectorAll('#names a')].map((link) => link.textContent)")
    assert (shown, served.status()) == (names, NONE)
    served.driver.find_element(By.CSS_SELECTOR, "#meant a").click()
    wait_for(served, "return document.querySelectorAll('#found li').length > 0")
    assert served.field().get_attribute("value") == meant


def test_terms_stand_above_the_stories(served: Shown) -> None:
    """Topics and companies whose name is asked for lead to their pages."""
    ask(served, "nvid")
    served.wait_for("New chips", "Chips for everyone", "Old chips")
    link = served.driver.find_element(By.CSS_SELECTOR, "#names a")
    assert (link.text, str(link.get_attribute("href")).removeprefix(served.origin)) == ("Nvidia", "companies/nvidia/")
    assert "Companies" in served.driver.find_element(By.ID, "names").text
    above = "return names.getBoundingClientRect().bottom <= found.getBoundingClientRect().top"
    assert run(served, above)


@pytest.mark.parametrize("question", ["qqqqqq", "nvidea", "robot 模型 뉴스"])
def test_never_a_dead_end(served: Shown, question: str) -> None:
    """Where no story is found, the topics and months are there."""
    ask(served, question)
    served.wait_for_status(NONE)
    waiting(served.driver).until(lambda driver: driver.find_element(By.ID, "ways").is_displayed())
    assert served.titles() == []


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        ({"year": "2019"}, ["Old chips"]),
        ({"section": "notes"}, ["Notes on chips"]),
        ({"source": "Tide & Times"}, ["Old chips"]),
        ({"section": "news", "year": "2023"}, ["New chips", "Chips for everyone"]),
    ],
)
def test_narrowed_down(served: Shown, chosen: dict[str, str], titles: list[str]) -> None:
    """A year, a section or a source in the address leaves the stories of it alone, and a link leads back to all."""
    ask(served, "chips", **chosen)
    served.wait_for(*titles)
    links = "return [...document.querySelectorAll('#narrow a[aria-current]')].map((link) => link.textContent)"
    assert len(run(served, links)) == len(chosen)
    served.driver.execute_script("document.querySelector('#narrow a[aria-current]').click()")
    wait_for(served, f"return document.querySelectorAll('#found li').length > {len(titles)}")


def test_narrowing_down_by_a_link(served: Shown) -> None:
    """Beside the results there is a link for each year, section and source, and it keeps the question."""
    ask(served, "chips")
    served.wait_for("New chips", "Notes on chips", "Chips for everyone", "Old chips")
    hrefs = "return [...document.querySelectorAll('#narrow a')].map((link) => link.getAttribute('href'))"
    expected = [
        *("?q=chips&year=2023", "?q=chips&year=2019", "?q=chips&section=news", "?q=chips&section=notes"),
        *("?q=chips&source=Example%20News", "?q=chips&source=Tide%20%26%20Times"),
    ]
    assert sorted(run(served, hrefs)) == sorted(expected)


def test_a_year_alone(served: Shown) -> None:
    """An address with a year and no question shows the stories of that year."""
    ask(served, "", year="2019")
    served.wait_for("Old chips")


def test_slash_can_be_turned_off(served: Shown) -> None:
    """Whoever turns `/` off on the search page has it off on all pages, until it is turned on again (WCAG 2.1.4)."""
    served.open("search/")
    box = served.driver.find_element(By.CSS_SELECTOR, ".slash input")
    assert box.is_selected()
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))"
    for is_on in (False, True):
        served.open("search/")
        served.driver.execute_script("document.querySelector('.slash input').click()")
        served.driver.execute_script(f"document.activeElement.blur(); return {press}")
        assert run(served, "return document.activeElement.id === 'q'") == is_on
        served.open("archive/")
        assert run(served, f"return !{press}") == is_on


def test_nobody_is_kept_out(served: Shown) -> None:
    """With results, names, a choice and words marked the page has no barrier that axe finds."""
    ask(served, "nvidia chips", year="2023")
    served.wait_for("New chips", "Chips for everyone")
    assert barriers(served.driver) == []


def test_what_is_asked_is_never_markup(served: Shown) -> None:
    """A question, a source and a year from an address are shown as text."""
    evil = "<img src=x onerror=document.title=1>"
    ask(served, evil, source=evil, year=evil)
    served.wait_for_status(NONE)
    assert run(served, "return document.querySelectorAll('main img').length") == 0
