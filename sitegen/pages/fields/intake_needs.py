"""What a draft that came in from outside still waits for: `needs` in its `intake`."""

from __future__ import annotations

from sitegen.pages.front_matter.nodes import NOTHING, Mapping, Node, Scalar, Sequence
from sitegen.withholding_words import plain_word

INTAKE = "intake"
"""The key under which a draft says where its fields come from."""
_NEEDS = "needs"


def needs_of(root: Mapping) -> tuple[str, ...]:
    """Return the fields that front matter says nobody has decided yet, as typed.

    Whatever stands there counts: a text for a list of one, a mapping for its keys.
    """
    found: list[str] = []
    for node in _values(root, INTAKE):
        if type(node) is Mapping:
            for needs in _values(node, _NEEDS):
                found += _names(needs)
    return tuple(found)


def _values(mapping: Mapping, word: str) -> list[Node]:
    return [value for key, (_, value) in mapping.entries.items() if plain_word(key) == word]


def _names(node: Node) -> list[str]:
    if type(node) is Mapping:
        return list(node.entries)
    if type(node) is Sequence:
        return [name for item in node.items for name in (_names(item) or [_NEEDS])]
    text = node.text.strip() if type(node) is Scalar else ""
    is_nothing = type(node) is Scalar and node.is_plain and text in NOTHING
    return [] if is_nothing or not text else [text]
