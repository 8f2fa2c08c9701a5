"""What a publisher does while the preview runs, each edit with what is seen of it.

Never: serves, measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.stories import NEWEST, find_with_body, make_fresh_story
from benchmarks.words import TOPICS

_TOPIC = TOPICS[0]
_SLUG = _TOPIC.lower().replace(" ", "-")
_TITLE = re.compile(r'(?m)^title: "?[^"\n]*"?$')


class TopicFile(NamedTuple):
    """The file that says what is told of a topic on its page: each maker has a form of its own."""

    path: str
    """Below the content folder."""
    text: str
    """With `{}` for the description."""


OUR_TOPIC_FILE = TopicFile(f"_data/topics/{_SLUG}.yaml", f"name: {_TOPIC}\ndescription: {{}}\n")
HUGO_TOPIC_FILE = TopicFile(f"topics/{_SLUG}/_index.md", f"---\ntitle: {_TOPIC}\ndescription: {{}}\n---\n")


@dataclass(slots=True)
class Sources:
    """The sources that are edited, in the form that one maker reads. What is edited is known before: no edit looks."""

    content: Path
    topic_file: TopicFile
    story: Path
    """One from the middle of the archive that has a body."""
    added: list[Path] = field(default_factory=list)


def open_sources(content: Path, topic_file: TopicFile) -> Sources:
    """Return the sources in a folder, with what must be there before the first edit."""
    path, text = content / topic_file.path, topic_file.text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format("Before all edits."), "utf-8")
    news = content / "news"
    middle = find_with_body(len(list(news.iterdir())) // 2)
    return Sources(content, topic_file, next(news.glob(f"*-{middle}.md")))


class Sight(NamedTuple):
    """What is seen of an edit on the page."""

    words: str
    is_there: bool = True
    """Whether they come; else they go."""


class Edit(NamedTuple):
    """A kind of edit, made in the sources again and again."""

    name: str
    page: Callable[[Sources], str]
    """Returns the address at which it is seen."""
    make: Callable[[Sources, str], Sight]
    """Makes it, with a word that is new each time."""
    most_seconds: float
    """From the save to the screen: the goal."""


def _page_of_story(sources: Sources) -> str:
    name = sources.story.stem
    return f"/news/{name[:4]}/{name[5:7]}/{name[8:10]}/{name[11:]}/"


def _page_of_topic(_: Sources) -> str:
    return f"/topics/{_SLUG}/"


def _front_page(_: Sources) -> str:
    return "/"


def _edit_body(sources: Sources, word: str) -> Sight:
    with sources.story.open("a", encoding="utf-8") as file:
        file.write(f"\nCorrected: {word}.\n")
    return Sight(word)


def _edit_title(sources: Sources, word: str) -> Sight:
    sources.story.write_text(_titled(sources.story.read_text("utf-8"), f"A title {word}"), "utf-8")
    return Sight(word)


def _add_story(sources: Sources, word: str) -> Sight:
    _, text = make_fresh_story(len(sources.added))  # each some minutes later: one of a day to come is not shown
    path = sources.content / "news" / f"{NEWEST:%Y-%m-%d}-{word}.md"
    sources.added.append(path)
    path.write_text(_titled(text, f"A story {word}"), "utf-8")
    return Sight(word)


def _remove_story(sources: Sources, _: str) -> Sight:
    newest = sources.added.pop()
    newest.unlink()
    return Sight(newest.stem.rpartition("-")[2], is_there=False)


def _edit_topic_file(sources: Sources, word: str) -> Sight:
    path, text = sources.topic_file
    (sources.content / path).write_text(text.format(f"What it is about {word}."), "utf-8")
    return Sight(word)


def _titled(text: str, title: str) -> str:
    return _TITLE.sub(f'title: "{title}"', text, count=1)


EDITS = (
    Edit("a body", _page_of_story, _edit_body, 0.3),
    Edit("a title", _page_of_story, _edit_title, 1.0),
    Edit("a new story", _front_page, _add_story, 1.0),
    Edit("a removed story", _front_page, _remove_story, 1.0),
    Edit("a topic file", _page_of_topic, _edit_topic_file, 1.0),
)
"""As many stories are removed as were added before."""
