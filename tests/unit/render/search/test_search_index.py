"""Which stories a term is filed with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.page import TermLink
from sitegen.render.search.search_index import TermIndex, write_number
from sitegen.render.search.search_terms import shard_of
from tests.unit.render.shown_views import bare_card, card, evil_card

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read_number(text: str) -> int:
    """Return what `write_number` wrote."""
    return sum((DIGITS.index(digit) % 32) * 32**place for place, digit in enumerate(text))


def read_lines(text: str) -> dict[str, list[tuple[int, bool]]]:
    """Return term -> (story, whether in the title), read as the format says."""
    found = {}
    for line in text.splitlines():
        term, _, written = line.partition(" ")
        number, digits, stories = 0, "", []
        for digit in written:
            digits += digit
            if DIGITS.index(digit) < 32:
                value = read_number(digits)
                number, digits = number + value // 2, ""
                stories.append((number, bool(value % 2)))
        found[term] = stories
    return found


@given(st.integers(0, 2**40))
def test_numbers(number: int) -> None:
    """Every number reads back, and only its last digit is below 32."""
    written = write_number(number)
    assert read_number(written) == number
    assert [DIGITS.index(digit) >= 32 for digit in written] == [True] * (len(written) - 1) + [False]


def test_stories_of_a_term() -> None:
    """A term has each story once, in order, and knows whether the title holds it."""
    cards = [card(title="Chip and chips"), bare_card(), card(title="Court", excerpt="A chip, one more chip")]
    found = read_lines(TermIndex(cards, 1).text(0))
    assert found["chip"] == [(0, True), (2, False)]
    assert found["chips"] == [(0, True)]


def test_what_is_searched() -> None:
    """Title, excerpt, topics as shown and the source are searched, each for itself; nothing else is."""
    links = {"topics": (TermLink("Robots"), TermLink("大模型"))}
    story = card(title="深度求索", excerpt="发布 Words", links=links, original_url="https://host.example/path")
    found = read_lines(TermIndex([story], 1).text(0))
    title, others = ["深度", "度求", "求索", "索"], ["发布", "布", "words", "robots", "大模", "模型", "型", "wired"]
    assert found == {term: [(0, term in title)] for term in title + others}


def test_shards_together_hold_all() -> None:
    """Cut into shards the lines are the same, each in the shard of its term, in order."""
    cards = [card(number) for number in range(70)] + [evil_card()]
    index = TermIndex(cards, 8)
    texts = [index.text(shard) for shard in range(8)]
    assert sorted("".join(texts).splitlines()) == sorted(TermIndex(cards, 1).text(0).splitlines())
    for shard, text in enumerate(texts):
        terms = [line.partition(" ")[0] for line in text.splitlines()]
        assert terms == sorted(terms) and {shard_of(term, 8) for term in terms} <= {shard}
