"""The typed fields of one front-matter mapping: each is read from text by its declaration.

Never: knows which fields a story has (`story_fields.py` and `metadata.py` do).
"""

from __future__ import annotations

import re
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from sitegen.errors import Level
from sitegen.pages.dates import BadDate, Moment, parse_date
from sitegen.pages.excerpts import plain_line
from sitegen.pages.known_keys import OPAQUE, Entries
from sitegen.pages.nodes import Mapping, Node, Scalar, Sequence
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.urls import encode_typed, is_web_url, safe_url

MOST_LIST_ITEMS = 200
"""Of one list; what comes after is left out with a warning."""

_WILDEST_SCORE = 1000
_WILDEST_NUMBER = 10**13
_NOTHING = frozenset({"", "null", "~"})
_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_FALSE = frozenset({"false", "no", "off", "n", "0"})
_NUMBER = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d{1,20}))?\Z", re.ASCII)
_UNSAFE_PATH = re.compile(r"[\x00-\x20\x7f\\]|(?:^|/)\.\.(?:/|$)")
_KINDS = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping"}


class Fields:
    """One mapping's entries, read by type. Values that cannot be used are told and left out."""

    __slots__ = ("base_path", "entries", "prefix", "problems")

    def __init__(self, entries: Entries, problems: ProblemList, base_path: str = "/", prefix: str = "") -> None:
        self.entries = entries
        self.problems = problems
        self.base_path = base_path
        """Put before site-relative addresses."""
        self.prefix = prefix
        """What the owner calls this mapping (`related[2].`), for problems."""

    def node(self, key: str) -> Node | None:
        """Return a field as it was typed; None when it is missing, empty or `null`."""
        entry = self.entries.get(key)
        if entry is None:
            return None
        node = entry[1]
        return None if type(node) is Scalar and node.is_plain and node.text in _NOTHING else node

    def text(self, key: str, level: Level = "warning") -> str:
        """Return a text as typed, or an empty one."""
        if key not in self.entries:
            return ""
        node = self.node(key)
        if node is None:
            return ""
        if type(node) is Scalar:
            return node.text.strip()
        self.complain(key, level, node, f"{_KINDS[type(node)]} stands where a text is due", "Write one text here.")
        return ""

    def line(self, key: str, level: Level = "warning") -> str:
        """Return one line of plain text."""
        return plain_line(text) if key in self.entries and (text := self.text(key, level)) else ""

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number (a fraction is rounded); None, with a warning, for anything else."""
        node = self.node(key)
        if node is None:
            return None
        value = _whole_number(node.text) if type(node) is Scalar else None
        if value is None:
            self.complain(key, "warning", node, f"{_shown(node)} is not a number", "It is left out.")
            return None
        if not least <= value <= most:
            message = f"{_shown(node)} does not lie between {least} and {most}"
            self.complain(key, "warning", node, message, "It is left out.")
            return None
        return value

    def score(self, key: str, least: int) -> int | None:
        """Return a score; publishers' formulas overshoot a little, so one above 100 counts as 100."""
        value = self.number(key, -_WILDEST_NUMBER, _WILDEST_NUMBER)
        if value is None:
            return None
        if abs(value) > _WILDEST_SCORE and (node := self.node(key)) is not None:
            self.complain(key, "warning", node, f"{_shown(node)} is not a score from {least} to 100", "It is left out.")
            return None
        return max(least, min(100, value))

    def truth(self, key: str, level: Level = "error") -> bool | None:
        """Return true or false; None when the field is missing."""
        node = self.node(key)
        if node is None:
            return None
        word = node.text.strip().lower() if type(node) is Scalar else ""
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        self.complain(key, level, node, f"{_shown(node)} is neither true nor false", "Write true or false.")
        return None

    def date(self, key: str, zone: tzinfo, level: Level = "error") -> Moment | None:
        """Return a date in the zone; None when it is missing or not one."""
        node = self.node(key)
        if node is None:
            return None
        if type(node) is not Scalar:
            message = f"{_KINDS[type(node)]} stands where a date is due"
            self.complain(key, level, node, message, "Write it as 2024-02-21 or 2024-02-21T16:21:00Z.")
            return None
        try:
            return parse_date(node.text, zone)
        except BadDate as bad:
            self.complain(key, level, node, str(bad), bad.hint)
            return None

    def web_url(self, key: str) -> str:
        """Return an absolute http or https address; empty, with a warning, for anything else."""
        text = self.text(key)
        url = safe_url(text, allow_mail=False) if text else ""
        if url is None and (node := self.node(key)) is not None:
            hint = "Only addresses that begin with http:// or https:// are used. It is left out."
            self.complain(key, "warning", node, f"{_shown(node)} is not a safe web address", hint)
        return url or ""

    def items(self, key: str) -> list[Any]:
        """Return the nodes of a list; a value that stands alone is a list of one."""
        node = self.node(key)
        if node is None:
            return []
        if type(node) is not Sequence:
            return [node]
        if len(node.items) > MOST_LIST_ITEMS:
            message = f"{len(node.items)} values, the most is {MOST_LIST_ITEMS}"
            self.complain(key, "warning", node, message, "The rest is left out.")
        return node.items[:MOST_LIST_ITEMS]

    def complain(self, key: str, level: Level, node: Node, message: str, hint: str) -> None:
        """Note a problem with a field's value, under the name by which the owner called it."""
        name, bracket, rest = key.partition("[")
        typed = self.entries[name][0].text if name in self.entries else name
        self.problems.add(level, node.place, self.prefix + typed + bracket + rest, message, hint)

    def inner(self, node: Mapping, key: str) -> Fields:
        """Return the fields of a mapping inside this one."""
        return Fields(node.entries, self.problems, self.base_path, f"{self.prefix}{key}.")


@lru_cache(maxsize=4096)
def _whole_number(text: str) -> int | None:
    """Return the number that a text is, rounded; None when it is none."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    value = int(found[2]) + (1 if (found[3] or "0")[0] >= "5" else 0)
    return -value if found[1] == "-" else value


def image_url(text: str, base_path: str) -> str | None:
    """Return the address of a picture: absolute, or site-relative below the base path; None for what is neither."""
    text = text.strip()
    if is_web_url(text):
        return safe_url(text, allow_mail=False)
    if not text.startswith("/") or text.startswith("//") or _UNSAFE_PATH.search(text):
        return None
    return base_path + encode_typed(text[1:])


def as_typed(node: Any) -> Any:
    """Return a node as plain texts, lists and dicts, without `secured` at any depth."""
    if type(node) is Scalar:
        return node.text
    if type(node) is Sequence:
        return [as_typed(item) for item in node.items]
    return {key: as_typed(value) for key, (_, value) in node.entries.items() if key.lower() != OPAQUE}


def _shown(node: Node) -> str:
    if type(node) is not Scalar:
        return _KINDS[type(node)]
    text = " ".join(node.text.split())
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'
