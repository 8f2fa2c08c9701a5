"""From the Markdown of other generators to Markdown: what is known is what it means, the rest is left out and named.

Shortcodes and Liquid, JSX, containers and notes, attribute lists. Code that shows any of them stays as it is. Lines
keep their numbers as far as that can be.
"""

from __future__ import annotations

from sitegen.pages.markdown.dialects.components import read_components
from sitegen.pages.markdown.dialects.left_out import LeftOut
from sitegen.pages.markdown.dialects.note_blocks import read_blocks
from sitegen.pages.markdown.dialects.shortcodes import read_templates


def read_dialects(text: str) -> tuple[str, list[LeftOut]]:
    """Return a body as Markdown, and what was left out of it."""
    left_out: list[LeftOut] = []
    for read in (read_templates, read_components, read_blocks):
        text = read(text, left_out)
    return text, left_out
