"""Which lines of a plain text are subheads."""

from __future__ import annotations

import pytest

from sitegen.pages.text.plain_text import blocks_of
from sitegen.pages.text.subheads import MOST_CANDIDATES, find_subheads

FIRST = "The harbour of the town has bought forty robots, which will load and unload ships from spring on."
SECOND = "Each one has two arms and a camera, and learns from the dockers beside it what is heavy and what breaks."
THIRD = "They cost nine million, of which the state pays a third, and the harbour hopes to earn them back soon."
CHINESE = "这座小镇的港口购买了四十台机器人，从明年春天开始负责货船的装卸工作，当地居民对此议论纷纷。"


SURE = ("What the dockers say of them", "What the Dockers Say of Them")
"""Subheads in the two ways of writing them."""


def subheads(*blocks: str) -> list[str]:
    """Return the blocks that are subheads, in a text with blank lines between them."""
    found, each_line = blocks_of("\n\n".join(blocks))
    return [" ".join(found[number]) for number in sorted(find_subheads(found, each_line=each_line))]


@pytest.mark.parametrize(
    "line",
    [
        "How the robots work",
        "A Proactive Framework for Harbours",
        "Open models gain ground in every harbour",
        "More money for ships and fewer for docks",
        "“Sovereign” robots take over the docks",
        "iPhone sales keep the harbour busy",
        "U.S. firms try the robots at home",
        "Robots 50% cheaper than dockers",
        "Image generation reaches the docks",
        "Source code of the robots is open",
        "机器人如何工作",
        "（一）机器人如何工作",
        "第二部分 工会的要求",
        "ロボットの働き方について",
        "로봇은 어떻게 일하는가",
    ],
)
def test_a_short_line_between_paragraphs(line: str) -> None:
    """A short line without a stop, between paragraphs, is a subhead in any script, beside one that is written alike."""
    assert any(subheads(FIRST, SECOND, line, THIRD, sure, FIRST + " Twice.") == [line, sure] for sure in SURE)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: a robot at the dock",
        "A robot at the dock on Monday (Photo: Wire)",
        "The harbour at night / Getty Images",
        "Robots seen from above, courtesy of the harbour",
        "Figure 3 shows the robots of the harbour",
        "图1 港口的机器人",
        "港口的机器人 新华社记者 张三 摄",
        "By Ada Example",
        "Ada Example",
        "Ada Example, harbour master of the town",
        "Reporting by Ada Example and Bo Sample",
        "作者：张三",
        "记者 张三",
        "- The first robot came in spring",
        "• The first robot came in spring",
        "1. The first robot came in spring",
        "(a) The first robot came in spring",
        "“We did not expect them so soon”",
        "「我们没有想到这么快」",
        "Read more about the robots of the harbour",
        "Also read: the robots of the harbour",
        "Click here for the robots of the harbour",
        "Sign up for our newsletter on harbours",
        "Related: robots at the airport",
        "More from the harbour",
        "Most read stories of this week",
        "相关阅读：机场的机器人",
        "点击查看更多内容",
        "https://harbour.example/robots",
        "See harbour.com for all the robots",
        "Home | News | Harbours",
        "21 February 2024",
        "Feb 21, 2024 at 9:30",
        "2024年2月21日 星期三",
        "21 小時前",
        "Updated: Jan 8",
        "Source: Wire",
        "Location: the old harbour",
        "The robots came in spring.",
        "The robots came in spring:",
        "The robots came in spring and",
        "the robots came in spring",
        "The robots came in spring. Dockers did not",
        "机器人来了。工人没有来",
        "The robots that load the ships of the harbour from spring on are forty and have two arms each",
        "A visitor looks at a robot of the harbour",
        "A robot at the Hall of Trade and Commerce in Geneva",
        "Robots at work in the harbour in 2023",
        "Ada Example for The Daily Sample",
        "Ada Example is a reporter",
        "Story continues below advertisement",
        "View on the other site",
        "Hide caption",
        "Comments (12)",
        "Beijing",
        "张三",
        "扫描二维码关注",
        "本文作者",
        "***",
        "$9,000,000",
        "42",
    ],
)
def test_what_may_be_something_else(line: str) -> None:
    """Captions, bylines, items, quotations, links, dates, labels and sentences stay paragraphs."""
    assert subheads(FIRST, SECOND, line, THIRD) == []
    assert subheads(FIRST, SECOND, line, THIRD, SURE[0], FIRST + " Twice.") == [SURE[0]]


