"""HTML in a body that asks too much of a parser."""

from __future__ import annotations

import pytest

from sitegen.errors import Problem
from sitegen.pages.markdown.markdown import Body, render_body


def render(text: str) -> Body:
    return render_body(text, 5, "news/x.md")


def tags(count: int) -> str:
    return "".join(f"<font color={number}>" for number in range(count))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("x\n\n" + tags(301), 7, "more than 300 HTML tags in the body are never closed"),
        ("<p>" + tags(200) + "<p>x" * 400, 5, "200 HTML tags such as <b> are open over too much of the body"),
        (tags(200) + "\n\n" + "x [y][]\n\n" * 400, 5, "200 HTML tags such as <b> are open over too much of the body"),
        ("<table><tr>" + "<i>x</i>" * 3000, 5, "more than 5000 elements are in a table, but in none of its cells"),
        ("x\n\n<table>\n\n" + "x\n\n" * 5000, 7, "more than 5000 elements are in a table, but in none of its cells"),
        ("x\n\n\n<a " + "".join(f"a{n}=b " for n in range(501)) + ">", 8, "an HTML tag has more than 500 attributes"),
    ],
)
def test_what_is_too_much_is_text(text: str, line: int, message: str) -> None:
    """HTML that would make a parser slow, or its result large, is shown as text, and told with its block's line."""
    body = render(text)
    assert [(problem.line, problem.message.replace("\n", " ")) for problem in body.problems][:1] == [(line, message)]
    assert "&lt;" in body.html
    assert len(body.html) < 12 * len(text)


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + tags(4) + "<p>x" * 15_000,
        tags(3) + "\n\n" + "x [y][]\n\n" * 2000,
        "<b>x</b> <i>y</i> " * 5000,
        tags(200) + "x" + "</font>" * 200 + "<p>x</p>" * 2000,
        "<table>" + "<tr><td><i>x</i></td></tr>" * 3000 + "</table>\n\n" + "x\n\n" * 5000,
        '<i title="' + "a " * 600 + '">x</i>',
    ],
)
def test_what_people_write_stays(text: str) -> None:
    """Four tags that are never closed, and any number that are, are shown as HTML without a word."""
    body = render(text)
    assert body.problems == ()
    assert "&lt;" not in body.html


def test_a_long_value_of_an_attribute_is_told() -> None:
    """A title of ten thousand characters is cut, and its owner is told."""
    hint = "The rest of it is left out. Shorten it."
    message = "in the body a value of title has more than 8192 characters"
    assert render(f'<i title="{"a" * 10_000}">x</i>\n').problems == (
        Problem("warning", "news/x.md", 5, 0, "", message, hint),
    )
