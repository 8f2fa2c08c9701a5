"""What a file below `_data/` says about one term: YAML, JSON or TOML, or front matter with a description below it."""

from __future__ import annotations

import re
from posixpath import basename, splitext

from sitegen.errors import Problem
from sitegen.pages.fields import kinds
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.story_fields import read_images
from sitegen.pages.fields.story_values import Image
from sitegen.pages.front_matter.nodes import FRONT_MATTER, Mapping
from sitegen.pages.front_matter.read_head import read_head
from sitegen.pages.heads.head_kinds import HEADERS, JSON, TOML, YAML
from sitegen.pages.heads.source_text import MOST_FRONT_MATTER_CHARACTERS, SourceText, decode_source, split_source
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.term import TermData
from sitegen.pages.text.excerpts import plain_excerpt
from sitegen.pages.urls import slugify
from sitegen.settings import Settings
from sitegen.values import with_changes

_STYLES = {".yaml": YAML, ".yml": YAML, ".json": JSON, ".toml": TOML}
"""Endings of files that are data alone; others begin with front matter."""
_HEAD_AND_TEXT = re.compile(r"\s*---.*?\n(?:---|\.\.\.)(?:\s|\Z)", re.DOTALL)
"""A YAML file with two such lines describes the term below them; one alone begins a document of YAML."""


def parse_term(data: bytes, path: str, settings: Settings) -> tuple[TermData | None, tuple[Problem, ...]]:
    """Return what one file below `_data/` says of a term, and its problems; None when there is no term to use.

    `path` is relative to the content folder (`_data/topics/ai.yaml`). Never raises, whatever the bytes.
    """
    problems = ProblemList(settings.shown_path(path))
    text, part = _read(data, path, problems)
    if text is None or text.front_matter is None:
        return None, problems.all()
    root = read_head(text.front_matter, text.front_matter_line, text.style, problems, part)
    if not isinstance(root, Mapping):
        if not problems.has_error:
            hint = "Write at least a line `name: ...`."
            problems.add("error", (text.front_matter_line, 0, 0), "", "this file describes no term", hint)
        return None, problems.all()
    term = _term(Fields(root.entries, problems, settings), _folder(path), text.body)
    if term is None or problems.has_error:
        return None, problems.all()
    image = term.image if settings.images else None
    return with_changes(term, path=settings.shown_path(path), image=image), problems.all()


def _read(data: bytes, path: str, problems: ProblemList) -> tuple[SourceText | None, str]:
    """Return a file's head and text, and what problems call the head; None where there is none that can be read."""
    text = decode_source(data, problems)
    if text is None:
        return None, ""
    style = _STYLES.get(splitext(path)[1].lower())
    if style and not (style == YAML and _HEAD_AND_TEXT.match(text)):
        if len(text) <= MOST_FRONT_MATTER_CHARACTERS:
            return SourceText(text, 1, "", 1, style), "the file"
        problems.add("error", (0, 0, 0), "", "the file is larger than 1 MB", "Shorten it.")
        return None, ""
    parts = split_source(text, problems)
    # Lines `Key: value` without `---` are YAML here that was mistyped: their values, read as texts, could hold secrets.
    if parts is not None and (parts.front_matter is None or parts.style == HEADERS):
        hint = "Begin it with front matter: a line ---, then `name: ...`, then a line ---."
        problems.add("error", (1, 0, 0), "", "this file describes no term", hint)
        return None, ""
    return parts, FRONT_MATTER


def _term(fields: Fields, folder: str, body: str) -> TermData | None:
    name = fields.line("name", "error") or fields.line("title", "error")
    if not name:
        if not fields.problems.has_error:
            fields.problems.add("error", (1, 0, 0), "name", "the term has no name", "Add a line `name: ...`.")
        return None
    entry = fields.entries.get("name") or fields.entries["title"]
    description = fields.text("description") or fields.text("excerpt") or body.strip()
    images = read_images(fields) or read_images(fields, "image")
    return TermData(
        folder=folder,
        path="",
        line=entry[0].line,
        name=name,
        short_name=fields.line("shortname") or fields.line("short_name") or fields.line("shortName"),
        slug=slugify(slug) if (slug := fields.text("slug")) else "",
        usual_slug=slugify(number) if (number := fields.text("_id")) else "",
        description=plain_excerpt(description) if description else "",
        image=_largest(images),
        parent=fields.line("parent"),
        aliases=tuple(fields.names("aliases")),
        domain=fields.value("domain", kinds.DOMAIN, ""),
    )


def _folder(path: str) -> str:
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else splitext(basename(path))[0]


def _largest(images: tuple[Image, ...]) -> Image | None:
    """Return the picture with the most pixels; the first of those without a size."""
    return max(images, key=lambda image: (image.width or 0) * (image.height or 0), default=None)
