"""The news items of the benchmarks: the same ones every time, in the shape of a crawler's."""

from __future__ import annotations

from itertools import islice

import yaml

from benchmarks.stories import NOW, find_with_body, is_published, make_fresh_story, make_stories


def test_stories_are_the_same_every_time() -> None:
    """Two runs make the same names and texts."""
    assert list(make_stories(40)) == list(make_stories(40))


def test_a_smaller_corpus_is_the_start_of_a_larger_one() -> None:
    """Growing an archive adds older stories and leaves the others as they are."""
    assert list(make_stories(20)) == list(islice(make_stories(60), 20))


def test_stories_come_one_at_a_time() -> None:
    """The first of a million stories is there at once: none of the others is made for it."""
    name, _ = next(make_stories(1_000_000))
    assert name.endswith("-0.md")


def test_front_matter_has_the_shape_of_the_field() -> None:
    """Front matter is YAML with a provider, topics, an image, related stories and a secured blob."""
    matters = [yaml.safe_load(text.split("---\n")[1]) for _, text in make_stories(60)]
    for matter in matters:
        assert set(matter["provider"]) >= {"name", "domain"}
        assert matter["topics"][-1] == "AI"
        assert matter["images"][0]["width"] == 1200
        assert len(matter["secured"]) > 400
    assert {len(matter.get("related", ())) for matter in matters} == {0, 1, 2, 3, 4, 5}


def test_stories_never_share_a_moment_or_lie_after_now() -> None:
    """The order of stories is sure, and all of them are published by the moment that builds are told."""
    moments = [yaml.safe_load(text.split("---\n")[1])["publishedDateTime"] for _, text in make_stories(300)]
    assert moments == sorted(set(moments), reverse=True)
    assert moments[0] < NOW


def test_unpublished_stories_are_known() -> None:
    """`is_published` says of each index what its front matter says."""
    for index, (_, text) in enumerate(make_stories(120)):
        assert f"\npublished: {str(is_published(index)).lower()}\n" in text


def test_a_story_with_a_body_is_found() -> None:
    """The story that `find_with_body` names has a body; without `--body` most have none."""
    texts = [text for _, text in make_stories(60)]
    assert texts[find_with_body(30)].split("---\n", 2)[2].strip()
    assert sum(bool(text.split("---\n", 2)[2].strip()) for text in texts) == 10


def test_bodies_have_the_size_that_was_asked_for() -> None:
    """With a body size, every story has a body of about as many kilobytes."""
    for _, text in make_stories(12, body_kb=3):
        assert 3000 <= len(text.split("---\n", 2)[2]) < 5000


def test_a_fresh_story_is_newer_and_has_three_topics() -> None:
    """A fresh story changes the lists of exactly three topics, at their newest end."""
    fresh, newest = (yaml.safe_load(text.split("---\n")[1]) for _, text in (make_fresh_story(0), next(make_stories(9))))
    assert len(fresh["topics"]) == 3
    assert newest["publishedDateTime"] < fresh["publishedDateTime"] < NOW
