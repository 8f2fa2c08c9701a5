"""The typed fields of one front-matter mapping: each is read from text by its kind."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from sitegen.errors import BadValue, Level
from sitegen.pages.fields import kinds
from sitegen.pages.fields.date_forms.dates import Moment, dating_of
from sitegen.pages.fields.kinds import Kind
from sitegen.pages.front_matter.name_lists import split_names
from sitegen.pages.front_matter.nodes import CALLED, NOTHING, Entries, Mapping, Node, Scalar, Sequence
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.urls import term_key
from sitegen.settings import Settings

T = TypeVar("T")
M = TypeVar("M")

MOST_LIST_ITEMS = 200
"""Of one list; what comes after is left out with a warning."""
MOST_TERMS = 100
"""Names in one list of them."""


class Fields:
    """One mapping's entries, read by kind. Values that cannot be used are reported and left out."""

    __slots__ = ("entries", "prefix", "problems", "settings")

    def __init__(self, entries: Entries, problems: ProblemList, settings: Settings, prefix: str = "") -> None:
        self.entries = entries
        self.problems = problems
        self.settings = settings
        self.prefix = prefix
        """What the owner calls this mapping (`related[2].`), for problems."""

    def node(self, key: str) -> Node | None:
        """Return a field as it was typed; None when it is missing, empty or `null`."""
        entry = self.entries.get(key)
        if entry is None:
            return None
        node = entry[1]
        return None if type(node) is Scalar and node.is_plain and node.text in NOTHING else node

    def value(self, key: str, kind: Kind[T], missing: M, level: Level = "warning") -> T | M:
        """Return a field's value; `missing` when there is none, or one that is not of its kind, which is reported."""
        node = self.node(key)
        return missing if node is None else self.read(node, key, kind, missing, level)

    def read(self, node: Node, key: str, kind: Kind[T], missing: M, level: Level = "warning") -> T | M:
        """Do what `value` does, for a node that its owner calls `key`."""
        if type(node) is not Scalar:
            self.complain(key, level, node, f"{CALLED[type(node)]} stands where {kind.due} is due", kind.hint)
            return missing
        try:
            return kind.convert(node.text)
        except BadValue as bad:
            self.complain(key, level, node, str(bad), bad.hint)
            return missing

    def text(self, key: str, level: Level = "warning") -> str:
        """Return a text as typed, or an empty one."""
        return self.value(key, kinds.TEXT, "", level)

    def line(self, key: str, level: Level = "warning") -> str:
        """Return one line of plain text."""
        return self.value(key, kinds.LINE, "", level)

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return a whole number (a fraction is rounded); None, with a warning, for anything else."""
        return self.value(key, kinds.number(least, most), None)

    def score(self, key: str, least: int) -> int | None:
        """Return a score from `least` to 100."""
        return self.value(key, kinds.score(least), None)

    def flag(self, key: str) -> bool:
        """Return true or false; false when the field is missing."""
        return self.value(key, kinds.TRUTH, False)

    def date(self, key: str, level: Level = "error") -> Moment | None:
        """Return a date in the site's zone; None when it is missing or not one."""
        return self.value(key, kinds.date(dating_of(self.settings.timezone, self.settings.date_order)), None, level)

    def web_url(self, key: str) -> str:
        """Return an absolute http or https address; empty, with a warning, for anything else."""
        return self.value(key, kinds.WEB_URL, "")

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

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names of a list, or of a text with commas, as typed, in order, each spelling's term once."""
        names: dict[str, str] = {}
        alone = self.node(key)
        listed = split_names(alone)[:MOST_LIST_ITEMS] if type(alone) is Scalar else self.items(key)
        for number, node in enumerate(listed):
            if type(node) is Mapping and "name" in node.entries:
                node = node.entries["name"][1]
            try:
                name = kinds.NAME.convert(node.text if type(node) is Scalar else "")
            except BadValue as bad:
                if type(node) is not Scalar or node.text:
                    self.complain(f"{key}[{number}]", "warning", node, str(bad), bad.hint)
            else:
                names.setdefault(term_key(name), name)
        if len(names) > MOST_TERMS and (whole := self.node(key)) is not None:
            message = f"{len(names)} values on one page, the most is {MOST_TERMS}"
            self.complain(key, "warning", whole, message, "The rest is left out.")
        return tuple(names.values())[:MOST_TERMS]

    def report_long(self, key: str, text: str, most: int, who: str) -> None:
        """Warn of a text that will be cut."""
        node = self.node(key) if len(text) > most else None
        if node is not None:
            message = f"the {key} has {len(text):,} characters; {who} the first {most:,}"
            self.complain(key, "warning", node, message, "Write a shorter one.")

    def complain(self, key: str, level: Level, node: Node, message: str, hint: str) -> None:
        """Add a problem with a field's value, under the name that the owner typed."""
        name, bracket, rest = key.partition("[")
        typed = self.entries[name][0].text if name in self.entries else name
        self.problems.add(level, node.position, self.prefix + typed + bracket + rest, message, hint)

    def inner(self, node: Mapping, key: str) -> Self:
        """Return the fields of a mapping inside this one, which its owner calls `key`."""
        return type(self)(node.entries, self.problems, self.settings, f"{self.prefix}{key}.")
