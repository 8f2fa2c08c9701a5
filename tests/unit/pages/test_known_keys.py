"""Keys that mean something, and those that nearly do."""

from __future__ import annotations

import pytest

from sitegen.pages.known_keys import near_known_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("publishedDatetime", "publishedDateTime"),
        ("published_date_time", "publishedDateTime"),
        ("topic", "topics"),
        ("realted", "related"),
        ("orginalUrl", "originalUrl"),
        ("providers", "provider"),
        ("weburl", "webUrl"),
        ("excrept", "excerpt"),
        ("dtae", "date"),
        ("tag", "tags"),
    ],
)
def test_a_slip_is_recognised(typed: str, meant: str) -> None:
    """One letter wrong, left out, added or swapped, and other capitals, lead to the key that was meant."""
    assert near_known_key(typed, ("topics",)) == meant


@pytest.mark.parametrize(
    "typed",
    """ampWebUrl cdnAmpWebUrl length price levels ratings website twitter linkedin location bio affiliation name
    featuredContent items original_slug companies models people _id taxonomy count average actions data time author
    authors layout permalink weight note text body comments rating video links link source url""".split(),
)
def test_keys_of_their_own_are_no_slips(typed: str) -> None:
    """Keys that real archives have of their own draw no warning."""
    assert near_known_key(typed, ("topics",)) == ""
