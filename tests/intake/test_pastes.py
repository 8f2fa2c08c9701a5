"""Pasted texts in the shapes that editors have: no line of boilerplate stays, no good line is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.intake.choices.choosing import Circumstances, choose_author, choose_date, choose_site
from sitegen.intake.duplicates import likeness_of_titles
from sitegen.intake.facts.evidence import AUTHOR, DATE, SITE, Evidence
from sitegen.intake.lines.mark_lines import DROP, HEADING, mark_lines, story_lines, title_of
from sitegen.intake.lines.markdown_of_lines import markdown_of
from sitegen.intake.lines.visible_fields import add_visible
from sitegen.pages.markdown.markdown import render_body

GOOD = [
    "Port towns from Bergen to Cadiz have begun to test tide forecasts that are made by small local teams.",
    "Harbours such as Esbjerg and Vigo now run them beside the official tables, people who know the matter say.",
    "Even ferry lines are joining in. The largest one reads a local forecast before each crossing, its chief said.",
    "“Whoever is right about the fog will be hard to replace.”",
    "In a twist, the office that makes the official tables offers the local ones to its own customers as well.",
    "Meanwhile, makers of gauges feel the change: orders for the old kind fell by a third, the trade body said.",
    "Moreover, with fewer public stations, the flow of measurements between the countries is drying up slowly.",
]
HEADINGS = ["Ferries try local forecasts first", "Who will be trusted in the fog?"]
CARDS = [
    "placeholder",
    "渡輪公司再創高峰!股價一度上漲百分之七海港通訊 - 該公司宣布重組部門,股價當日收漲。",
    "作者  海港通訊",
    "7 月 01 日 週二",
    "海港通訊 - 該公司宣布重組部門,股價當日收漲。",
    "placeholder",
    "潮汐表上半年下載量成長九成,下半年能否持續?分析師這樣說。",
    "作者  林小港",
    "21 小時前",
    "潮汐表上半年下載量成長九成。",
    "goTop",
    "quote",
]
CARDS_IN_ENGLISH = [
    "placeholder",
    "Ferry line hits a record: its shares rose by seven percent on the day, after it had reshaped two of its parts.",
    "Author: Harbour News",
    "2 hours ago",
    "placeholder",
    "Downloads of tide tables nearly doubled in the first half, and analysts are asked whether that can go on.",
    "By Lin Port",
    "Yesterday",
]


def two_languages(cards: list[str]) -> list[str]:
    text = GOOD[:2] + HEADINGS[:1] + GOOD[2:5] + HEADINGS[1:] + GOOD[5:]
    notices = ["Harbourpolitan Academy: Tired of waiting? Learn how to read a gauge. Register Now",
               "免責聲明:僅供參考。 過去的表現並不預示未來的結果。"]  # fmt: skip
    return [
        "Tide forecasts of small teams are chipping away at the tables",
        "來源 Harbourpolitan",
        *text,
        *notices,
        *cards,
    ]


WITHOUT_TITLE = [
    GOOD[0] + " " + GOOD[1],
    "Towns Embrace Small Forecasts",
    GOOD[2],
    "A Patient Regulator",
    GOOD[4] + " " + GOOD[5],
    GOOD[6],
]
BUILDER = [
    "top of page",
    "Local Tide Teams Show Their Forecasts at the Harbour Fair as Gale 2 Sets the Pace",
    "Updated: Jan 8",
    GOOD[0],
    "Local Tide Teams Show Their Forecasts at the Harbour Fair as Gale 2 Sets the Pace",
    "Credit: Stockpile",
    *GOOD[1:3],
    "  • Small teams have pushed the official tables to change sooner.",
    "  • Forecasts for fog are what all of them want to be known for.",
    "Source: HPCM",
    "As tides get higher, being informed is the only way to keep up. Through our product reviews and news articles, we "
    "want to help our readers. All of our reviews are checked by our team. If you notice an error, please email us at",
    "bottom of page",
]


@pytest.mark.parametrize("cards", [CARDS, CARDS_IN_ENGLISH], ids=["another language", "one language"])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n\r\n"])
def test_a_paste_with_lists_of_other_headlines(cards: list[str], between: str) -> None:
    """The story ends where cards of others begin."""
    lines = mark_lines(between.join(two_languages(cards)).replace("\r\n", "\n"))
    assert [line.text for line in lines if line.is_kept] == GOOD[:2] + HEADINGS[:1] + GOOD[2:5] + HEADINGS[1:] + GOOD[
        5:
    ]
    assert [line.text for line in lines if line.mark == HEADING] == HEADINGS
    evidence = Evidence()
    add_visible(story_lines(lines), evidence)
    assert title_of(lines) == "Tide forecasts of small teams are chipping away at the tables"
    assert [one.value for one in evidence.of(SITE)] == ["Harbourpolitan"]
    assert evidence.of(AUTHOR) == () and evidence.of(DATE) == ()


def test_a_paste_of_a_site_builder() -> None:
    """Frame words, the title said twice, a credit and the site's words on itself go; the list stays."""
    lines = mark_lines("\n\n".join(BUILDER))
    assert [line.text for line in lines if line.is_kept] == [
        *GOOD[:3],
        "• Small teams have pushed the official tables to change sooner.",
        "• Forecasts for fog are what all of them want to be known for.",
    ]
    assert all(line.rule for line in lines if not line.is_kept)


