"""Text as feeds may hold it: titles on one line and without HTML, languages, dates that every reader understands."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

from sitegen.pages.text.characters import clean_text
from sitegen.pages.text.excerpts import MOST_EXCERPT_CHARACTERS, MOST_TITLE_CHARACTERS

TITLE_LIMIT = MOST_TITLE_CHARACTERS
"""Characters of a story's title; readers show one line."""
EXCERPT_LIMIT = MOST_EXCERPT_CHARACTERS + len(" …")
"""Characters of a story's excerpt, the mark of a cut included, and of what a feed says of itself."""

_ELEMENTS = (
    "a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound big blink "
    "blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog "
    "dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark "
    "marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture "
    "plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select slot small source span "
    "strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u "
    "ul use var video wbr xml xmp"
).split()
# Every element of HTML, comments, and whatever has an attribute: browsers run handlers of elements they do not know.
# A `<` inside a tag is a part of it, as browsers have it; a tag that is not closed is by what a reader puts behind it.
_TAG = re.compile(
    rf"</?(?:{'|'.join(_ELEMENTS)})(?:[\s/][^>]*)?(?:>|\Z)|<[!?][^>]*(?:>|\Z)|<[A-Za-z][^>=]*=[^>]*(?:>|\Z)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""What feeds may name as a language (RFC 5646, section 2.1, loosely)."""


def one_line(text: str, limit: int) -> str:
    """Return a text on one line, cut before `limit` characters, at a space where one is near."""
    line = " ".join(clean_text(text).split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    space = head.rfind(" ", limit * 3 // 4)
    return (head[:space] if space > 0 else head).rstrip() + "…"


def unmarked(title: str) -> str:
    """Return a title without anything that reads as HTML, as a reader would show it.

    An RSS title does not say whether it is text or HTML, so readers guess: `<b>` and `&amp;` are lost in some of them
    and shown in others. Without them there is nothing to guess. A `<T>` or `<think>` that is no HTML stays.
    """
    plain = title
    for _ in range(len(title)):
        before = plain
        plain = _REFERENCE.sub(lambda found: html.unescape(found[0]), _TAG.sub(_without_tag, plain))
        if plain == before:
            break
    return " ".join(clean_text(plain).split()) or title.replace("<", "‹").replace(">", "›")


def _without_tag(tag: re.Match[str]) -> str:
    """Return what is left of a tag: nothing, or its text when it is not closed, for it may be no tag at all."""
    return "" if tag[0].endswith(">") else tag[0].replace("<", "‹")


def language_tag(language: str) -> str:
    """Return a language as BCP 47 writes it (`en_US` becomes `en-US`), or an empty text when it is none."""
    tag = language.strip().replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""


def feed_date(date: datetime) -> datetime:
    """Return a date that RFC 822 and RFC 3339 can both write: aware, whole seconds, an offset of whole minutes."""
    date = date.replace(microsecond=0)
    offset = date.utcoffset()
    if offset is None:
        return date.replace(tzinfo=UTC)
    if offset.total_seconds() % 60 == 0:
        return date
    try:
        return date.astimezone(UTC)
    except OverflowError:
        return date.replace(tzinfo=UTC)
