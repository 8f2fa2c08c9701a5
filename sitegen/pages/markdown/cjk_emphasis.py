"""Emphasis beside Chinese, Japanese and Korean punctuation: whether a run of `*`, `_` or `~` can open or close.

CommonMark 0.31.2, section 6.2, as amended by the "CommonMark CJK-friendly Amendments" (tats-u/markdown-cjk-friendly):
punctuation of a CJK script does not keep a run from being flanking, and a CJK character beside the run counts as
punctuation does. Without a CJK character beside the run the result is CommonMark's own.

Never: imports the Markdown engine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_FIRST_CJK = "\u1100"
# East Asian Width W, F or H without default emoji, and all Hangul (Unicode 16). Written out, so that every version of
# Python gives the same bytes.
_CJK = re.compile(
    "[\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u2ff0-\u303e"
    "\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e5\u31ef-\u321e\u3220-\u3247\u3250-\ua48c"
    "\ua490-\ua4c6\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7c6\ud7cb-\ud7fb\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe52"
    "\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uffbe\uffc2-\uffc7\uffca-\uffcf\uffd2-\uffd7\uffda-\uffdc\uffe0-\uffe6"
    "\uffe8-\uffee\U00016fe0-\U00016fe4\U00016ff0-\U00016ff6\U00017000-\U00018cd5\U00018cff-\U00018d1e"
    "\U00018d80-\U00018df2\U0001aff0-\U0001aff3\U0001aff5-\U0001affb\U0001affd\U0001affe\U0001b000-\U0001b122"
    "\U0001b132\U0001b150-\U0001b152\U0001b155\U0001b164-\U0001b167\U0001b170-\U0001b2fb\U0001d300-\U0001d356"
    "\U0001d360-\U0001d376\U0001f200\U0001f202\U0001f210-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231"
    "\U0001f237\U0001f23b\U0001f240-\U0001f248\U0001f260-\U0001f265\U00020000-\U0003fffd]"
)
_SELECTOR = re.compile("[\ufe00-\ufe0e]")
_IDEOGRAPHIC_SELECTOR = re.compile("[\U000e0100-\U000e01ef]")
_WIDE_QUOTE = "\ufe01"
"""After a curly quotation mark: its full-width form."""
_SPACE = (True, False, False)


class DelimiterRun(NamedTuple):
    """A run of emphasis marks in a text."""

    length: int
    can_open: bool
    can_close: bool


def scan_delimiters(text: str, start: int, end: int, *, can_split_word: bool) -> DelimiterRun:
    """Return the run of one mark that begins at `start`; `can_split_word` is true for all marks but `_`."""
    mark = text[start]
    stop = start + 1
    while stop < end and text[stop] == mark:
        stop += 1
    is_space_before, is_sign_before, is_cjk_before = _kind_before(text, start) if start else _SPACE
    is_space_after, is_sign_after, is_cjk_after = _kind_of(text[stop]) if stop < end else _SPACE
    is_odd_before, is_odd_after = is_sign_before or is_cjk_before, is_sign_after or is_cjk_after
    left = not is_space_after and (not is_sign_after or is_cjk_after or is_space_before or is_odd_before)
    right = not is_space_before and (not is_sign_before or is_cjk_before or is_space_after or is_odd_after)
    can_open = left and (can_split_word or not right or is_sign_before)
    can_close = right and (can_split_word or not left or is_sign_after)
    return DelimiterRun(stop - start, can_open, can_close)


def _kind_before(text: str, start: int) -> tuple[bool, bool, bool]:
    """Return of which kind the character before a run is, a variation selector looked through."""
    last = text[start - 1]
    if last < _FIRST_CJK:
        return _kind_of(last)
    if _IDEOGRAPHIC_SELECTOR.match(last):
        return False, False, True
    if start == 1 or not _SELECTOR.match(last):
        return _kind_of(last)
    base = text[start - 2]
    is_space, is_sign, is_cjk = _kind_of(base)
    return is_space, is_sign, is_cjk or (last == _WIDE_QUOTE and base in "‘’“”")


@lru_cache(maxsize=1024)
def _kind_of(sign: str) -> tuple[bool, bool, bool]:
    """Return whether a character is a space, punctuation, and of a CJK script."""
    category = unicodedata.category(sign)
    is_space = sign in "\t\n\x0b\x0c\r " or category == "Zs"
    return is_space, category[0] in "PS", sign >= _FIRST_CJK and _CJK.match(sign) is not None
