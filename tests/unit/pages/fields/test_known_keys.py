"""Keys that mean something, and those that nearly do."""

from __future__ import annotations

import pytest

from sitegen.pages.fields.known_keys import KNOWN_KEYS, near_known_key
from sitegen.pages.page import Parsed
from sitegen.pages.parse import parse_source
from sitegen.settings import Settings, TaxonomySettings
from tests.spellings import spellings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel", "title"),
        ("publishdDateTime", "publishedDateTime"),
        ("stauts", "status"),
        ("hiden", "hidden"),
        ("drat", "draft"),
        ("topic", "topics"),
        ("realted", "related"),
        ("orginalUrl", "originalUrl"),
        ("providers", "provider"),
        ("wepUrl", "webUrl"),
        ("excrept", "excerpt"),
        ("dtae", "date"),
        ("tag", "tags"),
    ],
)
def test_a_slip_is_recognised(typed: str, meant: str) -> None:
    """One letter wrong, left out, added or swapped leads to the key that was meant."""
    assert near_known_key(typed, ("topics",)) == meant


@pytest.mark.parametrize(
    "typed",
    """ampWebUrl cdnAmpWebUrl length price levels ratings website twitter linkedin location bio affiliation name
    featuredContent items original_slug companies models people _id taxonomy count average actions data time author
    authors layout permalink weight note text body comments rating video links link source url
    publisher stats State archive expert""".split(),
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


@pytest.mark.parametrize("key", [*KNOWN_KEYS, "topics"])
def test_a_known_key_counts_in_every_spelling(key: str) -> None:
    """Case, width and what stands between the words of a key make no difference."""
    values = {"title": "A", "language": "de", "quality": "7", "heat": "7", "slug": "b", "aliases": "/c/"}
    value = values.get(key, "https://example.com/d" if key.endswith("Url") else "2024-01-01")
    plain = with_line(f"{key}: {value}")
    for other in spellings(key):
        assert with_line(f'"{other}": {value}') == plain, other


def with_line(line: str) -> tuple[object, ...]:
    """Return what a page says with one more line of front matter, and what is told of it."""
    found = parse_source(f"---\n{line}\n---\nText.\n".encode(), "x.md", Settings())
    return found.card_bytes, found.page_bytes, [one.message for one in found.problems]


def test_of_two_spellings_the_usual_one_counts() -> None:
    """A key that is there in two spellings is a warning, and a key that begins with an underscore is nobody's."""
    assert told(parsed("Excerpt: b", "excerpt: a", "_id: 5", "_type: page")) == [
        'warning 3 Excerpt: "Excerpt" does not count beside "excerpt"'
    ]


def test_a_taxonomy_keeps_its_key() -> None:
    """A key that may be about something else belongs to the taxonomy that names it, in every spelling."""
    settings = Settings(taxonomies=(TaxonomySettings("states", "state", "States", 1),))
    for key in ("state", "State", "STATE"):
        found = parse_source(f"---\ntitle: T\n{key}: Private\n---\nText.\n".encode(), "x.md", settings)
        assert found.meta is not None
        assert (found.meta.terms, found.meta.withheld) == ({"states": ("Private",)}, "")


def test_what_withholds_is_kept_for_a_template_where_it_may_be_shown() -> None:
    """A status reaches the page's own template, a password does not."""
    page = parsed("Status: published", "password: x7x", "draft: false").page
    assert page is not None
    assert page.extra == {"Status": "published"}


def test_a_taxonomy_of_secured_has_no_terms() -> None:
    """What stays in the source stays there although a taxonomy of the site names its key."""
    settings = Settings(taxonomies=(*Settings().taxonomies, TaxonomySettings("blobs", "secured", "Blobs", 1)))
    for key in ("secured", "Secured"):
        found = parse_source(f"---\ntitle: T\n{key}: c2VjcmV0\n---\nText.\n".encode(), "x.md", settings)
        assert "c2VjcmV0" not in repr(found)
