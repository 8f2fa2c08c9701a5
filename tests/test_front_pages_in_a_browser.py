"""What a reader sees of front pages and lists, measured in Chromium on sites of different habits."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from sitegen.serve.answers import OutputFolder
from sitegen.serve.server import SiteServer
from tests.browser import barriers, browser, needs_browser
from tests.command_line import PROJECT
from tests.site_under_test import SITE_YAML, SiteUnderTest, story

pytestmark = needs_browser

LEAST_HEADLINES = {(1440, 900): 4, (768, 1024): 3, (375, 812): 2, (320, 640): 1}
"""How many whole headlines the first screen has, by its size."""
LOWEST_DAY = 190
"""Pixels from the top at which the first day begins on a phone."""
SCREENS_OF_SIXTY = 3
MOST_BYTES_OF_HOME, MOST_BYTES_OF_STORY = 25_000, 16_000
"""Of this project's own content, compressed, with the stylesheet and the script."""
PHONE = (375, 812)
_EXCERPT = (
    "The company says what the model can do, and a person decides whether it may; no figures are checked yet. " * 2
)
_CHINESE = "公司称训练过程仅耗时十一天，成本约为同类模型的三分之一；独立评测尚未公布，价格也没有说明。" * 2
_TAGLINE = (
    "description: News of machines that learn, checked against the announcement, in two languages and every day.\n"
)
_LONG_NAME = "The Weekly Digest of Machine Learning"
_PICTURE = "\n  - url: /picture.svg\n    width: 1200\n    height: 675\n    alt: A field"


class Screens:
    """A browser, and the site that it looks at."""

    def __init__(self, driver: Chrome, server: SiteServer, folder: Path) -> None:
        """`folder` is where the sites are."""
        self.driver = driver
        self._server = server
        self._folder = folder

    def look(self, site: str, path: str, width: int, height: int) -> None:
        """Open a page of a site on a screen of this size; a phone's is for fingers."""
        self._server.folder = OutputFolder(self._folder / site / "public", "/")
        self._server.gate.open()
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": width < 700})
        self.driver.get(f"{self._server.origin}/{path}")

    def run(self, script: str) -> Any:
        """Return what a script says."""
        return self.driver.execute_script(script)

    def bytes_of(self, site: str, path: str) -> int:
        """Return how much a file of a site weighs, compressed."""
        return len(gzip.compress((self._folder / site / "public" / path).read_bytes()))

    def stories_of(self, site: str) -> list[str]:
        """Return the files of a site's stories."""
        public = self._folder / site / "public"
        return [path.relative_to(public).as_posix() for path in public.glob("news/*/*/*/*/index.html")]


def _story(number: int, moment: datetime, **fields: object) -> str:
    shown: dict[str, Any] = {
        "excerpt": _EXCERPT,
        "images": _PICTURE if number % 3 else None,
        "provider": f"\n  name: Paper {number % 12}\n  domain: paper{number % 12}.example",
        "topics": f"[AI, Robots, Topic {number % 5}, Chips]",
        "heat": number * 37 % 100,
        "quality": number * 53 % 100,
        **fields,
    }
    title = f"Regulators approve the robots that learn to fold laundry in number {number}"
    return story(str(shown.pop("title", title)), date=f"{moment:%Y-%m-%dT%H:%M:%SZ}", **shown)


