"""Addresses made of anything at all are safe and useful."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from sitegen.pages.urls import encode_path, host_of, output_path, safe_url, slugify, term_key


@given(some.text())
@example("\u0301")
@example("COM9")
@example("ß" * 120)
def test_a_slug_is_always_one_safe_segment(text: str) -> None:
    """A slug is never empty, too long, a dot, a device's name, or made of anything but letters, marks and digits."""
    slug = slugify(text)
    assert 0 < len(slug) <= 82
    assert len(slug.encode()) <= 202
    assert not re.search(r"[^\w-]|\A-|-\Z|_", re.sub(r"[\u0300-\U000e01ef]", "a", slug))
    assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", slug, re.IGNORECASE)
    assert unicodedata.category(slug[0])[0] != "M"


@given(some.text(max_size=60))
def test_a_slug_is_its_own_slug(text: str) -> None:
    """Making a slug of a slug changes nothing, so a slug that was copied into front matter stays."""
    assert slugify(slugify(text)) == slugify(text)


@given(some.text())
def test_a_term_key_is_its_own_key(text: str) -> None:
    """The key of a key is the same key."""
    assert term_key(term_key(text)) == term_key(text)


@given(some.one_of(some.text(), some.text().map(lambda rest: "https://a.example/" + rest)))
def test_a_safe_url_is_ascii_with_a_known_scheme(text: str) -> None:
    """What counts as safe is printable ASCII, begins with a known scheme, and stays as it is when read again."""
    url = safe_url(text)
    if url is not None:
        assert re.fullmatch(r"(?:https?://|mailto:)[!-~]+", url)
        assert not set(url) & set('"<>\\`{}|^')
        assert safe_url(url) == url


@pytest.mark.parametrize(
    ("url", "base_path", "path"),
    [
        ("/", "/", "index.html"),
        ("/digest/", "/digest/", "index.html"),
        ("/digest/news/x/", "/digest/", "news/x/index.html"),
        ("/digest/feed.xml", "/digest/", "feed.xml"),
        ("/%E4%B8%AD/", "/", "中/index.html"),
    ],
)
def test_a_url_has_one_output(url: str, base_path: str, path: str) -> None:
    """A URL that ends with a slash is the index.html of its folder, any other one the file itself."""
    assert output_path(url, base_path) == path


def test_a_url_outside_the_site_has_no_output() -> None:
    """A URL that does not lie below the base path is refused."""
    with pytest.raises(ValueError, match="does not lie below"):
        output_path("/x/", "/digest/")


@given(some.text(some.characters(exclude_categories=["Cs"])))
def test_an_encoded_path_leads_back(text: str) -> None:
    """Encoding a path loses nothing."""
    assert output_path("/" + encode_path(text) + "/", "/") == text + "/index.html"


def test_names_that_are_long_or_taken_by_a_system() -> None:
    """A slug fits a file name of any system in any script; long names that differ only at their ends stay two."""
    han, long = "\u6c49" * 80, "word " * 40
    assert len(slugify(han).encode()) <= 200
    assert slugify(han) != slugify(han + "\u5b57")
    assert slugify(f"{long}x") != slugify(f"{long}y")
    assert [slugify(name) for name in ("con", "CON", "com1", "Lpt9", "console")] == [
        "x-con",
        "x-con",
        "x-com1",
        "x-lpt9",
        "console",
    ]


@pytest.mark.parametrize(
    ("typed", "with_mail", "without"),
    [
        ("https://a.test/" + "a" * 8000, True, True),
        ("https://a.test/" + "a" * 9000, False, False),
        ("mailto:a@b.test", True, False),
        ("https://a.test:65535/", True, True),
        ("https://a.test:65536/", False, False),
        ("https://a..test/", False, False),
        ("//a.test/", False, False),
    ],
)
def test_which_links_are_followed(typed: str, with_mail: bool, without: bool) -> None:
    """No address that no server takes, and none of a mailbox where a page is meant."""
    assert (safe_url(typed) is not None, safe_url(typed, allow_mail=False) is not None) == (with_mail, without)


def test_a_host_as_a_reader_knows_it() -> None:
    """Without port and `www.`, whatever follows it."""
    urls = (
        "https://www.a.test/b",
        "https://a.test:8080?b",
        "https://a.test#b",
        "https://[::1]/",
        "https://a.test./",
    )
    assert [host_of(url) for url in urls] == ["a.test", "a.test", "a.test", "[::1]", "a.test"]
