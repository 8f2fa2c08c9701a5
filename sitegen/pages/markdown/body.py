"""The body: what the Markdown of a source becomes."""

from __future__ import annotations

from sitegen.errors import Problem
from sitegen.pages.page import BodyLink, Heading
from sitegen.values import Value


class BodySource(Value, frozen=True):
    """The Markdown of a body, and where it stands."""

    text: str
    first_line: int
    """Its first line in the source file, from 1."""
    path: str
    """The source, relative to the content folder: relative links start from it."""
    base_path: str
    shown_path: str
    """How problems name the file."""


class Body(Value, frozen=True):
    """A body, understood."""

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    files: tuple[BodyLink, ...] = ()
    """As in `Details.files`."""
    problems: tuple[Problem, ...] = ()
    inside: tuple[BodyLink, ...] = ()
    """As in `PageMeta.inside`."""
