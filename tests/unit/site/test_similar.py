"""Older stories on the same matter."""

from __future__ import annotations

import random

from sitegen.pages.page import PageMeta
from sitegen.site.similar import find_similar
from sitegen.values import with_changes
from tests.page_meta import page_meta

FILLER = [f"ordinary{number} daily{number} news{number}" for number in range(400)]


def archive(*titles: str) -> list[PageMeta]:
    """Return a year of unrelated stories, with these among them at equal distances, oldest first."""
    stories = list(FILLER)
    for place, title in enumerate(titles, start=1):
        stories.insert(place * 100, title)
    return [page_meta(f"s{number}", title=title) for number, title in enumerate(stories)]


def similar_titles(stories: list[PageMeta], title: str) -> list[str]:
    number = next(number for number, story in enumerate(stories) if story.title == title)
    return [stories[other].title for other in find_similar(stories, "topics")[number]]


def test_shared_rare_words() -> None:
    """Stories that share rare words of their titles are similar, in English and in Chinese."""
    stories = archive(
        "Mistral raises money in Paris", "智谱发布新模型", "Mistral opens Paris office", "智谱发布开源模型"
    )
    assert similar_titles(stories, "Mistral opens Paris office") == ["Mistral raises money in Paris"]
    assert similar_titles(stories, "智谱发布开源模型") == ["智谱发布新模型"]


def test_topics_count_beside_the_title() -> None:
    """A rare word and a rare topic that two stories share make them similar; one of the two alone does not."""
    first, second = "Mistral raises money", "Offices for Mistral"
    between = (page_meta(f"f{number}", title=title) for number, title in enumerate([*FILLER, *FILLER[:60]]))
    stories = [page_meta("first", title=first), *between, page_meta("second", title=second)]
    assert similar_titles(stories, second) == []
    tagged = [with_changes(one, terms={"topics": ("Paris",)}) if "Mistral" in one.title else one for one in stories]
    assert similar_titles(tagged, second) == [first]


def test_the_most_similar_comes_first_and_four_are_named() -> None:
    """Of six older stories on one matter those that share more words come first, of equals the newer one."""
    words = "quasar pulsar magnetar blazar".split()
    titles = [" ".join(words[:number]) for number in (2, 3, 4, 2, 3, 2)]
    shown = [f"{title} old{number}" for number, title in enumerate(titles)]
    whole = " ".join(words)
    stories = [page_meta(f"s{number}", title=title) for number, title in enumerate([*FILLER, *shown, whole])]
    assert similar_titles(stories, whole) == [shown[2], shown[4], shown[1], shown[5]]


def test_only_older_ones() -> None:
    """The first of two stories on one matter has nothing similar: newer stories never change an old page."""
    stories = archive("Mistral raises money in Paris", "Mistral opens Paris office")
    assert similar_titles(stories, "Mistral raises money in Paris") == []


def test_old_pages_stay() -> None:
    """What is similar to the stories so far is the same after any number of newer ones."""
    rng = random.Random(3)
    words = [f"word{number}" for number in range(60)]
    stories = [
        page_meta(f"s{n}", title=" ".join(rng.sample(words, 5)), terms={"topics": (rng.choice("abc"),)})
        for n in range(300)
    ]
    whole = find_similar(stories, "topics")
    assert any(whole)
    assert find_similar(stories[:200], "topics") == whole[:200]
