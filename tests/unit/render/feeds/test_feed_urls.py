from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.feeds.feed_urls import absolute_url

BASE = "https://digest.example/base/news/x/"
URI = re.compile(r"https?://[a-z0-9._:\[\]-]+/(?:[A-Za-z0-9/:@!$&'()*+,;=~._?#-]|%[0-9A-F]{2})*")


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("/topics/ai/", "https://digest.example/topics/ai/"),
        ("a.png", "https://digest.example/base/news/x/a.png"),
        ("#note", "https://digest.example/base/news/x/#note"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        (
            "https://例え.example/人工 智能?q=模型#节",
            "https://xn--r8jz45g.example/%E4%BA%BA%E5%B7%A5%20%E6%99%BA%E8%83%BD?q=%E6%A8%A1%E5%9E%8B#%E8%8A%82",
        ),
        ("HTTPS://User:secret@WIRE.Example:443", "https://wire.example/"),
        ("http://wire.example:8080/a", "http://wire.example:8080/a"),
        ("https://wire.example/100%/a%2fb", "https://wire.example/100%25/a%2Fb"),
        ('https://wire.example/a|b[c]"<>', "https://wire.example/a%7Cb%5Bc%5D%22%3C%3E"),
        ("https://wire.example/a\x00b", "https://wire.example/ab"),
    ],
)
def test_an_address_becomes_absolute_and_ascii(url: str, absolute: str) -> None:
    """Relative addresses, other scripts, spaces and stray characters become what RFC 3986 allows."""
    assert absolute_url(url, BASE) == absolute


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "javascript:alert(1)",
        "data:image/png;base64,AA",
        "ftp://a.example/",
        "https://[bad/",
        "https://a.example:port/",
        "https://" + "字" * 70 + ".example/",
        "https://a.example/" + "a" * 5000,
    ],
)
def test_what_is_no_web_address_is_empty(url: str) -> None:
    """Other schemes, broken hosts and ports, and endless addresses never reach a feed."""
    assert absolute_url(url, BASE) == ""


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_any_text_gives_a_valid_address_or_none(text: str) -> None:
    """Whatever stands in an address field: an RFC 3986 http(s) URI comes out, or nothing."""
    url = absolute_url(text, BASE)
    assert not url or (URI.fullmatch(url) and urlsplit(url).hostname)
