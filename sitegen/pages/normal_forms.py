"""The normal forms of Unicode (UAX #15), in bounded time.

Python sorts the marks on a letter one by one, so a letter with ten thousand of them takes quadratic time. A text with
more on one letter than any script needs is made "stream-safe" first (UAX #15, section 13).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Literal

_MOST_MARKS = 30
"""On one letter, as UAX #15 has it."""
_SHORT = 2500
"""Characters of a text that takes five milliseconds at most, whatever it holds."""
_JOINER = "\u034f"
"""Combining grapheme joiner: means nothing, and no mark moves across it."""


def normalised(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form; where a letter has many more than 30 marks, joiners stand between."""
    if len(text) > _SHORT and not text.isascii():
        two_marks, many_marks = _marks()
        if two_marks.search(text[::_MOST_MARKS]):  # where a long row of marks is seen, too
            text = many_marks.sub(rf"\g<0>{_JOINER}", text)
    return unicodedata.normalize(form, text)


def file_key(path: str) -> str:
    """Return one key for all paths that are one file on some system (macOS and Windows fold case and Unicode forms)."""
    if path.isascii():
        return path.lower()
    return normalised("NFC", normalised("NFKD", path).casefold())


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds two marks in a row, and as many as one letter may have."""
    # Some signs are marks only when they are decomposed.
    signs = map(chr, range(0x300, sys.maxunicode))
    mark = f"[{''.join(sign for sign in signs if unicodedata.combining(unicodedata.normalize('NFKD', sign)[0]))}]"
    return re.compile(f"{mark}{{2}}"), re.compile(f"{mark}{{{_MOST_MARKS}}}")
