"""Reads TOML into a tree of texts, each with its place: the values by `tomllib`, the places by a look at the lines.

Numbers, dates and booleans are the text that was typed, as in YAML. Never: knows a field's name or type.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sitegen.pages.front_matter.nodes import FRONT_MATTER, MOST_DEPTH, Mapping, Node, Scalar, Sequence
from sitegen.pages.front_matter.toml_places import Path, TomlPlaces
from sitegen.pages.problem_list import ProblemList

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_RAW = re.compile(r"[^,\]}#\n]*")
_HINT = 'Write each field as `key = "value"`: texts in quotes, lists in brackets.'


class _Number(str):
    """A number that is not whole, as it was typed."""

    __slots__ = ()


def read_toml(text: str, first_line: int, problems: ProblemList, part: str = FRONT_MATTER) -> Mapping | None:
    """Return the tree of a TOML document; None when it is wrong, with an error."""
    places = TomlPlaces(text, first_line)
    if places.depth > MOST_DEPTH:
        problems.add("error", (first_line, 0, 0), "", f"nested more than {MOST_DEPTH} deep", "Flatten it.")
        return None
    try:
        values = tomllib.loads(text, parse_float=_Number)
    except (ValueError, RecursionError) as error:
        _report(str(error), text, first_line, problems, part)
        return None
    return _Reader(text, places).mapping(values, ())


def _report(what: str, text: str, first_line: int, problems: ProblemList, part: str) -> None:
    found = _WHERE.search(what)
    if found is None:
        place = (first_line, 0, 0)
    elif found[1]:
        place = (first_line + int(found[1]) - 1, int(found[2]), 1)
    else:
        place = (first_line + text.rstrip("\n").count("\n"), 0, 0)
    words = what[: found.start()] if found else what
    problems.add("error", place, "", f"{part} is not TOML: {words[:200]}", _HINT)


class _Reader:
    """Turns the values of a document into nodes."""

    def __init__(self, text: str, places: TomlPlaces) -> None:
        self._text = text
        self._places = places

    def mapping(self, values: dict[str, Any], path: Path) -> Mapping:
        """Return a table as a node."""
        line, column = self._places.position(path)
        entries = {}
        for name, value in values.items():
            inner = (*path, name)
            key = Scalar(name, *self._places.key_position(inner), len(name), True)
            entries[name] = key, self._node(value, inner)
        return Mapping(entries, line, column)

    def _node(self, value: Any, path: Path) -> Node:
        if isinstance(value, dict):
            return self.mapping(value, path)
        line, column = self._places.position(path)
        if isinstance(value, list):
            return Sequence([self._node(item, (*path, number)) for number, item in enumerate(value)], line, column)
        is_text = isinstance(value, str) and not isinstance(value, _Number)
        typed = value if is_text else self._typed(value, path)
        return Scalar(typed, line, column, 1 if "\n" in typed else len(typed) + 2 * is_text, not is_text)

    def _typed(self, value: Any, path: Path) -> str:
        """Return what is no text as it was typed; where that is not known, as TOML would write it."""
        at = self._places.offsets.get(path, -1)
        if at >= 0 and (found := _RAW.match(self._text, at)) and found[0].strip():
            return found[0].strip()
        return str(value).lower() if isinstance(value, bool) else _written(value)


def _written(value: Any) -> str:
    try:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    except ValueError:  # of more digits than Python writes
        return "0"
