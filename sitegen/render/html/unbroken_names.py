"""Names with a hyphen and a figure, such as GPT-4, kept on one line.

Browsers break a line behind a hyphen, also before a figure. An element keeps such a name together; another sign in the
hyphen's place (U+2011) or beside it (U+2060) would do so, too, but would be copied along, and not be found by whoever
types a hyphen.
"""

from __future__ import annotations

import re
from itertools import pairwise

from markupsafe import Markup, escape

MOST_LETTERS = 14
"""Of what is kept together: it fits every column, also at 320 pixels."""
_HYPHENED = re.compile(r"(?<![A-Za-z0-9.])[A-Za-z0-9][A-Za-z0-9.]*(?:-[A-Za-z0-9][A-Za-z0-9.]*)+")


def unbroken(text: str) -> str | Markup:
    """Return a text in which no line breaks inside `GPT-4`, `Claude-3.5` or `o3-mini`; `state-of-the-art` may."""
    if "-" not in text:
        return text
    pieces: list[str] = []
    end = 0
    for found in _HYPHENED.finditer(text):
        pieces += [escape(text[end : found.start()]), "-".join(map(_kept, _groups(found[0].split("-"))))]
        end = found.end()
    return Markup("".join([*pieces, escape(text[end:])]))


def _groups(parts: list[str]) -> list[str]:
    """Return the parts of a compound, those put together again beside which a figure stands."""
    groups = [parts[0]]
    for before, part in pairwise(parts):
        joined = f"{groups[-1]}-{part}"
        has_figure = any(sign.isdigit() for sign in before + part)
        if has_figure and len(joined) <= MOST_LETTERS:
            groups[-1] = joined
        else:
            groups.append(part)
    return groups


def _kept(group: str) -> str:
    return f'<span class="name-in-one">{group}</span>' if "-" in group else group
