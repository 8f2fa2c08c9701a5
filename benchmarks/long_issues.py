"""Long issues, 20 to 500 KB of Markdown each: lists of linked claims, headings, quotes, tables, code, images.

Never: keeps an issue in memory; blocks are handed on one by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

from benchmarks.stories import NEWEST, quote, stamp
from benchmarks.words import make_headline, make_name, make_phrase, make_sentence, make_slug, make_topics

_LEAST_BYTES = 20_000
_MOST_BYTES = 500_000
_SIZE_POWER = 1.974
"""Chosen so that the mean is 181 KB: 700 issues are about 127 MB."""
_GOLDEN = 0.6180339887498949
_HOURS_APART = 33


def make_issues(count: int) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield file name and chunks of text of `count` issues, newest first."""
    for index in range(count):
        rng = Random(f"issue-{index}")
        when = NEWEST - timedelta(hours=index * _HOURS_APART)
        title = make_headline(rng)
        yield f"{when:%Y-%m-%d}-{make_slug(title)}-{index}.md", _write_issue(rng, title, stamp(when), size_of(index))


def size_of(index: int) -> int:
    """Return about how many bytes the issue with this index has; any run of issues holds small and large ones."""
    spread = (index + 0.5) * _GOLDEN % 1.0
    return round(_LEAST_BYTES + (_MOST_BYTES - _LEAST_BYTES) * math.pow(spread, _SIZE_POWER))


def _write_issue(rng: Random, title: str, when: str, size: int) -> Iterator[str]:
    head = [
        "---",
        f"title: {quote(title)}",
        f"date: '{when}'",
        f"description: {quote(f'{make_sentence(rng)} {make_sentence(rng)}')}",
        "topics:",
        *(f"  - {topic}" for topic in make_topics(rng, rng.randint(2, 5))),
        "---",
        "",
        f"**{make_phrase(rng)}.**",
        "",
        f"> We read {rng.randint(10, 600)} accounts and {rng.randint(5, 30)} forums. {make_sentence(rng)}",
        "",
        "---",
        "",
    ]
    written = 0
    text = "\n".join(head) + "\n"
    while written < size:
        written += len(text.encode())
        yield text
        text = rng.choices(_BLOCKS, _WEIGHTS)[0](rng) + "\n\n"


def _claim(rng: Random) -> str:
    person = make_name(rng.randrange(4000))
    return (
        f"**{make_headline(rng)}**: {make_sentence(rng)} Per [@{person}](https://social.example/{person}/status/"
        f"{rng.randrange(10**18)}) the `{make_name(rng.randrange(900))}-{rng.randint(1, 70)}b` {make_phrase(rng)} "
        f"reaches **{rng.randrange(100)}%**. {make_sentence(rng)} *{make_phrase(rng)}* "
        f"[{make_phrase(rng)}](https://site{rng.randrange(300)}.example/{rng.randrange(10**6)}). {make_sentence(rng)}"
    )


def _recap(rng: Random) -> str:
    claims = [f"- {_claim(rng)}" for _ in range(rng.randint(3, 8))]
    return f"**{make_headline(rng)}**\n\n" + "\n".join(claims)


def _section(rng: Random) -> str:
    return f"# {make_headline(rng)}\n\n{make_sentence(rng)} {make_sentence(rng)}"


def _thread(rng: Random) -> str:
    lines = [f"## {make_phrase(rng).capitalize()}", "", f"### {rng.randint(1, 9)}. {make_headline(rng)}", ""]
    for _ in range(rng.randint(2, 5)):
        lines += [f"- {_claim(rng)}", ""]
        lines += [f"    - {_claim(rng)}" for _ in range(rng.randint(1, 3))] + [""]
    return "\n".join(lines).rstrip()


def _messages(rng: Random) -> str:
    lines = [f"#### {make_phrase(rng).capitalize()} ({rng.randint(2, 99)} messages)", ""]
    for _ in range(rng.randint(3, 9)):
        person = make_name(rng.randrange(4000))
        lines.append(f"1. **{person}**: {make_sentence(rng)} {make_sentence(rng)}")
    return "\n".join(lines)


def _quotation(rng: Random) -> str:
    return (
        f"> {make_sentence(rng)} *{make_phrase(rng)}*\n>\n> {make_sentence(rng)}\n> — {make_name(rng.randrange(900))}"
    )


def _table(rng: Random) -> str:
    rows = ["| Model | Score | Price | Note |", "|---|---:|---:|---|"]
    for _ in range(rng.randint(4, 12)):
        model = f"`{make_name(rng.randrange(900))}`"
        rows.append(
            f"| {model} | {rng.randrange(100)}.{rng.randrange(10)} | ${rng.random():.2f} | {make_phrase(rng)} |"
        )
    return "\n".join(rows)


def _code(rng: Random) -> str:
    name = make_name(rng.randrange(900))
    lines = ["```python", f"def load_{name}(path: str, *, limit: int = {rng.randrange(4096)}) -> dict[str, float]:"]
    for _ in range(rng.randint(2, 6)):
        key = make_name(rng.randrange(900))
        lines.append(
            f"    {key} = open(path).read()[:limit].count('{key}') / {rng.randint(2, 99)}  # {make_phrase(rng)}"
        )
    return "\n".join([*lines, f'    return {{"{name}": 1.0}}', "```"])


def _image(rng: Random) -> str:
    return f"![{make_phrase(rng)}](https://img.example/{rng.randrange(10**9)}.png)\n\n{make_sentence(rng)}"


_BLOCKS: tuple[Callable[[Random], str], ...] = (
    _recap, _section, _thread, _messages, _quotation, _table, _code, _image,
)  # fmt: skip
_WEIGHTS = (40, 5, 25, 20, 3, 2, 1, 4)
"""Measured on real issues: nearly all of the text is lists of linked claims."""
