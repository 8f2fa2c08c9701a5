"""Markdown from strangers: bounded, and harmless whatever it holds."""

from __future__ import annotations

import re
import sys

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sitegen.pages.markdown.body_costs import MOST_MARKDOWN_CHARACTERS, too_costly
from sitegen.pages.markdown.markdown import Body, render_body

DEEP = 10_000
PIECES = some.sampled_from(
    """<script>|</script>|<img src=x onerror=alert(1)>|<a href="javascript:alert(1)">|<svg onload=x>|<style>|<iframe|
    <math><mtext>|<b|">|'>|<!--|-->|[x](javascript:alert(1))|[x](//e.example)|[x](y.md)|![x](data:x)|&#106;avascript:|
    <base href="//e.example">|<meta http-equiv=refresh>|<form action=x>|<noscript>|<template>|<table><td>|<p|```|`|**|_|
    > |- |# |\n\n|\n|    |<a href="page:x.md">|<a id=x data-line=9-9 href=z.md>|]]>|<![CDATA[|<?x|\\|中，|[^1]|[^1]: x|
    https://a.example/|{{ 7*7 }}|<a href=https://a.example/ title='<img src=x onerror=y>'>|| a |\n|---|""".split("|")
)
ALLOWED_URL = re.compile(r"(?:https?://|mailto:|page:|file:|#|/base/)|(?![a-z]+:|//)", re.IGNORECASE)


def render(text: str) -> Body:
    return render_body(text, 1, "news/x.md", "/base/")


@given(some.lists(some.one_of(PIECES, some.text(max_size=5)), max_size=25).map("".join))
def test_no_text_makes_unsafe_html(text: str) -> None:
    """As a browser parses it, no body has a script, a handler, a style, a frame, a form or a foreign scheme."""
    body = render(text)
    targets = {link.target for link in body.links}
    for element in html5lib.parseFragment(body.html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            raise AssertionError(f"a comment or instruction: {element}")
        assert element.tag not in "script style iframe form svg math base meta object input".split()
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"style", "data-line", "srcset"}
            if name in {"href", "src"}:
                assert ALLOWED_URL.match(value), value
            if value.startswith("page:"):
                assert value[5:].partition("#")[0].replace("%20", " ") in targets or "%" in value


@given(some.text())
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    """A body is a function of its text."""
    assert render(text) == render(text)


@pytest.mark.parametrize(
    "text",
    [">" * DEEP + "x", "- " * DEEP + "x", "> - " * DEEP + "x", "".join("  " * n + "- a\n" for n in range(300))],
)
def test_deep_blocks_are_cut_and_told(text: str) -> None:
    """Quotes and lists nested beyond a hundred never exhaust the stack; what is left out is told."""
    limit = sys.getrecursionlimit()
    body = render(text)
    assert sys.getrecursionlimit() == limit
    assert [problem.message for problem in body.problems] == ["the body is nested more than 100 deep"]


@pytest.mark.parametrize(
    "text", ["[" * DEEP, "![" * DEEP + "](a)" * DEEP, "^[" * DEEP, "[a](" * DEEP, "*_" * DEEP + "a" + "_*" * DEEP]
)
def test_deep_inlines_lose_nothing(text: str) -> None:
    """Brackets and emphasis without end come out as text."""
    body = render(text)
    assert body.problems == ()
    assert len(body.html) >= DEEP


def test_brackets_beside_deep_ones_still_work_in_the_next_paragraph() -> None:
    """Only the paragraph with too many brackets goes without links."""
    assert '<a href="page:news/y.md">' in render("[" * 20 + "\n\n[x](y.md)").html


def test_tags_that_are_never_closed_are_told() -> None:
    """Hundreds of open tags, which an HTML parser takes quadratic time for, are shown as text."""
    body = render("<dl><dt><dd>\n" * DEEP)
    assert [problem.message for problem in body.problems] == ["more than 300 HTML tags in the body are never closed"]
    assert "&lt;dl&gt;" in body.html
    assert render("<p>a\n\n<b>b</b>\n\n" * 1000).problems == ()


