"""From marked lines to the Markdown of a body: what was text stays text, whatever signs it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitegen.intake.lines.mark_lines import HEADING, ITEM, Line

_INLINE = re.compile(r"(?<!\w)_|_(?!\w)|[\\`*\[<]|&(?=#?\w{1,40};)|~(?=~)")
_LINE_START = re.compile(r"\A([#>]|[-+=](?=[\s=-]|\Z)|\d{1,9}(?=[.)]\s)|:{2,}|\||\+{3}|-{3})")
_EMPTY_LINES = re.compile(r"\n{3,}")
_ITEM = re.compile(r"\A\s*(?:[•·●▪◦‣∙○■◆➤►*–-]|(\d{1,2})[.)、])\s+")


def markdown_of(lines: Iterable[Line]) -> str:
    """Return the kept lines as Markdown: a paragraph a line, headings, lists."""
    parts: list[str] = []
    was_item = False
    for line in lines:
        if not line.is_kept:
            continue
        is_item = line.mark == ITEM
        parts.append(("\n" if is_item and was_item else "\n\n" if parts else "") + _marked_up(line))
        was_item = is_item
    return "".join(parts) + ("\n" if parts else "")


def joined_markdown(lines: Iterable[Line]) -> str:
    """Return lines that are Markdown already, as they are."""
    text = _EMPTY_LINES.sub("\n\n", "\n".join(line.text for line in lines if line.is_kept)).strip()
    return text + "\n" if text else ""


def escaped(text: str) -> str:
    """Return a text in which nothing is markup."""
    inline = _INLINE.sub(lambda found: "\\" + found[0], text)
    return _LINE_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", inline)


def _marked_up(line: Line) -> str:
    if line.mark == HEADING:
        return f"## {escaped(line.text)}"
    if line.mark == ITEM and (found := _ITEM.match(line.text)):
        return f"{found[1] + '.' if found[1] else '-'} {escaped(line.text[found.end() :])}"
    return escaped(line.text)
