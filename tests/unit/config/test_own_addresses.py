"""Addresses on the site that are typed into site.yaml."""

from __future__ import annotations

import pytest

from sitegen.config.own_addresses import check_own_path
from sitegen.errors import BadValue


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("rss.xml", "did you mean `/rss.xml`?"),
        ("/旧/", "did you mean `/%E6%97%A7/`?"),
        ("/sp ace/", "did you mean `/sp%20ace/`?"),
        ("/50%/", "did you mean `/50%25/`?"),
        ("/a?b", "Write one such as /rss.xml."),
        ("//x.example/", "Write one such as /rss.xml."),
        ("https://x.example/a", "Write one such as /rss.xml."),
        ("/a/../b", "Write one such as /rss.xml."),
        ("", "Write one such as /rss.xml."),
    ],
)
def test_what_is_no_address_is_told_with_what_may_be_meant(typed: str, hint: str) -> None:
    """Letters that an address has only percent-encoded are told with the address to write."""
    with pytest.raises(BadValue) as told:
        check_own_path(typed)
    assert told.value.hint == hint


@pytest.mark.parametrize("typed", ["/rss.xml", "/%E6%97%A7/", "/it's/", "/a+b;c=d/", "/"])
def test_an_address_is_kept_as_it_is(typed: str) -> None:
    """What is an address of the site is taken as it was typed."""
    assert check_own_path(typed) == typed
