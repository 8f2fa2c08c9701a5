"""What a digest's owner does between two builds, by hand or by crawler.

Never: builds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from benchmarks.makers import Maker
from benchmarks.stories import NEWEST, find_with_body, is_published, make_fresh_story, make_late_story


def add_story(content: Path, number: int) -> None:
    """Add a story that is newer than all others and has three topics."""
    name, text = make_fresh_story(number)
    (content / "news" / name).write_text(text, encoding="utf-8")


def add_late_story(content: Path, number: int, days_back: int) -> None:
    """Add a story with three topics that is dated so many days back; of 0, one that is newer than all others."""
    name, text = make_late_story(number, days_back) if days_back else make_fresh_story(number)
    (content / "news" / name).write_text(text, encoding="utf-8")


def remove_story(content: Path, number: int, days_back: int) -> None:
    """Remove a published story of the corpus that is so many days older than the newest one; each time another one."""
    day = f"{NEWEST - timedelta(days=days_back):%Y-%m-%d}"
    corpus = (file for file in sorted((content / "news").glob(f"{day}-*.md")) if "late-" not in file.name)
    stories = [file for file in corpus if "fresh-" not in file.name and is_published(int(file.stem.rpartition("-")[2]))]
    stories[number % len(stories)].unlink()


def edit_body(content: Path, number: int, stories: int) -> None:
    """Add a paragraph to the body of one story from the middle of the archive."""
    index = find_with_body(stories // 2 + 6 * number)
    _append(next((content / "news").glob(f"*-{index}.md")), number)


def edit_issue(content: Path, number: int) -> None:
    """Add a paragraph to one long issue."""
    _append(next((content / "issues").glob(f"*-{10 + number}.md")), number)


def edit_templates(makers: Iterable[Maker], number: int) -> None:
    """Change one word in each maker's template of a story's page."""
    for maker in makers:
        text = maker.template.read_text(encoding="utf-8")
        start = text.index(">Original") + 1
        end = text.index("</a>", start)
        maker.template.write_text(f"{text[:start]}Original {number + 1}{text[end:]}", encoding="utf-8")


def _append(path: Path, number: int) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nCorrected: the figure in the first paragraph was {number}.\n")
