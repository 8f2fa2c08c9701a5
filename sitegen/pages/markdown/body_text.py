"""A Markdown body before it is parsed: whether it may be another generator's, and its brackets can be links.

Never: imports the Markdown engine.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.body_costs import MOST_MARKDOWN_CHARACTERS

MOST_BRACKETS = 8
"""`[` within each other in one paragraph; with more, none of its brackets is a link. The engine tries each of them
anew at every level."""

_DIALECT_SIGNS = ("{", "[!", ":::", "!!!", "???", "<", "port ", "@", "[[", "toc]", "|static|", "|filename|")
_DIALECT = re.compile(
    r"\{[{%:#.]|\{/\*|\)\{|\{[ ]?[.#]|[{|](?:static|attach|filename)[}|]|> ?\[!\w|^[ \t>]*:::"
    r"|^[ \t]*(?:!!!|\?\?\?)\+?[ \t]|</?[A-Z][\w.]*[\s/>]|</?>|^(?:import|export)\s|\]\(@|\[\[|^\[toc\]",
    re.MULTILINE,
)
_BRACKET = re.compile(r"[\[\]]")


def may_be_dialect(text: str) -> bool:
    """Return whether a body may hold what other generators write into Markdown (`dialects/`)."""
    if len(text) > MOST_MARKDOWN_CHARACTERS:
        return False
    return _DIALECT.search(text) is not None if any(sign in text for sign in _DIALECT_SIGNS) else False


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
