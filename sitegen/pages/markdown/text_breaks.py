"""Long texts of HTML, cut for the HTML writer of nh3, and put together again.

That writer looks for `<` and `>` up to the end of a text at each `&`, and at each sign that begins in UTF-8 as a
no-break space does: quadratic time (nh3 0.3.8: eight seconds for a megabyte of `&`). An empty element that nobody
knows, after a thousand of these signs, ends the text for the writer; the sanitiser takes it out again.

Never: changes what a text says.
"""

from __future__ import annotations

import re

_BREAK = "<sitegen></sitegen>"
_MOST_SIGNS = 1000
"""In a row without a tag: at this number the search takes as long as all else."""
_SIGN = re.compile("[&\x80-\xbf]")
_SIGNS = re.compile(f"(?:[&\x80-\xbf][^&\x80-\xbf]*+){{1,{_MOST_SIGNS}}}+")


def break_texts(html: str) -> str:
    """Return HTML in which no text has too many signs that have to be written out."""
    if len(html) <= _MOST_SIGNS or (html.isascii() and html.count("&") <= _MOST_SIGNS):
        return html
    return "<".join(map(_broken, html.split("<")))


def join_text(value: str) -> str:
    """Return the value of an attribute without the breaks: within one they are text."""
    return value.replace(_BREAK, "") if _BREAK in value else value


def _broken(piece: str) -> str:
    if len(piece) <= _MOST_SIGNS or len(_SIGN.findall(piece)) <= _MOST_SIGNS:
        return piece
    return _SIGNS.sub(rf"\g<0>{_BREAK}", piece)
