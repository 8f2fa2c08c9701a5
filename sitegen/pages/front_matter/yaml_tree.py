"""The door to YAML: front matter as a tree of texts, each with its place in the file.

All scalars stay the text that was typed; fields are typed by their declaration (`fields.py`). Events are read one by
one, so nothing here recurses, however deep the input is nested.

Never: knows a field's name or type, but for what is opaque, whose values no alias may carry elsewhere.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sitegen.pages.front_matter.nodes import FRONT_MATTER, MOST_DEPTH, Mapping, Node, Scalar, Sequence, is_opaque
from sitegen.pages.front_matter.simple_yaml import read_simple_yaml
from sitegen.pages.problem_list import ProblemList
from sitegen.withholding_words import plain_word

MOST_NODES = 200_000
"""Texts, lists and mappings together, each alias counted as all that it stands for."""
_MERGE = "<<"

_Loader: type[yaml.BaseLoader | yaml.CBaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CORE_TAG = re.compile(r"tag:yaml\.org,2002:(?:str|int|float|bool|null|timestamp|seq|map)\Z|!\Z")
LINE_SEPARATORS = re.compile("[\u0085\u2028\u2029]")
"""What YAML 1.1 counts as ends of lines, and editors do not."""
_SURROGATES = re.compile(
    r"\\(?:u(?P<high>[Dd][89ABab][0-9A-Fa-f]{2})\\u(?P<low>[Dd][C-Fc-f][0-9A-Fa-f]{2})|.)", re.DOTALL
)
"""Half of a character and the other one, as JSON writes it; other escapes are passed, so that `\\\\` counts as one."""
# What libyaml says, what it means to the owner, what to do.
_IN_PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a key cannot end with this colon",
        'Put a text that contains ": " in quotes, and begin each key where the others begin.',
    ),
    (
        "cannot start any token",
        "a value cannot begin with this character",
        "Put the text in quotes, and indent with spaces, not tabs.",
    ),
    ("found unexpected end of stream", "the quotation mark here is never closed", "Close it at the end of the text."),
    (
        "did not find expected key",
        "this does not fit the lines before",
        "Check its indentation, and the quotation marks of the line before.",
    ),
    ("could not find expected ':'", "a line without a key", "Write each line as `key: value`."),
    ("unknown escape character", "a backslash before this character has no meaning", "Write a backslash as two."),
)


def read_yaml(text: str, first_line: int, problems: ProblemList, part: str = FRONT_MATTER) -> Node | None:
    """Return the tree of one YAML document; None when it is empty, or wrong (then with an error).

    `part` is what the owner knows the text as.
    """
    if "\x85" in text or "\u2028" in text or "\u2029" in text:
        text = LINE_SEPARATORS.sub(" ", text)  # YAML 1.1 would count them as lines, editors do not
    simple = read_simple_yaml(text, first_line)
    return read_any_yaml(text, first_line, problems, part=part) if simple is None else simple


def read_any_yaml(
    text: str, first_line: int, problems: ProblemList, called: str = "YAML", part: str = FRONT_MATTER
) -> Node | None:
    """Do what `read_yaml` does, always by the YAML parser; `called` is the format that the owner knows."""
    text = _SURROGATES.sub(_joined, text) if "\\u" in text or "\\U" in text else text
    tree = _Tree(first_line - 1, problems)
    try:
        loader = _Loader(text)
        while not tree.is_broken and loader.check_event():
            tree.take(loader.get_event())  # type: ignore[arg-type]  # there is one
    except yaml.MarkedYAMLError as error:
        _report_yaml_error(error, first_line - 1, problems, called, part)
        return None
    except yaml.YAMLError as error:
        problems.add("error", (first_line, 0, 0), "", f"{part} is not {called}: {error}", "")
        return None
    return None if tree.is_broken else tree.root


def _joined(found: re.Match[str]) -> str:
    """Return the one character that two halves mean, as YAML spells it, in their place."""
    if found["high"] is None:
        return found[0]
    code = 0x10000 + ((int(found["high"], 16) - 0xD800) << 10) + int(found["low"], 16) - 0xDC00
    return f"\\U{code:08X}"


class _Tree:
    """Builds the tree from parser events."""

    def __init__(self, offset: int, problems: ProblemList) -> None:
        self.root: Node | None = None
        self.is_broken = False
        self._offset = offset + 1
        self._problems = problems
        # Each open collection: its node, the key that waits for its value, the anchor, the count of nodes before it.
        self._open: list[tuple[Sequence | Mapping, list[Scalar], str | None, int]] = []
        self._anchors: dict[str, tuple[Node | None, int]] = {}
        self._opaque: dict[str, str] = {}
        """The anchors that stand inside what is opaque -> its key."""
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event to the tree."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._take_scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open_collection(event, is_mapping=True)
        elif kind is yaml.SequenceStartEvent:
            self._open_collection(event, is_mapping=False)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node, _, anchor, before = self._open.pop()
            if anchor:
                self._anchor(anchor, node, self._count - before)
            self._put(node)
        elif kind is yaml.AliasEvent:
            self._take_alias(event)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            self._fail(event, "a second YAML document begins here", "Keep one; put the text after the closing ---.")

    def _take_scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        if event.tag is not None and not self._is_core(event):
            return
        column = start.column
        span = end.column - column if end.line == start.line else 1
        node = Scalar(event.value, start.line + self._offset, column + 1, span, not event.style)
        if event.anchor:
            self._anchor(event.anchor, node, 1)
        self._count += 1
        self._put(node)

    def _open_collection(self, event: Any, *, is_mapping: bool) -> None:
        if event.tag is not None and not self._is_core(event):
            return
        if len(self._open) >= MOST_DEPTH:
            self._fail(event, f"nested more than {MOST_DEPTH} deep", "Flatten it.")
            return
        if event.anchor:
            self._anchor(event.anchor, None, 0)
        line, column = event.start_mark.line + self._offset, event.start_mark.column + 1
        node = Mapping({}, line, column) if is_mapping else Sequence([], line, column)
        self._open.append((node, [], event.anchor, self._count))
        self._count += 1

    def _anchor(self, name: str, node: Node | None, size: int) -> None:
        """Note what a name stands for, and whether it is a part of what must not get out."""
        self._anchors[name] = (node, size)
        key = self._opaque_key()
        if key:
            self._opaque[name] = key
        else:
            self._opaque.pop(name, None)

    def _opaque_key(self) -> str:
        """Return the opaque key whose value is being read; empty when none is."""
        keys = (waiting[0].text for _, waiting, _, _ in self._open if waiting)
        return next((plain_word(key) for key in keys if is_opaque(key)), "")

    def _shown_name(self, name: str) -> str:
        """Return how a problem names an anchor or a tag; inside what is opaque it may be kept back."""
        return "…" if self._opaque_key() else name

    def _take_alias(self, event: Any) -> None:
        node, size = self._anchors.get(event.anchor, (None, -1))
        name = self._shown_name(event.anchor)
        if event.anchor in self._opaque:
            message = f"*{name} stands for a part of `{self._opaque[event.anchor]}`, which must not get out"
            self._fail(event, message, "Write the value out where it is meant to be seen.")
        elif size < 0:
            self._fail(event, f"*{name} refers to nothing above it", f"Name it with &{name} first.")
        elif node is None:
            self._fail(event, f"*{name} contains itself", "Write the value out.")
        else:
            self._count += size
            self._put(node)
        if self._count > MOST_NODES:
            self._fail(event, "the aliases (*name) stand for too many values", "Write the values out.")

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent, waiting, _, _ = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif waiting:
            key = waiting.pop()
            self._enter(parent.entries, key, node)
        elif isinstance(node, Scalar):
            waiting.append(node)
        else:
            place = node.position
            self._problems.add("error", place, "", "a list or mapping cannot be a key", "Use a text as the key.")
            self.is_broken = True

    def _enter(self, entries: dict[str, tuple[Scalar, Any]], key: Scalar, node: Node) -> None:
        if key.text == _MERGE and key.is_plain and not isinstance(node, Scalar) and not self._opaque_key():
            message = "<< would put the fields of another list of fields here, and is not read"
            self._problems.add("error", key.position, _MERGE, message, "Write the fields out.")
            self.is_broken = True
        first = entries.pop(key.text, None)
        if first is not None and not self._opaque_key():
            message = f'"{key.text}" is given twice, first in line {first[0].line}; this one counts'
            self._problems.add("warning", key.position, key.text, message, "Delete one of them.")
        entries[key.text] = (key, node)

    def _is_core(self, event: Any) -> bool:
        if _CORE_TAG.match(event.tag):
            return True
        self._fail(
            event,
            f'the tag "{self._shown_name(event.tag)}" is not supported',
            "Leave the tag out; the value is read as text.",
        )
        return False

    def _fail(self, event: yaml.Event, message: str, hint: str) -> None:
        mark: Any = event.start_mark
        self._problems.add("error", (mark.line + self._offset, mark.column + 1, 1), "", message, hint)
        self.is_broken = True


def _report_yaml_error(error: yaml.MarkedYAMLError, offset: int, problems: ProblemList, called: str, part: str) -> None:
    what = error.problem or error.context or "it cannot be read"
    known = next((words for words in _IN_PLAIN_WORDS if words[0] in what), None)
    # A quotation mark that is never closed is noticed at the end; it is repaired where it stands.
    mark: Any = error.context_mark if "end of stream" in what else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    message, hint = known[1:] if known else (what, "Check quotation marks and indentation.")
    problems.add("error", (line + offset, column, 1), "", f"{part} is not {called}: {message}", hint)
