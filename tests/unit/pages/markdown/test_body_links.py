"""Links, pictures, ids of headings and comments of a body."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.body import BodySource
from sitegen.pages.markdown.body_links import LinkFinisher
from sitegen.pages.markdown.markdown import render_body


@pytest.mark.parametrize(
    ("html", "finished"),
    [
        ('<img alt="<script>alert(1)</script>">', "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<img src="javascript:x" alt="<b>">', "&lt;b&gt;"),
        ('<img alt="&lt;b&gt; &quot;&amp;lt;">', '&lt;b&gt; "&amp;lt;'),
        ('<img title="x">', ""),
    ],
)
def test_a_picture_without_an_address_is_text(html: str, finished: str) -> None:
    """What stands for a picture becomes text, whether or not a sanitiser wrote `<` out in attributes."""
    assert LinkFinisher(BodySource("", 1, "news/x.md", "/", "content/news/x.md")).finish(html) == finished


def test_each_link_to_a_file_has_its_own_place() -> None:
    """Two links to one file on one line and a third one further down are told where each was typed."""
    body = render_body("[a](b.md) and [c](b.md)\n\n<!-- one\ntwo -->\n\n- [d](b.md)\n", 10, "news/x.md")
    assert [(link.target, link.line, link.column) for link in body.links] == [
        ("news/b.md", 10, 5),
        ("news/b.md", 10, 19),
        ("news/b.md", 15, 7),
    ]


@pytest.mark.parametrize("more", ["", "\n<i>x</i>\n"])
def test_headings_of_one_text_have_ids_of_their_own(more: str) -> None:
    """The second, the third and the fourth are told apart, and no heading is lower than `h6`."""
    body = render_body("# Top\n\n" + "## Same\n\n" * 4 + "###### Low\n" + more, 1, "x.md")
    assert [(heading.level, heading.id) for heading in body.headings] == [
        (2, "top"),
        (3, "same"),
        (3, "same-2"),
        (3, "same-3"),
        (3, "same-4"),
        (6, "low"),
    ]


def test_a_comment_in_code_is_shown() -> None:
    """A comment that begins a line vanishes; in fenced code it is code."""
    html = render_body("a\n\n<!-- gone -->\n\n```\n<!-- kept -->\n```\n", 1, "x.md").html
    assert ("gone" in html, "&lt;!-- kept --&gt;" in html) == (False, True)


@pytest.mark.parametrize("typed", ["(see https://a.test/b_(c)).", "(see https://a.test/b_(c)!)"])
def test_a_bracket_that_belongs_to_an_address_stays_in_it(typed: str) -> None:
    """The one that the sentence opened does not."""
    assert 'href="https://a.test/b_(c)"' in render_body(typed, 1, "x.md").html
