"""Long texts of HTML on their way through nh3."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.sanitise import MOST_ATTRIBUTE_CHARACTERS, sanitise
from sitegen.pages.markdown.text_breaks import break_texts
from sitegen.render.feeds.feed_html import html_cleaner

SIGNS = "&\xa0«\x80"


@pytest.mark.parametrize("sign", ["&", "&amp;", "&a", "\xa0", "«", "a&\xa0 "])
@pytest.mark.parametrize("around", ["<p>{}</p>", "<table><tr><td>{}</table>", "<pre>\n{}</pre>", "<i><b>{}</i></b>"])
def test_breaks_leave_no_trace(sign: str, around: str) -> None:
    """A long text becomes what its parts become."""
    few = around.format("x" + sign * 500)
    many = around.format("x" + sign * 5000)
    assert break_texts(few) == few
    assert break_texts(many) != many
    part = sanitise(f"<p>{sign * 500}</p>")[3:-4]
    assert sanitise(many) == sanitise(few).replace(part, part * 10)
    assert html_cleaner({})(sanitise(many), "https://a.example/").replace("&nbsp;", "\xa0").count("sitegen") == 0


def test_an_attribute_keeps_its_value() -> None:
    """Breaks that came into a value are taken out of it."""
    value = "&" * 3000
    assert sanitise(f'<p title="{value}">x</p>') == f'<p title="{"&amp;" * 3000}">x</p>'
    assert html_cleaner({})(f'<p title="{value}">x</p>', "https://a.example/").count("&amp;") == 3000


def test_a_long_attribute_is_cut() -> None:
    """A value that is longer than an address may be is cut, which whoever asks is told; such an address is none."""
    cut: set[str] = set()
    long = "a" * (MOST_ATTRIBUTE_CHARACTERS + 1)
    assert sanitise(f'<a href="https://a.example/{long}">x</a>', cut) == "<a>x</a>"
    assert cut == set()
    assert sanitise(f'<i title="{long}">x</i>', cut) == f'<i title="{long[1:]}">x</i>'
    assert cut == {"title"}
    cut.clear()
    assert sanitise('<i title="a">x</i>', cut) == '<i title="a">x</i>'
    assert cut == set()
