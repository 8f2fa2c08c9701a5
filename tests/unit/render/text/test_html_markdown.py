"""HTML as Markdown."""

from __future__ import annotations

import re
from html import unescape
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from sitegen.pages.markdown.sanitise import sanitise
from sitegen.render.html.body_html import finish_body
from sitegen.render.text.html_markdown import html_to_markdown, plain_markdown

PAGE = "https://digest.test/news/one/"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORDS = (
    "<p> </p> <b> </b> <a> <li> <ul> </ul> <ol> <td> <tr> <table> </table> <pre> </pre> <code> </code> <br> "
    "<blockquote> </blockquote> <h2> </h2> <del> </del> <s> <i> "
    "* _ ` [x](javascript:y) &lt;script&gt; # - 1. > | \\ ! a 中"
)
LINKS = ('<a href="https://a.example/(x) y">', '<a href="javascript:x">', '<img src="https://a.example/i.png" alt="]">')
PIECES = some.sampled_from((*WORDS.split(), *LINKS, " ", "\n"))


def written(html: str) -> str:
    return html_to_markdown(finish_body(html, {"news/two.md": "/news/two/"}), PAGE)


def letters(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id='a'>A <em>b</em></h2><p>c<br>d</p>", "## A *b*\n\nc\\\nd"),
        ("<p><strong>b </strong>c <del>d</del> <i> </i>e</p>", "**b** c ~~d~~ e"),
        (
            '<a href="page:news/two.md#x">a</a> <a href="page:gone.md">b</a> <a href="#c">c</a>',
            "[a](https://digest.test/news/two/#x) b c",
        ),
        (
            '<a href="/x (1)">r</a><img src="i.png" alt="I">',
            "[r](https://digest.test/x%20%281%29)![I](https://digest.test/news/one/i.png)",
        ),
        ("<ul><li>a</li><li>b<ol start='3'><li>c</li><li>d</li></ol></li></ul>", "- a\n\n- b\n\n  3. c\n  4. d"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<blockquote><p>a</p><p>b</p></blockquote><hr>", "> a\n>\n> b\n\n***"),
        ('<pre><code class="language-sh"><span class="k">a</span> `b`\n\n c</code></pre>', "```sh\na `b`\n\n c\n```"),
        ("<pre>```</pre><p><code>a`b</code></p>", "````\n```\n````\n\n``a`b``"),
        (
            "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>",
            "| a | b\\|c |\n| --- | --- |\n| d |  |",
        ),
        (
            "<p># a</p><p>1. b</p><p>- c</p><p>*d* _e_ f_g &lt;b&gt; &amp;lt;</p>",
            "\\# a\n\n1\\. b\n\n\\- c\n\n\\*d\\* \\_e\\_ f_g \\<b> \\&lt;",
        ),
        ('<a href="https://b.example/"><p>a</p></a>b', "a\n\nb"),
        ("<b><pre>a\n\n&lt;i&gt;</pre></b>", "```\na\n\n<i>\n```"),
        ("<ul><li><ul><li><hr>a</li></ul></li></ul>", "- - ***\n\n    a"),
        ("", ""),
    ],
)
def test_each_element(html: str, markdown: str) -> None:
    """Headings, lists, quotes, code, tables, links and emphasis become what Markdown has for them."""
    assert written(html) == markdown


@settings(max_examples=150, deadline=None)
@given(some.lists(PIECES, max_size=25).map("".join))
def test_nothing_that_was_text_becomes_more(html: str) -> None:
    """Read again, the Markdown holds no HTML and no link that the body has not, and all of its letters."""
    body = sanitise(html)
    tokens = [token for block in READER.parse(written(body)) for token in (block, *(block.children or ()))]
    assert not [token for token in tokens if token.type in ("html_block", "html_inline")]
    links = {token.attrs[name] for token in tokens for name in ("href", "src") if name in token.attrs}
    assert links <= {"https://a.example/%28x%29%20y", "https://a.example/i.png"}
    shown = "".join(token.content for token in tokens if token.type in ("text", "code_inline", "fence", "text_special"))
    assert shown.count("中") == body.count("中")
    assert shown.count("script") == unescape(body).count("script")


@pytest.mark.parametrize(
    "html",
    [
        "<p><code>a</code><code>b ``` &lt;i&gt;</code>c</p>",
        "<p><code>`a`</code><a><code>&lt;i&gt; `</code></a></p>",
        "<p><code>a <code>`b`</code> c</code></p>",
        "<p><del><s>a</s> b</del></p><p>c</p>",
        "<p><em><b><i>a</i></b></em></p>",
        "<h2>C #</h2><h3><b>a </b># ##</h3>",
        "<ul><li><hr></li><li>a<pre>b\n\n&lt;i&gt;</pre></li></ul>",
        "<p>中文<strong>「引」</strong>，<em>强调。</em>后面<strong>。</strong></p>",
        "<table><tr><th>a|b</th><th><code>c|d</code></th></tr><tr><td>e<br>f</td><td>\\</td></tr></table>",
        "<ol start='9'><li>a<ul><li>b<blockquote><p>c</p><p>d</p></blockquote></li></ul></li><li>e</li></ol>",
    ],
)
def test_what_is_read_again_is_what_was_written(html: str) -> None:
    """Read again, the Markdown shows the letters of the body, no more and no fewer."""
    assert letters(READER.render(written(sanitise(html)))) == letters(html)


def test_long_bodies_take_linear_time() -> None:
    """A body of a megabyte is written in seconds, however it is made."""
    for piece in ("<p>a *b* _c_</p>", "<b>x</b>", "`", "[", "<li>", "&amp;amp;", "\\", "_"):
        body = sanitise(piece * (300_000 // len(piece)))
        started = process_time()
        written(body)
        assert process_time() - started < 10, piece


def test_a_title_is_shown_letter_by_letter() -> None:
    """A plain text on one line is no Markdown, whatever it looks like."""
    assert plain_markdown("1. *A*\n<b> [x](y)") == "1\\. \\*A\\* \\<b> \\[x\\](y)"
