"""Front matter as a tree: texts, lists and mappings, each with its place in the file.

Never: knows YAML's signs or a field's type.
"""

from __future__ import annotations

from typing import Any

from sitegen.values import Value

MOST_DEPTH = 50
"""Lists and mappings within each other."""
NOTHING = frozenset({"", "null", "~"})
"""Plain texts that say that there is no value."""


class Scalar(Value, frozen=True):
    """A text as typed."""

    text: str
    line: int
    column: int
    span: int
    is_plain: bool
    """Not in quotes and not a block."""

    @property
    def place(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, self.span


class Sequence(Value, frozen=True):
    """A list as typed."""

    items: list[Any]
    """Nodes."""
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, 1


class Mapping(Value, frozen=True):
    """A mapping as typed; of keys that were given twice the last one."""

    entries: dict[str, tuple[Scalar, Any]]
    """Key -> the key and its value, both as nodes."""
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Line, column and span."""
        return self.line, self.column, 1


Node = Scalar | Sequence | Mapping
"""What a tree is made of."""
CALLED = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}
"""What people call each of them."""
