"""Reads a small YAML file into entries that know their place: all scalars as text, exactly as typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sitegen.errors import Problem
from sitegen.values import Value

LONGEST_FILE = 200_000
"""Bytes. Settings are written by hand; more is a mistake or an attack."""
DEEPEST_NESTING = 20
MOST_ENTRIES = 20_000

# The C loader is several times faster; wheels of PyYAML carry it for every common system, a source build may not.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Entry(Value, frozen=True):
    """One value of the file with its place."""

    field: str
    """Dotted and indexed: `menu[2].url`; empty for the whole file."""
    value: str | tuple[Entry, ...] | dict[str, Entry]
    """A text, a list or a mapping."""
    line: int = 1
    column: int = 1
    span: int = 0
    """Characters on its line; 0 when it takes several lines."""
    key_line: int = 0
    """Where its key stands; 0 in a list."""
    key_column: int = 0
    key_span: int = 0

    def plain(self) -> Any:
        """Return the value without places: texts, lists and mappings."""
        if isinstance(self.value, dict):
            return {key: entry.plain() for key, entry in self.value.items()}
        if isinstance(self.value, tuple):
            return [entry.plain() for entry in self.value]
        return self.value


class Unreadable(Exception):
    """The file is no YAML mapping at all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_entries(path: Path, shown: str) -> tuple[Entry, tuple[Problem, ...]]:
    """Return the mapping in the file, and a problem for each key that is given twice or is no text.

    Raises:
        Unreadable: with the place, when it is not UTF-8, not YAML, no mapping, too large or too deep.
        OSError: when the file cannot be read.
    """
    text = _decode(path, shown)
    node = _parse(text, shown)
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return Entry("", {}), ()
    if not isinstance(node, yaml.MappingNode):
        mark = node.start_mark
        raise _unreadable(
            shown, "holds no `key: value` lines", "Write one setting a line, such as `title: My digest`.", mark
        )
    reading = _Reading(shown)
    return reading.entry(node, "", None), tuple(reading.problems)


def _decode(path: Path, shown: str) -> str:
    with path.open("rb") as file:
        data = file.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise _unreadable(shown, f"is longer than {LONGEST_FILE:,} bytes", "Keep only settings in it.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        raise _unreadable(shown, "is not UTF-8 text here", "Save the file as UTF-8.", at=(line, column)) from None


def _parse(text: str, shown: str) -> Any:
    """Return the root node, or None for an empty file."""
    try:
        _refuse_deep_nesting(text, shown)
        return _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        message = error.problem or "is not YAML"
        hint = _YAML_HINTS.get(message, "Put quotes around a text that holds `: `, `#` or a leading `@`, `[` or `{`.")
        raise _unreadable(shown, f"not YAML: {message}", hint, error.problem_mark or error.context_mark) from None
    except yaml.YAMLError:
        at = next(((number, 1) for number, line in enumerate(text.split("\n"), 1) if not line.isprintable()), (0, 0))
        raise _unreadable(shown, "holds a control character", "Delete it.", at=at) from None


_YAML_HINTS = {
    "found character that cannot start any token": "Indent with spaces, not tabs; quote a text that starts with @.",
    "but found another document": "Keep one list of settings: delete the `---` line in the middle.",
    "found undefined alias": "Put quotes around a text that starts with `*`.",
}


def _refuse_deep_nesting(text: str, shown: str) -> None:
    """Stop before PyYAML's own recursion does, which ends the process at some ten thousand levels."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_NESTING:
                mark = event.start_mark
                raise _unreadable(shown, f"is nested deeper than {DEEPEST_NESTING} levels", "Write it flatter.", mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _unreadable(shown: str, message: str, hint: str, mark: Any = None, *, at: tuple[int, int] = (0, 0)) -> Unreadable:
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else at
    return Unreadable(Problem("error", shown, line, column, "", message, hint))


class _Reading:
    """Turns the nodes of one file into entries; aliases make shared nodes, so it counts what it makes."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []
        self._made = 0
        self._depth = 0

    def entry(self, node: Any, field: str, key: Any) -> Entry:
        self._made += 1
        self._depth += 1
        if self._made > MOST_ENTRIES or self._depth > DEEPEST_NESTING:
            raise _unreadable(self.shown, "grows too large by its aliases (`*name`)", "Write it out.", node.start_mark)
        try:
            return self._place(node, field, key, self._value(node, field))
        finally:
            self._depth -= 1

    def _value(self, node: Any, field: str) -> str | tuple[Entry, ...] | dict[str, Entry]:
        if isinstance(node, yaml.MappingNode):
            return self._pairs(node, field)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.entry(item, f"{field}[{index}]", None) for index, item in enumerate(node.value))
        return str(node.value)

    def _pairs(self, node: Any, field: str) -> dict[str, Entry]:
        pairs: dict[str, Entry] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(key, field, "a key here is not text", "Write `name: value`.")
                continue
            name = f"{field}.{key.value}" if field else key.value
            if key.value in pairs:
                first = pairs[key.value].key_line
                self._note(key, name, f"is given twice, first in line {first}", "Delete one of the two.")
                continue
            pairs[key.value] = self.entry(value, name, key)
        return pairs

    def _note(self, node: Any, field: str, message: str, hint: str) -> None:
        mark = node.start_mark
        self.problems.append(
            Problem("error", self.shown, mark.line + 1, mark.column + 1, field, message, hint, _span(node))
        )

    def _place(self, node: Any, field: str, key: Any, value: Any) -> Entry:
        mark = node.start_mark
        at = (mark.line + 1, mark.column + 1, _span(node))
        if key is None:
            return Entry(field, value, *at)
        return Entry(field, value, *at, key.start_mark.line + 1, key.start_mark.column + 1, _span(key))


def _span(node: Any) -> int:
    start, end = node.start_mark, node.end_mark
    return int(end.column - start.column) if start.line == end.line else 0