def test_a_huge_body_is_plain_text() -> None:
    """A body beyond a million characters is shown without its markup, and told."""
    body = render("*a* " * (MOST_MARKDOWN_CHARACTERS // 4 + 1))
    assert body.html.startswith("<p>*a* *a*")
    assert body.problems[0].hint == "It is shown as plain text. Split the page to have it formatted."


def test_deep_quotes_around_a_long_text_are_plain_text() -> None:
    """Every line of a quote is read once a level, so a deep quote of many lines is shown without its markup."""
    body = render("> " * 50 + "a\n" * 50_000)
    message = "the body has too many quotes, or too deep ones, around too many lines"
    assert [problem.message for problem in body.problems] == [message]
    assert render("> > a\n" * 1000).problems == ()
    found = too_costly("> a\n\n" + "> " * 50 + "a\n" * 50_000)
    assert found is not None
    assert found.message == body.problems[0].message


def test_the_line_of_a_deep_quote_is_told() -> None:
    """Where the deep quote begins is told; what stands apart from it, and quotes that people write, do not count."""
    far = "a\n" * 50_000
    body = render(far + "\n> a\n" + "> " * 40 + "b\n" + "c\n" * 3000)
    assert [problem.line for problem in body.problems] == [1 + 50_002]
    assert render("> " * 40 + "b\n\n" + far).problems == ()
    assert render("> " * 4 + "b\n" + "c\n" * 20_000).problems == ()
    assert render("> > # a\nb\n" * 1000).problems != ()
    assert render("> a\nb\n" * 100 + "\n" + "> a\nb\n\n" * 1000).problems == ()


def test_code_beyond_100_kb_is_plain() -> None:
    """Highlighting is bounded: long code and long lines stay plain."""
    assert "<span" not in render("```python\n" + "x = 1\n" * 20_000 + "```\n").html
    assert "<span" not in render("```python\n" + "x = 1;" * 1000 + "\n```\n").html
    assert "<span" in render("```python\n" + "x = 1\n" * 100 + "```\n").html


def test_links_beyond_the_first_hundreds_still_have_a_line() -> None:
    """Every link to a content file is listed, however many there are."""
    body = render("[x](y.md)\n\n" * 600)
    assert len(body.links) == 600
    assert (body.links[1].line, body.links[1].column) == (3, 5)
    assert body.links[-1].line == 1199


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("# fn1\n\n## fnref1\n\na[^1]\n\n[^1]: b\n", ["fn1-2", "fnref1-2", "fnref1", "fn1"]),
        ("# fn1\n\n# fn2\n", ["fn1", "fn2"]),
        ("# fn1\n\n# fn1-2\n\na[^1]\n\n[^1]: b\n", ["fn1-2", "fn1-2-2", "fnref1", "fn1"]),
        ("# fn1\n\na ^[b] c ^[d]\n\n# fn2\n", ["fn1-2", "fnref1", "fnref2", "fn2-2", "fn1", "fn2"]),
        ("a[^1] b[^1]\n\n[^1]: c\n", ["fnref1", "fnref1:1", "fn1"]),
        ('<a id="fn1">x</a> a[^1]\n\n[^1]: b\n', ["fnref1", "fn1"]),
        ('<a id="fnref1:1">x</a> a[^1] b[^1]\n\n[^1]: c\n', ["fnref1", "fnref1:1", "fn1"]),
        ('<li id="fn1">x</li>\n\na[^1]\n\n[^1]: b\n', ["fnref1", "fn1"]),
        ('<a id="part">x</a>\n\n# Part\n', ["part"]),
        ('<a id="x">x</a> <a id="x">y</a>\n', ["x"]),
        ('<a id="_main">x</a> <h2 id="_search">y</h2>\n', ["body_main", "body_search"]),
        ('<a id="&#95;main">x</a> <a ID=__y>y</a>\n', ["body_main", "body__y"]),
        ('<a id="body_main">x</a> <a id="_main">y</a>\n', ["body_main"]),
    ],
)
def test_ids(text: str, ids: list[str]) -> None:
    """No id comes twice: headings give way to footnotes, what was typed to both, and none is one of the theme's."""
    html = render(text).html
    assert re.findall(r' id="([^"]*)"', html) == ids
    assert render(text).html == html
    for leads_to in re.findall(r' href="#([^"]*)"', html):
        assert leads_to in ids


def test_a_contents_list_leads_to_headings() -> None:
    """The ids that a page's contents lead to are those of its headings, whatever else was called so."""
    body = render('<a id="part">x</a>\n\n# Part\n\n# fn1\n\na[^1]\n\n[^1]: b\n')
    for heading in body.headings:
        assert re.search(rf'<h\d id="{heading.id}">{heading.text}</h\d>', body.html)


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("#_main", "#body_main"),
        ("#%5Fmain", "#body_main"),
        ("#main", "#main"),
        ("#a%20b", "#a%20b"),
        ("y.md#_x", "page:news/y.md#body_x"),
        ("/about/#_x", "/base/about/#body_x"),
        ("/about/#team", "/base/about/#team"),
        ("../b/?q=1#x", "../b/?q=1#x"),
        ("/files/report.html#_Toc1", "/base/files/report.html#_Toc1"),
        ("https://a.example/#_x", "https://a.example/#_x"),
    ],
)
def test_links_follow_the_ids_of_bodies(typed: str, leads_to: str) -> None:
    """A link to an id that was renamed leads to it, in its own body and in another page's; a fragment stays one."""
    assert f'<a href="{leads_to}"' in render(f"[x]({typed})").html
