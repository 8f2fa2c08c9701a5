"""The bounds of single settings, on both sides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.config.setting_checks import (
    check_base_url,
    check_folders_apart,
    check_language,
    check_number,
    check_taxonomy_name,
)
from sitegen.errors import BadValue


@pytest.mark.parametrize("number", [1, 2, 1000])
def test_numbers_within_their_bounds(number: int) -> None:
    """The least and the most are allowed."""
    assert check_number(str(number), 1, 1000) == number


@pytest.mark.parametrize("typed", ["0", "1001", "-1", "1.5", "ten", ""])
def test_numbers_out_of_their_bounds(typed: str) -> None:
    """What lies beyond, or is no whole number, is refused with the bounds."""
    with pytest.raises(BadValue) as wrong:
        check_number(typed, 1, 1000)
    assert wrong.value.hint == "Write a whole number from 1 to 1000."


@pytest.mark.parametrize(
    ("typed", "tag"), [("EN", "en"), ("zh-hans", "zh-Hans"), ("en-gb", "en-GB"), ("zh-HANT-tw", "zh-Hant-TW")]
)
def test_languages_get_their_usual_letters(typed: str, tag: str) -> None:
    """Language small, script capitalised, country large."""
    assert check_language(typed) == tag


def refuses(check: Callable[..., object], *typed: str) -> bool:
    try:
        check(*typed)
    except BadValue:
        return True
    return False


def test_no_taxonomy_takes_a_folder_of_the_sites_own() -> None:
    """Each of the site's folders is refused; other names are not."""
    taken = ["archive", "assets", "feeds", "search", "sitemaps"]
    assert [name for name in (*taken, "topics", "companies") if refuses(check_taxonomy_name, name)] == taken


def test_sources_and_outputs_lie_apart() -> None:
    """Neither folder lies in the other, at any depth; names that only begin alike are two folders."""
    wrong = [("a", "a"), ("a", "a/b"), ("a", "a/b/c"), ("a/b", "a"), ("a/b/c", "a"), ("a", "."), (".", ".")]
    right = [("a", "b"), ("a", "ab"), ("ab", "a"), (".", "public"), ("a/b", "a/c")]
    assert [pair for pair in (*wrong, *right) if refuses(check_folders_apart, *pair)] == wrong


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://A.test", "https://a.test/"),
        ("https://a.test/x", "https://a.test/x/"),
        ("https://a.test/x/y/", "https://a.test/x/y/"),
        ("http://a.test:8080/x/y/z", "http://a.test:8080/x/y/z/"),
    ],
)
def test_an_address_ends_with_one_slash(typed: str, address: str) -> None:
    """However many parts its path has."""
    assert check_base_url(typed) == address
