from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.feed_urls import absolute_srcset, absolute_url, tag_uri

BASE = "https://digest.example/base/news/x/"
URI = re.compile(r"https?://[a-z0-9._:\[\]-]+/(?:[A-Za-z0-9/:@!$&'()*+,;=~._?#-]|%[0-9A-F]{2})*")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:(?:[A-Za-z0-9/:?@!$&'()*+,;=~._-]|%[0-9A-F]{2})*")


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


@pytest.mark.parametrize(
    ("srcset", "absolute"),
    [
        ("a.png 1x, /b.png 2x", f"{BASE}a.png 1x, https://digest.example/b.png 2x"),
        ("a.png 100w,b.png 200w", f"{BASE}a.png 100w, {BASE}b.png 200w"),
        ("a.png, b.png 2x", f"{BASE}a.png, {BASE}b.png 2x"),
        ("javascript:x 1x, b.png evil", f"{BASE}b.png"),
        ("", ""),
        (", ,", ""),
    ],
)
def test_each_address_of_a_srcset_becomes_absolute(srcset: str, absolute: str) -> None:
    """Candidates keep their descriptors; those without an address are left out."""
    assert absolute_srcset(srcset, BASE) == absolute


def test_the_identity_of_a_story_is_a_tag_uri() -> None:
    """Host and one fixed date say who minted it, the identity follows as RFC 4151 allows."""
    assert tag_uri("https://wire.example/a b%20c", BASE) == "tag:digest.example,2025:https://wire.example/a%20b%2520c"


def test_an_identity_outlives_base_path_port_and_scheme() -> None:
    """Only the host of the base address has a part in the identity."""
    assert tag_uri("x", "https://digest.example/a/") == tag_uri("x", "http://digest.example:8000/b/c/")


def test_an_identity_outlives_the_host_when_the_owner_says_so() -> None:
    """A site that moves keeps its stories' identities by naming its old host."""
    assert tag_uri("x", "https://new.example/", "old.example,2025") == tag_uri("x", "https://old.example/")


@pytest.mark.parametrize(
    "identity", ["tag:old.example,2019-05:/news/1", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"]
)
def test_an_identity_of_another_program_stays(identity: str) -> None:
    """A site that moves from another program keeps the identities that readers know."""
    assert tag_uri(identity, BASE) == identity


@pytest.mark.parametrize("identity", ["tag:x", "urn:x", "tag:a.example,2019:a b", "tag:a.example,2019:\u4eba"])
def test_what_only_looks_minted_is_minted(identity: str) -> None:
    """An id that begins like a URI and is none becomes part of one."""
    assert tag_uri(identity, BASE).startswith("tag:digest.example,2025:tag:" if identity[0] == "t" else "tag:digest")


def test_one_word_in_two_unicode_forms_is_one_identity() -> None:
    """A path read on macOS and on Linux gives the same identity."""
    assert tag_uri("news/café.md", BASE) == tag_uri("news/cafe\u0301.md", BASE)


def test_a_long_identity_is_shortened_without_collisions() -> None:
    """Readers keep identities in columns of limited width; two long ones still differ."""
    first, second = tag_uri("a" * 3000, BASE), tag_uri("a" * 3001, BASE)
    assert len(first) < 100
    assert first != second


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=80))
def test_any_text_gives_a_valid_address_or_none(text: str) -> None:
    """Whatever stands in an address field: an RFC 3986 http(s) URI comes out, or nothing."""
    url = absolute_url(text, BASE)
    assert not url or (URI.fullmatch(url) and urlsplit(url).hostname)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=400), st.text(max_size=30))
def test_any_identity_gives_a_valid_tag_uri(identity: str, host: str) -> None:
    """Whatever the identity and the host: the syntax of RFC 4151 holds."""
    assert TAG.fullmatch(tag_uri(identity, f"https://{host}/"))
