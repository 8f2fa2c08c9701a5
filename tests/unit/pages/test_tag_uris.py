from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.pages.tag_uris import are_plain, tag_uri

BY = "digest.example,2025"
TAG = re.compile(r"(?:tag:[a-z0-9.-]+,\d{4}|urn:[a-z]+):(?:[A-Za-z0-9/:?@!$&'()*+,;=~._-]|%[0-9A-F]{2})*")


def test_the_identity_of_a_story_is_a_tag_uri() -> None:
    """Host and one fixed date say who minted it, the identity follows as RFC 4151 allows."""
    assert tag_uri("https://wire.example/a b%20c", BY) == "tag:digest.example,2025:https://wire.example/a%20b%2520c"
    assert tag_uri("https://wire.example/a?b=c", BY) == "tag:digest.example,2025:https://wire.example/a?b=c"


@pytest.mark.parametrize(
    "identity", ["tag:old.example,2019-05:/news/1", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"]
)
def test_an_identity_of_another_program_stays(identity: str) -> None:
    """A site that moves from another program keeps the identities that readers know."""
    assert tag_uri(identity, BY) == identity


@pytest.mark.parametrize("identity", ["tag:x", "urn:x", "tag:a.example,2019:a b", "tag:a.example,2019:\u4eba"])
def test_what_only_looks_minted_is_minted(identity: str) -> None:
    """An id that begins like a URI and is none becomes part of one."""
    assert tag_uri(identity, BY).startswith(f"tag:{BY}:{identity[:4]}")


def test_one_word_in_two_unicode_forms_is_one_identity() -> None:
    """A path read on macOS and on Linux gives the same identity."""
    assert tag_uri("news/café.md", BY) == tag_uri("news/cafe\u0301.md", BY)


def test_a_long_identity_is_shortened_without_collisions() -> None:
    """Readers keep identities in columns of limited width; two long ones still differ."""
    first, second = tag_uri("a" * 3000, BY), tag_uri("a" * 3001, BY)
    assert len(first) < 100
    assert first != second
    assert len(tag_uri("a" * 240, BY)) > 240


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_identity_gives_a_valid_tag_uri(identity: str) -> None:
    """Whatever the identity: the syntax of RFC 4151 holds."""
    assert TAG.fullmatch(tag_uri(identity, BY))


IDENTITIES = st.lists(
    st.one_of(
        st.text(alphabet="aB1/:.\n\r é%", max_size=6),
        st.sampled_from(["https://a.example/", "tag:a,2019:x", "urn:uuid:x", "xtag:", "x" * 240, "x" * 241]),
    ),
    max_size=4,
)


@given(IDENTITIES)
def test_plain_ones_stay_as_they_are(identities: list[str]) -> None:
    """Of identities that are told to be plain each stays as it is behind the authority."""
    if are_plain(identities):
        assert [tag_uri(identity, BY) for identity in identities] == [f"tag:{BY}:{identity}" for identity in identities]


def test_addresses_and_paths_are_plain() -> None:
    """What nearly all stories are known by is told to be plain."""
    assert are_plain([])
    assert are_plain(["https://wire.example/a?b=c&d=(e)", "news/2024-01-01-story.md", "x" * 240])
