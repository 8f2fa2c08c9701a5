"""Finds a head that is written as code: of a program, a template, a wiki, or the HTML of a page of its own.

Never: runs or understands any of it. What counts is that a file begins with code, and that somewhere in its first part
a name that withholds a story stands beside a value that does.
"""

from __future__ import annotations

import re

from sitegen.pages.heads.head_lines import says_withheld

_MOST = 4000
"""Characters of the code that are looked at."""
_CLOSED_BY = {"<?php": "?>", "<?=": "?>", "<%": "%>", "<script": "</script>", "<head": "</head>", "<html": "</head>"}
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NAMES = r"(?:draft|published|status|visibility|hidden|private)\b"
_BEGINS = re.compile(
    r"<[?%]|<(?:(?i:script|meta|head|html|!doctype|route|article|item|post|entry|front-?matter)\b|" + _NAMES + ")"
    r"|\{%-?\s*(?:set|assign|capture|with|let|do|define|global|doc|page|meta)\b"
    r"|\{\{-?\s*(?:\$|/\*|!|set\b|assign\b|(?i:draft)\b)"
    r"|(?:export|const|let|var|local)[ \t][\w$ \t-]{0,40}[={]|return[ \t]*[\[({]|module\.exports\b"
    r"|import[ \t][^\n]{0,200}\bfrom\b"
    r"|\$[^\W\d]\w*[ \t]*(?:=|->)|\(\(?[ \t]*(?::\w|define|set|\w+[ \t]+\.|" + _NAMES + r")"
    r"|(?:- |[\[(])[\w-]+::[ \t]|\[\[!(?:meta|draft)\b|%META:|\\\w+[\[{]|\N{LOZENGE}|~~[\w-]+(?::[\w-]+)?~~|-\*-"
    r"|#(?:let|set|lang|pragma|" + _NAMES + ")"
)
_TAGS = re.compile(r"<(?:\?xml|(?![?%]|script\b|route\b))", re.IGNORECASE)
_SAID_BY_NAME = re.compile(r"~~draft~~|\[\[!draft\]\]|\{\{draft\b", re.IGNORECASE)
_BETWEEN = r"[\"'\])}]{0,3}\s{0,8}(?:=>|::?=?|=|,|\.|>|[{\[(]|(?<=\s)(?:content|value)=)\s{0,8}"
_SAID = re.compile(
    rf"(?<![\w-])([^\W\d_][\w-]{{2,40}}){_BETWEEN}(?:value=)?[\"'#:({{\[$!]{{0,3}}([\w-]{{1,40}})(?![\w-])"
)
_SAID_IN_TAGS = re.compile(
    r"(?<![\w-])([^\W\d_][\w-]{2,40})[\"']?(?:\s{0,8}[=>]|\s{1,8}(?:content|value)=)\s{0,8}[\"']?([\w-]{1,40})(?![\w-])"
)
_SAID_APART = re.compile(r"(?<![\w-])([^\W\d_][\w-]{2,40})[\"']?[ \t]{1,8}[\"'#]{0,2}([\w-]{1,40})(?![\w-])")
"""As Lisp and directives have it: with nothing but a space between name and value."""


def is_withholding_code(text: str, at: int) -> bool:
    """Return whether code begins at a place of a text and keeps its story back."""
    if _BEGINS.match(text, at) is None:
        return False
    code = text[at : _end_of_code(text, at)]
    if _TAGS.match(code):
        forms: tuple[re.Pattern[str], ...] = (_SAID_IN_TAGS,)
    else:
        forms = (_SAID, _SAID_APART) if code.startswith(("(", "#", "\N{LOZENGE}")) else (_SAID,)
    return _SAID_BY_NAME.match(code) is not None or any(_withholds(code, form) for form in forms)


def _withholds(code: str, form: re.Pattern[str]) -> bool:
    said = form.search(code)
    while said:
        if says_withheld(said[1], said[2]):
            return True
        said = form.search(code, said.end(1))
    return False


def _end_of_code(text: str, at: int) -> int:
    most = at + _MOST
    opening = next((sign for sign in _CLOSED_BY if text.startswith(sign, at)), "")
    closed = text.find(_CLOSED_BY[opening], at, most) if opening else -1
    if closed >= 0:
        return closed
    blank = _BLANK_LINE.search(text, at, most)
    return blank.start() if blank else most
