from __future__ import annotations

from sitegen.settings import Settings
from sitegen.site.identities import settle_identities
from tests.essentials import essentials


def test_stories_with_identities_of_their_own_keep_them() -> None:
    """Nothing is settled and nothing is told when no two stories share an identity."""
    assert settle_identities([essentials("one"), essentials("two")], Settings()) == ({}, ())


def test_the_later_story_falls_back_to_its_original_address() -> None:
    """The first in the order of stories keeps the id; the warning names both files and what stands in."""
    one = essentials("one", identity="MjAy")
    two = essentials("two", identity="MjAy", original_url="https://wire.example/2")
    settled, problems = settle_identities([one, two], Settings())
    assert settled == {"news/two.md": "https://wire.example/2"}
    assert [(found.level, found.path, found.field, found.message) for found in problems] == [
        ("warning", "content/news/two.md", "id", 'the id "MjAy" is that of content/news/one.md already')
    ]
    assert "https://wire.example/2" in problems[0].hint


def test_without_another_identity_the_path_stands_in() -> None:
    """Two stories of one original address, and a third: each path is its own."""
    url = "https://wire.example/1"
    stories = [essentials(name, identity=url, original_url=url) for name in ("a", "b", "c")]
    settled, problems = settle_identities(stories, Settings(content="."))
    assert settled == {"news/b.md": "news/b.md", "news/c.md": "news/c.md"}
    assert [(found.path, found.field) for found in problems] == [
        ("news/b.md", "originalUrl"),
        ("news/c.md", "originalUrl"),
    ]


def test_what_stands_in_is_taken_too() -> None:
    """A story whose own identity was given away falls back in its turn."""
    url = "https://wire.example/1"
    stories = [
        essentials("a", identity="x"),
        essentials("b", identity="x", original_url=url),
        essentials("c", identity=url, original_url=url),
    ]
    assert settle_identities(stories, Settings())[0] == {"news/b.md": url, "news/c.md": "news/c.md"}
