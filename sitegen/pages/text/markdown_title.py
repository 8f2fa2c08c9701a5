"""The title of a Markdown text that has none of its own, and the file's name in words where the text gives none."""

from __future__ import annotations

import re

from sitegen.pages.text.plain_text import is_boilerplate, is_text, title_of_line

MOST_LINES = 200
"""That are looked at."""
_MOST_LINE = 1000
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t])")
_RULE = re.compile(r"[-*_= \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*\Z")
# What begins no title: quotations, lists, tables, HTML, pictures, notes, rules, template code, definitions of links.
_NO_TITLE = re.compile(
    r"[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||<|!\[|\[[\^!]|\[[^\]]{1,200}\]:|\{|:{3}|[-*_=][-*_= \t]*\Z|%|"
    r"import[ ]|export[ ])|\t| {4}"
)
_WORDS_OF_DATES = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|"
    r"st|nd|rd|th|[年月日号號週周期星第一二三四五六]|\W|\d|_",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[-_\s]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def find_markdown_title(text: str) -> tuple[str, str]:
    """Return the first heading or line that reads like a title, and the text without it; an empty title for none.

    A heading that is only a date is none, and neither is what stands in code, quotations, lists, tables or HTML. What
    was looked at keeps its line number.
    """
    start = "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])
    if "<!--" in start:
        start = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), start)
    lines = [line[:_MOST_LINE] for line in start.split("\n")]
    for number in _outside_fences(lines):
        line = lines[number]
        if not line.strip() or is_boilerplate(line):
            continue
        underlined = number + 1 < len(lines) and _UNDERLINE.match(lines[number + 1]) is not None
        if _NO_TITLE.match(line) or not (title := _title_of(line, is_heading=underlined)):
            continue
        is_first = all(
            _is_passed(lines[other])
            for other in range(number)
            if lines[other].strip() and not is_boilerplate(lines[other])
        )
        return title, _without(text, number + 1 + underlined) if is_first else text
    return "", text


def name_in_words(name: str) -> str:
    """Return a file's name as words: `issue-12` is "Issue 12"."""
    words = _BETWEEN_WORDS.sub(" ", name).strip()
    return words[:1].upper() + words[1:]


def _title_of(line: str, *, is_heading: bool) -> str:
    is_heading = is_heading or _HEADING.match(line) is not None
    typed = line if _HEADING.match(line) or not is_heading else f"# {line.strip()}"
    title = title_of_line(typed)
    return "" if is_heading and not _WORDS_OF_DATES.sub("", title) else title


def _is_passed(line: str) -> bool:
    """Return whether a line before the title belongs to the frame of the text, and goes with it."""
    is_frame = _RULE.match(line) is not None or is_boilerplate(line)
    return is_frame or (not is_text(line) and not _NO_TITLE.match(line))


def _outside_fences(lines: list[str]) -> list[int]:
    """Return the numbers of the lines that do not stand in code."""
    found: list[int] = []
    fence = ""
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence:
            found.append(number)
    return found


def _without(text: str, count: int) -> str:
    """Return a text with so many lines made empty."""
    return "\n".join([""] * count + text.split("\n", count)[count:])
