"""Counts what HTML typed in a body asks of an HTML parser, before one sees it.

A parser looks through the elements that are open at each tag, and opens bold, italics and their like again in each
block after the one in which they were not closed: three hundred of them in front of a thousand blocks make three
hundred thousand elements. An element's attributes are compared with each other.
"""

from __future__ import annotations

import re
from collections import Counter

from sitegen.pages.markdown.body_costs import Excess

MOST_OPEN_TAGS = 300
"""HTML tags that are never closed: an HTML parser takes quadratic time on them."""
MOST_REOPENED = 50_000
"""Elements that a parser opens again. These take a fifth of a second."""
MOST_STRAY = 5_000
"""Elements in a table but in none of its cells: a parser looks for the place before the table anew for each."""
MOST_ATTRIBUTES = 500
"""Of one tag."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})([^<>]*+)")
_VALUE = re.compile(r"""("|')(?:(?!\1).)*+(?:\1|\Z)""", re.DOTALL)
_NEVER_NESTED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr wbr".split()
)
_OPENED_AGAIN = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""HTML, 13.2.4.3: the list of active formatting elements."""
_TABLE_PARTS = frozenset("table tbody thead tfoot tr colgroup col".split())
_CELLS = frozenset(("td", "th", "caption"))
_FREE = 4
"""Of these may be open in every block: people do write that."""


class OpenTags:
    """What is open so far, and what that asks of a parser."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._total = 0
        self._formatting = 0
        self._reopened = 0
        self._most_attributes = 0
        self._is_between_cells = False
        self._stray = 0
        self._line = 0

    @property
    def excess(self) -> Excess | None:
        """What there is too much of; None: nothing."""
        hint = "Its HTML is shown as text. Close them."
        if self._total > MOST_OPEN_TAGS:
            return Excess(f"more than {MOST_OPEN_TAGS} HTML tags in the body are never closed", hint, self._line)
        if self._reopened > MOST_REOPENED:
            message = f"{self._formatting} HTML tags such as <b> are open over too much of the body"
            return Excess(message, hint, self._line)
        if self._stray > MOST_STRAY:
            hint = "Its HTML is shown as text. Close the table, or put them into cells."
            return Excess(f"more than {MOST_STRAY} elements are in a table, but in none of its cells", hint, self._line)
        if self._most_attributes > MOST_ATTRIBUTES:
            hint = "Its HTML is shown as text. Leave them out."
            return Excess(f"an HTML tag has more than {MOST_ATTRIBUTES} attributes", hint, self._line)
        return None

    def add_html(self, html: str, line: int = 0) -> None:
        """Count the tags of some HTML, whose block begins on this line of the body."""
        self._line = line
        for found in _TAG.finditer(html):
            name = found[2].lower()
            if len(found[3]) > 2 * MOST_ATTRIBUTES:
                self._most_attributes = max(self._most_attributes, len(_VALUE.sub("", found[3]).split()))
            if not found[1]:
                self._change(name, name not in _NEVER_NESTED)
            elif self._open[name]:
                self._change(name, -1)
            self._enter_table(name, is_opening=not found[1])
            self.add_blocks(name not in _TABLE_PARTS and name not in _CELLS)
            if self.excess:
                return

    def add_blocks(self, count: int) -> None:
        """Count blocks, in each of which what is open may be opened again."""
        self._reopened += count * max(0, self._formatting - _FREE)
        self._stray += count * self._is_between_cells

    def _enter_table(self, name: str, *, is_opening: bool) -> None:
        if name in _CELLS:
            self._is_between_cells = not is_opening
        elif name in _TABLE_PARTS:
            self._is_between_cells = is_opening or name != "table"

    def _change(self, name: str, by: int) -> None:
        self._open[name] += by
        self._total += by
        self._formatting += by * (name in _OPENED_AGAIN)
