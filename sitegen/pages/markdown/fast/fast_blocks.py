"""The fast way through a body: its blocks, cut apart where that is sure, and those with one reading only as HTML.

The rule. A block begins at the start of the body, after a blank line at a line without indent that is no list item, and
after a heading, a rule or fenced code. No block of CommonMark 0.31.2 (sections 4 and 5) reaches across such a place but
fenced code, which is followed to its end, and the HTML of comments, instructions, `script`, `pre`, `style` and
`textarea`: with one of these, with a link definition or with a footnote, nothing is cut. Headings (`#`), paragraphs,
rules, quotes, lists, tables and fenced code in their plainest forms become HTML here; whatever else a block holds makes
it `Rest`: Markdown for the engine. Text that `fast_inline` does not know is `OddText`: for the engine's inline parser.

Never: has a form of its own; every part is what the engine gives, or is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.lazy import lazy_imports
from sitegen.pages.markdown.fast.fast_lines import (
    BREAK,
    DELIMITERS,
    HEADING,
    ITEM,
    RULE,
    TEXT_LINE,
    end_of_comment,
    end_of_fence,
    end_of_rest,
    is_blank,
)  # fmt: skip
from sitegen.pages.markdown.fast.fast_lists import read_list
from sitegen.pages.markdown.fast.fast_parts import FoundHeading, Part, Rest
from sitegen.pages.markdown.fast.fast_pieces import written_out
from sitegen.pages.markdown.fast.fast_texts import Lines

with lazy_imports():
    from sitegen.pages.markdown import highlight

_MOST_QUOTES = 4
_NEVER_CUT = ("\r", "\0", "$$")
# Each begins with the line feed before it, which is looked for at the speed of C.
_REACHING_HTML = re.compile(
    r"\n(?!<!--(?!-?>)(?:(?!-->)[^\n]|\n(?![ \t]*\n))*+-->[ \t]*(?:\n|\Z))"
    r"[ \t>*+\-\d.)]*<(?:[!?]|script|pre|style|textarea)",
    re.IGNORECASE,
)
"""A comment on lines of its own, none of them blank, does not reach out of them."""
_MATH_BLOCK = re.compile(r"\n[ \t>*+\-\d.)]*\\\[")
_DEFINITION = re.compile(r"\n[ \t>*+\-\d.)]*\[(?:[^\[\]\\]|\\.)*+\]:", re.DOTALL)

_PLAIN_FENCE = re.compile(r"(?:`{3,}|~{3,}) *+([A-Za-z0-9+#.-]{0,40}) *\Z")
_CODE_CLASS = re.compile(r'<span class="([^"]*)">')
_DELIMITER_ROW = re.compile(r"\|(?: *:?-+:? *\|)+ *\Z")
_SIDES = {(True, False): ' class="align-left"', (False, True): ' class="align-right"',
          (True, True): ' class="align-center"', (False, False): ""}  # fmt: skip
"""Whether a delimiter begins and ends with a colon -> the class of its column."""

_RULES, _ITEMS, _FENCES = "*-_", " -*+0123456789", "`~"
"""What each begins with."""

_Found = tuple[list[Part], int] | None


def cut_blocks(text: str) -> list[Part] | None:
    """Return a body's parts in order, or None when it cannot be cut."""
    if any(sign in text for sign in _NEVER_CUT) or ("<" in text and _REACHING_HTML.search("\n" + text)):
        return None
    lines = Lines(text)
    if lines.odd and (  # each of these makes its line odd
        ("^" in text and "^[" in text)
        or ("\\[" in text and "\\]" in text and _MATH_BLOCK.search("\n" + text))
        or ("]:" in text and _DEFINITION.search("\n" + text))
    ):
        return None
    return _read_blocks(lines, 0)


def _read_blocks(lines: Lines, depth: int) -> list[Part]:
    parts: list[Part] = []
    raw = lines.raw
    at = 0
    while at < len(raw):
        if not raw[at] or is_blank(raw[at]):
            at += 1
            continue
        found = _read_block(lines, at, depth)
        if found is None:
            end = _end_of_unknown(raw, at)
            found = [Rest("\n".join(raw[at:end]) + "\n" * (end < len(raw)), lines.first + at)], end
        parts += found[0]
        at = found[1]
    return parts


def _end_of_unknown(lines: Sequence[str], at: int) -> int:
    end = end_of_fence(lines, at)
    return end if end > at else end_of_rest(lines, at)


