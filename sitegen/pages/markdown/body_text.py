"""A Markdown body before it is parsed: without its comments, and whether its brackets can be links.

Never: imports the Markdown engine.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.body_costs import MOST_MARKDOWN_CHARACTERS

MOST_BRACKETS = 8
"""`[` within each other in one paragraph; with more, none of its brackets is a link. The engine tries each of them
anew at every level."""

_FENCE_OR_COMMENT = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?P<fence>`{3,}|~{3,})|^ {0,3}(?P<comment><!--)", re.MULTILINE
)
_DIALECT_SIGNS = ("{", "[!", ":::", "!!!", "???", "<", "port ", "@", "[[", "toc]", "|static|", "|filename|")
_DIALECT = re.compile(
    r"\{[{%:#.]|\{/\*|\)\{|\{[ ]?[.#]|[{|](?:static|attach|filename)[}|]|> ?\[!\w|^[ \t>]*:::"
    r"|^[ \t]*(?:!!!|\?\?\?)\+?[ \t]|</?[A-Z][\w.]*[\s/>]|^(?:import|export)\s|\]\(@|\[\[|^\[toc\]",
    re.MULTILINE,
)
_BRACKET = re.compile(r"[\[\]]")


def may_be_dialect(text: str) -> bool:
    """Return whether a body may hold what other generators write into Markdown (`dialects/`)."""
    if len(text) > MOST_MARKDOWN_CHARACTERS:
        return False
    return _DIALECT.search(text) is not None if any(sign in text for sign in _DIALECT_SIGNS) else False


def without_comments(text: str) -> str:
    """Empty HTML comments that begin a line, outside fenced code, so that Markdown after them is still Markdown."""
    if "<" not in text or "<!--" not in text or "-->" not in text:
        return text
    pieces: list[str] = []
    at = 0
    fence = ""
    last_end = text.rfind("-->")
    for found in _FENCE_OR_COMMENT.finditer(text):
        if mark := found["fence"]:
            is_closing = fence and mark[0] == fence[0] and len(mark) >= len(fence)
            fence = "" if is_closing else fence or mark
            continue
        start = found.start("comment")
        if not fence and at <= start < last_end - 1:
            end = text.index("-->", start + 2) + 3
            pieces += (text[at:start], "\n" * text.count("\n", start, end))  # lines keep their numbers
            at = end
    return "".join([*pieces, text[at:]])


def has_deep_brackets(text: str) -> bool:
    """Return whether the text of one block has more than `MOST_BRACKETS` brackets within each other."""
    if text.count("[") <= MOST_BRACKETS:
        return False
    depth = 0
    for sign in _BRACKET.findall(text):
        depth = depth + 1 if sign == "[" else max(0, depth - 1)
        if depth > MOST_BRACKETS:
            return True
    return False
