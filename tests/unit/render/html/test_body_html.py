"""A body on its way into a page."""

from __future__ import annotations

import time

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.html.body_html import finish_body, opens_with

TARGETS = {"news/a b.md": "/news/a/", "learn/中.md": "/learn/%E4%B8%AD/"}


@pytest.mark.parametrize(
    ("link", "finished"),
    [
        ('<a href="page:news/a b.md">x</a>', '<a href="/news/a/">x</a>'),
        ('<a href="page:news/a%20b.md#part-2">x</a>', '<a href="/news/a/#part-2">x</a>'),
        ('<a href="page:learn/%E4%B8%AD.md#节" rel="x">x</a>', '<a href="/learn/%E4%B8%AD/#%E8%8A%82" rel="x">x</a>'),
        ('<a href="page:gone.md" title="t">x</a>', '<a title="t">x</a>'),
        ('<a href="https://x.example/" title="page:a">x</a>', '<a href="https://x.example/" title="page:a">x</a>'),
    ],
)
def test_links_between_content_files(link: str, finished: str) -> None:
    """A link to a content file becomes its URL with the fragment; a dead one loses its address and keeps its words."""
    assert finish_body(link, TARGETS) == finished


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("234", "234"),
        ("3", "2"),
        ("24", "23"),
        ("243", "233"),
        ("2423", "2323"),
        ("14", "23"),
        ("462", "232"),
        ("1234566", "2345666"),
    ],
)
def test_no_heading_level_is_left_out(written: str, shown: str) -> None:
    """Below the page's own heading each level follows the one above it, whatever levels a body chooses."""
    html = "".join(f'<h{level} id="x">x</h{level}>' for level in written)
    assert finish_body(html, {}) == "".join(f'<h{level} id="x">x</h{level}>' for level in shown)


def test_headings_within_headings_stay_closed() -> None:
    """Each heading is closed by its own tag, also where one stands inside another."""
    assert finish_body("<h2><b><h4>x</h4></b></h2>", {}) == "<h2><b><h3>x</h3></b></h2>"


@pytest.mark.parametrize(
    ("html", "finished"),
    [
        ('<h2 id="a"></h2><p>x</p>', "<p>x</p>"),
        ('<p>a<a href="https://x.example/"> </a>b</p>', "<p>a b</p>"),
        ('<a id="note"></a>', '<a id="note"></a>'),
        ("<tr><th></th><th>a</th></tr>", "<tr><td></td><th>a</th></tr>"),
        ('<a href="https://x.example/y">b</a>', '<a href="https://x.example/y">b</a>'),
    ],
)
def test_what_has_no_words_is_no_heading_and_no_link(html: str, finished: str) -> None:
    """An empty heading, header cell or link would be read out as nothing: it is left out, or is a plain cell."""
    assert finish_body(html, {}) == finished


def test_a_picture_that_is_a_link_has_a_name() -> None:
    """A link that is a picture without words is called by where it leads; one with words keeps them."""
    made = finish_body('<a href="https://x.example/y"><img src="a.png" alt=""></a>', {})
    assert 'href="https://x.example/y" aria-label="x.example"><img' in made
    assert "aria-label" not in finish_body('<a href="https://x.example/y"><img src="a.png" alt="A field"></a>', {})


def test_tables_and_code_scroll_by_keyboard() -> None:
    """A table stands in a box that scrolls; the keyboard reaches it and a block of code."""
    made = finish_body("<table><tr><td>1</td></tr></table><pre>x</pre>", {}, table_label='T"')
    assert made == (
        '<div class="scroll" role="group" tabindex="0" aria-label="T&quot;"><table><tr><td>1</td></tr></table></div>'
        '<pre tabindex="0">x</pre>'
    )


def test_nothing_in_a_link_takes_the_focus() -> None:
    """Inside a link neither a table nor a block of code is a stop of its own (HTML, content model of `a`)."""
    html = '<a href="/x/"><table></table><pre>x</pre></a><pre>y</pre>'
    assert finish_body(html, {}).count("tabindex") == 1


def test_images_wait_and_tell_nobody() -> None:
    """An image loads late, sends no referrer and has an alternative; what it says itself stays."""
    assert finish_body('<img src="a.png" loading="eager">', {}) == (
        '<img decoding="async" referrerpolicy="no-referrer" alt="" src="a.png" loading="eager">'
    )


@pytest.mark.parametrize(
    ("language", "html", "finished"),
    [
        (
            "en",
            "<p>公司称训练过程仅耗时十一天。</p><p>In English</p>",
            '<p lang="zh">公司称训练过程仅耗时十一天。</p><p>In English</p>',
        ),
        (
            "zh",
            "<p>公司称训练</p><ul><li>In English</li></ul>",
            '<p>公司称训练</p><ul><li lang="en">In English</li></ul>',
        ),
        ("en", '<p lang="ja">公司称训练</p>', '<p lang="ja">公司称训练</p>'),
        ("en", "<p>هذا نص باللغة العربية</p>", '<p lang="ar" dir="rtl">هذا نص باللغة العربية</p>'),
        ("", "<p>公司称训练</p>", "<p>公司称训练</p>"),
    ],
)
def test_each_paragraph_has_its_language(language: str, html: str, finished: str) -> None:
    """A paragraph in another language than the text around it says so, with its direction where that turns."""
    assert finish_body(html, {}, language) == finished


