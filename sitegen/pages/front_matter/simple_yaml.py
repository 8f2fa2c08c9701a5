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


_Entries = dict[str, tuple[Scalar, Any]]
_Open = tuple[int, _Entries | None, list[Any] | None]
"""A collection that is not at its end: the column of its entries, and the entries of a mapping or the items of a list.
"""
_NONE_OPEN: _Open = (0, None, None)


class _Tree:
    """Grows line by line. Columns count from 1."""

    __slots__ = ("_column", "_entries", "_items", "_open", "_root", "_waiting")

    def __init__(self) -> None:
        self._root: Mapping | None = None
        self._open: list[_Open] = []
        """The open collections, outermost first; then the innermost one."""
        self._column, self._entries, self._items = _NONE_OPEN
        self._waiting: Scalar | None = None
        """A key whose value is on the lines below."""

    def take_entry(self, opening: tuple[int, bool, str], line: int, value: str, before: int) -> bool:
        """Take a line with a key, and behind it, after so many characters, its value, or nothing."""
        column, is_item, name = opening
        if is_item or column != self._column or self._waiting is not None or self._entries is None:
            if not self._descend(column, is_item, True, line):
                return False
            if is_item:
                column += 2
                inner: _Entries = {}
                if self._items is not None:
                    self._items.append(Mapping(inner, line, column))
                if not self._enter((column, inner, None)):
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
            entries: _Entries = {}
            self._root = Mapping(entries, line, 1)
            self._enter((1, entries, None))
            return column == 1 and has_key and not is_item
        if (key := self._waiting) is not None:
            if column > key.column or (is_item and column == key.column):
                return (is_item or has_key) and self._enter_value(key, column, is_item, line)
            self._leave_empty()
        # A list may stand under its key's own column. The root, at the first one, is never left.
        while self._column > column or (self._column == column and self._items is not None and not is_item):
            self._open.pop()
            self._column, self._entries, self._items = self._open[-1]
        return column == self._column and is_item is (self._items is not None)

    def _enter_value(self, key: Scalar, column: int, is_item: bool, line: int) -> bool:
        """Begin the collection that is the value of a key."""
        self._waiting = None
        items: list[Any] = []
        entries: _Entries = {}
        if self._entries is not None:
            self._entries[key.text] = key, Sequence(items, line, column) if is_item else Mapping(entries, line, column)
        return self._enter((column, None, items) if is_item else (column, entries, None))

    def _leave_empty(self) -> None:
        if (key := self._waiting) is not None and self._entries is not None:
            self._entries[key.text] = (key, Scalar("", key.line, key.column + key.span + 1, 0, True))
            self._waiting = None

    def _enter(self, collection: _Open) -> bool:
        self._open.append(collection)
        self._column, self._entries, self._items = collection
        return len(self._open) <= MOST_DEPTH


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
