"""The line on the front page between what is new to a reader and what was there at the last visit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import barriers, needs_browser
from tests.search_site import FIRST, add_stories
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, Shown, serving

pytestmark = needs_browser

LINE = "return [...document.querySelectorAll('.since')].map((line) => line.textContent)"
BELOW = """
    const line = document.querySelector('.since');
    const isBelow = (card) => line.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
    const cards = [...document.querySelectorAll('main .card')].filter(isBelow);
    return cards.map((card) => card.querySelector('h3, h2').textContent.trim());
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A front page in a browser."""
    site = SiteUnderTest(tmp_path_factory.mktemp("visits") / "site", SITE)
    add_stories(site, 8)
    site.build()
    with serving(site.root) as shown:
        yield shown


def visit(shown: Shown, kept: str) -> list[str]:
    """Open the front page in a browser that has kept this of earlier visits; return what the line says."""
    shown.open("about-nothing/")
    shown.driver.execute_script(f"localStorage.setItem('visits', `{kept}`)")
    shown.open("")
    return list(shown.driver.execute_script(LINE))


def test_what_is_new_is_above_the_line(served: Shown) -> None:
    """Stories that came since the last visit stand above a line that says since when, all below it are older."""
    moment = int(FIRST.timestamp() * 1000) + 30 * 3_600_000  # stories 0 to 4 were there, 7 hours apart
    (line,) = visit(served, f"{moment} ${{Date.now() - 1000}}")
    assert line.startswith("New since January 3")
    below = served.driver.execute_script(BELOW)
    assert below and all(f"report {number}" not in title for title in below for number in (5, 6, 7))
    assert barriers(served.driver) == []


@pytest.mark.parametrize("kept", ["", "0 0", "nonsense", "1 ${Date.now() - 1000}", "${Date.now()} ${Date.now() - 1}"])
def test_no_line_where_it_says_nothing(kept: str, served: Shown) -> None:
    """At a first visit, where all is new or nothing is, there is no line."""
    assert visit(served, kept) == []


def test_the_last_visit_is_kept_in_the_browser_alone(served: Shown) -> None:
    """A later visit is measured from the one before; nothing of it is sent."""
    visit(served, "5 1700000000000")
    kept = served.driver.execute_script("return localStorage.getItem('visits')")
    assert kept.split(" ")[0] == "1700000000000" and int(kept.split(" ")[1]) > 1_700_000_000_000
    assert served.driver.get_cookies() == []
