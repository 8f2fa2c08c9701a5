"""Where a web address in running text ends."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.markdown import render_body
from sitegen.pages.text.bare_links import find_bare_urls
from sitegen.pages.text.plain_text import plain_body

URL = "https://a.example/b-c_d?e=f&g#h"


@pytest.mark.parametrize("sign", "«»،؛؟۔।॥—–›‹†‡•·“”‘’…ก文。，あ한")
def test_an_address_ends_beside_signs_of_any_script(sign: str) -> None:
    """An address ends where a stop, a quotation mark or a dash of any script begins, in Markdown and in plain text."""
    text = f"{sign}{URL}{sign}x"
    assert find_bare_urls(text) == [(1, URL)]
    shown = f">{URL.replace('&', '&amp;')}</a>{sign}x"
    assert shown in plain_body(text)
    assert shown in render_body(text, 1, "x.md").html
