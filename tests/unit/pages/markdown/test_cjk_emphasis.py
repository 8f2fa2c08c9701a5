"""Emphasis marks beside Chinese punctuation, and beside everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from sitegen.pages.markdown.cjk_emphasis import scan_delimiters

NOT_CJK = some.text(some.one_of(some.sampled_from("*_~ .,(\"'“”—é\n\u00a0€aZ"), some.characters(max_codepoint=0x10FF)))


@given(NOT_CJK, some.sampled_from("*_~"), NOT_CJK, some.integers(1, 4))
def test_other_scripts_are_as_commonmark_says(before: str, mark: str, after: str, length: int) -> None:
    """Without a CJK character beside it, a run opens and closes exactly where CommonMark's own rule says."""
    text = before.rstrip(mark) + mark * length + after.lstrip(mark)
    start = len(before.rstrip(mark))
    own = StateInline(text, MarkdownIt(), {}, []).scanDelims(start, mark != "_")
    run = scan_delimiters(text, start, len(text), can_split_word=mark != "_")
    assert (own.length, own.can_open, own.can_close) == run


@pytest.mark.parametrize(
    "text", ["真，**她", "真。**她", "」**は", "）**吗", "”**她", "(x)**를", "，\ufe00**a", "“\ufe01**a"]
)
def test_a_run_closes_after_punctuation_beside_cjk(text: str) -> None:
    """A run after punctuation closes when that, or what follows, is CJK."""
    assert scan_delimiters(text, text.index("*"), len(text), can_split_word=True).can_close


@pytest.mark.parametrize("text", ["她**，真", "は**「重", "她**“真", "를**(x", "葛\U000e0100**(x"])
def test_a_run_opens_before_punctuation_beside_cjk(text: str) -> None:
    """A run before punctuation opens when that, or what precedes, is CJK."""
    assert scan_delimiters(text, text.index("*"), len(text), can_split_word=True).can_open
