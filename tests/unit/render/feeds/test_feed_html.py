from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.pages.fields.story_values import Image
from sitegen.render.feeds.feed_html import html_cleaner, image_html, link_html, text_html

PAGE = "https://digest.example/base/news/x/"
TARGETS = {"news/other.md": "/base/news/other/"}


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ('<a href="/a/">x</a>', '<a href="https://digest.example/a/">x</a>'),
        ('<a href="#note">x</a>', f'<a href="{PAGE}#note">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
        ('<a href="page:news/other.md#part">x</a>', '<a href="https://digest.example/base/news/other/#part">x</a>'),
        ('<a href="page:news/gone.md">x</a>', "<a>x</a>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<img src="a.png" srcset="b.png 2x" alt="A">', f'<img src="{PAGE}a.png" alt="A">'),
        ('<blockquote cite="/q">x</blockquote>', '<blockquote cite="https://digest.example/q">x</blockquote>'),
    ],
)
def test_every_address_is_absolute(body: str, clean: str) -> None:
    """Links, pictures and links to content files lead to the right place outside the site."""
    assert html_cleaner(TARGETS)(body, PAGE) == clean


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<iframe src="https://a.example/"></iframe>',
        "<style>p {color: red}</style>",
        "<form><button>x</button><select><option>x</option></select><input></form>",
        "<object data='x'></object><embed src='x'>",
        "<svg><text>x</text></svg>",
    ],
)
def test_what_runs_frames_fills_in_or_styles_is_gone(body: str) -> None:
    """Nothing is left of scripts, frames, forms, styles and plug-ins."""
    assert html_cleaner({})(body, PAGE) == ""


def test_attributes_that_style_or_run_are_gone() -> None:
    """Classes, styles, identifiers and event handlers do not reach a reader's page."""
    assert html_cleaner({})('<p class="a" style="x" id="b" onclick="c" lang="zh">x</p>', PAGE) == '<p lang="zh">x</p>'


def test_spans_that_say_nothing_are_unwrapped() -> None:
    """What is left of highlighted code is text; a span with a language stays, whatever is around and in it."""
    body = '<pre><code><span class="k">a<span lang="fr">b<span class="n">c</span></span></span>d</code></pre>'
    assert html_cleaner({})(body, PAGE) == '<pre><code>a<span lang="fr">bc</span>d</code></pre>'
    named = '<p title="<span> x"><span>a</span></p>'
    assert html_cleaner({})(named, PAGE) == '<p title="&lt;span&gt; x">a</p>'


def test_references_to_illegal_characters_are_undone() -> None:
    """A control character written as a reference is as illegal in XML as the character itself."""
    assert html_cleaner({})("<p>a&#11;b&#0;c&#x1b;d&nbsp;e</p>", PAGE) == "<p>ab\ufffdcd&nbsp;e</p>"


def test_a_picture_carries_its_size_and_its_words() -> None:
    """Readers lay out a picture before it arrives, and read its text aloud."""
    image = Image(url="https://a.example/?a=1&b=2", width=10, height=20, alt='The "A" & <B>')
    assert image_html(image) == (
        '<p><img src="https://a.example/?a=1&amp;b=2" alt="The &quot;A&quot; &amp; &lt;B&gt;"'
        ' width="10" height="20"></p>'
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=[]), max_size=20),
            st.sampled_from(
                ['<a href="', '">', "<img srcset=", "<script>", "</script>", "<!--", "]]>", "&#0;", "<p", "page:", "'"]
            ),
        ),
        max_size=20,
    )
)
def test_any_body_comes_out_clean(parts: list[str]) -> None:
    """Whatever a body holds, cleaning it again changes nothing and no script is left."""
    clean = html_cleaner({})
    once = clean("".join(parts), PAGE)
    assert clean(once, PAGE) == once
    assert "<script" not in once


def test_what_is_meant_for_browsers_without_something_is_gone() -> None:
    """Readers have neither scripts nor frames of their own, and would show the words beside what they stand for."""
    body = "<p>a</p><noscript><p>b</p></noscript><noframes>c</noframes><template>d</template>"
    assert html_cleaner({})(body, PAGE) == "<p>a</p>"


def test_plain_text_is_text() -> None:
    """Every sign of HTML in it is written out; an empty text gives no paragraph."""
    assert text_html("a < b & c > d") == "<p>a &lt; b &amp; c &gt; d</p>"
    assert text_html("") == ""
    assert link_html("https://a.test/?b&c", "<d>") == '<p>→ <a href="https://a.test/?b&amp;c">&lt;d&gt;</a></p>'