def _fill(site: SiteUnderTest, count: int, step: timedelta, **fields: object) -> None:
    site.write("static/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675"></svg>')
    for number in range(count):
        moment = datetime(2024, 2, 21, 15, 50, tzinfo=UTC) - step * number
        site.write(f"content/news/{number}.md", _story(number, moment, **fields))


def _site(folder: Path, name: str, settings: str = "") -> SiteUnderTest:
    return SiteUnderTest(folder / name, SITE_YAML.replace("Asia/Shanghai", "Etc/GMT-8") + _TAGLINE + settings)


def _own(folder: Path) -> SiteUnderTest:
    site = _site(folder, "own")
    for name in ("content", "static"):
        shutil.copytree(PROJECT / name, site.root / name, dirs_exist_ok=True)
    shutil.copy(PROJECT / "site.yaml", site.root)
    return site


@pytest.fixture(scope="module")
def screens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screens]:
    """Five sites: our own, one and sixty stories a day, one a day in Chinese, and one with nothing but a long name."""
    folder = tmp_path_factory.mktemp("habits")
    day = timedelta(days=1)
    sites = [_own(folder), *(_site(folder, name) for name in ("one", "sixty", "bare"))]
    _fill(sites[1], 9, day)
    _fill(sites[2], 62, timedelta(minutes=24))
    settings = (sites[3].root / "site.yaml").read_text("utf-8")
    sites[3].write("site.yaml", settings.replace("title: Test Digest", f"title: {_LONG_NAME}"))
    _fill(sites[3], 9, day, excerpt="", images=None, topics=None, provider=None, heat=None)
    sites.append(_site(folder, "chinese", "language: zh\n"))
    _fill(
        sites[4],
        9,
        day,
        title="深度求索发布新一代推理模型并公布训练成本的全部细节",
        excerpt=_CHINESE,
        topics="[芯片, 模型]",
    )
    for site in sites:
        site.build()
    with SiteServer("127.0.0.1", 0) as server, server.running(), browser() as driver:
        yield Screens(driver, server, folder)


@pytest.mark.parametrize("site", ["own", "one", "sixty", "bare", "chinese"])
def test_the_first_screen(screens: Screens, site: str) -> None:
    """Four headlines stand on a wide first screen, three on a tablet's, two on a phone's; nothing is wider than it."""
    for (width, height), least in LEAST_HEADLINES.items():
        screens.look(site, "", width, height)
        assert screens.run(_WHOLE_HEADLINES) >= least, (width, screens.run(_BOTTOMS))
        assert screens.run("return document.scrollingElement.scrollWidth") <= width
        if width < 700:
            assert screens.run("return document.querySelector('.day').getBoundingClientRect().top") < LOWEST_DAY
            assert screens.run("return document.querySelector('.masthead ul').getBoundingClientRect().height") < 60


def test_the_picture_serves_the_headline(screens: Screens) -> None:
    """The lead's picture stands beside its headline, and on phones below its text; the rail is last on phones."""
    boxes = """
        const box = (name) => document.querySelector(name).getBoundingClientRect();
        return [box(".front h3"), box(".front .picture"), box(".front .excerpt"), box(".rail"), box(".rest")]
          .map((one) => [one.left, one.top, one.right, one.bottom]);
    """
    for width, height in ((1440, 900), (768, 1024)):
        screens.look("own", "", width, height)
        headline, picture, *_ = screens.run(boxes)
        assert picture[0] >= headline[2] and picture[1] < headline[3]
    screens.look("own", "", 375, 812)
    _, picture, excerpt, rail, rest = screens.run(boxes)
    assert picture[1] >= excerpt[3]
    assert rail[1] >= rest[3]


def test_a_day_with_one_story_is_a_row(screens: Screens) -> None:
    """An older day with one story stands beside its date, no larger than another story, so that rank says something."""
    screens.look("one", "", 1440, 900)
    rows = screens.run("""
        return [...document.querySelectorAll(".rest .day")].map((day) => {
          const [date, story] = ["h2", "article"].map((name) => day.querySelector(name).getBoundingClientRect());
          const isLevel = Math.abs(date.top - story.top) < 10;
          return [day.querySelectorAll(".standard").length, date.right <= story.left, isLevel];
        });
    """)
    assert rows == [[1, True, True]] * 8