def test_a_place_that_is_none() -> None:
    """What stands first or last, above a line that is no paragraph, or below one that does not end, is no subhead."""
    line = "How the robots work"
    assert subheads(line, FIRST, SECOND) == []
    assert subheads(FIRST, SECOND, line) == []
    assert subheads(FIRST, line, "Short.", SECOND) == []
    assert subheads(FIRST, "The harbour of the town", line, SECOND) == []
    assert subheads(FIRST, line + "\nin the harbour", SECOND) == []
    assert subheads(FIRST, "- Two arms", line, SECOND) == [line]


def test_a_name_below_a_quotation_or_above_its_bearer() -> None:
    """A name below a quotation, above lines about its bearer, or before the second paragraph is no subhead."""
    sure = "How the robots work"
    assert subheads(FIRST, sure, SECOND, "“We did not expect them so soon.”", "Ada Example", THIRD) == [sure]
    about = "Ada Example writes about harbours and ships, and lives in a town by the sea with two cats and a dog."
    assert subheads(FIRST, sure, SECOND, "Ada Example", about) == [sure]
    assert subheads(FIRST, "Ada Example", SECOND, sure, THIRD) == [sure]


def test_weak_lines_count_beside_others() -> None:
    """A question and a usual word are subheads where a sure one or two more like them are."""
    sure, weak = "How the robots work", ("What do the dockers say?", "Costs", "10 robots that failed at first")
    for line in weak:
        assert subheads(FIRST, SECOND, sure, THIRD, line, FIRST + " Twice.") == [sure, line]
        assert subheads(FIRST, SECOND, line, THIRD) == []
    assert subheads(FIRST, SECOND, weak[0], THIRD, weak[1], SECOND, weak[2], THIRD) == list(weak)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Why the dockers strike", True),
        ("The future of the harbour", True),
        ("From the quay to the cloud", True),
        ("三、港口的未来", True),
        ("Engineers inspect a robot on the quay", False),
        ("Robots are cheap", False),
        ("港口夜景", False),
    ],
)
def test_one_line_alone(line: str, is_one: bool) -> None:
    """The only such line of a text is a subhead where its words say so: any other is a caption as often."""
    assert subheads(FIRST, SECOND, line, THIRD) == [line] * is_one


def test_names_count_beside_headings_in_capitals() -> None:
    """What may be somebody's name is a subhead only where the sure ones are written in capitals as well."""
    for sure, found in (("How the robots work", []), ("How the Robots Work", ["Market Reaction"])):
        assert subheads(FIRST, SECOND, sure, THIRD, "Market Reaction", FIRST + " Twice.") == [sure, *found]


def test_what_stands_twice() -> None:
    """A line that stands twice is of the page's frame, and one that a paragraph holds is its quotation."""
    line = "The robots learn from the dockers beside them"
    assert subheads(FIRST, line, SECOND, line, THIRD) == []
    assert subheads(FIRST, line, SECOND + f" {line}, says the harbour.", THIRD) == []


def test_lines_without_blank_ones_between() -> None:
    """Without blank lines a subhead stands between paragraphs that are longer than lines are wrapped at."""
    line = "How the robots work"
    long = f"{FIRST} {SECOND}"
    blocks, each_line = blocks_of("\n".join((long, line, long + " Twice.", "Costs")))
    assert [blocks[number] for number in find_subheads(blocks, each_line=each_line)] == [[line]]
    wrapped = "The robots came in spring, and the dockers saw them from the quay.\n" * 3
    blocks, each_line = blocks_of(f"{wrapped}The robots had two arms and a\n{wrapped}")
    assert find_subheads(blocks, each_line=each_line) == frozenset()


def test_a_list_of_something() -> None:
    """A text with more such lines than a text has subheads is a list of something, and has none."""
    blocks = [[FIRST]]
    for number in range(MOST_CANDIDATES + 1):
        blocks += [[f"Robot of harbour number {number}"], [f"{SECOND} {number}."]]
    assert find_subheads(blocks) == frozenset()
    assert len(find_subheads(blocks[:-2])) == MOST_CANDIDATES


def test_chinese_beside_latin() -> None:
    """Usual words of two characters count beside a longer line."""
    assert subheads(CHINESE, "背景", CHINESE + "再来。", "机器人如何工作", CHINESE + "又来。") == [
        "背景",
        "机器人如何工作",
    ]
    assert subheads(CHINESE, "背景", CHINESE + "再来。") == []
