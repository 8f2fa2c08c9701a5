"""A body made twice: as it is published, and by the engine alone, which defines what is right."""

from __future__ import annotations

import random
from collections.abc import Callable

from sitegen.pages.markdown.body import Body, BodySource
from sitegen.pages.markdown.dialects.dialects import read_dialects
from sitegen.pages.markdown.fast.fast_blocks import cut_blocks
from sitegen.pages.markdown.fast.fast_parts import FoundHeading, OddText, Rest
from sitegen.pages.markdown.markdown import render_body, render_parts

SIGNS = (
    "a¦b¦word¦é¦中¦文¦，¦。¦「¦」¦*¦**¦***¦****¦_¦__¦~¦~~¦`¦``¦[¦]¦(¦)¦!¦\\¦<¦>¦&¦&amp;¦&copy¦;¦:¦://¦http://¦% ¦$¦.¦"
    ",¦-¦+¦#¦=¦\"¦'¦/¦@some_one¦^[¦]:¦\t¦\u00a0¦\u3000¦\ufe0f¦\ufe01¦\u200b¦“¦”¦—¦…¦5< ¦R&D¦x@y.z¦HTTPS://A.EXAMPLE/¦"
    "x.http://a.example¦https://a.example/b¦https://a.example/x_y?z=1&q=2#f¦(https://a.example/c)¦"
    "https://a.example/c).¦https://b.example/**¦[a](https://a.example/b)¦[a](https://a.example/d_(e))¦"
    "[**a**](https://a.example/)¦[a `b]` c](https://a.example/)¦![p](https://a.example/i.png)¦![p](https://a.example/f.mp4)¦[![](https://a.example/s.mp3?x)](https://a.example/)¦![p](y.png)¦[a](y.md)¦"
    "[x]¦[^1]¦\\*¦\\_¦\\[¦\\`¦\\!¦<b>¦</b>¦<https://a.example>¦**bold**¦*em*¦_em_¦`code`¦`a<b`¦`a[0]`¦**a&b**¦**a|b**¦[a_b](https://a.example/)¦"
    "**a [b&c_](https://a.example/?d&e) f**¦*`a`>*¦ **¦** ¦ *¦* ¦(**¦**)¦"
    "**.¦*,¦$$¦$$x_y_$$¦\\(¦\\)¦\\(a_b_\\)¦\\]¦<!-- c -->¦\n¦ \n¦  \n¦\\\n¦|"
).split("¦") + [" "] * 14
"""What the text of a block is made of."""
LINES = (
    "a¦b c¦**x** y¦- a¦- b¦  - a¦  - b¦   - c¦    - a¦    - b¦      - d¦1. a¦2. b¦1) a¦3. c¦123456. n¦   1. n¦* a¦"
    "+ a¦> a¦> - a¦>¦> # h¦>b¦# h¦## h **x**¦# ![p](https://a.example/i.png)¦# h #¦#h¦---¦***¦- - -¦===¦```¦"
    "```python¦~~~¦    code¦  text¦\ttab¦<div>¦</div>¦<b>x</b>¦<!-- c -->¦<pre>¦| a | b |¦|---|--:|¦| c | *d* |¦"
    "a | b¦---|---¦-|-¦[TOC]¦[TOC] ¦- [TOC]¦# [TOC]¦[a]: https://a.example¦[^1]: n¦x[^1]¦[x][a]¦- ¦-¦1.¦"
    "https://a.example/c¦[x](y.md)¦[z](https://a.example/c)¦- [x](y.md) *u¦2024 was¦1.5 x¦-5 x¦+x¦`c`¦“q”¦ - a¦- # h¦"
    "- > q¦-  a¦- a  ¦- **b**: c¦x <i>y¦\u3000wide¦a\\¦a  ¦|¦| a |¦|-|¦:-¦- a | b¦# a | b¦```a|b¦`a¦"
    "<!-- c¦d -->¦<!-- c --> x¦<!---->¦- [ ] a¦- [x] b¦1. [ ]¦$$¦a $$b_c_$$¦$$x *y* $$¦\\[ a_b_ \\]¦\\[1\\] *a*¦"
    "\\[¦\\]¦- $$x¦"
    "```py¦~~~ c++¦* c¦* d¦* **x** y¦- c  ¦- c\u3000¦- a_b¦**a|b** | c¦"
    "  b`¦- `x¦> `q¦*a¦  **b**¦[a¦b](y.md)¦   y](https://a.example/)"
).split("¦")
"""What a body is made of."""
PREFIXES = ("", "- ", "  - ", "> ", "# ", "1. ", "| ")


def random_text(chance: random.Random) -> str:
    """Return a text of one block, more or less."""
    return "".join(chance.choice(SIGNS) + chance.choice(("", "", " ")) for _ in range(chance.randint(1, 14)))


def random_emphasis(chance: random.Random) -> str:
    """Return a text that is nearly all marks of emphasis."""
    return "".join(chance.choice("****__aa  .(中") for _ in range(chance.randint(2, 16)))


def random_body(chance: random.Random) -> str:
    """Return a few blocks, more or less."""
    lines = []
    for _ in range(chance.randint(1, 9)):
        is_text = chance.random() < 0.15
        lines.append(chance.choice(PREFIXES) + random_text(chance) if is_text else chance.choice(LINES))
        lines += [chance.choice(("", "", "", " ", "\t"))] if chance.random() < 0.45 else []
    return "\n".join(lines)


def both_ways(text: str) -> tuple[Body, Body]:
    """Return a body as it is published, and as the engine makes it."""
    text, _ = read_dialects(text)
    source = BodySource(text, 1, "news/x.md", "/base/", "x")
    published = render_body(text, 1, "news/x.md", "/base/", "x")
    return published, render_parts([Rest(source.text, 0)], source) if text.strip() else published


def is_fast(text: str) -> bool:
    """Return whether a body is made without the engine."""
    parts = [part.content if isinstance(part, FoundHeading) else part for part in cut_blocks(text) or [Rest(text, 0)]]
    return not any(isinstance(part, Rest | OddText) for part in parts)


def smallest(text: str, is_wrong: Callable[[str], bool]) -> str:
    """Return a wrong text with everything taken out that can be, so that it stays wrong."""
    for size in (8, 4, 2, 1, 1):
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            text, at = (shorter, at) if is_wrong(shorter) else (text, at + size)
    return text
