"""Says where a head of fields that is read begins and ends, and where the body behind it begins.

Never: reads a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.pages.heads.head_blocks import end_of_line
from sitegen.pages.heads.head_kinds import HEADERS, JSON, OPEN_YAML, TOML, YAML
from sitegen.pages.heads.head_lines import INVISIBLE, as_it_looks, field_of
from sitegen.pages.heads.heads import CLOSING, Head

_TOML_CLOSING = re.compile(f"\n\\+\\+\\+[ \t{INVISIBLE}]*(?=\n|\\Z)")
_JSON_CLOSING = re.compile(f"\n;;;[ \t{INVISIBLE}]*(?=\n|\\Z)")
# A text that is never closed reaches to the end: so no attempt fails, and each character is read once.
_JSON_SIGN = re.compile(r'"(?:[^"\\]|\\.?)*(?:"|\Z)|[{}\[\]]', re.DOTALL)
_BLANK_REST = re.compile(f"[ \t{INVISIBLE}]*(?:\n|\\Z)")
_ITEM = re.compile(r"-[ \t]+\S")


class Span(NamedTuple):
    """A head of fields in a text."""

    start: int
    """Where its fields begin."""
    end: int
    """Where they end."""
    body: int
    """Where the body begins."""


def span_of(text: str, head: Head) -> Span | None:
    """Return where a head and the body behind it stand; None when it is never closed."""
    if head.kind == HEADERS:
        return _headers_span(text, head.at)
    if head.kind == JSON and text[head.fields_at] == "{":
        return _braces_span(text, head)
    return _fenced_span(text, head, _closing_of(text, head))


def _closing_of(text: str, head: Head) -> re.Pattern[str]:
    """Return what closes a head; one that says its kind behind `---` ends as YAML does."""
    if head.kind in (YAML, OPEN_YAML) or text.startswith("---", head.at):
        return CLOSING
    return _TOML_CLOSING if head.kind == TOML else _JSON_CLOSING


def _fenced_span(text: str, head: Head, closing: re.Pattern[str]) -> Span | None:
    is_opened = head.fields_at != head.at
    start = end_of_line(text, head.at) + 1 if is_opened else head.at
    found = closing.search(text, start - 1 if is_opened else start)
    return Span(start, found.start() + 1, found.end() + 1) if found else None


def _braces_span(text: str, head: Head) -> Span | None:
    """Return the span of `{ ... }`, with the line that closes it where one opens it."""
    depth = 0
    for found in _JSON_SIGN.finditer(text, head.fields_at):
        depth += 1 if found[0] in "{[" else -1 if found[0] in "}]" else 0
        if depth == 0:
            break
    else:
        return None
    end = found.end()
    if head.at != head.fields_at:
        closing = _closing_of(text, head).search(text, end)
        is_closed = closing is not None and not text[end : closing.start()].strip()
        return Span(head.fields_at, end, closing.end() + 1) if closing and is_closed else None
    blank = _BLANK_REST.match(text, end)
    return Span(head.fields_at, end, blank.end() if blank else end)


def _headers_span(text: str, at: int) -> Span:
    """Return the span of lines `Key: value`, up to the first line that is none; a blank one belongs to neither."""
    end = at
    for line in lines_from(text, at):
        if not line or line.isspace():
            return Span(at, end, end + len(line) + 1)
        if not (line[0] in " \t" or _ITEM.match(line) or _is_header(line)):
            break
        end += len(line) + 1
    return Span(at, min(end, len(text)), end)


def lines_from(text: str, at: int) -> Iterator[str]:
    """Yield the lines of a text from a place on."""
    while at < len(text):
        end = end_of_line(text, at)
        yield text[at:end]
        at = end + 1


def _is_header(line: str) -> bool:
    field = field_of(as_it_looks(line))
    return field is not None and not field.lead
