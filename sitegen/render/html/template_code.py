"""What a template's text says by itself, found out once a process: its compiled code, and which templates it names.

Whoever builds again and again in one process, as `serve` does, compiles only what was edited.
"""

from __future__ import annotations

from functools import lru_cache
from types import CodeType
from typing import NamedTuple

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.meta import find_referenced_templates

_MOST_KEPT = 512
"""Texts of templates; a theme has about thirty."""


class KeptCode(BytecodeCache):
    """Compiled code by name and text of its template, as jinja2 asks for it; for environments that compile alike."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that was made of the same text before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            if len(self._code) >= _MOST_KEPT:
                self._code.clear()
            self._code[bucket.key, bucket.checksum] = bucket.code


class Reference(NamedTuple):
    """A statement that extends, includes or imports templates."""

    line: int
    names: tuple[str | None, ...]
    """`None`: only known when it runs."""
    may_be_missing: bool


@lru_cache(_MOST_KEPT)
def references_in(source: str, name: str) -> tuple[Reference, ...]:
    """Return the references in a template's text.

    Raises:
        TemplateSyntaxError: when it is none.
    """
    tree = _reader().parse(source, name)
    return tuple(
        Reference(
            line=node.lineno,
            names=tuple(find_referenced_templates(nodes.Template([node]))),
            may_be_missing=bool(getattr(node, "ignore_missing", False)),
        )
        for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include))
    )


@lru_cache(1)
def _reader() -> Environment:
    return Environment()
