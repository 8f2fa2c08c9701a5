"""Reads lines `Key: value`, the heads of Pelican and MultiMarkdown, into a tree: each value is the text that was typed.

What is indented below a line is more of its value; lines `- value` below a key without one are a list.
"""

from __future__ import annotations

import re

from sitegen.pages.front_matter.nodes import OPAQUE, Mapping, Node, Scalar, Sequence
from sitegen.pages.problem_list import ProblemList
from sitegen.withholding_words import plain_word

_LINE = re.compile("([\"']?)(?P<key>[^:\uff1a\u2236\ua789]{1,100}?)\\1[ \t\xa0]*[:\uff1a\u2236\ua789]")
_ITEM = re.compile(r"-[ \t]+(?=\S)")
_QUOTED = re.compile(r"""(["'])(?P<text>[^"'\\]*)\1\Z""")
_OPAQUE = re.compile(
    rf"""(?:\A|[{{\[,])[ \t]*(?:-[ \t]+)?["']?(?:{"|".join(sorted(OPAQUE))})["']?[ \t]*:""", re.IGNORECASE
)
_MOST_ITEMS = 1000


def read_headers(text: str, first_line: int, problems: ProblemList) -> Mapping:
    """Return the tree of some lines; of a key that is given twice the last value counts, with a warning."""
    root = Mapping({}, first_line, 1)
    named: dict[str, str] = {}
    last = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if not line or line.isspace():
            continue
        found = None if line[0] in " \t" else _LINE.match(line)
        if _ITEM.match(line) or found is None:
            if last:
                owner, node = root.entries[last]
                root.entries[last] = owner, _with_more(node, line, number)
            continue
        key = found["key"].strip()
        word = plain_word(key)
        if word in named:
            first, _ = root.entries.pop(named[word])
            message = f'"{key}" is given twice, first in line {first.line}; this one counts'
            problems.add("warning", (number, 1, len(key)), key, message, "Delete one of them.")
        named[word] = key
        last = key
        root.entries[key] = (
            Scalar(key, number, found.start("key") + 1, len(key), True),
            _value(line, number, found.end()),
        )
    return root


def _value(line: str, number: int, at: int) -> Node:
    """Return what stands behind a colon: a text, or a list in brackets."""
    node = _text(line, number, at)
    if node.is_plain and node.text.startswith(("{", "[")) and _OPAQUE.search(node.text):
        return Mapping({}, number, node.column)
    if not (node.is_plain and node.text.startswith("[") and node.text.endswith("]")):
        return node
    items: list[Node] = []
    start = node.column
    for piece in node.text[1:-1].split(",", _MOST_ITEMS):
        if piece.strip():
            items.append(_text(line[: start + len(piece)], number, start))
        start += len(piece) + 1
    return Sequence(items, number, node.column)


def _holds_opaque(text: str, line: str) -> bool:
    """Whether a line of a value is YAML or JSON, not a text, with a key that stays in the source."""
    return bool((_OPAQUE.search if text.startswith(("{", "[")) else _OPAQUE.match)(line))


def _text(line: str, number: int, at: int) -> Scalar:
    """Return the rest of a line, without quotation marks around the whole of it."""
    rest = line[at:]
    text = rest.strip()
    column = at + len(rest) - len(rest.lstrip()) + 1
    quoted = _QUOTED.match(text)
    return Scalar(quoted["text"] if quoted else text, number, column, len(text), quoted is None)


def _with_more(node: Node, line: str, number: int) -> Node:
    """Return a value with what stands on one more line."""
    stripped = line.strip()
    if _holds_opaque(node.text if isinstance(node, Scalar) and node.text else stripped, stripped):
        return Mapping({}, node.line, node.column)
    item = _ITEM.match(line.lstrip())
    if item and (isinstance(node, Sequence) or (isinstance(node, Scalar) and not node.text)):
        more = _text(line, number, len(line) - len(line.lstrip()) + item.end())
        return Sequence([*node.items, more] if isinstance(node, Sequence) else [more], number, more.column)
    if isinstance(node, Scalar):
        text = f"{node.text}\n{line.strip()}" if node.text else line.strip()
        return Scalar(text, node.line, node.column, node.span, node.is_plain)
    return node
