"""The front matter that programs write, read without a YAML parser: many times as fast as libyaml's events.

Understands keys of letters, values on their own line (plain, or in double quotes), and lists and mappings by
indentation. Everything else (comments, long texts over several lines, flow style, anchors, keys given twice, errors)
is left to the YAML parser: `read_simple_yaml` then returns None. What it does return is what the parser returns, to
the column; the tests prove it on random documents.

Never: guesses, or reports a problem.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sitegen.pages.front_matter.nodes import MOST_DEPTH, Mapping, Scalar, Sequence

_OPENING = re.compile(r"( *)(- )?([A-Za-z_][A-Za-z0-9_]{0,99})")
_ITEM = re.compile(r"( *)- ")
_QUOTED = re.compile(r'"[^"\\]*(?:\\["\\/][^"\\]*)*"')
_ESCAPED = re.compile(r'\\(["\\/])')


def read_simple_yaml(text: str, first_line: int) -> Mapping | None:
    """Return the tree of a simple document; None when it is not simple, whatever the reason.

    The text must be free of control characters but line feeds and tabs, as `decode_source` leaves it.
    """
    if "\t" in text or not text.endswith("\n"):
        return None
    tree = _Tree()
    for line, typed in enumerate(text.split("\n"), first_line):
        head, colon, value = typed.partition(": ")
        if not colon:
            if not head.strip(" "):
                continue
            if head[-1] == ":":
                head = head[:-1]
        opening = _opening(head) if colon or len(head) < len(typed) else None
        if opening is None:
            if not tree.take_item(typed, line):
                return None
        elif colon and value[:1] in " ":
            value = value.lstrip(" ")
            if not (value and tree.take_entry(opening, line, value, len(typed) - len(value))):
                return None
        elif not tree.take_entry(opening, line, value, len(head) + 2):
            return None
    return tree.finish()


@lru_cache(maxsize=4096)
def _opening(head: str) -> tuple[int, bool, str] | None:
    """Return what stands in front of a colon: column of the entry, whether it opens an item, the key.

    A program writes the same few at every story.
    """
    found = _OPENING.fullmatch(head)
    return (len(found[1]) + 1, bool(found[2]), found[3]) if found else None


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

    def take_entry(self, opening: tuple[int, bool, str], line: int, value: str, before: int) -> bool:
        """Take a line with a key, and behind it, after so many characters, its value, or nothing."""
        column, is_item, name = opening
        if is_item or column != self._column or self._waiting is not None or self._entries is None:
            if not self._descend(column, is_item, True, line):
                return False
            if is_item:
                column += 2
                mapping = Mapping({}, line, column)
                if self._items is not None:
                    self._items.append(mapping)
                if not self._innermost(column, mapping):
                    return False
        entries = self._entries
        if entries is None or name in entries:
            return False
        key = Scalar(name, line, column, len(name), True)
        if not value:
            self._waiting = key
            entries[name] = (key, key)  # keeps the order; the value follows
            return True
        node = simple_scalar(value, line, before + 1)
        entries[name] = (key, node)
        return node is not None

    def take_item(self, typed: str, line: int) -> bool:
        """Take a line that is an item of a list, a text."""
        found = _ITEM.match(typed)
        if found is None or not self._descend(len(found[1]) + 1, True, False, line):
            return False
        value = typed[found.end() :]
        node = simple_scalar(value, line, found.end() + 1) if value and self._items is not None else None
        if node is None or self._items is None:
            return False
        self._items.append(node)
        return True

    def finish(self) -> Mapping | None:
        """Return the whole tree."""
        self._leave_empty()
        return self._root

    def _descend(self, column: int, is_item: bool, has_key: bool, line: int) -> bool:
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
        """Return whether a line lies outside the innermost collection (a list may stand under its key's own column)."""
        innermost = self._open[-1][0]
        return innermost > column or (innermost == column and self._items is not None and not is_item)

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


def simple_scalar(value: str, line: int, column: int) -> Scalar | None:
    """Return the value of a line as a node; None for one that is not simple."""
    first = value[0]
    if first == '"':
        if value.find('"', 1) == len(value) - 1 and "\\" not in value:
            return Scalar(value[1:-1], line, column, len(value), False)
        if not _QUOTED.fullmatch(value):
            return None
        return Scalar(_ESCAPED.sub(r"\1", value[1:-1]), line, column, len(value), False)
    if not (first.isalnum() or first in "_/" or (first == "-" and (value[1:2].isalnum() or value[1:2] == "_"))):
        return None
    if ": " in value or " #" in value or value[-1] in ": ":
        return None
    return Scalar(value, line, column, len(value), True)
