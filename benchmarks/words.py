"""Words for made-up news: headlines, sentences, names and the topics that stories carry.

Never: uses a random state of its own; whoever calls hands one in.
"""

from __future__ import annotations

import re
from random import Random

ROOT_TOPIC = "AI"
"""Every story carries it: the worst case for paging, and what real digests do."""

TOPICS = (
    "AI Agents", "AI Chips", "AI Ethics", "AI Regulation", "AI Research", "AI Safety", "AI in Banking", "AI in Cars",
    "AI in Education", "AI in Farming", "AI in Medicine", "AI in Retail", "AI in Robotics", "AI in Security",
    "Computer Vision", "Data Centers", "Machine Translation", "Open Models", "Speech",
)  # fmt: skip

_NOUNS = (
    "model agent chip benchmark lab startup regulator court hospital bank school newsroom robot fleet warehouse "
    "compiler dataset library browser assistant search-engine translator camera phone laptop satellite drone factory "
    "patent lawsuit treaty audit standard licence budget grant merger rival partner investor researcher engineer "
    "minister teacher radiologist lawyer farmer driver pilot publisher artist voter customer worker union supplier"
).split()
_VERBS = (
    "ships opens delays buys sues tests halves doubles trains funds bans approves retires measures copies publishes "
    "questions defends renames licenses recalls audits leaves joins hires outpaces matches explains reverses"
).split()
_ADJECTIVES = (
    "open small large cheap costly quiet public private faster slower European Chinese American Indian Korean local "
    "multilingual sparse dense distilled long-context on-device early late rare common record independent disputed"
).split()
_GLUE = (
    "after before while because despite without against for with under over amid as and but though until since"
).split()
_CJK = (
    "国产大模型降价",
    "芯片出口新规生效",
    "机器人走进工厂",
    "研究者公布评测结果",
    "医院试用影像助手",
    "开源社区发布新版本",
)
_CJK_PROVIDERS = ("每日科技", "晨报网", "新智周刊")
_SYLLABLES = (
    "ba be bo ca ce co da de di do fa fi ga go ha he jo ka ki la le lo ma me mi na ne no pa pe po ra re ri ro sa se si "
    "so ta te ti to va ve vi vo wa xa ya yo za zo"
).split()


def make_headline(rng: Random) -> str:
    """Return a headline; about one in thirty opens in Chinese, one in ten has a colon or a sign that HTML escapes."""
    adjective, noun = rng.choice(_ADJECTIVES), rng.choice(_NOUNS)
    parts = [adjective, noun, rng.choice(_VERBS), rng.choice(_ADJECTIVES), rng.choice(_NOUNS), rng.choice(_GLUE)]
    parts += rng.choices(_NOUNS, k=rng.randint(1, 4))
    headline = " ".join(parts)
    headline = headline[0].upper() + headline[1:]
    dice = rng.random()
    if dice < 0.03:
        return f"{rng.choice(_CJK)}：{headline}"
    if dice < 0.08:
        return f"Q&A: {headline}"
    if dice < 0.13:
        return f"“{headline}”, says the {rng.choice(_NOUNS)}'s {rng.choice(_NOUNS)}"
    return headline


def make_sentence(rng: Random) -> str:
    """Return a plain sentence of 9 to 19 words."""
    words = [
        "The", rng.choice(_ADJECTIVES), rng.choice(_NOUNS), rng.choice(_VERBS), "the", rng.choice(_NOUNS),
        rng.choice(_GLUE), *rng.choices(_NOUNS + _ADJECTIVES, k=rng.randint(2, 12)),
    ]  # fmt: skip
    return " ".join(words) + "."


def make_phrase(rng: Random) -> str:
    """Return two or three words."""
    return f"{rng.choice(_ADJECTIVES)} {' '.join(rng.choices(_NOUNS, k=rng.randint(1, 2)))}"


def make_paragraph(rng: Random, sentences: int = 4) -> str:
    """Return some sentences, one of them with emphasis, one with a link."""
    found = [make_sentence(rng) for _ in range(sentences)]
    found[0] = f"**{make_phrase(rng).capitalize()}.** {found[0]}"
    address = f"https://site{rng.randrange(300)}.example/{rng.randrange(10**6)}"
    found[-1] += f" [{make_phrase(rng)}]({address}) *{make_phrase(rng)}*."
    return " ".join(found)


def make_name(number: int) -> str:
    """Return the name that stands for a number: letters only, another one for every number."""
    parts = []
    rest = number + len(_SYLLABLES) ** 2
    while rest:
        rest, digit = divmod(rest, len(_SYLLABLES))
        parts.append(_SYLLABLES[digit])
    return "".join(parts)


def make_provider(number: int) -> tuple[str, str]:
    """Return the name and the domain of the publisher with this number."""
    if number % 40 == 39:
        return f"{_CJK_PROVIDERS[number // 40 % len(_CJK_PROVIDERS)]} {number}", f"site{number}.example"
    return f"{make_name(number).capitalize()} {('News', 'Times', 'Wire', 'Post')[number % 4]}", f"site{number}.example"


def make_topics(rng: Random, count: int) -> tuple[str, ...]:
    """Return the root topic after `count` others; the first of `TOPICS` are the most used."""
    others: dict[str, None] = {}
    while len(others) < count:
        others[TOPICS[min(int(rng.expovariate(0.25)), len(TOPICS) - 1)]] = None
    return (*others, ROOT_TOPIC)


def make_slug(text: str) -> str:
    """Return the ASCII letters and digits of a text, in lower case, joined by hyphens, at most 64 of them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].strip("-")
