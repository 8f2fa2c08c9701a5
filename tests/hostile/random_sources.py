"""Hostile sources made from random bytes: any bytes, any tree of values, any YAML, any Markdown, any term.

A byte is a choice. So hypothesis draws one string of bytes for a whole source, which is a hundred times as fast as a
draw for each of its parts, and what it shrinks them to is a small source all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sitegen.pages.fields.known_keys import KNOWN_KEYS, OTHER_NAMES
from sitegen.values import encode
from sitegen.withholding_words import CONCEPTS
from tests.hostile.attacks import ADDRESSES, ATTACKS, DATES, NAMES
from tests.hostile.safe_output import SECRET

T = TypeVar("T")

PATHS = ("news/x.md", "x.txt", "a/b/2024-01-01-x.md", "_n/index.md", "content/..md", "news/2024-02-30-CON.markdown")
SIGNS = (
    "|# |> |- |1. |    |\t|```|~~~|`|**|*|_|~~|[|](|)|]: |![|<|>|</|<!--|-->|<a href=|<img src=|<p |&|&#x|;|\\|\n|\n\n"
    "|a|-|---|\"|'|=|:|/|//|javascript:|data:|https://a.example/|中|。|「|\u202e|[^1]|[^1]: |{{|}}|%|<div>|</div>"
).split("|")
"""What Markdown and HTML are made of."""
YAML_SIGNS = (
    "¦a: ¦: ¦- ¦? ¦: \n¦\n¦\n  ¦\n    ¦&a ¦*a¦&s ¦*s¦<<: ¦!!str ¦!x ¦\"¦'¦[¦]¦{¦}¦, ¦#¦ #¦>¦|-\n ¦%¦---\n¦...\n¦~¦null¦"
    "true¦no¦@¦`¦\t¦\\¦\\u0000¦\ufeff¦\x85¦\u2028¦2024-02-21¦secured: ¦x: ¦title: ¦excerpt: ¦topics: ¦related: "
).split("¦")
"""What YAML is made of."""
_SIGNIFICANT = (
    "\0\x01\x08\x1b\x7f\x80\x85\x9f\xa0\xad\u0300\u0301\u061c\u200b\u200d\u202e\u2028\u2066\ufeff\ufffe\ufffd"
)
_SECRETS = ("secured: &s {}\n", "secured: {{x: &s {}}}\n", "secured:\n  - &s {}\n", "x: {{secured: &s {}}}\n")
_INNER_KEYS = "url name title webUrl images provider secured x domain excerpt date width alt type".split()
_YAML_VALUES = (
    "{}",
    "{}",
    "[{}, b]",
    "[{{name: {}}}]",
    "{{x: {}}}",
    "{{name: a, <<: {}}}",
    "&a {}",
    "&s {}",
    "\n- {}",
    "|\n  {}",
)
_YAML_LEAVES = (
    "*s",
    "*a",
    "t",
    "",
    "2024-02-21",
    "https://a.example/",
    "*s ",
    "[*s]",
    "{x: *s}",
    "'*s'",
    "true",
    "~",
    "!!str x",
    "# x",
)
_MOST_LEAF = 400
"""Characters: the tables of attacks have longer ones, which are no news after a thousand times."""
_KEYS = (*KNOWN_KEYS, *OTHER_NAMES, *CONCEPTS, "topics", "secured", "Secured", "x", "name", "parent")


class Choices:
    """Bytes, read as choices; when they are used up, always the first choice."""

    def __init__(self, data: bytes) -> None:
        """Begin with the first byte."""
        self._data = data
        self._at = 0

    @property
    def is_over(self) -> bool:
        """Whether all bytes are used up."""
        return self._at >= len(self._data)

    def below(self, count: int) -> int:
        """Return a number from 0 to below `count` (at most 65,536)."""
        size = 1 if count <= 256 else 2
        part = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(part) % count

    def pick(self, table: Sequence[T]) -> T:
        """Return one of some values."""
        return table[self.below(len(table))]


def random_text(choices: Choices) -> str:
    """Return a few characters of any kind; no surrogates, UTF-8 has none."""
    return "".join(_random_sign(choices) for _ in range(choices.below(12)))


def _random_sign(choices: Choices) -> str:
    kind = choices.below(4)
    if kind == 0:
        return chr(32 + choices.below(95))
    if kind == 1:
        return choices.pick(_SIGNIFICANT)
    code = choices.below(0xD800) if kind == 2 else 0x10000 + choices.below(0x10000) * 16
    return chr(code)


def _random_piece(choices: Choices, signs: Sequence[str]) -> str:
    kind = choices.below(8)
    return choices.pick(ATTACKS) if kind == 7 else random_text(choices) if kind == 6 else choices.pick(signs)


def _random_pieces(choices: Choices, signs: Sequence[str]) -> str:
    pieces = []
    while not choices.is_over:
        pieces.append(_random_piece(choices, signs))
    return "".join(pieces)


def _random_leaf(choices: Choices) -> str:
    kind = choices.below(8)
    if kind < 2:
        return random_text(choices)
    if kind < 6:
        return choices.pick((ATTACKS, ADDRESSES, DATES, NAMES)[kind - 2])[:_MOST_LEAF]
    return str(choices.below(65_536) - 10_000) if kind == 6 else ""


def _random_tree(choices: Choices, depth: int = 0) -> object:
    kind = 0 if choices.is_over or depth > 5 else choices.below(8)
    if kind < 5:
        return _random_leaf(choices)
    inner = range(choices.below(5))
    if kind < 7:
        return dict(_random_entry(choices, _INNER_KEYS, depth + 1) for _ in inner)
    return [_random_tree(choices, depth + 1) for _ in inner]


def _random_entry(choices: Choices, keys: Sequence[str], depth: int) -> tuple[str, object]:
    key = random_text(choices) if choices.below(8) == 7 else choices.pick(keys)
    return key, SECRET if key.lower() == "secured" else _random_tree(choices, depth)


def _random_fields(choices: Choices) -> str:
    """Return fields as JSON, a line each, which is YAML too; with secrets that must not get out."""
    fields = dict(_random_entry(choices, _KEYS, 0) for _ in range(choices.below(10)))
    return "".join(f"{encode(key).decode()}: {encode(value).decode()}\n" for key, value in fields.items())


def any_bytes(data: bytes) -> tuple[bytes, str]:
    """Return bytes as they are, or as characters below U+0100 (most bytes are no UTF-8)."""
    text = data if len(data) % 2 else data.decode("latin-1").encode()
    return text, PATHS[len(data) % len(PATHS)]


def any_tree(data: bytes) -> tuple[bytes, str]:
    """Return a source whose front matter is a tree of values."""
    choices = Choices(data)
    path = choices.pick(PATHS)
    fields = _random_fields(choices) + choices.pick(("title: t\n", "title: t\n", ""))
    return f"---\n{fields}---\n{_random_pieces(choices, SIGNS)}".encode("utf-8", "replace"), path


def any_yaml(data: bytes) -> tuple[bytes, str]:
    """Return a source whose front matter is whatever YAML is made of, with a secret that must not get out."""
    choices = Choices(data)
    path = choices.pick(PATHS)
    lines = [
        choices.pick(_SECRETS).format(SECRET),
        "title: t\n",
        *(_random_line(choices) for _ in range(1 + choices.below(5))),
    ]
    return f"---\n{''.join(lines)}\n---\nText.\n".encode(), path


def _random_line(choices: Choices) -> str:
    """Return a line of YAML: mostly a key with one value, so that the whole is often right."""
    kind = choices.below(24)
    if kind == 1:
        return _random_piece(choices, YAML_SIGNS) + choices.pick(YAML_SIGNS)
    value = choices.pick(_YAML_VALUES).format(choices.pick(_YAML_LEAVES))
    indent = "  " if kind == 2 else ""
    return f"{indent}{choices.pick(_KEYS)}: {value}\n"


def any_markdown(data: bytes) -> tuple[bytes, str]:
    """Return a source whose body is whatever Markdown and HTML are made of."""
    choices = Choices(data)
    path = choices.pick(("x.md", "news/2024-01-01-x.txt", "x.md"))
    return f"---\ntitle: t\n---\n{_random_pieces(choices, SIGNS)}".encode(), path


def any_term(data: bytes) -> tuple[bytes, str]:
    """Return a file below `_data/`."""
    choices = Choices(data)
    text = _random_fields(choices) if choices.below(4) else _random_pieces(choices, YAML_SIGNS)
    text = choices.pick(("", "name: t\n", "parent: t\nname: t\n")) + text
    return text.encode(), choices.pick(("_data/topics/x.yaml", "_data/topics/x.md", "_data/organizations/x.yml"))


KINDS: dict[str, Callable[[bytes], tuple[bytes, str]]] = {
    "bytes": any_bytes,
    "tree": any_tree,
    "yaml": any_yaml,
    "markdown": any_markdown,
    "term": any_term,
}
"""Name -> what makes a source, and its path below `content/`, out of random bytes."""