def test_a_day_of_sixty_stories(screens: Screens) -> None:
    """It says how many it has, leads with the best of all, and its page has them on three screens, briefs by time."""
    screens.look("sixty", "", 1440, 900)
    best = max(range(60), key=lambda number: (number * 37 % 100 + number * 53 % 100, -number))
    assert screens.run("return document.querySelector('.holds').textContent") == "60 stories, from 12 sources"
    assert screens.run("return document.querySelector('.first .lead h3').textContent").split()[-2] == str(best)
    assert screens.run("return document.querySelectorAll('.first .card').length") == 20
    more = screens.run(
        "const more = document.querySelector('.first .more a'); return [more.textContent, more.pathname]"
    )
    assert more == ["40 more stories", "/news/2024/02/21/"]
    screens.look("sixty", "news/2024/02/21/", 1440, 900)
    assert screens.run("return document.querySelectorAll('.day .card').length") == 60
    assert screens.run("return document.querySelector('.day').getBoundingClientRect().bottom") <= SCREENS_OF_SIXTY * 900
    times = screens.run("return [...document.querySelectorAll('.briefs time')].map((one) => one.textContent)")
    assert len(times) == 53 and times == sorted(times, reverse=True)
    assert (
        screens.run("return new Set([...document.querySelectorAll('.briefs .card')].map((one) => one.offsetLeft)).size")
        == 2
    )


@pytest.mark.parametrize("path", ["", "news/2024/02/15/gemini-1-5/"])
def test_the_search_is_in_sight_on_phones(screens: Screens, path: str) -> None:
    """Where the menu is longer than the screen, its words scroll, and the search stays beside them."""
    for width, height in (PHONE, (320, 640)):
        screens.look("own", path, width, height)
        assert screens.run(
            "const menu = document.querySelector('.masthead ul'); return menu.scrollWidth > menu.clientWidth"
        )
        screens.run("document.querySelector('.masthead ul').scrollLeft = 9999")
        assert screens.run("""
            const [search, last] = [".masthead .search", ".masthead li:last-child a"]
              .map((one) => document.querySelector(one).getBoundingClientRect());
            return last.right <= search.left && search.right <= innerWidth;
        """)


def test_days_on_a_phone(screens: Screens) -> None:
    """A day's date and count are one line, without the room of a second one, and an older day's lead is no larger."""
    screens.look("own", "", *PHONE)
    heights = screens.run("return [...document.querySelectorAll('.rest h2')].map((one) => one.offsetHeight)")
    assert len(heights) > 5 and max(heights) < 44
    size = "return parseFloat(getComputedStyle(document.querySelector(arguments[0])).fontSize)"
    sizes = [
        screens.driver.execute_script(size, name) for name in (".front h3", ".rest .lead h3", ".rest .standard h3")
    ]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 3


def test_the_picture_is_whole_on_phones(screens: Screens) -> None:
    """Nothing of a wide picture is cut away below the lead's text: it may be a chart."""
    screens.look("own", "", *PHONE)
    box = screens.run(
        "const box = document.querySelector('.front img').getBoundingClientRect(); return box.width / box.height"
    )
    assert box == pytest.approx(16 / 9, abs=0.02)


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("one", ""),
        ("own", "news/2024/02/"),
        pytest.param("own", "", marks=pytest.mark.long),
        pytest.param("own", "topics/china/", marks=pytest.mark.long),
    ],
)
def test_targets_on_a_phone(screens: Screens, site: str, path: str) -> None:
    """No target of a phone is too small or under another one (WCAG 2.2, 2.5.8)."""
    screens.look(site, path, *PHONE)
    assert barriers(screens.driver, "target-size") == []
    lines = "return [...document.querySelectorAll('.meta')].map((one) => parseFloat(getComputedStyle(one).lineHeight))"
    assert min(screens.run(lines)) >= 24, "where there are two, one hides the other from a finger"


