"""Markdown from strangers: bounded, and harmless whatever it holds."""

from __future__ import annotations

import re
import sys

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sitegen.pages.body_text import MOST_MARKDOWN_CHARACTERS
from sitegen.pages.markdown import Body, render_body

DEEP = 10_000
PIECES = some.sampled_from(
    """<script>|</script>|<img src=x onerror=alert(1)>|<a href="javascript:alert(1)">|<svg onload=x>|<style>|<iframe|
    <math><mtext>|<b|">|'>|<!--|-->|[x](javascript:alert(1))|[x](//e.example)|[x](y.md)|![x](data:x)|&#106;avascript:|
    <base href="//e.example">|<meta http-equiv=refresh>|<form action=x>|<noscript>|<template>|<table><td>|<p|```|`|**|_|
    > |- |# |\n\n|\n|    |<a href="page:x.md">|<a id=x data-line=9-9 href=z.md>|]]>|<![CDATA[|<?x|\\|中，|[^1]|[^1]: x|
    https://a.example/|{{ 7*7 }}|<a href=https://a.example/ title='<img src=x onerror=y>'>|| a |\n|---|""".split("|")
)
ALLOWED_URL = re.compile(r"(?:https?://|mailto:|page:|#|/base/)|(?![a-z]+:|//)", re.IGNORECASE)


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
    assert [problem.message for problem in body.problems] == ["the body has quotes 50 deep and too many lines"]
    assert render("> > a\n" * 1000).problems == ()


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
