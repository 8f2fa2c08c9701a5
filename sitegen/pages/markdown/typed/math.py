r"""Math in a text: `$$...$$`, `\(...\)` and `\[...\]` stay as typed, byte for byte.

A single `$` is money. `\[1\]` is a bracket that somebody escaped: only what looks like TeX is math there. Math ends
within its block, and its limits bound how far is looked for its end.

Never: imports the Markdown engine, or says how math is shown.
"""

from __future__ import annotations

import re

MOST_MATH = 4000
"""Characters of one formula; where a longer one would end is not looked for."""
_CLOSING = {"$$": "$$", r"\(": r"\)", r"\[": r"\]"}
_OPENING = re.compile(r"\$\$|\\[\s\S]")
_TEX = re.compile(r"\\[A-Za-z]|(?<!\\)[_^{}]|[=+<>]|\A\s|\s\Z")
"""What text in escaped brackets does not hold."""
_BROKEN = re.compile(r"(?![ \t]*\n)[\s\S]*\n[ \t]*\n")
"""Holds a blank line, though its opening sign is not alone on its line."""


def math_end(text: str, at: int, end: int) -> int:
    """Return where the math ends that begins at a place of a text, before `end`; 0 when none begins there."""
    closing = _CLOSING.get(text[at : at + 2])
    if closing is None:
        return 0
    begin = at + 2
    stop = text.find(closing, begin, min(end, begin + MOST_MATH))
    inside = text[begin:stop] if stop > 0 else ""
    if not inside.strip() or _BROKEN.match(inside) or (closing == "$$" and inside[0] == "$"):
        return 0
    if closing == r"\]" and not _TEX.search(inside):
        return 0
    return stop + 2


def may_hold_math(text: str) -> bool:
    """Return whether a text holds a sign with which math begins."""
    return "$$" in text or "\\(" in text or "\\[" in text


def find_math(text: str) -> list[tuple[int, int]]:
    """Return where each formula of a text begins and ends, in order, code not looked at."""
    found: list[tuple[int, int]] = []
    at = 0
    if not may_hold_math(text):
        return found
    while opening := _OPENING.search(text, at):
        at = opening.end()
        if end := math_end(text, opening.start(), len(text)):
            found.append((opening.start(), end))
            at = end
    return found
