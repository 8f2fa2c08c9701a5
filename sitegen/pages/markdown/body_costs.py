"""What reading a Markdown body would cost, before it is read: whether the engine can in bounded time and memory.

Never: imports the Markdown engine.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.pages.markdown.body import BodySource

MOST_MARKDOWN_CHARACTERS = 1_000_000
"""A longer body is shown as plain text: parsing dense Markdown takes half a gigabyte at this size."""
MOST_QUOTED_LINES = 100_000
"""Lines that stand together, each times the quotes that were opened in them before it, beyond `FREE_QUOTE_DEPTH`: the
engine reads every line again for each of these, as it may go on with them. So many take half a second."""
FREE_QUOTE_DEPTH = 4
"""Quotes within each other that people write."""
MOST_QUOTE_DEPTH = 100
MOST_BRACKETS = 8
"""`[` within each other in one paragraph; with more, none of its brackets is a link. The engine tries each of them
anew at every level."""
MOST_MISSING_CELLS = 10_000
"""Cells that the rows of tables lack: the engine adds them, in a tenth of a second. A person's table lacks a few."""

_QUOTE_MARKS = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*>")
_CODE_INDENTS = ("     ", "\t", " \t", "  \t", "   \t", "    \t")
_BRACKET = re.compile(r"[\[\]]")
_NO_TEXT = ("<", "```", "~~~")
_DELIMITERS = "-:| \t"
"""What the line below a table's head is made of."""


class Excess(NamedTuple):
    """What a body holds too much of to be read in bounded time and memory, as people are told."""

    message: str
    hint: str
    line: int = 0
    """Where that begins, from 0 in the body."""

    def warning(self, source: BodySource) -> Problem:
        """Return what tells the owner of it."""
        return Problem("warning", source.shown_path, source.first_line + self.line, 0, "", self.message, self.hint)


def too_costly(text: str) -> Excess | None:
    """Return why a body cannot be read as Markdown; None when it can."""
    hint = "It is shown as plain text. Split the page to have it formatted."
    if len(text) > MOST_MARKDOWN_CHARACTERS:
        message = f"the body has {len(text)} characters, the most for Markdown is {MOST_MARKDOWN_CHARACTERS}"
        return Excess(message, hint)
    if text.count("\n") * (text.count(">") - FREE_QUOTE_DEPTH) > MOST_QUOTED_LINES and (
        found := _too_many_quotes(text, hint)
    ):
        return found
    if text.count("\n") * text.count("|") > MOST_MISSING_CELLS:
        return _too_many_cells(text, hint)
    return None


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


def _too_many_quotes(text: str, hint: str) -> Excess | None:
    quotes = _OpenQuotes()
    cost = 0
    for number, line in enumerate(text.split("\n")):
        quotes.add(number, line)
        cost += max(0, quotes.count - FREE_QUOTE_DEPTH)
        if cost > MOST_QUOTED_LINES:
            message = "the body has too many quotes, or too deep ones, around too many lines"
            return Excess(message, hint, quotes.begin)
    return None


def _too_many_cells(text: str, hint: str) -> Excess | None:
    columns = missing = begin = 0
    for number, line in enumerate(text.split("\n")):
        delimiters = line[len(line.rstrip(_DELIMITERS)) :]
        if not line.strip(" \t"):
            columns = 0
        elif "|" in delimiters and "-" in delimiters:
            columns, begin = max(columns, delimiters.count("|") + 1), number
        missing += max(0, columns - line.count("|") - 1)
        if missing > MOST_MISSING_CELLS:
            return Excess(f"the rows of tables lack more than {MOST_MISSING_CELLS} cells", hint, begin)
    return None


class _OpenQuotes:
    """The quotes before a line that may go on with it: the engine reads the line for each of them."""

    def __init__(self) -> None:
        self.count = 0
        self.begin = 0
        """Where the most of them begin."""
        self._at_depth: list[int] = []
        """How many there are at each depth."""
        self._depth = 0
        self._most = 0
        self._is_text = False
        """The line before is text that goes on with the next line."""
        self._has_other = False
        """Code or HTML has begun in the innermost quote: what looks like text is none."""

    def add(self, number: int, line: str) -> None:
        found = _QUOTE_MARKS.match(line)
        marks = found[0].count(">") if found else 0
        rest = line[found.end() :] if found else line
        content = rest.strip(" \t")
        is_code = marks > 0 and rest.startswith(_CODE_INDENTS)
        is_text = content[:1].isalnum() and not self._has_other and not is_code
        if marks > self._depth:
            self._open(marks, number)
        elif marks < self._depth and not (self._is_text and is_text):
            self._depth, self._has_other = marks, False
        if not content:
            self.count -= sum(self._at_depth[marks:])  # a blank line ends those that are deeper
            del self._at_depth[marks:]
            self._most = self._most if marks else 0
        self._has_other = self._has_other or content.startswith(_NO_TEXT)
        self._is_text = is_text

    def _open(self, marks: int, number: int) -> None:
        opened = marks - self._depth
        self.count += opened
        self._at_depth += [0] * (marks - len(self._at_depth))
        for depth in range(self._depth, marks):
            self._at_depth[depth] += 1
        if opened > self._most:
            self._most, self.begin = opened, number
        self._depth, self._has_other = marks, False
