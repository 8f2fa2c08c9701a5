"""The fast way through the text of one block: the inline Markdown that has one reading only.

What it knows: text, escaped ASCII punctuation, code between single backticks, `*` and `_` in ones and twos that nest
without crossing (and `****` as two twos), links and pictures with a plain web address and no title, bare web addresses,
line breaks. A text with anything else is None, and the engine reads it. So the rule is: a text is read here when every
sign that means something to the engine is part of one of these, or certainly text, and then the result is, byte for
byte, what engine, sanitiser and link finisher make of it. CommonMark 0.31.2, section 6. The text must be of a body
without link definitions and footnotes.

Never: guesses. What it does not know, it leaves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.pages.file_links import is_film
from sitegen.pages.markdown.body_costs import has_deep_brackets
from sitegen.pages.markdown.cjk_emphasis import scan_delimiters
from sitegen.pages.markdown.fast.fast_pieces import MOST_URL, PLAIN_ALT, PLAIN_URL, link_tag, picture_tag, written_out
from sitegen.pages.markdown.typed.math import find_math
from sitegen.pages.text.bare_links import bare_url_at

_STOP = re.compile(r"[\\`*_~\[<&:\n]")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_CODE = re.compile(r"`([^`\n]++)`(?!`)")
_ENTITY = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]{0,40};)")
_URL = re.compile(PLAIN_URL)
_LABEL = r"(?:[^\[\]\\`<]++|`[^`\n]++`(?!`)|\[[^\[\]\\`<]*+\](?!\())++"
_LINK = re.compile(rf"\[({_LABEL})\]\(({PLAIN_URL})\)")
_IMAGE = re.compile(rf"\[({PLAIN_ALT})\]\(({PLAIN_URL})\)")
_BRACKETED = re.compile(r"\[[^\[\]\\`<]*+\](?!\()")
_NO_TAG = re.compile(r"<(?:[ \n]|\Z|[0-9=$~.-][^<>\s]*+(?!>))")
_SCHEME_BEFORE = re.compile(r"(?:^|[^A-Za-z0-9.+-])(https?)\Z", re.IGNORECASE)
_LINE_START = re.compile(r"\n[ \t]*+")
_TAGS = {"*": "em", "**": "strong", "_": "em", "__": "strong"}
_MARKS = {run: (run,) for run in _TAGS} | {"****": ("**", "**")}


def fast_inline(text: str) -> str | None:
    """Return the finished HTML of a block's text, stripped of white space at its ends; None when the engine must."""
    if ("[" in text and has_deep_brackets(text)) or ("\\" in text and find_math(text)):
        return None
    reader = _Reader(text, 0, len(text), is_plain=not ("&" in text or "<" in text or ">" in text or "\xa0" in text))
    return "".join(reader.out) if reader.read() else None


class _Mark(NamedTuple):
    """A run of emphasis marks that is open."""

    run: str
    place: int
    """Of its tag in the HTML."""
    only_opens: bool
    is_double: bool
    """It is half of `****`."""


