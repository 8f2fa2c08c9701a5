"""From marked-up text to plain text: titles, names, excerpts.

Every pattern here is bounded, so that no input takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MOST_TITLE_CHARACTERS = 500
"""Of a title in feeds; a longer one is cut there at a word, with a warning."""
MOST_EXCERPT_CHARACTERS = 2000
"""Of an excerpt that the front matter gives; a longer one is cut at a word."""
SHORT_EXCERPT = 240
"""Of an excerpt taken from the body, in Latin letters; a wide letter counts twice."""

_MOST_INPUT = 8000
_MARKUP = re.compile(r"[*_`\[\]<&\\~\n]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_INLINE_TAG = re.compile(
    r"<(/?)(a|abbr|b|big|br|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"((?:\s[^<>]{0,500})?/?)>",
    re.IGNORECASE,
)
_NEVER_CLOSED = frozenset("br dd dt hr img input li link meta option p source tbody td tfoot th thead tr wbr".split())
# What is never closed reaches to the end: so no attempt fails, and each character is read once.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SILENT = {name: re.compile(rf"<{name}\b.*?</{name}[^>]*>", re.DOTALL | re.IGNORECASE) for name in ("script", "style")}
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_TAG = re.compile(r"<(/?)([A-Za-z][^<>\s/]{0,50})([^<>]{0,2000})>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,1000}(?:\s{1,5}\"[^\"]{0,300}\")?\)")
_REFERENCE = re.compile(r"!?\[([^\[\]]{1,300})\]\[[^\[\]]{0,100}\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(.{1,400}?)(?<!`)\1(?!`)", re.DOTALL)
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])(.{1,400}?)(?<=[^\s*])\1(?!\*)", re.DOTALL)
_LOWLINES = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])(.{1,400}?)(?<=[^\s_])\1(?![\w_])", re.DOTALL)
_STRIKE = re.compile(r"~~(?=\S)(.{1,400}?)(?<=\S)~~", re.DOTALL)
_LINE_MARKS = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PARAGRAPHS_TRIED = 13
_SHORTEST_PARAGRAPH = 40
_HAS_SILENT = re.compile("<(?:sup|del|s|rt|rp)[ >]")
_SILENT_INLINE = re.compile(
    r'<sup[^<>]{0,200}class="[^"<>]{0,100}footnote[^<>]{0,200}>.{0,500}?</sup>|'
    r"<(del|s|rp)(?: [^<>]{0,200})?>.{0,2000}?</\1>",
    re.DOTALL,
)
"""What a reader of an excerpt must not see: marks of footnotes, struck text, brackets around a reading."""
_READING = re.compile(r"<rt(?: [^<>]{0,200})?>(.{0,200}?)</rt>", re.DOTALL)
_ABBREVIATED = (
    r"(?<!\b[A-Za-z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bvs)(?<!\bNo)(?<!\bInc)(?<!\bCorp)(?<!\bLtd)"
)
_JOINS = re.compile("[\u0300-\u036f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What belongs to the sign before it."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003fffd]"
)


_SENTENCE_END = re.compile(rf"""(?:{_ABBREVIATED}\.|[!?…])[)"'’”]?(?=\s)|[。！？][」』”’）]?""")
_WIDE_LINE_END = re.compile(f"(?<={_WIDE.pattern})[ \\t]*\\n[ \\t]*(?={_WIDE.pattern})")


