"""Front matter of a shape that was met before, read without a tree.

A program writes the same few shapes again and again: texts that differ in their values alone. The first two texts of a
shape are read from their trees, and how that is done is noted (`tracing.py`). From then on each value goes straight
where it belongs. A text with anything unusual in it is left to its tree.

Never: tells a problem, or gives what reading the tree would not give.
"""

from __future__ import annotations

from functools import lru_cache

from sitegen.pages.front_matter import LINE_SEPARATORS
from sitegen.pages.metadata import Metadata
from sitegen.pages.nodes import NOTHING
from sitegen.pages.simple_yaml import read_simple_yaml, simple_scalar
from sitegen.pages.tracing import Form, trace_form
from sitegen.settings import Settings
from sitegen.values import Same

_LONGEST_SHAPE = 8_000
"""Characters of a text whose shape is kept."""
_MOST_SHAPES = 1024
_MOST_VALUES = 300
"""Of a text whose shape is kept: a form of so many takes some 30 KB."""
_MOST_FORMS = 8
"""Of one shape: each for other deciding values."""


def read_known_shape(text: str, first_line: int, settings: Settings) -> Metadata | None:
    """Return what front matter says whose shape was met before; None when it must be read from its tree.

    The text must be free of control characters but line feeds and tabs, as `decode_source` leaves it.
    """
    if len(text) > _LONGEST_SHAPE or "\t" in text or (not text.isascii() and LINE_SEPARATORS.search(text)):
        return None
    try:
        heads, texts = _parted(text)
    except _UnusualError:
        return None
    if len(texts) > _MOST_VALUES:
        return None
    shapes = _shapes(Same(settings))
    shape = first_line, "\n".join(heads)
    known = shapes.get(shape)
    if known is None:
        if len(shapes) >= _MOST_SHAPES:
            shapes.clear()
        shapes[shape] = []
        return None
    for form in known:
        if form is None:
            return None
        if form.decides(texts):
            return form.read(texts)
    if len(known) < _MOST_FORMS:
        root = read_simple_yaml(text, first_line)
        known.append(trace_form(root, texts, settings) if root else None)
    return None


@lru_cache(maxsize=4)
def _shapes(settings: Same[Settings]) -> dict[tuple[int, str], list[Form | None]]:
    """Return where the forms of each shape are kept, for these settings."""
    return {}


class _UnusualError(Exception):
    """A value is not simple, or it says that there is none."""


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Return what stands in front of the value in each line, its sign included, and what the values stand for.

    Each line is one or both of these and nothing else, so texts with the same heads differ in their values alone.
    Raises _UnusualError.
    """
    heads, texts = [], []
    for line in text.split("\n"):
        head, sign, value = line.partition(": ")
        if not value:
            if not line or line[-1] == ":":
                heads.append(line)
                continue
            head, sign, value = line.partition("- ")
            if not value:
                raise _UnusualError
        heads.append(head + sign)
        if value[0] == '"' and "\\" not in value and value.find('"', 1) == len(value) - 1:
            texts.append(value[1:-1])
        else:
            texts.append(_text(value))
    return heads, texts


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """Return the text that a value on its line stands for. Raises _UnusualError."""
    scalar = simple_scalar(value, 0, 0)
    if scalar is None or (scalar.is_plain and scalar.text in NOTHING):
        raise _UnusualError
    return scalar.text
