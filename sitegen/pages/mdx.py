"""MDX read as Markdown: `import` and `export` lines and the tags of components are left out, and named.

What stands between the tags of a component stays: it is Markdown. Never: changes the number of lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.pages.heads.head_lines import as_it_looks, field_of
from sitegen.pages.remarks import CODE, LEFT_OUT

_FENCE = re.compile(r"[ \t]*(?:[-*+>][ \t]+)*(`{3,}|~{3,})")
_CODE_LINE = re.compile(
    r"(?:import\b(?=[ \t]*[\w{*\"'])|export[ \t]+(?:default|const|let|var|function|async|class|\{|\*))"
)
_TAG = re.compile(r"</?(?P<name>[A-Z][\w.]{0,100})(?P<rest>(?:\s+[^<>`]{0,2000})?)\s*/?>|</?>")
_COMMENT = re.compile(r"\{/\*[^{}]{0,5000}\*/\}")
_SPAN = re.compile(r"(`+)(?!`).{0,500}?(?<!`)\1(?!`)", re.DOTALL)


class WithoutMdx(NamedTuple):
    """A body without what is no Markdown."""

    text: str
    remarks: tuple[str, ...]
    withholding: tuple[int, str]
    """Line, from 0, and text of a field among the lines of code that keeps the story back; an empty text for none."""


def without_mdx(text: str) -> WithoutMdx:
    """Return the Markdown of a body."""
    lines = text.split("\n")
    remarks: dict[str, None] = {}
    withholding = (0, "")
    fence, is_code = "", False
    prose: list[int] = []
    for number, line in enumerate(lines):
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
            is_code = False
        elif not fence:
            is_code = (is_code and bool(line.strip())) or _CODE_LINE.match(line) is not None
            if not is_code:
                prose.append(number)
                continue
            remarks[CODE] = None
            if not withholding[1] and (field := field_of(as_it_looks(line))) and field.withholds:
                withholding = (number, line)
            lines[number] = ""
    for block in _blocks(prose):
        typed = "\n".join(lines[block.start : block.stop])
        lines[block.start : block.stop] = _without_tags(typed, remarks).split("\n")
    return WithoutMdx("\n".join(lines), tuple(remarks), withholding)


def _blocks(numbers: list[int]) -> list[range]:
    """Return runs of lines that stand below each other."""
    blocks: list[range] = []
    for number in numbers:
        if blocks and blocks[-1].stop == number:
            blocks[-1] = range(blocks[-1].start, number + 1)
        else:
            blocks.append(range(number, number + 1))
    return blocks


def _without_tags(text: str, remarks: dict[str, None]) -> str:
    if "<" not in text and "{/*" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for code in _SPAN.finditer(text):
        pieces += (_clean(text[at : code.start()], remarks), code[0])
        at = code.end()
    return "".join([*pieces, _clean(text[at:], remarks)])


def _clean(text: str, remarks: dict[str, None]) -> str:
    def left_out(found: re.Match[str]) -> str:
        if found["name"]:
            remarks[LEFT_OUT + found["name"]] = None
        return "\n" * found[0].count("\n")

    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    return _TAG.sub(left_out, text)
