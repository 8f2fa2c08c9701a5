"""A text in which commas part names, as the list that it means."""

from __future__ import annotations

import re

from sitegen.pages.front_matter.nodes import NOTHING, Node, Scalar

_COMMA = re.compile("[,;\uff0c\uff1b\u3001\n]")


def split_names(node: Scalar) -> list[Node]:
    """Return the parts of a text between commas and semicolons of whichever script, each with its place."""
    if not _COMMA.search(node.text):
        return [] if node.is_plain and node.text in NOTHING else [node]
    parts: list[Node] = []
    at = 0
    for piece in _COMMA.split(node.text):
        if text := piece.strip():
            column = node.column + at + len(piece) - len(piece.lstrip()) + (not node.is_plain)
            parts.append(Scalar(text, node.line, column, len(text), node.is_plain))
        at += len(piece) + 1
    return parts
