"""The shortest way through the text of a block: each mark in it is part of a whole piece with nothing inside.

A piece is `**strong**`, `*emphasis*`, code or a link, around text without a mark. Nothing is open between two pieces,
so each can be judged by the sign before and after it (CommonMark 0.31.2, section 6.2), all in one regular expression;
in what stands between them no sign means anything. It is for speed alone: `fast_inline` knows all of this, too.

Never: nests.
"""

from __future__ import annotations

import re

_LEAVING = ' rel="noopener nofollow ugc"'
MOST_URL = 2000
"""Characters of a web address; a longer one is the engine's."""
# Each part is as the engine, the sanitiser and `safe_url` all leave it: no sign that one of them would encode.
_SIGNS = r"[A-Za-z0-9._~:@!$&*+,=/-]++|%[0-9A-Fa-f]{2}"
PLAIN_URL = (
    r"https?://[a-z0-9-]++(?:\.[a-z0-9-]++)*+"
    rf"(?:/(?:{_SIGNS})*+(?:\((?:{_SIGNS})*+\)(?:{_SIGNS})*+)*+)?+(?:\?(?:{_SIGNS})*+)?+(?:\#[A-Za-z0-9._~:@!$&+,=/-]*+)?+"
)
"""A web address that is published as it was typed, but for `&`."""
_BEFORE = r"(?<![^ \n!-)+-/:-@\[\]-`{-~]"
"""The start of a look behind: what follows in it comes after a space, an ASCII sign but `*` and `\\`, or nothing."""
_INSIDE = r"(?![\s*])[^\\`*_~\[\]<\n]++(?<![\s\ufe00-\ufe0f\U000e0100-\U000e01ef])"
"""Text between marks of emphasis; a variation selector would hide what is before it."""
_AFTER = r"(?=[ \n!-)+-/:-@\[-`{-~]|\Z)"
_LABEL = r"[^\\`*_~\[\]<\n]++(?:_(?<=[A-Za-z0-9]_)(?=[A-Za-z0-9])[^\\`*_~\[\]<\n]++)*+"
_PIECE = re.compile(
    rf"(\*\*{_BEFORE}\*\*){_INSIDE}\*\*{_AFTER}|\*{_BEFORE}\*){_INSIDE}\*{_AFTER}|`[^ `\n][^`\n]*+`(?!`)"
    rf"|\[(?<![!^]\[){_LABEL}\]\({PLAIN_URL}\))"
)
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]{0,40};)")


def join_pieces(text: str) -> str | None:
    """Return the finished HTML of a block's text, stripped of white space at its ends; None when it has more marks."""
    pieces = _PIECE.split(text)
    between = "".join(pieces[::2])
    if "*" in between or "`" in between or "[" in between or "_" in between or "\\" in between or "<" in between:
        return None
    if "~~" in text or ("\n" in text and (" \n" in between or "\n " in between)):
        return None
    is_plain = not ("&" in text or "<" in text or ">" in text or "\xa0" in text)
    if not is_plain:
        if _ENTITY.search(text):
            return None
        pieces[::2] = [written_out(piece) for piece in pieces[::2]]
    links = 0
    for at in range(1, len(pieces), 2):
        piece = pieces[at]
        if piece[0] == "[":
            label, _, url = piece[1:-1].partition("](")
            links += 1 if len(url) <= MOST_URL else len(text)
            pieces[at] = f"{link_tag(url)}{label if is_plain else written_out(label)}</a>"
        else:
            pieces[at] = _made(piece if is_plain else written_out(piece))
    # A web address that is no link's would become one.
    return "".join(pieces) if text.count("://") == links else None


def _made(piece: str) -> str:
    if piece[0] == "`":
        return f"<code>{piece[1:-1]}</code>"
    return f"<strong>{piece[2:-2]}</strong>" if piece[1] == "*" else f"<em>{piece[1:-1]}</em>"


def written_out(text: str) -> str:
    """Return a text as the sanitiser writes it into HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def link_tag(url: str) -> str:
    """Return the start of a link to another site."""
    return f'<a href="{url.replace("&", "&amp;")}"{_LEAVING}>'
