"""The door to Pygments: code as HTML with classes.

Never: guesses a language.
"""

from __future__ import annotations

import re
from functools import cache

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_all_lexers, get_lexer_by_name
from pygments.token import STANDARD_TYPES

MOST_CODE_CHARACTERS = 10_000
"""Many lexers look for what closes a comment up to the end of the code, at each that opens: a tenth of a second."""
_LONGEST_LINE = 2_000
"""Some lexers take quadratic time on one long line."""
_LONGEST_RUN = 400
"""Some take quadratic time on words and white space, across lines: C on blank lines, Java on prose."""
_RUN = re.compile(r"[\w\s.\[\]$<>?]++")


def highlighted(code: str, language: str) -> str:
    """Return code as HTML spans with Pygments' classes; an empty text when it is to stay plain.

    That is for languages that are not known, for code over 10 KB, and for code with lines over 2,000 characters or with
    more than 400 characters of words and white space, blank lines for example, without another sign.
    """
    name = language.lower()
    if name not in _known_names() or len(code) > MOST_CODE_CHARACTERS or _has_long_line(code) or _has_long_run(code):
        return ""
    return str(highlight(code, get_lexer_by_name(name, stripnl=False), _formatter()))


@cache
def code_classes() -> frozenset[str]:
    """Return every class that highlighted code can have."""
    return frozenset(name for name in STANDARD_TYPES.values() if name)


def _has_long_line(code: str) -> bool:
    return len(code) > _LONGEST_LINE and max(map(len, code.split("\n"))) > _LONGEST_LINE


def _has_long_run(code: str) -> bool:
    return max(map(len, _RUN.findall(code)), default=0) > _LONGEST_RUN


@cache
def _known_names() -> frozenset[str]:
    return frozenset(alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases)


@cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)
