"""Web addresses that stand in running text: where one ends.

Like GitHub's autolinks, but an address also ends at quotation marks, dashes and stops of any script, and where text of
a script begins that follows without a space (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese). Write
`<https://...>` around one that holds such letters.
"""

from __future__ import annotations

import re

_STOPS = (
    "\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6"
    "\u05f3\u05f4\u0609\u060a\u060c\u060d\u061b\u061d-\u061f\u066a-\u066d\u06d4\u0700-\u070d\u07f7-\u07f9"
    "\u0830-\u083e\u085e\u0964\u0965\u0970\u09fd\u0a76\u0af0\u0c77\u0c84\u0df4\u10fb\u1360-\u1368\u1400\u166e"
    "\u169b\u169c\u16eb-\u16ed\u1735\u1736\u1800-\u180a\u1944\u1945\u1a1e\u1a1f\u1b5a-\u1b60\u1b7d\u1b7e\u1bfc-\u1bff"
    "\u1c3b-\u1c3f\u1c7e\u1c7f\u1cc0-\u1cc7\u1cd3\u2010-\u205e\u207d\u207e\u208d\u208e\u2308-\u230b\u2329\u232a"
    "\u2768-\u2775\u27c5\u27c6\u27e6-\u27ef\u2983-\u2998\u29d8-\u29db\u29fc\u29fd\u2cf9-\u2cfc\u2cfe\u2cff\u2d70"
    "\u2e00-\u2e2e\u2e30-\u2e4f\u2e52-\u2e5d\ua4fe\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua6f7\ua874-\ua877"
    "\ua8ce\ua8cf\ua8f8-\ua8fa\ua8fc\ua92e\ua92f\ua95f\ua9c1-\ua9cd\ua9de\ua9df\uaa5c-\uaa5f\uaade\uaadf\uaaf0\uaaf1"
    "\uabeb\ufd3e\ufd3f\ufe10-\ufe19\ufe50-\ufe52\ufe54-\ufe61\ufe63\ufe68\ufe6a\ufe6b\U00010100-\U00010102\U0001039f"
    "\U000103d0\U0001056f\U00010857\U0001091f\U0001093f\U00010a50-\U00010a58\U00010a7f\U00010af0-\U00010af6"
    "\U00010b39-\U00010b3f\U00010b99-\U00010b9c\U00010ead\U00010f55-\U00010f59\U00010f86-\U00010f89"
    "\U00011047-\U0001104d\U000110bb\U000110bc\U000110be-\U000110c1\U00011140-\U00011143\U00011174\U00011175"
    "\U000111c5-\U000111c8\U000111cd\U000111db\U000111dd-\U000111df\U00011238-\U0001123d\U000112a9"
    "\U0001144b-\U0001144f\U0001145a\U0001145b\U0001145d\U000114c6\U000115c1-\U000115d7\U00011641-\U00011643"
    "\U00011660-\U0001166c\U000116b9\U0001173c-\U0001173e\U0001183b\U00011944-\U00011946\U000119e2"
    "\U00011a3f-\U00011a46\U00011a9a-\U00011a9c\U00011a9e-\U00011aa2\U00011c41-\U00011c45\U00011c70\U00011c71"
    "\U00011ef7\U00011ef8\U00011fff\U00012470-\U00012474\U00012ff1\U00012ff2\U00016a6e\U00016a6f\U00016af5"
    "\U00016b37-\U00016b3b\U00016b44\U00016e97-\U00016e9a\U00016fe2\U0001bc9f\U0001da87-\U0001da8b"
    "\U0001e95e\U0001e95f"
)
"""Punctuation beyond ASCII (Unicode 14, category P), written out: every version of Python gives the same bytes."""
_NO_SPACES = (
    "\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aad\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003fffd"
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
