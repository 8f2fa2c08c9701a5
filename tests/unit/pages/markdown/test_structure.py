"""Where the elements of a stranger's body may stand."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.pages.markdown.sanitise import sanitise
from sitegen.pages.markdown.structure import repair_structure

_TAGS = (
    "a b blockquote caption dd del details dfn div dl dt em figcaption figure h2 h4 hr ins li ol p pre rt ruby section "
    "span summary table tbody td tfoot th thead time tr ul"
).split()


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("<ul><p>a</p>b<li>c</ul>", "<ul><li><p>a</p>b</li><li>c</li></ul>"),
        ("<ul>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a", "<div>a</div>"),
        ('<ul><li value="3">a</ul>', "<ul><li>a</li></ul>"),
        ("<dl><dd>a<dt>b</dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd></dd></dl>"),
        ("<dl>a</dl>", "<dl><dt></dt><dd>a</dd></dl>"),
        ("<b>a<p>b</p></b>", "a<p>b</p>"),
        ("<a href='/x'><b><ul><li>a</ul></b></a>", '<a href="/x"><ul><li>a</li></ul></a>'),
        ("<h2><p>a</p></h2>", "<h2> a </h2>"),
        ("<h2>a<ul><li>b</ul></h2>", " a<ul><li>b</li></ul> "),
        ("<pre><div>a</div></pre>", "<pre> a </pre>"),
        ("<details>a</details>", "<div>a</div>"),
        ("<details><summary> </summary>a</details>", "<div> a</div>"),
        ("<details><summary>a</summary><summary>b</details>", "<details><summary>a</summary><div>b</div></details>"),
        ("<summary>a</summary>", "<div>a</div>"),
        ("<figure>a<figcaption>b</figcaption></figure>", "<figure>a<figcaption>b</figcaption></figure>"),
        ("<figure>a<figcaption>b</figcaption>c</figure>", "<figure>a<div>b</div>c</figure>"),
        ("<ruby>a</ruby><rt>b</rt>", "<span>a</span><span>b</span>"),
        ("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "<ruby>a(<rt>b</rt>)</ruby>"),
        ("<bdo>a</bdo><time>b</time>", "<span>a</span><span>b</span>"),
        ('<time datetime="2024-02-30">a</time>', "<span>a</span>"),
        ('<time datetime="2024-02-29T08:00Z">a</time>', '<time datetime="2024-02-29T08:00Z">a</time>'),
        ('<h2 id="a">b</h2><h3 id="a">c</h3><h3 id="d e">f</h3>', '<h2 id="a">b</h2><h3>c</h3><h3>f</h3>'),
        ('<a href="/x"><table><tr><td><a href="/y">a</a></table></a>',
         '<a href="/x"><table><tbody><tr><td>a</td></tr></tbody></table></a>'),
        ("<table><tr></tr><tr><th><h2>a</h2></table>",
         "<table><tbody><tr><td></td></tr><tr><th><div>a</div></th></tr></tbody></table>"),
        ("<table><tfoot><tr><td>a<tbody><tr><td>b</table>",
         "<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td>b</td></tr></tbody></table>"),
        ("<table><tr><td>a<caption>b</caption></table>",
         "<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td>b</td></tr></tbody></table>"),
        ('<table><tr><td rowspan="9">a<td>b</table>', "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"),
        ('<table><tr><td colspan="3">a<tr><td>b<td>c</table>',
         "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_what_stands_where_it_may_not(typed: str, repaired: str) -> None:
    """An element that cannot stay becomes a plain one, gets what it lacks, or gives way to what it holds."""
    assert repair_structure(sanitise(typed)) == repaired


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="zh">a <em>b</em> <a href="/x" rel="noopener">c</a><br>d</p><hr><blockquote><p>e</p></blockquote>',
        '<table><thead><tr><th>a</th><th colspan="2">b</th></tr></thead><tbody><tr><td>c</td><td>d</td><td>e</td></tr>'
        "</tbody></table>",
        "<details><summary>a <b>b</b></summary><ul><li>c</li></ul></details>",
        '<ol start="3" reversed=""><li value="4">a<p>b</p></li></ol><dl><dt>c</dt><dd>d</dd></dl>',
        '<figure><img src="/x.png" alt=""><figcaption>a</figcaption></figure><pre><code>b\n</code></pre>',
        "<ruby>字<rt>zi</rt></ruby>",
        '<p title="&lt;b&gt; > \'">a</p>',
    ],
)
def test_what_stands_right(html: str) -> None:
    """Valid HTML comes back as it is."""
    assert repair_structure(html) == html


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(("", "/", "word ")), st.sampled_from(_TAGS)), max_size=30))
def test_no_word_is_lost(pieces: list[tuple[str, str]]) -> None:
    """Every word of a body is still there, in its order; what is repaired needs no repair and is safe."""
    typed = "".join(
        kind + str(number) if kind == "word " else f"<{kind}{tag}>" for number, (kind, tag) in enumerate(pieces)
    )
    clean = sanitise(typed)
    repaired = repair_structure(clean)
    assert _words(repaired) == _words(clean)
    assert repair_structure(repaired) == repaired
    assert sanitise(repaired) == repaired


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "</div>" * 20_000,
        "<b>" * 290 + "<p>x</p>" * 50_000 + "</b>" * 290,
        "<ins>" * 290 + "<p>x</p>" * 50_000 + "</ins>" * 290,
        "<table><tbody><tr>"
        + '<td rowspan="60000">x</td>' * 199
        + "</tr>"
        + "<tr><td>x</td></tr>" * 30_000
        + "</tbody></table>",
        '<p title="' + "<>" * 200_000 + '">x</p>',
    ],
)
def test_hostile_bodies_take_no_time(html: str) -> None:
    """A body made to be slow takes about as long as any other of its size."""
    started = time.process_time()
    repair_structure(html)
    assert time.process_time() - started < 15


def _words(html: str) -> str:
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
