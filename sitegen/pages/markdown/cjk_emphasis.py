"""Emphasis beside Chinese, Japanese and Korean punctuation: whether a run of `*`, `_` or `~` can open or close.

CommonMark 0.31.2, section 6.2, as amended by the "CommonMark CJK-friendly Amendments" (tats-u/markdown-cjk-friendly):
punctuation of a CJK script does not keep a run from being flanking, and a CJK character beside the run counts as
punctuation does. Without a CJK character beside the run the result is CommonMark's own.

Never: imports the Markdown engine.
"""

from __future__ import annotations

import re
import unicodedata
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


class DelimiterRun(NamedTuple):
    """A run of emphasis marks in a text."""

    length: int
    can_open: bool
    can_close: bool


def scan_delimiters(text: str, start: int, end: int, *, can_split_word: bool) -> DelimiterRun:
    """Return the run of one mark that begins at `start`; `can_split_word` is true for all marks but `_`."""
    mark = text[start]
    stop = start
    while stop < end and text[stop] == mark:
        stop += 1
    before, is_cjk_before = _character_before(text, start)
    after = text[stop] if stop < end else " "
    is_cjk_after = _is_cjk(after)
    left, right = _flanks(before, after, is_cjk_before, is_cjk_after)
    can_open = left and (can_split_word or not right or _is_punctuation(before))
    can_close = right and (can_split_word or not left or _is_punctuation(after))
    return DelimiterRun(stop - start, can_open, can_close)


def _flanks(before: str, after: str, is_cjk_before: bool, is_cjk_after: bool) -> tuple[bool, bool]:
    is_space_before, is_space_after = _is_space(before), _is_space(after)
    is_sign_before = _is_punctuation(before) and not is_cjk_before
    is_sign_after = _is_punctuation(after) and not is_cjk_after
    left = not is_space_after and (not is_sign_after or is_space_before or is_sign_before or is_cjk_before)
    right = not is_space_before and (not is_sign_before or is_space_after or is_sign_after or is_cjk_after)
    return left, right


def _character_before(text: str, start: int) -> tuple[str, bool]:
    """Return the character before a run, a variation selector looked through, and whether it counts as CJK."""
    if start == 0:
        return " ", False
    last = text[start - 1]
    if _IDEOGRAPHIC_SELECTOR.match(last):
        return last, True
    if start > 1 and _SELECTOR.match(last):
        base = text[start - 2]
        return base, _is_cjk(base) or (last == _WIDE_QUOTE and base in "‘’“”")
    return last, _is_cjk(last)


def _is_cjk(sign: str) -> bool:
    return sign >= _FIRST_CJK and _CJK.match(sign) is not None


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _is_space(sign: str) -> bool:
    return sign in "\t\n\x0b\x0c\r " or unicodedata.category(sign) == "Zs"
