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


def test_an_excerpt_says_what_readers_read() -> None:
    """It has no marks of footnotes and no struck text; a reading stands apart, and Chinese lines join."""
    note = '<sup class="footnote-ref"><a href="#n">[1]</a></sup>'
    html = f"<p>港口今天\n开放了 for <del>two</del> three{note} weeks, E=mc<sup>2</sup>, <s>and</s> for everybody.</p>"
    assert excerpt_of_html(html) == "港口今天开放了 for three weeks, E=mc2, for everybody."
    reading = (
        "<p><ruby>港<rp>(</rp><rt>gang</rt><rp>)</rp></ruby> is the word for a harbour in this part of the city.</p>"
    )
    assert excerpt_of_html(reading) == "港 gang is the word for a harbour in this part of the city."


def test_an_excerpt_ends_where_a_sentence_does() -> None:
    """The point of an abbreviation ends no sentence."""
    start = "The harbour was open for all the ships that came from the north, and from the south, "
    start += "the west and the islands in the sea as well. "
    assert cut_excerpt(start + "Mr. Quay of the U.S. said so, and more " + "words " * 40).endswith("as well.")


def test_an_excerpt_ends_between_signs() -> None:
    """A flag, a family and a letter with its accent are not cut in two."""
    for sign in ("🇩🇪", "👩\u200d👩\u200d👧", "👍🏽", "e\u0301", "1\ufe0f\u20e3"):
        for before in range(12):
            cut = cut_excerpt("x" * before + sign * 300).removesuffix(" …").lstrip("x")
            assert cut == sign * (len(cut) // len(sign)), (sign, before)


def test_a_tag_that_is_never_closed_is_a_word() -> None:
    """Names of elements are words of a sentence; tags that are closed, hold something or need no end are none."""
    text = "The <title> element, <script> too, a <b>bold</b> <img src=x> <p>one<br> <T> of Vec<T>"
    plain = "The <title> element, <script> too, a bold one <T> of Vec<T>"
    assert plain_excerpt(text) == plain
    assert plain_excerpt("<script>a</script>b<style>c</STYLE >d <script src=e>f") == "b d f"
    assert plain_line("What <code> means in <i>HTML</i>") == "What <code> means in HTML"