PASTES = sorted((Path(__file__).parent / "pastes").glob("*.txt"))
MARKS = {HEADING: "#", DROP: "-"}


@pytest.mark.parametrize("file", PASTES, ids=[file.stem for file in PASTES])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_paste_of_another_kind(file: Path, between: str) -> None:
    """Each line of `pastes/` begins with what it is: `+` of the story, `#` a heading of it, `-` none of it."""
    expected = file.read_text("utf-8").splitlines()
    lines = mark_lines(between.join(line[2:] for line in expected))
    assert [f"{MARKS.get(line.mark, '+')} {line.text}" for line in lines] == expected


@pytest.mark.parametrize(
    ("name", "title", "author", "site", "date"),
    [
        (
            "agency",
            "Harbours test homemade tide forecasts as official tables lose trust",
            "Jane Quill and Omar Reyes",
            "",
            "2026-11-23T08:42:00+00:00",
        ),
        ("chinese-portal", "沿海小城用自制潮汐预报，渡轮公司也开始试用", "周立", "海港晚报", "2026-11-23"),
        ("taiwan-portal", "潮汐新創獲千萬美元投資，港口預報進入競爭", "林小港", "", "2026-11-23"),
        ("wechat", "潮汐预报，为什么小城先做成了？", "", "", "2026-11-23"),
        ("blog", "A winter with three gauges", "", "", "2026-11-23"),
        ("forum", "Anyone running the new tide model at a small harbour?", "", "", "2026-11-23"),
    ],
)
def test_a_paste_says_who_wrote_it_and_when(name: str, title: str, author: str, site: str, date: str) -> None:
    """Headline, byline, source and date are found where the kinds of site put them, and not made up."""
    text = "\n".join(line[2:] for line in (PASTES[0].parent / f"{name}.txt").read_text("utf-8").splitlines())
    lines = mark_lines(text)
    evidence = Evidence()
    add_visible(story_lines(lines), evidence)
    found = (title_of(lines), choose_author(evidence).value, choose_site(evidence).value)
    assert (*found, choose_date(evidence, Circumstances()).value) == (title, author, site, date)


def test_a_paste_without_a_title_has_none() -> None:
    """A text that begins with a paragraph gets no title from its first heading."""
    lines = mark_lines("\n\n".join(WITHOUT_TITLE))
    assert title_of(lines) == ""
    assert [line.text for line in lines if line.is_kept] == WITHOUT_TITLE
    assert [line.text for line in lines if line.mark == HEADING] == [WITHOUT_TITLE[1], WITHOUT_TITLE[3]]


def test_a_text_wrapped_at_a_column_is_joined() -> None:
    """Paragraphs of a mail are one line each again."""
    text = "A headline of a mail that is short\n\n" + (
        "The first paragraph goes on for long enough that a mail program has wrapped it\n"
        "at a column that was usual when screens were narrow, and it ends here. It was\n"
        "wrapped twice.\n\nThe second paragraph is of the same kind, and so it goes on until it is wrapped\nas well.\n"
    )
    assert [line.text[-14:] for line in mark_lines(text) if line.is_kept] == ["wrapped twice.", "apped as well."]


SIGNS = (
    "A headline for these signs\n# no heading\n> no quote\n1. an item\n"
    "*stars* _lows_ `code` [a](b) <b>bold</b> &amp; ~~x~~ \\\n- a line\n+++\n---\n==="
)


def test_text_stays_text() -> None:
    """Signs of Markdown in a paste are shown as they were typed."""
    lines = mark_lines(SIGNS)
    html = render_body(markdown_of(lines), 1, "news/a.md", "/", "").html
    for typed in (
        "# no heading",
        "&gt; no quote",
        "*stars*",
        "_lows_",
        "`code`",
        "[a](b)",
        "&lt;b&gt;",
        "&amp;amp;",
        "~~x~~",
    ):
        assert typed in html, typed
    assert "<h1" not in html and "<b>" not in html and "<code" not in html


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Gale raises $13B in a new round", "Gale raises $30B in a new round", False),
        ("Tide 4 reads fog better than people", "Tide 5 reads fog better than people", False),
        ("Ferry line opens a route to Vigo in May", "A ferry line will open its route to Vigo", True),
        ("Gale raises $13B in a new round", "In new round, Gale raises $13 billion", True),
        ("风电预测模型让备用成本下降两成", "风电预测模型让电网备用成本下降", True),
        ("风电预测模型让备用成本下降两成", "港口博物馆重新开放迎客", False),
    ],
)
def test_titles_of_one_event_are_alike(one: str, other: str, alike: bool) -> None:
    """Runs of words count, in Chinese too; numbers and versions that differ veto."""
    assert (likeness_of_titles(one, other) >= 0.34) == alike
