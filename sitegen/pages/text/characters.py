"""The characters that XML, and so a feed, may hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Return a text with only the characters of XML 1.0, section 2.2, that it also encourages.

    Windows-1252 leftovers (U+0080 to U+009F) become the characters that were meant, everything else illegal is left
    out, and line ends are line feeds.
    """
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub(_mend, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _mend(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0x80 <= code <= 0x9F:
        return bytes((code,)).decode("cp1252", errors="ignore")
    return ""
