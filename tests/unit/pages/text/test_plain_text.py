"""What becomes of a plain text's lines."""

from __future__ import annotations

from sitegen.pages.text.plain_text import plain_body


def test_a_list_ends_where_its_lines_do() -> None:
    """Bullets before, between and after paragraphs are lists of their own, the last one too."""
    text = "- a\n- b\n\nSome words.\n\n\u2022 c\n\nMore words.\n\n- d\n\n- e\n"
    assert plain_body(text).split("\n") == [
        "<ul>",
        "<li>a</li>",
        "<li>b</li>",
        "</ul>",
        "<p>Some words.</p>",
        "<ul>",
        "<li>c</li>",
        "</ul>",
        "<p>More words.</p>",
        "<ul>",
        "<li>d</li>",
        "<li>e</li>",
        "</ul>",
        "",
    ]


def test_what_a_web_page_leaves_around_a_text_is_left_out() -> None:
    """Lines of its frame vanish; everything else is text, whatever signs it has."""
    assert plain_body("Back to top\n\na < b & c\n\nSubscribe") == "<p>a &lt; b &amp; c</p>\n"