def _read_block(lines: Lines, at: int, depth: int) -> _Found:
    raw = lines.raw
    line = raw[at]
    if at + 1 < len(raw) and "|" in line and DELIMITERS.match(raw[at + 1]):
        return _read_table(lines, at)
    if line.startswith("<!--"):
        return [], end_of_comment(raw, at)
    if line[0] == "#" and (heading := HEADING.match(line)):
        content = lines.text(at, at + 1, heading.start(2))
        return None if content is None else ([FoundHeading(len(heading[1]), content)], at + 1)
    if line[0] in _RULES and RULE.match(line):
        return ["<hr>\n"], at + 1
    if line[0] in _ITEMS and ITEM.match(line):
        return read_list(lines, at)
    if line[0] == ">":
        return _read_quote(lines, at, depth)
    if line[0] in _FENCES and (code := _read_code(lines, at)):
        return code
    return _read_paragraph(lines, at) if not line.startswith("    ") else None


def _read_paragraph(lines: Lines, at: int) -> _Found:
    raw = lines.raw
    end = at
    while end < len(raw) and TEXT_LINE.match(raw[end]):
        end += 1
    if end == at or (end < len(raw) and not is_blank(raw[end]) and not BREAK.match(raw[end])):
        return None
    text = lines.text(at, end)
    if isinstance(text, str):
        return [f"<p>{text}</p>\n"], end
    return None if text is None else (["<p>", text, "</p>\n"], end)


def _read_quote(lines: Lines, at: int, depth: int) -> _Found:
    raw = lines.raw
    end = at
    while end < len(raw) and raw[end].startswith(">"):
        end += 1
    if depth >= _MOST_QUOTES or (end < len(raw) and not is_blank(raw[end])):
        return None
    quoted = "\n".join([line[1:].removeprefix(" ") for line in raw[at:end]])
    inner = _read_blocks(Lines(quoted, lines.first + at), depth + 1)
    if not inner or any(isinstance(part, Rest) for part in inner):
        return None
    return ["<blockquote>\n", *inner, "</blockquote>\n"], end


def _read_code(lines: Lines, at: int) -> _Found:
    """Return fenced code that is closed, has no indent, and one plain word for its language (section 4.5).

    The sanitiser does not write quotes out, as older highlighters do, and takes out classes that it does not know.
    """
    fence = _PLAIN_FENCE.match(lines.raw[at])
    end = end_of_fence(lines.raw, at) if fence else at
    if fence is None or not at < end < len(lines.raw):
        return None
    language = fence[1]
    code = "".join([f"{line}\n" for line in lines.raw[at + 1 : end - 1]])
    html = highlight.highlighted(code, language) if language else ""
    if html and not highlight.code_classes().issuperset(_CODE_CLASS.findall(html)):
        return None
    html = html.replace("&quot;", '"').replace("&#39;", "'").replace("\xa0", "&nbsp;") if html else written_out(code)
    opening = f'<pre><code class="language-{language}">' if language else "<pre><code>"
    return [f"{opening}{html}</code></pre>\n"], end


def _read_table(lines: Lines, at: int) -> _Found:
    """Return a table of which each row stands between `|`, with as many cells as the head (GFM, section 4.10)."""
    raw = lines.raw
    if not _DELIMITER_ROW.match(raw[at + 1]):
        return None
    delimiters = [cell.strip(" ") for cell in raw[at + 1].strip(" ")[1:-1].split("|")]
    sides = [_SIDES[cell.startswith(":"), cell.endswith(":")] for cell in delimiters]
    head = _read_row(lines, at, "th", sides)
    if head is None:
        return None
    parts = ["<table>\n<thead>\n", *head, "</thead>\n"]
    end = at + 2
    while end < len(raw) and not is_blank(raw[end]):
        row = _read_row(lines, end, "td", sides)
        if row is None:
            return None
        parts += ["<tbody>\n", *row] if end == at + 2 else row
        end += 1
    return [*parts, "</tbody>\n</table>\n" if end > at + 2 else "</table>\n"], end


def _read_row(lines: Lines, at: int, tag: str, sides: list[str]) -> list[Part] | None:
    """Return a row; None for one with a backslash, which may stand before a `|`."""
    line = lines.raw[at].rstrip(" ")
    is_plain = len(line) > 1 and line.startswith("|") and line.endswith("|") and "\\" not in line
    if not is_plain or line.count("|") != len(sides) + 1:
        return None
    parts: list[Part] = ["<tr>\n"]
    for cell, side in zip(lines.cells(at), sides, strict=True):
        if cell is None:
            return None
        parts += (f"<{tag}{side}>", cell, f"</{tag}>\n")
    return [*parts, "</tr>\n"]
