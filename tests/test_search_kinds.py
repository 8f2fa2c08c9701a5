"""Kinds of questions that a search has to stand, one after the other on one page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import needs_browser, waiting
from tests.search_site import add_stories, add_story
from tests.site_under_test import SiteUnderTest
from tests.test_search_page import SITE, Shown, serving

pytestmark = needs_browser

NONE = "No story has all of these words."
STORIES = 130
TITLES = {
    3: "F# turns twenty",
    4: "Node.js drops a port",
    5: "R&D moves south",
    6: "OpenAI o1 thinks longer",
    7: "The o3-mini is out",
    8: "Qwen2.5 and its sisters",
    9: "GPT-5 arrives",
    10: "Five lessons: 5 uses of GPT-4",
    11: "ＦＵＬＬ width letters",
    12: "机器学习入门与实践",
    13: "臺灣半導體產業觀察",
    14: "ロボットがコーヒーをいれる",
    15: "인공지능의 미래를 묻다",
    16: "Überraschung im Straßenverkehr",
    17: "L’intelligence artificielle à l’école",
    18: "O'Reilly buys a bakery",
    19: "A café in Łódź",
    21: "龍 year begins",
    22: "🤖 parade in the town",
    23: "C is for cookie",
    24: "C++ for bakers",
    26: "Claude 3.5 Sonnet writes verse",
    27: "Llama-3 in the meadow",
    28: "The top 7 bakeries of 2023",
    29: "ASP.NET in the wild",
    31: "A50 chips and the H100",
    32: "Don’t panic over prices",
    33: "SpaceX’s rocket lands",
    34: "東京でＡＩ展示会",
    35: "ChatGPT가 온다",
    36: "Mistral Large sails",
    37: "Objective-C and other fossils",
    38: "Naïve Bayes revisited",
    39: "3D printing for all",
    41: "Wi-Fi 7 comes home",
    42: "x86 is not dead",
    43: "5G towers by the sea",
    46: "A rush to A.I. and its price",
    47: "The U.S. Senate votes",
    48: "COVID-19 again",
    49: "VB.NET 17 and GPT-4.5",
    51: "S&P 500 falls",
}
LONG = "Forty bakers of the old harbour town ask what a robot may knead and who pays when bread burns"
QUESTIONS: dict[str, list[int]] = {
    "F#": [3],
    "f #": [3],
    "Node.js": [4],
    "node js": [4],
    "nodejs": [],
    "R&D": [5],
    "r & d moves": [5],
    "o1": [6],
    "openai o1": [6],
    "o3-mini": [7],
    "o3 mini": [7],
    "Qwen2.5": [8],
    "qwen 2.5": [8],
    "qwen2": [8],
    "gpt 5": [9, 49, 10],
    "GPT-5": [9],
    "gpt5": [9],
    "ＧＰＴ－５": [9],
    "ｆｕｌｌ": [11],
    "full width": [11],
    "机器学习": [12],
    "機器學習": [12],
    "台湾半导体": [],
    "臺灣半導體": [13],
    "臺灣": [13],
    "产业观察": [13],
    "ロボット": [14],
    "ﾛﾎﾞｯﾄ": [14],
    "コーヒー": [14],
    "인공지능": [15],
    "인공지능은": [15],
    "미래가": [15],
    "uberraschung": [16],
    "strasse": [16],
    "Straßenverkehr": [16],
    "l'intelligence": [17],
    "intelligence artificielle": [17],
    "d’école": [17],
    "o'reilly": [18],
    "O’Reilly’s bakery": [18],
    "cafe lodz": [19],
    "龍": [21],
    "龙": [21],
    "🤖": [],
    "🤖 parade": [22],
    "c": [37, 24, 23],
    "c++": [24],
    "claude 3.5": [26],
    "claude3": [26],
    "Llama 3": [27],
    "llama3": [27],
    "top 7": [28],
    "bakeries 2023": [28],
    ".net": [49, 29],
    "asp.net": [29],
    "h100": [31],
    "H-100": [31],
    "don't panic": [32],
    "spacex rocket": [33],
    "spacex's": [33],
    "AI展示会": [34],
    "chatgpt": [35],
    "chatgpt는": [35],
    "mistral-large": [36],
    "objective-c": [37],
    "naive": [38],
    "3d": [39],
    "wi-fi 7": [41],
    "wifi 7": [],
    "x86": [42],
    "5g": [43],
    '"top 7 bakeries"': [28],
    "???": [],
    "— … —": [],
    LONG: [45],
    f"{LONG} {LONG}": [45],
    "AI rush": [46],
    "A.I. rush": [46],
    "us senate": [47],
    "U.S.": [47],
    "covid19": [48],
    "VB.NET": [49],
    "gpt 4.5": [49],
    "gpt4.5": [49],
    "S&P 500": [51],
    "bread burns entirely elsewhere": [],
}
SLIPS = {"nvdia": "Nvidia", "nvidai": "Nvidia", "Anthopic": "Anthropic", "deepseak": "DeepSeek", "opneai": "OpenAI"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site that has stories of each kind among others, in a browser."""
    site = SiteUnderTest(tmp_path_factory.mktemp("kinds") / "site", SITE)
    add_stories(site, STORIES)
    for number, title in {**TITLES, 45: LONG}.items():
        add_story(site, number, f'"{title}"', excerpt="A day like others.")
    add_story(site, 44, "Names", excerpt="A day.", topics="[Nvidia, Anthropic, DeepSeek, OpenAI]")
    site.build()
    with serving(site.root) as shown:
        shown.open("search/")
        yield shown


def ask(shown: Shown, question: str) -> None:
    """Type a question in the place of the one before."""
    script = "q.value = arguments[0]; q.dispatchEvent(new Event('input'))"
    shown.driver.execute_script(script, question)


def wait_for_offer(shown: Shown, offer: str) -> None:
    """Wait until a question is offered instead of the one that was asked."""
    script = "return window.meant.hidden ? '' : window.meant.innerText"
    waiting(shown.driver).until(lambda driver: driver.execute_script(script) == offer, f"{offer} is never shown")


def test_questions_of_all_kinds(served: Shown) -> None:
    """The stories that were meant come, in order, and no others; without any there are topics, and that is said."""
    for question, numbers in QUESTIONS.items():
        ask(served, question)
        served.wait_for(*({**TITLES, 45: LONG}[number] for number in numbers))
        if not numbers:
            served.wait_for_status(NONE)
            waiting(served.driver).until(lambda driver: driver.execute_script("return !ways.hidden"), question)


def test_slips_of_all_kinds(served: Shown) -> None:
    """A name of the site with a letter left out, changed or swapped is offered as it was meant."""
    for question, meant in SLIPS.items():
        ask(served, question)
        wait_for_offer(served, f"Did you mean {meant}?")
