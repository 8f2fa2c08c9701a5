"""Plain text of what was marked up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from sitegen.pages.text.excerpts import cut_excerpt, excerpt_of_html, plain_excerpt, plain_line, weight_of


def test_a_long_text_is_cut_at_a_sentence() -> None:
    """An excerpt ends with a sentence where one ends in its second half."""
    text = "The first sentence is long enough to fill more than half of the space that there is for an excerpt, "
    text += "and then it goes on. "
    assert cut_excerpt(text + "And another one " * 20).endswith("it goes on.")


def test_a_long_sentence_is_cut_at_a_word() -> None:
    """Otherwise it ends after a word, with an ellipsis."""
    cut = cut_excerpt("several words " * 40)
    assert cut.endswith((" words …", " several …"))
    assert len(cut) <= 242


def test_chinese_is_cut_between_characters() -> None:
    """Wide letters count twice, and a text without spaces is cut between two of them."""
    assert cut_excerpt("模型" * 200) == "模型" * 60 + " …"
    assert cut_excerpt("这是一个句子。" * 40) == "这是一个句子。" * 17


@given(some.text())
def test_excerpts_are_bounded_lines(text: str) -> None:
    """Whatever the text, an excerpt is one line of bounded length."""
    cut = cut_excerpt(" ".join(text.split()))
    assert weight_of(cut) <= 250
    assert plain_excerpt(text * 50) == " ".join(plain_excerpt(text * 50).split())
    assert len(plain_excerpt("a " * 50_000)) <= 2002


def test_the_first_real_paragraph_is_the_excerpt() -> None:
    """Short lines above it are passed over; where there is no long one, the first counts."""
    assert excerpt_of_html("<p>By Ada</p>\n<p>The <b>model</b> &amp; its makers were in the news again today.</p>") == (
        "The model & its makers were in the news again today."
    )
    assert excerpt_of_html("<ul></ul><p>Short.</p><p>Too.</p>") == "Short."


def test_entities_are_decoded_once() -> None:
    """Text that speaks of entities keeps them."""
    assert plain_line("a &amp;amp; b &#8217;") == "a &amp; b ’"


def test_isolates_are_taken_out_of_lines() -> None:
    """Direction marks cannot leave a title."""
    assert plain_line("a\u2067b\u2069") == "ab"