class _Reader:
    """Reads a part of a text from left to right, as the engine does."""

    __slots__ = ("_at", "_begin", "_end", "_in_link", "_is_plain", "_open", "_signs", "_text", "out")

    def __init__(self, text: str, begin: int, end: int, *, is_plain: bool, in_link: bool = False) -> None:
        self.out: list[str] = []
        """The HTML so far."""
        self._text = text
        self._begin = begin
        """What is before it is in `out`."""
        self._at = begin
        self._end = end
        self._is_plain = is_plain
        """No sign of the text has to be written out."""
        self._in_link = in_link
        self._open: list[_Mark] = []
        self._signs = {"*": 0, "_": 0}
        """How many marks of each sign are open."""

    def read(self) -> bool:
        """Read to the end; False when the text holds something that is not known here."""
        for found in _STOP.finditer(self._text, self._begin, self._end):
            at = found.start()
            if at >= self._at:
                self._at = at
                if not _HANDLERS[found[0]](self):
                    return False
        if self._begin < self._end:
            self.out.append(self._written(self._begin, self._end))
        for mark in self._open:
            self.out[mark.place] = mark.run  # never closed: text
        return True

    def _written(self, begin: int, end: int) -> str:
        """Return a piece of the text as HTML."""
        piece = self._text[begin:end]
        return piece if self._is_plain else written_out(piece)

    def _write(self, html: str, begin: int, end: int) -> bool:
        """Write what stands before `begin` as text, and HTML for what stands until `end`."""
        if begin > self._begin:
            self.out.append(self._written(self._begin, begin))
        self.out.append(html)
        self._begin = self._at = end
        return True

    def _is_text(self) -> bool:
        """Take the sign at hand as text."""
        self._at += 1
        return True

    def _escape(self) -> bool:
        sign = self._text[self._at + 1 : self._at + 2]
        return sign in _ESCAPABLE and self._write(written_out(sign), self._at, self._at + 2)

    def _code(self) -> bool:
        found = _CODE.match(self._text, self._at, self._end)
        if found is None or found[1][0] == " ":
            return False
        return self._write(f"<code>{written_out(found[1])}</code>", self._at, found.end())

    def _strike(self) -> bool:
        return not self._text.startswith("~", self._at + 1) and self._is_text()

    def _tag(self) -> bool:
        """Take `<` as text where neither a tag nor an address in brackets can begin."""
        return _NO_TAG.match(self._text, self._at, self._end) is not None and self._is_text()

    def _entity(self) -> bool:
        return _ENTITY.match(self._text, self._at, self._end) is None and self._is_text()

    def _line_end(self) -> bool:
        kept = self._at
        while kept > self._begin and self._text[kept - 1] == " ":
            kept -= 1
        found = _LINE_START.match(self._text, self._at, self._end)
        return found is not None and self._write("<br>\n" if self._at - kept > 1 else "\n", kept, found.end())

    def _bracket(self) -> bool:
        text, at = self._text, self._at
        if text.startswith("!", at - 1) and at > self._begin:
            return self._picture()
        if at and text[at - 1] == "^":
            return False
        found = _LINK.match(text, at, self._end)
        if found is None:
            return _BRACKETED.match(text, at, self._end) is not None and self._is_text()
        label, url = found.groups()
        if self._in_link or len(url) > MOST_URL:
            return False
        if not self._is_plain or _STOP.search(label):
            reader = _Reader(text, at + 1, found.end(1), is_plain=self._is_plain, in_link=True)
            if not reader.read():
                return False
            label = "".join(reader.out)
        return self._write(f"{link_tag(url)}{label}</a>", at, found.end())

    def _picture(self) -> bool:
        found = _IMAGE.match(self._text, self._at, self._end)
        if found is None or len(found[2]) > MOST_URL or is_film(found[2]):
            return False
        return self._write(picture_tag(found[2].replace("&", "&amp;"), found[1]), self._at - 1, found.end())

    def _colon(self) -> bool:
        text, at = self._text, self._at
        if not text.startswith("://", at) or self._in_link:
            return self._is_text()
        scheme = _SCHEME_BEFORE.search(text[max(0, at - 6) : at])
        start = at - len(scheme[1]) if scheme else -1
        url = bare_url_at(text, start) if start >= self._begin else ""
        if not url:
            return self._is_text()
        if not _URL.fullmatch(url) or len(url) > MOST_URL:
            return False
        return self._write(f"{link_tag(url)}{url.replace('&', '&amp;')}</a>", start, start + len(url))

    def _emphasis(self) -> bool:
        text, at = self._text, self._at
        length, can_open, can_close = scan_delimiters(text, at, self._end, can_split_word=text[at] == "*")
        run = text[at : at + length]
        is_alone = not self._signs[text[at]]
        if not can_open and (not can_close or is_alone):
            self._at += length
            return True
        marks = _MARKS.get(run)
        if marks is None or (can_open and can_close and len(marks) > 1):
            return False
        for number, mark in enumerate(marks):
            begin = at + number * len(mark)
            if can_close and not is_alone:
                if not self._close(mark, begin, can_open=can_open, is_double=len(marks) > 1):
                    return False
            else:
                self._write(f"<{_TAGS[mark]}>", begin, begin + len(mark))
                self._open.append(_Mark(mark, len(self.out) - 1, not can_close, len(marks) > 1))
                self._signs[mark[0]] += 1
        return True

    def _close(self, run: str, begin: int, *, can_open: bool, is_double: bool) -> bool:
        """Close the last open mark; False where another would be closed, or the engine's rule of three asked."""
        last = self._open[-1] if self._open else None
        if last is None or last.run != run or (last.is_double and can_open) or (is_double and not last.only_opens):
            return False
        self._open.pop()
        self._signs[run[0]] -= 1
        return self._write(f"</{_TAGS[run]}>", begin, begin + len(run))


_HANDLERS = {
    "\\": _Reader._escape,
    "`": _Reader._code,
    "*": _Reader._emphasis,
    "_": _Reader._emphasis,
    "~": _Reader._strike,
    "[": _Reader._bracket,
    "<": _Reader._tag,
    "&": _Reader._entity,
    ":": _Reader._colon,
    "\n": _Reader._line_end,
}
