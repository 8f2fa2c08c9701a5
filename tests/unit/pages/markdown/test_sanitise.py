"""What is left of the HTML of strangers."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.markdown import render_body
from sitegen.pages.markdown.sanitise import sanitise


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("<p>a<noscript>b</noscript>c", "<p>ac</p>"),
        ("<p>a</p><form>b<input></form>", "<p>a</p>"),
        ("<p>a</p><script>b</script><style>c</style><iframe>d</iframe>", "<p>a</p>"),
        ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
        *((f'<h{level} id="a">b</h{level}>', f'<h{level} id="a">b</h{level}>') for level in range(1, 7)),
        ('<p id="search">a</p><div id="_top">b</div>', '<p id="search">a</p><div id="body_top">b</div>'),
        ('<a name="_main">a</a><p name="b">c</p>', '<a name="body_main">a</a><p>c</p>'),
        ('<a id="a">b</a>', '<a id="a">b</a>'),
        ('<q cite="https://a.test/b">c</q>', '<q cite="https://a.test/b">c</q>'),
        ('<q cite="a b">c</q><blockquote cite="javascript:x">d</blockquote>', "<q>c</q><blockquote>d</blockquote>"),
        ('<p dir="RTL">a</p>', '<p dir="rtl">a</p>'),
        ('<p dir="up">a</p>', "<p>a</p>"),
        ('<p lang="zh-Hant">a</p>', '<p lang="zh-Hant">a</p>'),
        ('<p lang="klingon">a</p>', "<p>a</p>"),
        ('<p class="menu align-right">a</p>', '<p class="align-right">a</p>'),
        ('<p style="color: red">a</p>', "<p>a</p>"),
        ('<img src="https://a.test/b" width="40" height="4000000">', '<img src="https://a.test/b" width="40">'),
        ('<a href="javascript:x">a</a><a href="data:x">b</a>', "<a>a</a><a>b</a>"),
    ],
)
def test_what_is_left(given: str, left: str) -> None:
    """Elements that run, frame or fill in are gone with their words; attributes hold what they are for, or nothing."""
    assert sanitise(given) == left


def test_no_handler_is_left() -> None:
    """Handlers are taken out whatever event they wait for."""
    events = "click load error mouseover focus pointerenter toggle animationstart beforeinput copy wheel".split()
    html = "".join(f'<p on{event}="x">a</p><img src="https://a.test/b" alt="" on{event}="x">' for event in events)
    assert "on" not in sanitise(html)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("![a](mailto:a@b.test)", "<p>a</p>\n"),
        ("[a](//b.test/c)", "<p><a>a</a></p>\n"),
        ('[a](/b/ "c")', '<p><a href="/x/b/" title="c">a</a></p>\n'),
        ("[a](https://b.test/c)", '<p><a href="https://b.test/c" rel="noopener nofollow ugc">a</a></p>\n'),
    ],
)
def test_where_a_bodys_links_lead(typed: str, html: str) -> None:
    """A link without a scheme leads nowhere, one from the root below the site's path, and those that leave say so."""
    assert render_body(typed, 1, "news/a.md", "/x/").html == html
