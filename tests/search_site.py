"""A site with enough stories that its search has sealed segments of several sizes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.site_under_test import SiteUnderTest, story

WORDS = ("robot", "chip", "hospital", "court", "battery", "drone", "teacher", "satellite", "copyright", "harvest")
FIRST = datetime(2023, 1, 2, 8, 0, tzinfo=UTC)


def add_story(site: SiteUnderTest, number: int, title: str = "", **fields: object) -> None:
    """Add the story with a number; the higher, the newer. Its title has one of ten words, its excerpt another."""
    moment = FIRST + timedelta(hours=7 * number)
    title = title or f"The {WORDS[number % 10]} report {number}"
    known: dict[str, object] = {"excerpt": f"All on the {WORDS[number // 10 % 10]}.", **fields}
    known.setdefault("date", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    text = story(title, **known)  # type: ignore[arg-type]
    site.write(f"content/news/{moment:%Y-%m-%d}-story-{number}.md", text)


def add_stories(site: SiteUnderTest, count: int, **titles: str) -> None:
    """Add stories 0 to `count` - 1; `titles` gives some their own, by number: `_7="..."`."""
    for number in range(count):
        add_story(site, number, titles.get(f"_{number}", ""))