def plain_line(text: str) -> str:
    """Return one line of plain text: entities decoded, inline tags and direction marks gone, spaces collapsed."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _without_tags(text, _INLINE_TAG, "")
    if not text.isascii():
        text = _ISOLATES.sub("", text)
    return " ".join(text.split())


def plain_excerpt(text: str) -> str:
    """Return the plain text of an excerpt that may hold Markdown, HTML tags and entities."""
    if _MARKUP.search(text):
        text = unescape(strip_markup(text[:_MOST_INPUT]))
    if not text.isascii():
        text = _ISOLATES.sub("", text)
    text = " ".join(text.split())
    return text if len(text) <= MOST_EXCERPT_CHARACTERS else _cut(text, MOST_EXCERPT_CHARACTERS)


def strip_markup(text: str) -> str:
    """Return a text without Markdown signs and HTML tags; entities stay."""
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", _without_silent(_COMMENT.sub(" ", text)))
        text = _without_tags(_without_tags(text, _INLINE_TAG, ""), _TAG, " ")
    if "[" in text:
        text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
    text = _LINE_MARKS.sub("", text) if "\n" in text else text
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if "*" in text:
        text, found = _STARS.subn(r"\2", text)
        text = _STARS.sub(r"\2", text) if found else text
    if "_" in text:
        text = _LOWLINES.sub(r"\2", text)
    if "~" in text:
        text = _STRIKE.sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _without_silent(text: str) -> str:
    """Return a text without what is in scripts and styles; a tag that is never closed is the name of one."""
    for name, silent in _SILENT.items():
        last = text.lower().rfind(f"</{name}")
        end = text.find(">", last) + 1 if last >= 0 else 0
        text = silent.sub(" ", text[:end]) + text[end:] if end else text
    return text


def _without_tags(text: str, tags: re.Pattern[str], gap: str) -> str:
    """Return a text without tags; one that is never closed is a word: "the <title> element"."""
    lower = text.lower()
    closed: dict[str, bool] = {}

    def left(found: re.Match[str]) -> str:
        closing, name, rest = found[1], found[2].lower(), found[3]
        if closing or rest or name in _NEVER_CLOSED:
            return gap
        if name not in closed:
            closed[name] = f"</{name}" in lower
        return gap if closed[name] else found[0]

    return tags.sub(left, text)


def excerpt_of_html(html: str) -> str:
    """Return the start of the first real paragraph of a body, cut at a sentence or a word."""
    fallback = ""
    for text in first_paragraphs(html):
        if len(text) >= _SHORTEST_PARAGRAPH or (weight_of(text) >= _SHORTEST_PARAGRAPH):
            return cut_excerpt(text)
        fallback = fallback or text
    return fallback


def first_paragraphs(html: str, begin: str = "") -> Iterator[str]:
    """Yield the plain texts of the paragraphs of a body of which its excerpt may be taken.

    Those that certainly do not begin with the first sign of `begin` are left out: quick for a body of many.
    """
    signs = (begin[:1], "<", "&", " ", "\n") if begin else ()
    place = html.find("<p>")
    for _ in range(_PARAGRAPHS_TRIED):
        if place < 0:
            return
        inside = place + len("<p>")
        if not signs or html[inside : inside + 1] in signs:
            end = html.find("</p>", inside)
            yield plain_text_of_html(html[inside : min(end if end >= 0 else len(html), inside + _MOST_INPUT // 2)])
        place = html.find("<p>", inside)


def plain_text_of_html(html: str) -> str:
    """Return the text of a piece of sanitised HTML."""
    if "<" in html:
        if _HAS_SILENT.search(html):
            html = _SILENT_INLINE.sub("", html)
            html = _READING.sub(r" \1 ", html)
        html = _TAG.sub(" ", _INLINE_TAG.sub("", html))
    text = unescape(html)
    if "\n" in text and not text.isascii():
        text = _WIDE_LINE_END.sub("", text)
    return " ".join(text.split())


def cut_excerpt(text: str) -> str:
    """Return a text of at most about 240 Latin or 120 Chinese characters, ending where a sentence or a word does."""
    if weight_of(text[: SHORT_EXCERPT + 1]) <= SHORT_EXCERPT:
        return text
    end = _fitting(text)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, end + 1)]
    if ends and ends[-1] * 2 >= end:
        return text[: ends[-1]]
    return _cut(text, end)


def _fitting(text: str) -> int:
    """Return how many characters of a text fit into a short excerpt."""
    weight = 0
    for at, sign in enumerate(text):
        weight += 2 if _WIDE.match(sign) else 1
        if weight > SHORT_EXCERPT:
            return at
    return len(text)


def _cut(text: str, most: int) -> str:
    if not _WIDE.match(text[most : most + 1]):
        space = text.rfind(" ", most // 2, most)
        wide = next((at for at in range(most, most // 2, -1) if _WIDE.match(text[at - 1])), 0)
        most = max(space, wide) if max(space, wide) > 0 else _between_signs(text, most)
    return text[:most].rstrip(" ,;:-–—，、；：") + " …"


def _between_signs(text: str, at: int) -> int:
    """Return the next place before one at which no sign made of several characters is cut in two."""
    while at > 1 and (_JOINS.match(text, at) or text[at - 1] == "\u200d"):
        at -= 1
    before = next((back for back in range(at) if not _FLAG.match(text, at - 1 - back)), at)
    return at - 1 if before % 2 and _FLAG.match(text, at) else at


def weight_of(text: str) -> int:
    """Return the width of a text in Latin letters; a wide letter counts twice."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
