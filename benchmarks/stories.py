"""News items in the shape that a crawler writes: provider, topics, images, related coverage, a secured blob.

Never: depends on what was made before; the story with an index is the same on every machine.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.words import make_headline, make_paragraph, make_provider, make_sentence, make_slug, make_topics

NEWEST = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)
"""When the newest story of every corpus appeared; each further one is older."""

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
"""The moment that builds are told: after all stories."""

_STEP_SECONDS = 97 * 60
_SPAN_SECONDS = 20 * 365 * 86400
_PROVIDERS = 300
_BODY_EVERY = 6
_UNPUBLISHED_EVERY = 50


def make_stories(count: int, body_kb: float = 0) -> Iterator[tuple[str, str]]:
    """Yield file name and text of `count` stories, newest first, one at a time.

    Up to about 108,000 stories are 97 minutes apart; more share twenty years. Without `body_kb` every sixth has a
    short body, as in the field; with it all have about that many kilobytes. Every fiftieth says `published: false`.
    """
    step = min(_STEP_SECONDS, _SPAN_SECONDS // max(count, 1))
    for index in range(count):
        rng = Random(f"story-{index}")
        when = NEWEST - timedelta(seconds=index * step + rng.randrange(max(step - 60, 1)))
        body = _write_body(rng, body_kb or (1 if index % _BODY_EVERY == 0 else 0))
        yield _make_story(rng, str(index), when, make_topics(rng, rng.randint(0, 2)), body)


def make_fresh_story(number: int) -> tuple[str, str]:
    """Return file name and text of a story newer than every corpus, with exactly three topics."""
    rng = Random(f"fresh-{number}")
    when = NEWEST + timedelta(minutes=10 * (number + 1))
    return _make_story(rng, f"fresh-{number}", when, make_topics(rng, 2), _write_body(rng, 1))


def make_late_story(number: int, days_back: int) -> tuple[str, str]:
    """Return file name and text of a story dated so many days before the newest one, with exactly three topics."""
    rng = Random(f"late-{number}")
    when = NEWEST - timedelta(days=days_back, minutes=10 * number)
    return _make_story(rng, f"late-{number}", when, make_topics(rng, 2), _write_body(rng, 1))


def is_published(index: int) -> bool:
    """Say whether the story with this index is published."""
    return index % _UNPUBLISHED_EVERY != 7


def find_with_body(index: int) -> int:
    """Return the first published index from `index` on whose story has a body in every corpus."""
    while index % _BODY_EVERY or not is_published(index):
        index += 1
    return index


def quote(text: str) -> str:
    """Return a text as a double-quoted YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def stamp(when: datetime) -> str:
    """Return a moment as the crawler writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _make_story(rng: Random, mark: str, when: datetime, topics: Sequence[str], body: Sequence[str]) -> tuple[str, str]:
    title = make_headline(rng)
    slug = f"{make_slug(title)}-{mark}"
    published = not mark.isdigit() or is_published(int(mark))
    lines = ["---", *_describe(rng, title, slug, when), f"published: {str(published).lower()}", "", *_list_source(rng)]
    lines += ["", "topics:", *(f"  - {topic}" for topic in topics), ""]
    lines += ["images:", f'  - url: "https://img.example/{mark}.jpg"', "    width: 1200", "    height: 720"]
    lines += ["    isCached: true", "", *_list_related(rng, mark, when)]
    lines += [f'secured: "{_make_blob(rng, 330)};{_make_blob(rng, 16)}"', "---", "", *body]
    return f"{when:%Y-%m-%d}-{slug}.md", "\n".join(lines) + "\n"


def _describe(rng: Random, title: str, slug: str, when: datetime) -> list[str]:
    excerpt = f"{make_sentence(rng)} {make_sentence(rng)}"
    address = f"https://site{rng.randrange(_PROVIDERS)}.example/{slug}"
    return [
        "category: news",
        f"title: {quote(title)}",
        f"excerpt: {quote(excerpt)}",
        f"publishedDateTime: {stamp(when)}",
        f'originalUrl: "{address}"',
        f'webUrl: "{address}"',
        "type: article",
        f"quality: {rng.randrange(100)}",
        f"heat: {rng.choice((-1, -1, rng.randrange(100)))}",
    ]


def _list_source(rng: Random) -> list[str]:
    name, domain = make_provider(rng.randrange(_PROVIDERS))
    lines = ["provider:", f"  name: {quote(name)}", f"  domain: {domain}"]
    if rng.random() < 0.6:
        lines += ["  images:", f'    - url: "https://img.example/{domain}-50x50.jpg"']
        lines += ["      width: 50", "      height: 50"]
    return lines


def _list_related(rng: Random, mark: str, when: datetime) -> list[str]:
    count = rng.choice((0, 0, 1, 2, 3, 4, 5))
    lines = ["related:"] if count else []
    for number in range(count):
        name, domain = make_provider(rng.randrange(_PROVIDERS))
        lines += [
            f"  - title: {quote(make_headline(rng))}",
            f"    excerpt: {quote(make_sentence(rng))}",
            f"    publishedDateTime: {stamp(when - timedelta(hours=number + 1))}",
            f'    webUrl: "https://{domain}/related-{mark}-{number}"',
            "    type: article",
            "    provider:",
            f"      name: {quote(name)}",
            f"      domain: {domain}",
            f"    quality: {rng.randrange(100)}",
            "    images:",
            f'      - url: "https://img.example/related-{mark}-{number}.jpg"',
            "        width: 1280",
            "        height: 670",
            "        isCached: true",
        ]
    return [*lines, ""] if count else []


def _make_blob(rng: Random, size: int) -> str:
    return b64encode(rng.randbytes(size)).decode("ascii")


def _write_body(rng: Random, kilobytes: float) -> list[str]:
    lines: list[str] = []
    size = 0
    while size < kilobytes * 1000:
        block = [make_paragraph(rng), ""]
        if rng.random() < 0.2:
            block += [f"## {make_headline(rng)}", "", f"- {make_sentence(rng)}", f"- {make_sentence(rng)}", ""]
        lines += block
        size += sum(len(line) + 1 for line in block)
    return lines
