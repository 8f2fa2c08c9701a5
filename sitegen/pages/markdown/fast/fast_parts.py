"""What the fast way makes of a body: finished HTML, and what is left for the engine."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from sitegen.pages.page import Heading

_TAG = re.compile(r'<(?:img src="[^"]*+" alt="([^"]*+)")?[^<>]*+>')
"""Stands for the text of its picture, if it is one."""


class OddText(NamedTuple):
    """The text of one block, for the engine's inline parser."""

    text: str
    first: int
    """Its first line, from 0 in the body."""
    end: int
    """The line after its last."""


class Rest(NamedTuple):
    """Blocks for the engine."""

    text: str
    first: int
    """The first line, from 0 in the body."""


class FoundHeading(NamedTuple):
    """A heading, before it has its id."""

    level: int
    """As typed: the number of `#`."""
    content: str | OddText

    @property
    def text(self) -> str:
        """Its plain text; empty when the engine has to say."""
        if not isinstance(self.content, str):
            return ""
        text = _TAG.sub(r"\1", self.content) if "<" in self.content else self.content
        return " ".join((unescape(text) if "&" in text else text).split())


Part = str | OddText | Rest | FoundHeading
"""A `str` is finished HTML."""


def heading_html(content: str, heading: Heading) -> str:
    """Return a heading as HTML."""
    return f'<h{heading.level} id="{heading.id}">{content}</h{heading.level}>\n'
