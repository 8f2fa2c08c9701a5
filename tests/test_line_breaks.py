"""Where lines break in headlines and cards, in a real browser at many widths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import needs_browser
from tests.site_under_test import SITE_YAML, SiteUnderTest, story
from tests.test_search_page import Shown, serving

pytestmark = needs_browser

TITLES = (
    "OpenAI ships GPT-4o-mini and Claude-3.5 answers with Llama-3 for state-of-the-art answers everywhere",
    "港口发布DeepSeek-V3模型，GPT-4在测试中落后，码头工人关注模型的进展与未来",
    "Qwen2.5-72B-Instruct and Gemini-1.5-Pro-002 compared with o3-mini on SWE-bench in a long headline",
    "W" * 83,
    "港口的进展与未来：谁来领跑",
)
RELATED = '\n  - title: "GPT-4 and Claude-3.5 in a related headline that wraps"\n    webUrl: https://b.example/x'
PAGES = ("topics/ai/", "news/2024/03/02/", "news/2024/03/02/s7/", "")
WIDTHS = (*range(320, 480, 20), 600, 768, 1024, 1200, 1440)
BROKEN = """
  const lines = (one) => new Set([...one.getClientRects()].map((part) => Math.round(part.top)));
  return [...document.querySelectorAll('.name-in-one')].filter((one) => lines(one).size > 1).map((one) => one.innerText)
"""
ODD = """
  const found = [...document.querySelectorAll('.name-in-one')].filter((one) =>
    one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((one) => `out: ${one.innerText}`);
  for (const link of document.querySelectorAll('.out, .domain')) {
    const parts = [...link.getClientRects()];
    const range = document.createRange();
    range.selectNodeContents(link);
    const letters = [...range.getClientRects()].filter((part) => part.width > 0);
    if (!parts.length || !letters.length) continue;
    const below = Math.max(...letters.map((part) => part.bottom));
    if (parts.at(-1).top > below - 4) found.push(`arrow alone: ${link.textContent}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push(`wide: ${document.documentElement.scrollWidth}`);
  return found
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A site in Chinese whose headlines have names with a hyphen, in both scripts, in a browser."""
    settings = SITE_YAML.replace("digest.test/", "digest.test/news/") + "language: zh\npage_size: 5\n"
    site = SiteUnderTest(tmp_path_factory.mktemp("breaks") / "site", settings)
    for number in range(15):
        date = f"2024-03-0{number // 5 + 1}T0{number % 5}:00:00Z"
        text = story(f'"{TITLES[number % 5]}"', date=date, topics="[AI, 芯片, 开源社区, GPT-4]", related=RELATED)
        site.write(f"content/news/{date[:10]}-s{number}.md", text)
    site.build()
    with serving(site.root) as shown:
        yield shown


def wide(shown: Shown, width: int) -> None:
    """Make the window as wide as that."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    shown.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def test_names_and_arrows(served: Shown) -> None:
    """No line breaks inside GPT-4, no arrow stands alone on one, and nothing is wider than the window."""
    for page in PAGES:
        served.open(page)
        for width in WIDTHS:
            wide(served, width)
            assert (served.driver.execute_script(BROKEN), served.driver.execute_script(ODD)) == ([], []), (page, width)
    served.driver.execute_script(
        "for (const one of document.querySelectorAll('.name-in-one')) one.style.whiteSpace = 'normal'"
    )
    would_break = 0
    for width in WIDTHS:
        wide(served, width)
        would_break += len(served.driver.execute_script(BROKEN))
    assert would_break > 0


def test_what_is_copied(served: Shown) -> None:
    """A headline is copied as it was typed."""
    served.open("news/2024/03/02/s5/")
    script = "getSelection().selectAllChildren(document.querySelector('h1')); return getSelection().toString().trim()"
    assert served.driver.execute_script(script) == TITLES[0]


def test_marks_between_words(served: Shown) -> None:
    """Chinese topics have their own comma between them and no space; an arrow has a space beside its word."""
    served.open("news/2024/03/02/")
    assert "AI、芯片、开源社区、GPT-4" in served.driver.execute_script(
        "return document.querySelector('.card .topics').textContent"
    )
    arrows = served.driver.execute_script(
        "return ['.newer', '.older'].map((name, place) =>"
        "getComputedStyle(document.querySelector(`.pager ${name}`), place ? '::after' : '::before').content)"
    )
    assert arrows == ['"←\xa0" / ""', '"\xa0→" / ""']