def test_two_columns_of_a_crowded_day(screens: Screens) -> None:
    """On a wide screen the stories below the lead stand in two columns; what tells of a brief never begins indented."""
    screens.look("sixty", "", 1440, 900)
    left = "return new Set([...document.querySelectorAll('.first .standard')].map((one) => one.offsetLeft)).size"
    assert screens.run(left) == 2
    screens.look("sixty", "news/2024/02/21/", 1440, 900)
    indents = screens.run("""
        return [...document.querySelectorAll(".briefs .card")].map((card) => {
          const [box, meta] = [card, card.querySelector(".meta")].map((one) => one.getBoundingClientRect());
          return Math.round(meta.left - box.left);
        });
    """)
    assert [indent for indent in indents if 0 < indent < 40] == []


def test_a_month_is_a_row_a_story(screens: Screens) -> None:
    """On a wide screen most headlines of a month are one line, with their source and time at the end of it."""
    screens.look("own", "news/2024/02/", 1440, 900)
    lines = screens.run("""
        return [...document.querySelectorAll(".dated h3, .dated article h2")]
          .map((one) => Math.round(one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)));
    """)
    assert len(lines) > 15 and lines.count(1) > 0.8 * len(lines)


def test_what_stands_in_a_row(screens: Screens) -> None:
    """The words of the foot and of the menu stand on one line, headings and what is below begin at one edge."""
    screens.look("own", "topics/china/", 1440, 900)
    tops = screens.driver.execute_script(_BOTTOMS_OF_WORDS, "footer li")
    steps = [below - above for above, below in pairwise(sorted(tops))]
    assert len(tops) > 5 and [step for step in steps if 1 < step < 24] == []  # one row, or two in a wide font
    edges = screens.run(
        "return ['h1', '.feeds a'].map((one) => document.querySelector(one).getBoundingClientRect().left)"
    )
    assert edges[0] == edges[1]
    marks = (
        "return [...document.querySelectorAll(arguments[0])].map((one) => getComputedStyle(one, '::before').content)"
    )
    assert "/" in "".join(screens.driver.execute_script(marks, "header .meta > * + *"))
    screens.look("own", "news/2024/02/22/", 1440, 900)
    assert set(screens.driver.execute_script(marks, ".card .meta > * + *")) == {"none"}
    screens.look("chinese", "", *PHONE)
    words = screens.driver.execute_script(_BOTTOMS_OF_WORDS, ".masthead nav a")
    assert len(words) > 2 and max(words) - min(words) <= 1
    screens.look("own", "topics/", *PHONE)
    assert (
        screens.run("return new Set([...document.querySelectorAll('.terms li')].map((one) => one.offsetLeft)).size")
        == 2
    )


def test_weight(screens: Screens) -> None:
    """The front page weighs at most 25 KB with its stylesheet and script, compressed, and each story at most 16 KB."""
    shared = sum(screens.bytes_of("own", f"assets/{name}") for name in ("style.css", "site.js"))
    assert shared + screens.bytes_of("own", "index.html") <= MOST_BYTES_OF_HOME
    stories = {path: shared + screens.bytes_of("own", path) for path in screens.stories_of("own")}
    assert len(stories) > 40 and max(stories.values()) <= MOST_BYTES_OF_STORY


_WHOLE_HEADLINES = """
    return [...document.querySelectorAll("main .card :is(h2, h3)")].map((one) => one.getBoundingClientRect())
      .filter((box) => box.height && box.top >= 0 && box.bottom <= innerHeight).length;
"""
_BOTTOMS_OF_WORDS = """
    return [...document.querySelectorAll(arguments[0])].map((one) => {
      const words = document.createRange();
      words.selectNodeContents(one.querySelector("a") ?? one);
      return Math.round(words.getClientRects()[0].bottom);
    });
"""
_BOTTOMS = """
    return [...document.querySelectorAll("main .card :is(h2, h3)")].slice(0, 5)
      .map((one) => Math.round(one.getBoundingClientRect().bottom)).join();
"""
