"""Returns the text of a body as a reader sees it, for the search: sanitised HTML without its tags."""

from __future__ import annotations

import re
from html import unescape

_INSIDE_WORDS = re.compile("</?(?:a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|u)(?: [^<>]*)?>")
"""What may stand in the middle of a word."""
_TAG = re.compile("<[^<>]*>")


def words_of_body(html: str) -> str:
    """Return the words of a body; two blocks never join two words to one."""
    text = _TAG.sub(" ", _INSIDE_WORDS.sub("", html))
    return unescape(text) if "&" in text else text
