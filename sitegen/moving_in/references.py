"""Finds the names of pictures and files in a text, whatever its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.sources import FILE_KINDS

_ENDING = re.compile(rf"\.(?:{'|'.join(FILE_KINDS)})(?![\w-])", re.IGNORECASE)
_STOPS = frozenset(" \t\r\n\"'()<>[]{}|\\^`=,*")
_LONGEST = 300
_MOST = 2_000
"""Of one text."""


def references(text: str) -> Iterator[str]:
    """Yield what may be the address of a picture or a file, decoded; each once."""
    seen: set[str] = set()
    for found in _ENDING.finditer(text):
        start = found.start()
        first = max(0, start - _LONGEST)
        while start > first and text[start - 1] not in _STOPS:
            start -= 1
        typed = unquote(text[start : found.end()]).partition("?")[0]
        if typed not in seen and len(seen) < _MOST:
            seen.add(typed)
            yield typed
