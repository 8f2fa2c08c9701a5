"""The front matter that programs write, read without a YAML parser: four times as fast as libyaml's events.

Understands keys of letters, values on their own line (plain, or in double quotes), and lists and mappings by
indentation. Everything else (comments, long texts over several lines, flow style, anchors, keys given twice, errors)
is left to the YAML parser: `read_simple_yaml` then returns None. What it does return is what the parser returns, to
the column; the tests prove it on random documents.

Never: guesses, or tells a problem.
"""

from __future__ import annotations

import re
from typing import Any

from sitegen.pages.nodes import MOST_DEPTH, Mapping, Scalar, Sequence

# Indentation, dash, key, gap, value (plain or in double quotes); or whatever else stands on a line.
_QUOTED = r'"[^"\\\n]*(?:\\["\\/][^"\\\n]*)*"'
_LINES = re.compile(
    rf"( *)(- )?(?:([A-Za-z_][A-Za-z0-9_]{{0,99}}):( +|(?=\n)))?({_QUOTED}|(?:-?\w|/)[^\n]*)?\n|([^\n]*)\n"
)
_ESCAPED = re.compile(r'\\(["\\/])')


def read_simple_yaml(text: str, first_line: int) -> Mapping | None:
    """Return the tree of a simple document; None when it is not simple, whatever the reason.

    The text must be free of control characters but line feeds and tabs, as `decode_source` leaves it.
    """
    if "\t" in text or not text.endswith("\n"):
        return None
    tree = _Tree()
    for line, (spaces, dash, key, gap, value, other) in enumerate(_LINES.findall(text), first_line):
        if not (key or value or dash):
            if other:
                return None
            continue
        column = len(spaces) + 1
        if not tree.descend(column, bool(dash), bool(key), line):
            return None
        if key:
            if dash:
                column += 2
                tree.open(Mapping({}, line, column), column)
            if not tree.enter(Scalar(key, line, column, len(key), True), gap, value):
                return None
        elif not tree.append(line, column + 2, value):
            return None
    return tree.finish()


class _Tree:
    """Grows line by line. Columns count from 1."""

    __slots__ = ("_column", "_entries", "_items", "_open", "_root", "_waiting")

    def __init__(self) -> None:
        self._root: Mapping | None = None
        # The open collections, outermost first, with the column of their entries; then the innermost one taken apart.
        self._open: list[tuple[int, Mapping | Sequence]] = []
        self._column = 0
        self._entries: dict[str, tuple[Scalar, Any]] | None = None
        self._items: list[Any] | None = None
        # A key whose value is on the lines below.
        self._waiting: Scalar | None = None

    def descend(self, column: int, is_item: bool, has_key: bool, line: int) -> bool:
        """Make the collection that a line belongs to the innermost open one; False when there is none."""
        if column == self._column and self._waiting is None and is_item is (self._items is not None):
            return True
        if self._root is None:
            self._root = Mapping({}, line, 1)
            self._innermost(1, self._root)
            return column == 1 and has_key and not is_item
        if (key := self._waiting) is not None:
            if column > key.column or (is_item and column == key.column):
                self._waiting = None
                inner = Sequence([], line, column) if is_item else Mapping({}, line, column)
                if self._entries is not None:
                    self._entries[key.text] = (key, inner)
                return (is_item or has_key) and self._innermost(column, inner)
            self._leave_empty()
        while self._open and self._is_left(column, is_item):
            self._open.pop()
            if self._open:
                self._take_apart()
        return column == self._column and is_item is (self._items is not None)

    def _is_left(self, column: int, is_item: bool) -> bool:
        """Tell whether a line lies outside the innermost collection (a list may stand under its key's own column)."""
        innermost = self._open[-1][0]
        return innermost > column or (innermost == column and self._items is not None and not is_item)

    def open(self, mapping: Mapping, column: int) -> bool:
        """Begin a mapping that is an item of the innermost list."""
        if self._items is not None:
            self._items.append(mapping)
        return self._innermost(column, mapping)

    def enter(self, key: Scalar, gap: str, value: str) -> bool:
        """Enter a key and what stands behind it on its line into the innermost mapping."""
        entries = self._entries
        if entries is None or key.text in entries or bool(gap) is not bool(value):
            return False
        if not value:
            self._waiting = key
            entries[key.text] = (key, key)  # keeps the order; the value follows
            return True
        node = _scalar(value, key.line, key.column + key.span + 1 + len(gap))
        entries[key.text] = (key, node)
        return node is not None

    def append(self, line: int, column: int, value: str) -> bool:
        """Append a text to the innermost list."""
        node = _scalar(value, line, column) if value and self._items is not None else None
        if node is None or self._items is None:
            return False
        self._items.append(node)
        return True

    def finish(self) -> Mapping | None:
        """Return the whole tree."""
        self._leave_empty()
        return self._root

    def _leave_empty(self) -> None:
        if (key := self._waiting) is not None and self._entries is not None:
            self._entries[key.text] = (key, Scalar("", key.line, key.column + key.span + 1, 0, True))
            self._waiting = None

    def _innermost(self, column: int, node: Mapping | Sequence) -> bool:
        self._open.append((column, node))
        self._take_apart()
        return len(self._open) <= MOST_DEPTH

    def _take_apart(self) -> None:
        self._column, node = self._open[-1]
        self._entries = node.entries if isinstance(node, Mapping) else None
        self._items = node.items if isinstance(node, Sequence) else None


def _scalar(value: str, line: int, column: int) -> Scalar | None:
    if value[0] == '"':
        text = value[1:-1]
        return Scalar(_ESCAPED.sub(r"\1", text) if "\\" in text else text, line, column, len(value), False)
    if ": " in value or " #" in value or value[-1] in ": ":
        return None
    return Scalar(value, line, column, len(value), True)
