"""Which stories a term is filed with."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages.page import Card, TermLink
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


def bodiless(cards: list[Card]) -> list[tuple[Card, str]]:
    """Return stories without a text."""
    return [(one, "") for one in cards]


@given(st.integers(0, 2**40))
def test_numbers(number: int) -> None:
    """Every number reads back, and only its last digit is below 32."""
    written = write_number(number)
    assert read_number(written) == number
    assert [DIGITS.index(digit) >= 32 for digit in written] == [True] * (len(written) - 1) + [False]


def test_stories_of_a_term() -> None:
    """A term has each story once, in order, and knows whether the title holds it."""
    cards = [card(title="Chip and chips"), bare_card(), card(title="Court", excerpt="A chip, one more chip")]
    found = read_lines(TermIndex(bodiless(cards), 1).text(0))
    assert found["chip"] == [(0, True), (2, False)]
    assert found["chips"] == [(0, True)]


def test_what_is_searched() -> None:
    """Title, excerpt, topics as shown and the source are searched, each for itself; nothing else is."""
    links = {"topics": (TermLink("Robots"), TermLink("大模型"))}
    story = card(
        title="深度求索", excerpt="发布 Words", links=links, original_url="https://host.example/path", section="news"
    )
    found = read_lines(TermIndex([(story, "")], 1).text(0))
    title, others = ["深度", "度求", "求索", "索"], ["发布", "布", "words", "robots", "大模", "模型", "型", "wired"]
    chosen_by = ["~2024", "~snews", "~pwired"]
    assert found == {term: [(0, term in title)] for term in title + others + chosen_by}


def test_shards_together_hold_all() -> None:
    """Cut into shards the lines are the same, each in the shard of its term, in order."""
    cards = [card(number) for number in range(70)] + [evil_card()]
    index = TermIndex(bodiless(cards), 8)
    texts = [index.text(shard) for shard in range(8)]
    assert sorted("".join(texts).splitlines()) == sorted(TermIndex(bodiless(cards), 1).text(0).splitlines())
    for shard, text in enumerate(texts):
        terms = [line.partition(" ")[0] for line in text.splitlines()]
        assert terms == sorted(terms) and {shard_of(term, 8) for term in terms} <= {shard}


def test_a_body_has_the_terms_that_its_card_lacks() -> None:
    """After an empty line come the words of texts, each story where neither title nor other words have them."""
    stories = [
        (card(title="Chip", excerpt="Small"), "<p>A chip, a <b>lat</b>tice, small &amp; <i>AT&amp;T</i></p><p>one</p>"),
        (bare_card(), ""),
        (card(title="Lattice", excerpt=""), "<ul><li>lattice</li><li>tice</li></ul>"),
        (card(title="Third", excerpt=""), "lattice"),
    ]
    both = TermIndex(stories, 1, "both").text(0)
    cards, _, bodies = both.partition("\n\n")
    assert cards + "\n" == TermIndex(bodiless([one for one, _ in stories]), 1).text(0)
    assert TermIndex(stories, 1, "bodies").text(0) == "\n" + bodies
    found = {}
    for line in bodies.splitlines():
        term, _, written = line.partition(" ")
        numbers = [DIGITS.index(digit) for digit in written]
        found[term] = [sum(numbers[: place + 1]) for place in range(len(numbers))]
    assert found["lattice"] == [0, 3] and found["at&t"] == [0] and found["tice"] == [2] and found["one"] == [0]
    assert "chip" not in found and "small" not in found and "b" not in found


def test_shards_of_bodies_together_hold_all() -> None:
    """Cut into shards, what texts have is in the shard of its term, and nothing is lost."""
    stories = [(card(number), f"<p>alpha{number} beta gamma{number % 7} 深度{number}</p>") for number in range(40)]
    index = TermIndex(stories, 8, "bodies")
    texts = [index.text(shard).removeprefix("\n") for shard in range(8)]
    assert sorted("".join(texts).splitlines()) == sorted(TermIndex(stories, 1, "bodies").text(0)[1:].splitlines())
    for shard, text in enumerate(texts):
        assert {shard_of(line.partition(" ")[0], 8) for line in text.splitlines()} <= {shard}
