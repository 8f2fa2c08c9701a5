"""Edits a draft as a person would, byte by byte: gives a field another value, takes `intake` away, publishes.

Never: writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.pages.fields.intake_needs import INTAKE, needs_of
from sitegen.pages.front_matter.nodes import Mapping, Scalar
from sitegen.pages.front_matter.read_head import read_head
from sitegen.pages.heads.head_kinds import HEADERS, YAML
from sitegen.pages.heads.source_text import read_source_text
from sitegen.pages.page import Parsed
from sitegen.pages.parse import parse_source
from sitegen.pages.problem_list import ProblemList
from sitegen.pages.splice.head_regions import Block, HeadRegion, block_of, lines_of, region_of
from sitegen.pages.splice.head_splice import Edit, Edits, in_style, insert, new_fields, spliced
from sitegen.settings import Settings
from sitegen.withholding_words import plain_word

_TOKEN = re.compile(rb"""[\[{].*|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]#]+(?:[ \t]+[^\s,}\]#]+)*""")
_REST = re.compile(rb"[^\r\n]*?(?=[ \t]*(?:[\r\n]|\Z))")
_MARK = b"\xef\xbb\xbf"
_PUBLISHED = ("published", "publish", "isPublished")
_DRAFT = ("draft", "isDraft")
_VALUE = re.compile(
    rb"""[ \t]+("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s#](?:[^\r\n#]|(?<=\S)#)*?)?[ \t]*(?=#|\Z)"""
)


def front_matter_of(data: bytes, path: str = "") -> Mapping | None:
    """Return the tree of a source's head of fields, in whichever style; None where it has none that can be read."""
    return _head_of(data, path)[0]


def _head_of(data: bytes, path: str = "") -> tuple[Mapping | None, str]:
    """Return the tree of a head, and its style."""
    problems = ProblemList(path)
    text = read_source_text(data, problems)
    if text is None or text.front_matter is None:
        return None, ""
    root = read_head(text.front_matter, text.front_matter_line, text.style, problems)
    return (root if isinstance(root, Mapping) and not problems.has_error else None), text.style


def publish(data: bytes, path: str, settings: Settings) -> bytes | None:
    """Return a draft as it is to be published: `published: true`, and without `intake`; None where that cannot be done.

    Every other byte is as it was.
    """
    before = parse_source(data, path, settings)
    if before.meta is None:
        return None
    for edits in _publishing(data):
        found = spliced(data, edits)
        after = parse_source(found, path, settings)
        if (
            after.meta is not None
            and not after.meta.withheld
            and _is_same_story(before, after)
            and _has_no_intake(found)
        ):
            return found
    return None


def set_field(data: bytes, keys: Sequence[str], value: str) -> bytes | None:
    """Return a source in which the first of these keys has another value, as YAML; a new line where it has none.

    None where that cannot be done without a change to another field.
    """
    before, style = _head_of(data)
    if before is None:
        return None
    others = _others(before, keys)
    for edits in _edits(data, before, style, keys, value):
        found = spliced(data, edits)
        after = front_matter_of(found)
        if after is not None and _others(after, keys) == others and len(after.entries) == len(others) + 1:
            return found
    return None


def without_need(data: bytes, field: str) -> bytes | None:
    """Return a draft that does not need a field any more; None where that cannot be done."""
    root = front_matter_of(data)
    if root is None:
        return None
    needs = needs_of(root)
    left = [name for name in needs if plain_word(name) != plain_word(field)]
    if len(left) == len(needs):
        return data
    head = _yaml_of(data)
    if head is None:
        return None
    intake = block_of(head, INTAKE)
    block = block_of(head, "needs", inside=intake) if intake else None
    if block is None:
        return None
    typed = b" [" + ", ".join(left).encode() + b"]" + head.newline
    found = spliced(data, [Edit(block.value, block.end, typed) if left else Edit(block.start, block.end, b"")])
    after = front_matter_of(found)
    return found if after is not None and needs_of(after) == tuple(left) else None


def with_body(data: bytes, body: bytes) -> bytes | None:
    """Return a source with another text below its front matter."""
    head = _yaml_of(data)
    if head is None:
        return None
    closing = data.find(b"\n", head.end)
    start = closing + 1 if closing >= 0 else len(data)
    return data[:start] + (head.newline + body if body.strip() else b"")


def body_of(data: bytes) -> bytes:
    """Return the text below the front matter, without the empty lines around it."""
    head = _yaml_of(data)
    closing = data.find(b"\n", head.end) if head else -1
    return data[closing + 1 :].strip() if closing >= 0 else b""


def _yaml_of(data: bytes) -> HeadRegion | None:
    region = region_of(data)
    return region if region and region.style == YAML else None


def _publishing(data: bytes) -> Iterator[Edits]:
    """Yield what may publish a draft: `published: true`, else a word for drafts that says no more that it is one."""
    root, style = _head_of(data)
    if root is None:
        return
    head = _yaml_of(data)
    block = block_of(head, INTAKE) if head else None
    without = [Edit(block.start, _end_without_blank(data, block), b"")] if block else []
    for edits in _edits(data, root, style, _PUBLISHED, "true"):
        yield without + edits
    if any(plain_word(key) in map(plain_word, _DRAFT) for key in root.entries):
        for edits in _edits(data, root, style, _DRAFT, "false"):
            yield without + edits


def _edits(data: bytes, root: Mapping, style: str, keys: Sequence[str], value: str) -> Iterator[Edits]:
    """Yield what may give the first of these keys another value, or put it in as a line of its own."""
    region = region_of(data)
    if region is None:
        return
    if region.style == YAML:
        block = block_of(region, *keys)
        yield from _values(data, block, value.encode(), region) if block else _near_known_keys(region, keys[0], value)
    words = [plain_word(key) for key in keys]
    named = next((key for word in words for key in root.entries if plain_word(key) == word), None)
    if named is None:
        yield from new_fields(region, data, {keys[0]: value})
    else:
        yield from _value_edits(data, root.entries[named][1], style, value)


def _values(data: bytes, block: Block, typed: bytes, head: HeadRegion) -> Iterator[Edits]:
    """Yield what may replace a value: it alone, so that a remark behind it stays, else all lines of it."""
    line = data[block.value : block.line_end]
    found = _VALUE.match(line)
    if found and found[1]:
        yield [Edit(block.value + found.start(1), block.value + found.end(1), typed)]
    elif not line.strip():
        yield [Edit(block.value, block.line_end, b" " + typed)]
    yield [Edit(block.value, _end_without_blank(data, block), b" " + typed + head.newline)]


def _near_known_keys(head: HeadRegion, key: str, value: str) -> Iterator[Edits]:
    line = f"{key}: {value}".encode() + head.newline
    for known in (*_PUBLISHED, "type", "title", "category"):
        if block := block_of(head, known):
            yield [insert(block.start, line)]


def _end_without_blank(data: bytes, block: Block) -> int:
    """Return where the lines of a value end, empty lines behind them left out."""
    text = data[block.start : block.end]
    bare = text.rstrip(b" \t\r\n")
    line_end = re.match(rb"[ \t]*(?:\r\n|\r|\n|\Z)", text[len(bare) :])
    return block.start + len(bare) + (line_end.end() if line_end else 0)


def _is_same_story(before: Parsed, after: Parsed) -> bool:
    if before.page is None or after.page is None:
        return False
    ours, theirs = before.page.card, after.page.card
    return ours == theirs and before.page.body == after.page.body and before.page.extra == after.page.extra


def _has_no_intake(data: bytes) -> bool:
    root = front_matter_of(data)
    return root is not None and not any(plain_word(key) == INTAKE for key in root.entries)


def _others(root: Mapping, keys: Sequence[str]) -> dict[str, object]:
    words = {plain_word(key) for key in keys}
    return {key: _bare(value) for key, (_, value) in root.entries.items() if plain_word(key) not in words}


def _bare(node: object) -> object:
    """Return a value without its places."""
    if isinstance(node, Mapping):
        return {key: _bare(value) for key, (_, value) in node.entries.items()}
    items = getattr(node, "items", None)
    return [_bare(item) for item in items] if isinstance(items, list) else getattr(node, "text", None)


def _value_edits(data: bytes, node: object, style: str, value: str) -> Iterator[Edits]:
    """Yield what may put another value into the place of one; `value` is as YAML has it, see `in_style`."""
    lines = list(lines_of(data))
    if not isinstance(node, Scalar) or not 0 < node.line <= len(lines):
        return
    start = _offset(lines[node.line - 1], node.column, is_first=node.line == 1)
    found = (_REST if style == HEADERS else _TOKEN).match(data, start)
    if found and found[0]:
        yield [Edit(found.start(), found.end(), in_style(value, style).encode())]


def _offset(line: tuple[int, bytes], column: int, *, is_first: bool) -> int:
    """Return where a column of a line stands among the bytes."""
    start, typed = line
    mark = len(_MARK) if is_first and typed.startswith(_MARK) else 0
    text = typed[mark:].decode("utf-8", "replace")
    return start + mark + len(text[: column - 1].encode())
