"""How long a text takes to read."""

from __future__ import annotations

import re

_TAG = re.compile(r"<[^>]*+>")
# Of scripts that put no space between words.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_WORDS_A_MINUTE = 238
"""Of English, silently: the mean of 190 studies (Brysbaert, Journal of Memory and Language 109, 2019)."""
_SIGNS_A_MINUTE = 260
"""Of Chinese (the same review)."""


def reading_minutes(html: str) -> int:
    """Return how many minutes a body takes to read, rounded; 0 for none."""
    text = _TAG.sub(" ", html)
    signs = 0 if text.isascii() else len(_UNSPACED.findall(text))
    words = len((_UNSPACED.sub(" ", text) if signs else text).split())
    return round(words / _WORDS_A_MINUTE + signs / _SIGNS_A_MINUTE)
