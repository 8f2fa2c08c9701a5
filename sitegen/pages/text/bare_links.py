"""Web addresses that stand in running text: where one ends.

Like GitHub's autolinks, but an address also ends at quotation marks, dashes and stops of any script, and where
Chinese, Japanese, Korean or Thai text begins, which follows without a space. Write `<https://...>` around one that
holds such letters.
"""

from __future__ import annotations

import re

_STOPS = (
    "\u00ab\u00b7\u00bb\u060c\u061b\u061f\u06d4\u0964\u0965\u2013\u2014\u2018-\u201f\u2020-\u2022\u2026\u2039\u203a"
)
_NO_SPACES = (
    "\u0e00-\u0e7f\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003fffd"
)
_URL = re.compile(rf'https?://[^\s<>"`|\\^{{}}\[\]\u00a0{_STOPS}{_NO_SPACES}]{{1,2000}}', re.IGNORECASE)
_TRAILING = "?!.,:;*_~'\""


def bare_url_at(text: str, start: int) -> str:
    """Return the web address that begins at a place of a text, without the punctuation after it; or an empty text."""
    found = _URL.match(text, start)
    if found is None:
        return ""
    url = _without_tail(found[0])
    host = url.partition("://")[2]
    return url if host[:1].isalnum() else ""


def find_bare_urls(text: str) -> list[tuple[int, str]]:
    """Return each web address in a text with the place where it begins."""
    found = []
    for match in _URL.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if url := "" if before.isalnum() and before.isascii() else bare_url_at(text, match.start()):
            found.append((match.start(), url))
    return found


def _without_tail(url: str) -> str:
    """Cut punctuation that belongs to the sentence, and closing brackets that were not opened in the address."""
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]
