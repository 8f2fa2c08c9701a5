"""Finds the head of fields with which a source begins, in whichever system's style, and says of what kind it is.

What begins like a head is never shown as text: its `draft` would be, and the story published. `head_spans.py` says
where a head of a kind that is read ends, and `front_matter/read_head.py` reads it; a source with another kind is
withheld, with the words that `NOT_READ` has for it.

Never: reads a value, or looks further than some hundred lines.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.pages.heads.code_heads import is_withholding_code
from sitegen.pages.heads.head_blocks import (
    MOST_LINES,
    FieldBlock,
    end_of_line,
    holds_fields,
    line_at,
    read_block,
    reads_like_a_head,
)
from sitegen.pages.heads.head_kinds import HEADERS, JSON, OPEN_YAML, TOML, YAML
from sitegen.pages.heads.head_lines import (
    CODE,
    INVISIBLE,
    MOST_LINE,
    Fence,
    as_it_looks,
    fence_of,
    field_of,
)

CLOSING = re.compile(f"\n(?=[-.{INVISIBLE}])[{INVISIBLE}]*(?:---|\\.\\.\\.)[ \t{INVISIBLE}]*(?=\n|\\Z)")
"""The end of YAML front matter. Begins with the line feed before it, which is looked for at the speed of C; that one
sign is looked at first makes it twice as fast."""

_MOST_STEPS = 60
"""Blank stretches, comments, headings and fences before a head."""
_MOST_JSON = 4000
_MOST_PREFACE = 8
_VISIBLE = re.compile(f"[^ \t\n{INVISIBLE}]")
_LEADS = {"#+": "org", ":": "asciidoc", ":!": "asciidoc", "..": "nikola"}
_PREFACED = re.compile(r"\n[ \t]*(?::|#\+|\.\. |---)")
_EDN = re.compile(r"\{\s*:[\w?-]+\s")
_EDN_FIELD = re.compile(r":([\w-]+)\??\s+([^\s,}]+)")
_FENCES_ALONE = frozenset("-+;=")
"""Signs that fence nothing but fields where two lines of them do."""
_FENCES = {"+++": TOML, ";;;": JSON}
_FENCE_SIGNS = "-+;=~`{ \t\n"
_TABLE = re.compile(r"\[{1,2}[\w.\"'-]+\]{1,2}")
_COMMENT_SIGNS = ("#", "//", ";", "{%", "{#", "{{", "/*", "%")


class Head(NamedTuple):
    """Where a head begins, and of what kind it is."""

    kind: str
    """One of `head_kinds.py`."""
    at: int
    """Where its first sign stands."""
    fields_at: int
    """Where its fields begin."""
    is_sure: bool
    """Whether its keys are known to us."""


class _Before(NamedTuple):
    """What was passed on the way to the line that is looked at."""

    fences: tuple[Fence, ...] = ()
    fence_at: int = -1
    is_late: bool = False
    """Behind a line that a reader of the page would see."""


def find_head(text: str) -> Head | None:
    """Return the head that a decoded source begins with; None when it begins with its text."""
    at, before = 0, _Before()
    for _ in range(_MOST_STEPS):
        visible = _VISIBLE.search(text, at)
        if visible is None:
            return None
        at = visible.start()
        if text.startswith("<!--", at):
            end = text.find("-->", at)
            if head := _in_comment(text, at, end):
                return head
            at = len(text) if end < 0 else end + 3
            continue
        line = line_at(text, at)
        if head := _head_at(text, at, line, before):
            return head
        if not before.fences and is_withholding_code(text, at):
            return Head("program", at, at, True)
        fence = fence_of(line)
        if fence is not None:
            if head := _yaml_behind(text, at, fence, before) or _toml_behind(text, at, fence, before):
                return head
            first = at if before.fence_at < 0 else before.fence_at
            before = _Before((*before.fences, fence), first, before.is_late)
        elif line.startswith("[") and line.endswith("]"):
            pass  # a section's name, as in TOML and INI files
        elif line.startswith(_COMMENT_SIGNS):
            before = _Before((), -1, True)
        elif (underline := _underline(text, at)) >= 0:
            at, before = underline, _Before((), -1, True)
        else:
            return _behind_title(text, at)
        at = end_of_line(text, at)
    return None


def _in_comment(text: str, at: int, end: int) -> Head | None:
    inside = text[at + 4 : end if end >= 0 else at + MOST_LINES * MOST_LINE]
    block = read_block(inside.lstrip(_FENCE_SIGNS), 0, is_open=True)
    return Head("comment", at, at, True) if reads_like_a_head(block, is_open=True) else None


def _head_at(text: str, at: int, line: str, before: _Before) -> Head | None:
    """Return the head whose first field stands here."""
    if line.startswith("{") and (head := _edn_at(text, at) or _json_at(text, at, before)):
        return head
    # An ornament (an emoji, say) opens nothing; three hyphens, however wide, do.
    is_open = any(fence.signs.isascii() for fence in before.fences) or line.startswith(("#+", ".. "))
    block = read_block(text, text.rfind("\n", 0, at) + 1, is_open=is_open)
    if not block.fields:
        return _pandoc_at(text, at, line, before)
    if before.is_late and block.fields[0].lead not in _LEADS:
        fields = [*block.fields, *block.later]
        is_head = any(field.withholds for field in fields) or (
            len(fields) > 1 and (is_open or bool(block.closing)) and reads_like_a_head(block, is_open=is_open)
        )
    else:
        is_head = reads_like_a_head(block, is_open=is_open) or _is_fenced(block, before)
    if not is_head:
        return None
    first = before.fence_at if before.fences else at
    return Head(_kind(text, first, block, before), first, at, True)


def _is_fenced(block: FieldBlock, before: _Before) -> bool:
    """Return whether fields, whatever their keys, stand behind a fence that has no other use."""
    if not before.fences:
        return False
    signs, word = before.fences[0]
    if signs in _FENCES or (word and signs.startswith("---")):
        return True
    is_closed = block.closing == signs and not block.has_gap and len(block.fields) > 1
    return is_closed and _FENCES_ALONE.issuperset(signs)


def _kind(text: str, first: int, block: FieldBlock, before: _Before) -> str:
    field = block.fields[0]
    if before.is_late:
        return _LEADS.get(field.lead, "late")
    if not before.fences:
        return _LEADS.get(field.lead) or _unfenced(text, first, block)
    signs, word = before.fences[0]
    if signs.startswith(CODE):
        return "code"
    kind = _FENCES.get(signs) or (word if word in _FENCES.values() and signs == "---" else "")
    if kind and len(before.fences) == 1 and text.startswith(signs, first) and not _is_indented(text, first):
        return kind
    return "indented" if signs in ("---", *_FENCES) and _is_indented(text, first) else "signs"


def _unfenced(text: str, first: int, block: FieldBlock) -> str:
    """Return the kind of a head that no line of signs opens."""
    field = block.fields[0]
    if _is_indented(text, first):
        return "indented"
    if block.closing == ";;;" and not block.has_gap:
        return JSON
    if field.lead:
        return "marked"
    if block.closing == "---" and (block.later or not block.has_gap):
        return OPEN_YAML
    return HEADERS if field.separator == ":" and (block.has_gap or not block.closing) else "unfenced"


def _is_indented(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in " \t"


def _yaml_behind(text: str, at: int, fence: Fence, before: _Before) -> Head | None:
    """Return the YAML front matter that this line opens."""
    is_plain = fence.signs == "---" and fence.word in ("", "yaml", "yml") and text.startswith("---", at)
    if not is_plain or before.is_late or before.fences or _is_indented(text, at):
        return None
    start = end_of_line(text, at) + 1
    block = read_block(text, start, is_open=True)
    is_sure = reads_like_a_head(block, is_open=True)
    first = line_at(text, start)
    is_head = is_sure or (field_of(first) is not None and not first.startswith("#"))
    if not is_head and (closing := CLOSING.search(text, start - 1)):
        is_head = (bool(block.closing) and any(field.is_known for field in block.fields)) or holds_fields(
            text[start : closing.start()]
        )
    return Head(YAML, at, start, is_sure) if is_head else None


def _toml_behind(text: str, at: int, fence: Fence, before: _Before) -> Head | None:
    """Return the TOML that this line opens where its own lines do not say so: an empty one, or one of tables alone."""
    if fence.signs != "+++" or before.is_late or before.fences or _is_indented(text, at) or text[at] != "+":
        return None
    start = end_of_line(text, at) + 1
    first = line_at(text, start)
    is_empty = fence_of(first) == fence
    return Head(TOML, at, start, is_sure=True) if is_empty or _TABLE.match(first) else None


def _json_at(text: str, at: int, before: _Before) -> Head | None:
    pieces = re.split(r"[{},\n]", text[at : at + _MOST_JSON])
    fields = [field for piece in pieces if (field := field_of(as_it_looks(piece)))]
    if not fields:
        return None
    inside = text[at + 1 : at + _MOST_JSON].lstrip()
    block = FieldBlock(fields, [], "", False)
    is_head = reads_like_a_head(block, is_open=True) or (inside[:1] == '"' and not _is_code(before))
    return Head(_json_kind(text, at, before), before.fence_at if before.fences else at, at, True) if is_head else None


def _json_kind(text: str, at: int, before: _Before) -> str:
    if not before.fences:
        return "late" if before.is_late else "indented" if _is_indented(text, at) else JSON
    if _is_code(before):
        return "code"
    signs, word = before.fences[0]
    is_plain = (signs == ";;;" or (signs == "---" and word == JSON)) and text.startswith(signs, before.fence_at)
    return JSON if is_plain and len(before.fences) == 1 and not _is_indented(text, before.fence_at) else "signs"


def _edn_at(text: str, at: int) -> Head | None:
    if not _EDN.match(text, at, at + MOST_LINE):
        return None
    found = _EDN_FIELD.findall(text[at : at + _MOST_JSON])
    block = FieldBlock([field for pair in found if (field := field_of(": ".join(pair)))], [], "", False)
    return Head("edn", at, at, True) if reads_like_a_head(block, is_open=True) else None


def _is_code(before: _Before) -> bool:
    return bool(before.fences) and before.fences[0].signs.startswith(CODE)


def _pandoc_at(text: str, at: int, line: str, before: _Before) -> Head | None:
    after = end_of_line(text, at) + 1
    is_block = line.startswith("% ") and text.startswith("%", after) and not before.fences
    return Head("pandoc", at, at, True) if is_block else None


def _underline(text: str, at: int) -> int:
    """Return where the fence begins that makes a line a heading; -1 when there is none."""
    after = end_of_line(text, at) + 1
    return after if fence_of(line_at(text, after)) else -1


def _behind_title(text: str, at: int) -> Head | None:
    """Return the head that AsciiDoc, Org and reStructuredText have behind the title.

    Or one between lines --- that keeps its story back, behind whatever a program or a person said first.
    """
    if not _PREFACED.search(text, at, at + _MOST_PREFACE * MOST_LINE):
        return None
    is_open = text.startswith("= ", at)
    for _ in range(_MOST_PREFACE):
        visible = _VISIBLE.search(text, end_of_line(text, at))
        if visible is None:
            return None
        at = visible.start()
        line = line_at(text, at)
        if line.startswith((*CODE, ":::")):
            return None  # options of a directive
        if line.startswith("---") and (head := _late_at(text, at)):
            return head
        field = field_of(line)
        if field and field.lead in _LEADS:
            block = read_block(text, at, is_open=False)
            return Head(_LEADS[field.lead], at, at, True) if reads_like_a_head(block, is_open=is_open) else None
    return None


def _late_at(text: str, at: int) -> Head | None:
    block = read_block(text, end_of_line(text, at) + 1, is_open=True)
    is_head = bool(block.closing) and any(field.withholds for field in block.fields)
    return Head("late", at, at, True) if is_head else None
