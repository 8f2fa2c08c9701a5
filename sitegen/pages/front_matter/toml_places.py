"""Finds where each value of a TOML document stands. `tomllib` says only what the values are.

Understands strings, comments and brackets, and no more of TOML: a document that is wrong has wrong places, and an
error.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]
# What is never closed reaches to the end of its line or of the text: no attempt fails, each character is read once.
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.?)*?(?:"""|\Z)|'
    r"'''.*?(?:'''|\Z)|"
    r'"(?:[^"\\\n]|\\.?)*(?:"|(?=\n)|\Z)|'
    r"'[^'\n]*(?:'|(?=\n)|\Z)|#[^\n]*|[\[\]{}=,\n]",
    re.DOTALL,
)
_PART = re.compile(r"""[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s.'"]+))[ \t]*(?:\.|\Z)""")
_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_TABLE = re.compile(r"[ \t]*(\[\[?)([^\[\]\n]*)\]")
_MOST_PARTS = 60
_DEEP_KEY = re.compile(rf"""(?<![\w"'.-])(?:[\w"'-]+[ \t]*\.[ \t]*){{{_MOST_PARTS}}}""")
"""tomllib takes quadratic time for the parts of one key."""


class TomlPlaces:
    """Where the keys and values of a document stand, by their path; what is not known stands where its owner does."""

    def __init__(self, text: str, first_line: int) -> None:
        """Go through a document, statement by statement."""
        self.offsets: dict[Path, int] = {}
        """Of values, in the text."""
        self.depth = 0
        """How many brackets stand within each other at most, or parts in one key."""
        self._keys: dict[Path, int] = {}
        self._text = text
        self._first_line = first_line
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._table: Path = ()
        self._counts: dict[Path, int] = {}
        if _DEEP_KEY.search(text):
            self.depth = _MOST_PARTS
        else:
            self._find()

    def position(self, path: Path) -> tuple[int, int]:
        """Return line and column of a value."""
        return self._position(path, self.offsets)

    def key_position(self, path: Path) -> tuple[int, int]:
        """Return line and column of a key."""
        return self._position(path, self._keys)

    def _position(self, path: Path, found: dict[Path, int]) -> tuple[int, int]:
        at = next((found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in found), 0)
        number = bisect_right(self._lines, at) - 1
        return self._first_line + number, at - self._lines[number] + 1

    def _find(self) -> None:
        self._begin_statement(0)
        for found in _TOKEN.finditer(self._text):
            sign = found[0]
            if sign == "\n" and self._nesting <= 0:
                self._begin_statement(found.end())
            elif sign == "=" and self._nesting == 0 and self._value is None:
                self._begin_value(found.start())
            elif sign in ("[", "{"):
                self._nesting += 1
                self.depth = max(self.depth, self._nesting)
                if self._nesting == 1 and sign == "[" and self._value is not None:
                    self._item(found.end())
            elif sign in ("]", "}"):
                self._nesting -= 1
            elif sign == "," and self._nesting == 1 and self._items:
                self._item(found.end())

    def _begin_statement(self, at: int) -> None:
        self._begin, self._items, self._nesting = at, 0, 0
        self._value: Path | None = None
        if found := _TABLE.match(self._text, at):
            path = self._resolved(self._parts(found[2]), is_array=found[1] == "[[")
            self._table = path
            self._add(path, found.start(2), found.start(1))

    def _begin_value(self, equal: int) -> None:
        parts = self._parts(self._text[self._begin : equal])
        path: Path = (*self._table, *parts)
        at = _after(self._text, equal + 1)
        key_at = _after(self._text, self._begin)
        for end in range(len(self._table) + 1, len(path)):
            self._add(path[:end], key_at, at)
        self._add(path, key_at, at)
        self._value = path

    def _add(self, path: Path, key_at: int, value_at: int) -> None:
        """Note where a key and its value stand."""
        self._keys[path] = key_at
        self.offsets[path] = value_at

    def _item(self, at: int) -> None:
        """Note where an item of a list stands."""
        if self._value is not None:
            self.offsets[*self._value, self._items] = _after(self._text, at)
            self._items += 1

    def _parts(self, typed: str) -> Path:
        parts: list[str] = []
        at = 0
        while at < len(typed) and (found := _PART.match(typed, at)) and found.end() > at:
            parts.append(found[1] or found[2] or found[3] or "")
            at = found.end()
            if len(parts) > _MOST_PARTS:
                break
        self.depth = max(self.depth, len(parts))
        return tuple(parts)

    def _resolved(self, parts: Path, *, is_array: bool) -> Path:
        """Return the path of a table: below a list of tables, in the last of them."""
        path: Path = ()
        for number, part in enumerate(parts, 1):
            path = (*path, part)
            if is_array and number == len(parts):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path


def _after(text: str, at: int) -> int:
    """Return where the next sign stands that is no space and no comment."""
    found = _GAP.match(text, at)
    return found.end() if found else at
