"""MDX before its title is looked for: lines of `import` and `export` are left out, and say whether they keep it back.

Its components are read where those of all Markdown are (`markdown/dialects/`). Never: changes the number of lines.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.pages.heads.head_lines import as_it_looks, field_of
from sitegen.pages.markdown.dialects.components import without_imports
from sitegen.pages.markdown.dialects.left_out import LeftOut


class WithoutMdx(NamedTuple):
    """A body without the lines that are no Markdown."""

    text: str
    left_out: tuple[LeftOut, ...]
    withholding: tuple[int, str]
    """Line, from 0, and text of a field among the lines of code that keeps the story back; an empty text for none."""


def without_mdx(text: str) -> WithoutMdx:
    """Return the Markdown of a body."""
    left_out: list[LeftOut] = []
    body = without_imports(text, left_out)
    withholding = (0, "")
    for number, (before, after) in enumerate(zip(text.split("\n"), body.split("\n"), strict=True)):
        if before != after and not withholding[1] and (field := field_of(as_it_looks(before))) and field.withholds:
            withholding = (number, before)
    return WithoutMdx(body, tuple(left_out), withholding)
