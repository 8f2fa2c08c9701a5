"""Terms: what a text is found by."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.render.search.search_terms import LONGEST_TERM, fold, joined_terms, shard_of, term_set, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("GPT-4o, by OpenAI’s team", ["gpt", "4o", "by", "openai", "s", "team"]),
        ("Größe naïve ŁÓDŹ", ["grosse", "naive", "lodz"]),
        ("İstanbul ΣΊΣΥΦΟΣ", ["istanbul", "σισυφοσ"]),
        ("Ｆｕｌｌ ﬁne ﾆｭｰｽ", ["full", "fine", "ニュ", "ュー", "ース", "ス"]),
        ("智谱发布GPT新模型", ["智谱", "谱发", "发布", "布", "gpt", "新模", "模型", "型"]),
        ("月", ["月"]),
        ("한국어 뉴스", ["한국", "국어", "어", "뉴스", "스"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("مُحَمَّد", ["محمد"]),
        ("OpenAI™ a_b", ["openai", "a", "b"]),
        ("C++17 or C#?", ["c", "17", "or", "c", "c++", "c#"]),
        ("Ｃ＋＋", ["c", "c++"]),
        (".NET, ASP.NET", ["net", "asp", "net", ".net", ".net"]),
        ("AT&T and R&D", ["at", "t", "and", "r", "d", "at&t", "r&d"]),
        ("a+b page#part 3.5", ["a", "b", "page", "part", "3", "5"]),
        ("", []),
        ("!? — 🤖", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    """Words in any case and with or without accents, pairs of characters where there are no spaces."""
    assert terms_of(text) == terms


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Whatever a text holds, its terms are short, without spaces, and the same however it is cased."""
    terms = terms_of(text)
    assert all(0 < len(term) <= LONGEST_TERM and not term.isspace() and "\n" not in term for term in terms)
    assert len(terms) <= 20 * len(text)


@given(st.text(max_size=200) | st.text(alphabet="aB+#&. é’\u3099\u00a0\u0301深", max_size=60))
def test_the_set_of_terms(text: str) -> None:
    """The short way through a long text comes to the same terms."""
    assert term_set(text) == set(terms_of(text))


@given(st.text(alphabet=st.characters(max_codepoint=0x24F), max_size=50))
def test_case_does_not_matter(text: str) -> None:
    """A text in capital letters has the terms of the same text in small ones."""
    assert terms_of(text.lower()) == terms_of(fold(text))


def test_beginnings_share_a_shard() -> None:
    """Words that begin with the same three letters are in one shard, as are pairs with the same first character."""
    assert len({shard_of(word, 256) for word in ("qua", "quantum", "quality")}) == 1
    assert len({shard_of(word, 256) for word in ("模", "模型", "模式")}) == 1


def test_what_nobody_types_is_spread() -> None:
    """Years, sections and sources are in shards by all of their letters: each story has some."""
    assert len({shard_of(f"~pprovider_{number}", 16) for number in range(300)}) == 16


def test_shards_are_alike() -> None:
    """No shard has far more of the possible beginnings than the others."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    counts = Counter(shard_of(a + b + c, 64) for a in letters for b in letters for c in letters)
    assert len(counts) == 64 and max(counts.values()) < 2 * min(counts.values())


def test_a_long_word_is_found_by_its_first_letters() -> None:
    """The rest is not looked at, in any script, as in the reader's browser."""
    for letter in ("a", "\u0436"):
        assert terms_of(f"{letter * (LONGEST_TERM + 8)} {letter * LONGEST_TERM}") == [letter * LONGEST_TERM] * 2


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("GPT-4o and gpt-5, but gpt 6", {"gpt4o", "gpt5"}),
        ("Claude 3.5 against Llama-3", {"claude3", "llama3"}),
        ("Ｃｌａｕｄｅ－４ 发布GPT‐4模型", {"claude4", "gpt4"}),
        ("In 2024, January 5 of COVID-2019", {"january5"}),
        ("5 lessons, top 7, A 1, x-2", set()),
        ("Sonnet-3abcdefghijk", set()),
        ("A.I. in the U.S.A, e.g. t.co, v.2 and J. Doe", {"ai", "usa", "eg"}),
    ],
)
def test_names_in_one_word(text: str, terms: set[str]) -> None:
    """A name with a figure behind a hyphen or, with a capital, a space, and letters with points are one word, too."""
    assert joined_terms(text) == terms
