"""The rules of JSON Feed, each with a feed that breaks it and one that keeps it."""

from __future__ import annotations

import pytest

from tests.unit.check.feeds_to_break import JSON_ITEM, JSON_PLACE, json_feed, told

BREACHES = (
    (json_feed(title=""), "error no-title it has no title"),
    (json_feed(title=7), "error no-title it has no title"),
    (json_feed(version="2"), "error no-version it does not say which version of JSON Feed it is"),
    (json_feed(version=None), "error no-version it does not say which version of JSON Feed it is"),
    (
        json_feed(language="en_US"),
        'error language "en_US" is not a language tag (Write it with a hyphen, such as en-US.)',
    ),
    (json_feed(feed_url=None), "warning no-self-link it does not say where it lies (Add a link with rel=self.)"),
    (
        json_feed(feed_url="https://a.example/other.json"),
        "warning wrong-self-link it says that it lies at https://a.example/other.json, but it lies "
        "at https://a.example/feed.json",
    ),
    (
        json_feed(home_page_url="/"),
        "error relative-link its home_page_url is not absolute: / (Write the whole address.)",
    ),
    (
        json_feed(next_url="2.json"),
        "error relative-link its next_url is not absolute: 2.json (Write the whole address.)",
    ),
    (json_feed(icon="a.png"), "error relative-link its icon is not absolute: a.png (Write the whole address.)"),
    (
        json_feed(favicon="https://a.example/a b.png"),
        "error unencoded-link its favicon holds characters that addresses may not: "
        "https://a.example/a b.png (Percent-encode it, and write the host in punycode.)",
    ),
    (json_feed(authors="me"), 'error bad-authors its authors are no list of objects (Write [{"name": "..."}].)'),
    (json_feed(items="none"), "error no-items its items are no list of objects"),
    (json_feed(items=["none"]), "error no-items its items are no list of objects"),
    (json_feed(items=None), "error no-items its items are no list of objects"),
    (
        json_feed(items=[JSON_ITEM, {**JSON_ITEM, "title": "Two"}]),
        'error duplicate-id "Two": its id 7 is also that of "One"',
    ),
    (json_feed({"id": 7}), 'error no-id "One": its id is missing or no text'),
    (json_feed({"id": ""}), 'error no-id "One": its id is missing or no text'),
    (json_feed({"content_text": None}), 'error no-content "One": it has neither content_html nor content_text'),
    (json_feed({"content_text": ""}), 'error no-content "One": it has neither content_html nor content_text'),
    (json_feed({"url": "/a"}), 'error relative-link "One": its url is not absolute: /a (Write the whole address.)'),
    (
        json_feed({"external_url": "a"}),
        'error relative-link "One": its external_url is not absolute: a (Write the whole address.)',
    ),
    (
        json_feed({"image": "a.png"}),
        'error relative-link "One": its image is not absolute: a.png (Write the whole address.)',
    ),
    (
        json_feed({"banner_image": "a.png"}),
        'error relative-link "One": its banner_image is not absolute: a.png (Write the whole address.)',
    ),
    (
        json_feed({"authors": ["me"]}),
        'error bad-authors "One": its authors are no list of objects (Write [{"name": "..."}].)',
    ),
    (
        json_feed({"date_published": "2024-02-21"}),
        'error bad-date "One": date_published is not an RFC 3339 date with a zone: "2024-02-21" (Write '
        "it like 2024-02-21T08:30:00+08:00.)",
    ),
    (
        json_feed({"date_published": "2024-02-21T08:30Z"}),
        'error bad-date "One": date_published is not an RFC 3339 date with a zone: "2024-02-21T08:30Z" '
        "(Write it like 2024-02-21T08:30:00+08:00.)",
    ),
    (
        json_feed({"date_modified": "20240221T083000Z"}),
        'error bad-date "One": date_modified is not an RFC 3339 date with a zone: "20240221T083000Z" '
        "(Write it like 2024-02-21T08:30:00+08:00.)",
    ),
    (
        json_feed({"date_published": "2024-02-30T08:30:00Z"}),
        'error bad-date "One": date_published is not an RFC 3339 date with a zone: '
        '"2024-02-30T08:30:00Z" (Write it like 2024-02-21T08:30:00+08:00.)',
    ),
    (
        json_feed({"date_published": "2026-02-21T08:30:00Z"}),
        'warning future-date "One": its date lies in the future: 2026-02-21T08:30:00+00:00',
    ),
    (
        json_feed({"date_modified": "1900-02-21T08:30:00Z"}),
        'warning implausible-date "One": its date cannot be: 1900-02-21T08:30:00+00:00',
    ),
    (json_feed({"content_html": "<script>x</script>"}), 'warning unsafe-html "One": its text holds <script>'),
    (
        json_feed({"content_html": "<img src='a.png'>"}),
        'warning relative-reference "One": its text holds a relative address: a.png',
    ),
    (
        json_feed({"content_html": "<p style='background: url(x)'>"}),
        'warning dangerous-style "One": its text holds a style that some readers refuse: background: url(x)',
    ),
    (
        json_feed(title="A\x85"),
        "warning c1-character it holds the control character U+0085 (They come from Windows-1252 "
        "text that was taken for Latin-1.)",
    ),
    (
        json_feed({"title": "One\x93"}),
        "warning c1-character it holds the control character U+0093 (They come from Windows-1252 "
        "text that was taken for Latin-1.)",
    ),
    ("[1]", "error no-object there is no object at the top"),
    ("<rss/>", "error not-json it is not JSON: Expecting value: line 1 column 1 (char 0)"),
)
"""Feeds with one thing wrong, and all that is told of each."""

RIGHT = (
    json_feed(),
    json_feed(items=[]),
    json_feed(version="https://jsonfeed.org/version/1"),
    json_feed(language="en-US", home_page_url="https://a.example/", icon="https://a.example/a.png"),
    json_feed(authors=[{"name": "A"}]),
    json_feed(items=[JSON_ITEM, {**JSON_ITEM, "id": "8"}]),
    json_feed({"content_text": None, "content_html": "<p>x</p>"}),
    json_feed({"url": None, "external_url": "https://b.example/1"}),
    json_feed({"date_published": "2024-02-21T08:30:00Z", "date_modified": "2024-02-21T08:30:00.25+08:00"}),
    json_feed({"content_html": "<a href='https://a.example/' style='color: red'>x</a>"}),
    json_feed({"content_text": "a text with <script> is a text"}),
)
"""Feeds that come close to what is wrong above, and are not."""


@pytest.mark.parametrize(("feed", "finding"), BREACHES)
def test_a_breach_is_told(feed: str, finding: str) -> None:
    """What breaks a rule of JSON Feed is told with its level, its rule and its item, and nothing else is."""
    assert told(feed, JSON_PLACE) == [finding]


@pytest.mark.parametrize("feed", RIGHT)
def test_what_is_right_is_left_alone(feed: str) -> None:
    """What keeps the rules of JSON Feed is not complained of, close as it may come."""
    assert told(feed, JSON_PLACE) == []
