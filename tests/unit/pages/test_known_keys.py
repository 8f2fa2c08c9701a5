"""Keys that mean something, and those that nearly do."""

from __future__ import annotations

import pytest

from sitegen.pages.known_keys import near_known_key
from sitegen.pages.page import Parsed
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings, TaxonomySettings


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


def parsed(*lines: str) -> Parsed:
    """Return the page with these lines of front matter."""
    return parse_source("\n".join(("---", "title: T", *lines, "---", "Text.")).encode(), "x.md", Settings())


def told(page: Parsed) -> list[str]:
    """Return what is told of a page."""
    return [f"{one.level} {one.line} {one.field}: {one.message}" for one in page.problems]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("private: true", "private"),
        ("Private: yes", "private"),
        ("hidden: true", "private"),
        ("unlisted: true", "private"),
        ("status: draft", "private"),
        ("visibility: Private", "private"),
        ("publish: false", "published: false"),
        ("private: false", ""),
        ("status: final", ""),
        ("status: [draft]", ""),
    ],
)
def test_what_hides_a_page_elsewhere_withholds_it_here(line: str, reason: str) -> None:
    """Whoever types that a page is private in the words of another system does not find it published."""
    page = parsed(line)
    assert told(page) == []
    assert page.essentials is not None
    assert page.essentials.withheld == reason


@pytest.mark.parametrize("key", ["publishDate", "publishdate", "publish_date"])
def test_the_date_of_publication_counts_before_any_other(key: str) -> None:
    """A story with a later `publishDate` is not published at its `date`."""
    page = parsed("date: 2020-01-01", f"{key}: 2030-01-01")
    assert told(page) == []
    assert page.essentials is not None
    assert page.essentials.day == "2030-01-01"


def test_a_key_that_does_not_count_is_told() -> None:
    """Of two keys that say whether or when a story is published, the one that does not count is a warning."""
    assert told(parsed("published: true", "publish: false")) == [
        'warning 4 publish: "publish" does not count beside "published"'
    ]
    assert told(parsed("publishDate: 2030-01-01", "publishedDateTime: 2020-01-01")) == [
        'warning 3 publishDate: "publishDate" does not count beside "publishedDateTime"'
    ]


@pytest.mark.parametrize("key", ["published", "publish", "private"])
def test_a_key_without_a_value_is_told(key: str) -> None:
    """`published:` without a value publishes, with a warning; a draft needs none."""
    assert told(parsed(f"{key}:")) == [f'warning 3 {key}: "{key}" is empty, so the story is published']
    assert told(parsed(f"{key}:", "draft: true")) == []


def test_a_taxonomy_of_secured_has_no_terms() -> None:
    """What stays in the source stays there although a taxonomy of the site names its key."""
    settings = Settings(taxonomies=(*Settings().taxonomies, TaxonomySettings("blobs", "secured", "Blobs", 1)))
    for key in ("secured", "Secured"):
        found = parse_source(f"---\ntitle: T\n{key}: c2VjcmV0\n---\nText.\n".encode(), "x.md", settings)
        assert "c2VjcmV0" not in repr(found)
