"""From the Markdown of other generators to Markdown: what is known is what it means, the rest is left out and named.

Shortcodes and Liquid, JSX, containers and notes, attribute lists. Code that shows any of them stays as it is. Lines
keep their numbers as far as that can be.
"""

from __future__ import annotations

import re

from sitegen.pages.markdown.dialects.components import read_components
from sitegen.pages.markdown.dialects.left_out import LeftOut
from sitegen.pages.markdown.dialects.note_blocks import read_blocks
from sitegen.pages.markdown.dialects.shortcodes import read_templates

_TEMPLATE = re.compile(r"\{[{%]|\{/\*")
_COMPONENT = re.compile(r"</?[A-Z][\w.]*[\s/>]|</?>|^(?:import|export)\s", re.MULTILINE)


def read_dialects(text: str) -> tuple[str, list[LeftOut]]:
    """Return a body as Markdown, and what was left out of it."""
    left_out: list[LeftOut] = []
    if "{" in text and _TEMPLATE.search(text):
        text = read_templates(text, left_out)
    if ("<" in text or "port" in text) and _COMPONENT.search(text):
        text = read_components(text, left_out)
    return read_blocks(text, left_out), left_out