@pytest.mark.parametrize("tag", ["<table>", "</table>", "<pre>", '<a href="page:x.md">', "<img>"])
def test_nothing_inside_an_attribute_is_a_tag(tag: str) -> None:
    """Markup inside an attribute is left as it is: otherwise it could break out of it."""
    html = f"""<img src="x" alt='{tag}<script>alert(1)</script>'>"""
    assert f"alt='{tag}<script>alert(1)</script>'" in finish_body(html, {"x.md": "/x/"}, "zh")


def test_a_tag_inside_the_title_of_plain_text_stays_there() -> None:
    """Older sanitisers leave `<` in attributes: a picture finished there would end the title with its quotes."""
    for html in ('<p title="<img src=x onmouseover=alert(1)>">a</p>', '<p title="a">b</p><p title="c <h5>">d</p>'):
        assert finish_body(html, {}) == html


def test_a_quote_in_text_is_no_attribute() -> None:
    """What looks like the start of a value in text does not keep the tags after it from being finished."""
    assert finish_body('<p>x="</p><h4>a</h4><pre>b</pre>', {}) == '<p>x="</p><h2>a</h2><pre tabindex="0">b</pre>'


@pytest.mark.parametrize("around", ["", "<table></table>", '<a href="page:x.md">y</a>', '<p title="<a >">z</p>'])
def test_code_in_a_link_is_found_among_all_tags(around: str) -> None:
    """A link that is open is known, whether links are worked on or not, and only while it is open."""
    html = f'{around}<a href="/x/">a<pre>b</pre><pre>c</pre></a><pre>d</pre><a>e</a><abbr><pre>f</pre></abbr>'
    finished = finish_body(html, {"x.md": "/x/"})
    for code, stop in (("b", ""), ("c", ""), ("d", ' tabindex="0"'), ("f", ' tabindex="0"')):
        assert f"<pre{stop}>{code}</pre>" in finished


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<p>",
                "</p>",
                "<li>",
                '<img alt="',
                '">',
                "<a href='page:x.md'>",
                "中",
                "a>",
                "&lt;",
                '"',
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_nothing_breaks_out(html: str) -> None:
    """Finishing a sanitised body never turns a part of an attribute into text or a tag."""
    clean = nh3.clean(html, attributes={"img": {"alt"}, "a": {"href"}}, url_schemes={"page", "https"})
    finished = finish_body(clean, {}, "zh")
    assert nh3.clean(finished, tags=set()) == nh3.clean(clean, tags=set())
    assert finished.count("<") - 2 * finished.count("<div") <= clean.count("<")


def test_hostile_bodies_take_no_time() -> None:
    """A body made to be slow takes about as long as any other of its size."""
    for html in ("<li>中" * 50_000, "<p " + 'a="' * 80_000, "<" * 250_000, '<img alt="<table>">' * 12_000):
        started = time.process_time()
        finish_body(html, {}, "en")
        assert time.process_time() - started < 15


def test_an_excerpt_taken_from_the_body() -> None:
    """A body that begins with its excerpt is known, whatever markup and ellipsis stand between; another is not."""
    html = "<h2>A</h2>\n<p>One <em>two</em>, three &amp; four. Five.</p>"
    assert opens_with(html, "A One two , three & four…")
    assert opens_with("<p>One two three.</p>", "One two...")
    later = '<p>Hi.</p><p>One<sup class="footnote-ref"><a href="#fn1">[1]</a></sup> two <del>not</del> three. Four.</p>'
    assert opens_with(later, "One two three. …")
    assert not opens_with(later, "two three")
    assert not opens_with(html, "Another")
    assert not opens_with(html, "…")


_PIECES = (
    "文字是这样 <li> </li> <p> </p> <h2> </h2> </a> <em> </em> <table> </table> <td> </td> <pre> </pre> text "
    'said="so <a_href="page:x.md"> '
    '<a_href="https://x.test/"> <img_src="/x">'
).split()
_HTML = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join).map(lambda html: html.replace("_", " "))


@pytest.mark.parametrize("language", ["", "en", "zh"])
@given(html=_HTML.map(lambda html: nh3.clean(html, url_schemes={"https", "page"})))
def test_the_short_way_is_the_long_way(html: str, language: str) -> None:
    """A body is finished alike whether every tag is looked at, which an odd attribute brings about, or a few."""
    odd = '<abbr title="<"></abbr>'
    assert finish_body(html + odd, {"x.md": "/x/"}, language) == finish_body(html, {"x.md": "/x/"}, language) + odd
