"""The shortest way through the text of a body: on most lines each mark is part of a whole piece with nothing inside.

A piece is `**strong**`, `*emphasis*`, code, a link or a picture, around text without a mark. Nothing is open between
two pieces, and none goes beyond its line, so each can be judged by the sign before and after it (CommonMark 0.31.2,
section 6.2), and one regular expression finds those of a whole body. A line is odd when a sign between its pieces may
mean something: `fast_inline`, which knows all of this, too, reads its block. What begins a line, and what is code,
looks like text here, too: those who read the blocks know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.pages.file_links import is_film

_LEAVING = ' rel="noopener nofollow ugc"'
_PICTURE = ' loading="lazy" referrerpolicy="no-referrer"'
MOST_URL = 2000
"""Characters of a web address; a longer one is the engine's."""
# Each part is as the engine, the sanitiser and `safe_url` all leave it: no sign that one of them would encode.
_SIGNS = r"[A-Za-z0-9._~:@!$&*+,=/-]++|%[0-9A-Fa-f]{2}"
# The sanitiser takes out hosts that cannot be one: `xn--` before no Punycode, and a last part that begins as a number
# does but is of no IPv4 address. The engine drops those of more than 255 characters.
PLAIN_URL = (
    r"https?://(?:(?!xn--)[a-z0-9-]{1,40}+\.){0,5}+(?!xn--)[a-z][a-z0-9-]{0,39}+"
    rf"(?:/(?:{_SIGNS})*+(?:\((?:{_SIGNS})*+\)(?:{_SIGNS})*+)*+)?+(?:\?(?:{_SIGNS})*+)?+(?:\#[A-Za-z0-9._~:@!$&+,=/-]*+)?+"
)
"""A web address that is published as it was typed, but for `&`."""
PLAIN_ALT = r"[^\[\]\\`*_~<>&\"\n\xa0:|]*+"
"""What stands for a picture, and means nothing else."""
_ENTITY = r"#|[A-Za-z][A-Za-z0-9]{0,40};"
_BEFORE = r"(?<![^ \n!-)+-/:-@\[\]-`{-~]"
"""The start of a look behind: what follows in it comes after a space, an ASCII sign but `*` and `\\`, or nothing."""
_INSIDE = (
    rf"(?![\s*])[^\\`*_~\[\]<\n|&:\xa0]++(?:(?::(?!//)|&(?!{_ENTITY}))[^\\`*_~\[\]<\n|&:\xa0]*+)*+"
    r"(?<![\s\ufe00-\ufe0f\U000e0100-\U000e01ef])"
)
"""Text between marks of emphasis; a variation selector would hide what is before it. A `|` may end a cell."""
_AFTER = r"(?=[ \n!-)+-/:-@\[-`{-~]|\Z)"
_CODE = r"`(?! )[^`\n\[\]|\xa0]++(?:\[[^`\n\[\]|\xa0]*+\][^`\n\[\]|\xa0]*+)*+`(?!`)"
"""Its brackets are no deeper than one: `has_deep_brackets` need not look at them."""
_LABEL = (
    r"[^\\`*_~\[\]<\n|&\xa0]++"
    rf"(?:(?:_(?<=[A-Za-z0-9]_)(?=[A-Za-z0-9])|&(?!{_ENTITY}))[^\\`*_~\[\]<\n|&\xa0]++)*+"
)
_PIECE = re.compile(
    rf"(\*(?:\*{_BEFORE}\*\*){_INSIDE}\*\*{_AFTER}|{_BEFORE}\*){_INSIDE}\*{_AFTER})|{_CODE}"
    rf"|\[(?<![!^]\[){_LABEL}\]\({PLAIN_URL}\)|!\[{PLAIN_ALT}\]\({PLAIN_URL}\))"
)
_ODD_SIGNS = ("[", "*", "`", "_", "\\", "<", "&", "~", "\xa0", "://")
# A `*` between spaces is text, and so is a `_` in a word.
_ODD = re.compile(
    r"(?:[`\[\\<\xa0]|\*(?:(?! )|(?<=[^ \n]\*))|_(?:(?<![A-Za-z0-9]_)|(?![A-Za-z0-9]))"
    rf"|~~|://|&(?:{_ENTITY}))[^\n]*+"
)


def finish_pieces(text: str) -> tuple[str, str]:
    """Return a text with its pieces as HTML and all else as text, and what stands between them; both line by line."""
    pieces = _PIECE.split(text)
    between = pieces[::2]
    has_signs = _has_signs(text)
    if has_signs:
        pieces = [written_out(piece) if "<" in piece or ">" in piece or "&" in piece else piece for piece in pieces]
    for number in _make_html(pieces):
        between[number] += "["  # makes its line odd
    html = "".join(pieces)
    return html if has_signs or "&" not in text else html.replace("&", "&amp;"), "\0".join(between)


def _has_signs(text: str) -> bool:
    """Return whether a `<` is in a text, or a `>` that begins no line."""
    at = text.find(">")
    while at > 0 and text[at - 1] == "\n":
        at = text.find(">", at + 1)
    return at >= 0 or "<" in text


def _make_html(pieces: list[str]) -> list[int]:
    """Make HTML of each second piece, from 1; return which of the others stand before what is for the engine."""
    too_long = []
    for at in range(1, len(pieces), 2):
        piece = pieces[at]
        sign = piece[0]
        if sign == "*":
            pieces[at] = f"<strong>{piece[2:-2]}</strong>" if piece[1] == "*" else f"<em>{piece[1:-1]}</em>"
        elif sign == "`":
            pieces[at] = f"<code>{piece[1:-1]}</code>"
        else:
            label, _, url = piece[:-1].partition("](")
            pieces[at] = f'<a href="{url}"{_LEAVING}>{label[1:]}</a>' if sign == "[" else picture_tag(url, label[2:])
            if len(url) > MOST_URL or (sign == "!" and is_film(url)):
                too_long.append(at // 2)
    return too_long


def odd_lines(between: str) -> frozenset[int]:
    """Return the numbers of the lines, from 0, on which a sign between the pieces may mean something."""
    numbers = []
    number = last = 0
    for at in sorted(at for sign in _ODD_SIGNS for at in _odd_places(sign, between)):
        number += between.count("\n", last, at)
        numbers.append(number)
        last = at
    return frozenset(numbers)


def _odd_places(sign: str, between: str) -> Iterator[int]:
    """Yield the first place on each line at which a sign may mean something."""
    at = between.find(sign)
    while at >= 0:
        found = _ODD.match(between, at)
        if found:
            yield at
        at = between.find(sign, found.end() if found else at + 1)


def written_out(text: str) -> str:
    """Return a text as the sanitiser writes it into HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def link_tag(url: str) -> str:
    """Return the start of a link to another site."""
    return f'<a href="{url.replace("&", "&amp;")}"{_LEAVING}>'


def picture_tag(url: str, alt: str) -> str:
    """Return a picture; the address has its `&` written out."""
    return f'<img src="{url}" alt="{alt}"{_PICTURE}>'
