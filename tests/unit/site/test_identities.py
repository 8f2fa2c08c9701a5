from __future__ import annotations

from hashlib import blake2b

import pytest

from sitegen.settings import Settings
from sitegen.site.identities import Established, marks_of, settle_identities
from sitegen.values import short_digest
from tests.page_meta import page_meta


def test_stories_with_identities_of_their_own_keep_them() -> None:
    """Nothing is settled and nothing is told when no two stories share an identity."""
    assert settle_identities([page_meta("one"), page_meta("two")], Settings()) == ({}, ())


def test_the_later_story_falls_back_to_its_original_address() -> None:
    """The first in the order of stories keeps the id; the warning names both files and what stands in."""
    one = page_meta("one", id="MjAy")
    two = page_meta("two", id="MjAy", original_url="https://wire.example/2")
    settled, problems = settle_identities([one, two], Settings())
    assert settled == {"news/two.md": "https://wire.example/2"}
    assert [(found.level, found.path, found.field, found.message) for found in problems] == [
        ("warning", "content/news/two.md", "id", 'the id "MjAy" is that of content/news/one.md already')
    ]
    assert "https://wire.example/2" in problems[0].hint


def test_without_another_identity_the_path_stands_in() -> None:
    """Two stories of one original address, and a third: each path is its own."""
    url = "https://wire.example/1"
    stories = [page_meta(name, id="", original_url=url) for name in ("a", "b", "c")]
    settled, problems = settle_identities(stories, Settings(content="."))
    assert settled == {"news/b.md": "news/b.md", "news/c.md": "news/c.md"}
    assert [(found.path, found.field) for found in problems] == [
        ("news/b.md", "originalUrl"),
        ("news/c.md", "originalUrl"),
    ]


def test_of_three_stories_with_one_id_each_is_another() -> None:
    """The second has its original address; the third, whose original is the same, has its path."""
    url = "https://wire.example/1"
    stories = [page_meta(name, id="x", original_url=url) for name in "abc"]
    settled, problems = settle_identities(stories, Settings())
    assert settled == {"news/b.md": url, "news/c.md": "news/c.md"}
    assert [found.message for found in problems] == ['the id "x" is that of content/news/a.md already'] * 2


def test_what_stands_in_is_nobody_elses() -> None:
    """A story never loses its own identity to one that had to fall back, and no stand-in is used twice."""
    url = "https://wire.example/1"
    stories = [
        page_meta("a", id="x"),
        page_meta("b", id="x", original_url=url),
        page_meta("c", id="", original_url=url),
        page_meta("d", id="news/e.md"),
        page_meta("e", id="x"),
    ]
    assert settle_identities(stories, Settings())[0] == {"news/b.md": "news/b.md", "news/e.md": "news/e.md#2"}


@pytest.mark.parametrize(
    ("first", "second"),
    [("abc", "tag:digest.test,2025:abc"), ("caf\u00e9", "cafe\u0301"), (" abc", "abc"), ("a\x00b", "ab")],
)
def test_identities_that_readers_see_as_one_are_one(first: str, second: str) -> None:
    """Different texts may make one URI; the later story is told of it and gets another."""
    stories = [
        page_meta("one", id=first),
        page_meta("two", id=second, identity_line=3, identity_column=5),
    ]
    settled, problems = settle_identities(stories, Settings(base_url="https://digest.test/"))
    assert settled == {"news/two.md": "news/two.md"}
    assert problems[0].where() == "content/news/two.md:3:5"
    assert problems[0].message == f'the id "{second}" and "{first}" of content/news/one.md are one to readers'


def test_two_files_whose_names_are_one_are_told_by_their_path() -> None:
    """Without a field to blame the warning is about the file."""
    stories = [
        page_meta("a", path="news/caf\u00e9.md", id=""),
        page_meta("b", path="news/cafe\u0301.md", id=""),
    ]
    settled, problems = settle_identities(stories, Settings())
    assert settled == {"news/cafe\u0301.md": "news/cafe\u0301.md#2"}
    assert (problems[0].field, problems[0].line) == ("", 0)


def test_a_story_whose_guid_is_taken_is_known_by_its_id() -> None:
    """What stands in for a guid is what the story would be known by without it."""
    settled, problems = settle_identities([page_meta("one", guid="x"), page_meta("two", guid="x")], Settings())
    assert settled == {"news/two.md": "two"}
    assert [(found.field, found.message) for found in problems] == [
        ("guid", 'the guid "x" is that of content/news/one.md already')
    ]


def test_what_was_published_keeps_its_identity() -> None:
    """Of two that claim one id, the story that was published with it has it, however late its date is."""
    stories = [page_meta("new", "2024-01-01T00:00:00", id="x"), page_meta("old", "2024-02-01T00:00:00", id="x")]
    established = Established(new={"news/new.md"})
    assert settle_identities(stories, Settings(), established)[0] == {"news/new.md": "news/new.md"}
    assert settle_identities(stories, Settings())[0] == {"news/old.md": "news/old.md"}


def test_what_readers_know_it_by() -> None:
    """A story is known by what it was published with, whatever its front matter says now, and that is no problem."""
    known = Established({"news/one.md": "news/before.md"}, new=())
    assert settle_identities([page_meta("one")], Settings(), known) == ({"news/one.md": "news/before.md"}, ())


def test_the_identity_of_what_is_gone() -> None:
    """A story that needs another identity takes none that belongs to one that is gone, and may come back."""
    stories = [page_meta("a", "2024-01-01T00:00:00", id="x"), page_meta("b", "2024-02-01T00:00:00", id="x")]
    established = Established(new=("news/a.md", "news/b.md"), lost={short_digest("news/b.md")})
    assert settle_identities(stories, Settings(), established)[0] == {"news/b.md": "news/b.md#2"}


def test_lists_are_cut_by_the_identities_that_readers_know() -> None:
    """A story's mark is a digest of its own identity, or of the one that was settled, and the same on every machine."""
    stories = [page_meta("one"), page_meta("two", id="one")]
    settled = {stories[1].path: "two"}
    expected = [int.from_bytes(blake2b(name, digest_size=8).digest(), "little") for name in (b"one", b"two")]
    assert list(marks_of(stories, settled)) == expected
