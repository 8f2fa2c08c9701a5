"""Front matter as a tree: texts, lists and mappings, each with its place in the file."""

from __future__ import annotations

from typing import Any

from sitegen.values import Value
from sitegen.withholding_words import plain_word

FRONT_MATTER = "the front matter"
"""What a head is called where nothing else is said; of a file that is data alone, the file is."""
MOST_DEPTH = 50
"""Lists and mappings within each other."""
NOTHING = frozenset({"", "null", "~"})
"""Plain texts that say that there is no value."""
OPAQUE = frozenset({"secured", "intake"})
"""Keys that stay in the source, at any depth: what belongs to others, and where a draft has its fields from."""


class Scalar(Value, frozen=True):
    """A text as typed."""

    text: str
    line: int
    column: int
    span: int
    is_plain: bool
    """Not in quotes and not a block."""

    @property
    def position(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, self.span


class Sequence(Value, frozen=True):
    """A list as typed."""

    items: list[Any]
    """Nodes."""
    line: int
    column: int

    @property
    def position(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, 1


class Mapping(Value, frozen=True):
    """A mapping as typed; of keys that were given twice the last one."""

    entries: dict[str, tuple[Scalar, Any]]
    """Key -> the key and its value, both as nodes."""
    line: int
    column: int

    @property
    def position(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, 1

    def value(self, key: str) -> Any:
        """Return the node of a key's value; None where it is not there."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node = Scalar | Sequence | Mapping
"""What a tree is made of."""
Entries = dict[str, tuple[Scalar, Node]]
"""Key -> the key and its value, as nodes."""
CALLED = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}
"""What people call each of them."""


def is_opaque(key: str) -> bool:
    """Return whether a key's value must stay in the source."""
    return plain_word(key) in OPAQUE


def as_typed(node: Any) -> Any:
    """Return a node as plain texts, lists and dicts, without what is opaque, at any depth."""
    if type(node) is Sequence:
        return [as_typed(item) for item in node.items]
    if type(node) is Mapping:
        entries = node.entries.items()
        return {key: as_typed(value) for key, (_, value) in entries if not is_opaque(key)}
    return node.text
