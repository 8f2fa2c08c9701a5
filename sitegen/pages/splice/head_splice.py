"""The lines of YAML front matter as bytes, and edits of them that leave every other byte as it is.

Never: writes a file, or understands a value; who edits parses what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class HeadLines(NamedTuple):
    """The lines between the two lines `---`."""

    lines: tuple[tuple[int, bytes], ...]
    """Each with the place where it begins."""
    end: int
    """Where the closing line begins."""
    newline: bytes
    """What ends a line."""


class Insertion(NamedTuple):
    """Bytes to be put in front of others, at some places."""

    parts: tuple[tuple[int, bytes], ...]

    def of(self, data: bytes) -> bytes:
        """Return the bytes of a source with these put in."""
        return spliced(data, [Edit(at, at, text) for at, text in self.parts])


class Edit(NamedTuple):
    """Bytes from one place to another that others stand for."""

    start: int
    end: int
    text: bytes


class Block(NamedTuple):
    """A key of front matter with all lines of its value."""

    start: int
    value: int
    """Where its value begins, on the line of the key."""
    line_end: int
    """Where the line of the key ends, its line feed left out."""
    end: int
    """Where the next key begins."""


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each line with its end, and the place where it begins."""
    return ((found.start(), found[0]) for found in _LINE.finditer(data) if found[0])


def head_lines(data: bytes) -> HeadLines | None:
    """Return the lines of YAML front matter; None where there is none."""
    lines = list(lines_of(data))
    fence = next((number for number, (_, line) in enumerate(lines) if line.strip(b"\xef\xbb\xbf \t\r\n") == b"---"), -1)
    closing = next((n for n, (_, line) in enumerate(lines) if n > fence and line.rstrip() in (b"---", b"...")), -1)
    if fence < 0 or closing < 0:
        return None
    return HeadLines(tuple(lines[fence + 1 : closing]), lines[closing][0], end_of(lines[fence][1]))


def spliced(data: bytes, edits: list[Edit]) -> bytes:
    """Return bytes with some of them replaced."""
    for edit in sorted(edits, key=lambda one: (one.start, one.text), reverse=True):
        data = data[: edit.start] + edit.text + data[edit.end :]
    return data


def block_of(head: HeadLines, *keys: str, inside: Block | None = None) -> Block | None:
    """Return the lines of the first of these keys, at the top or inside another one; None where it is not there."""
    names = b"|".join(re.escape(key.encode()) for key in keys)
    key = re.compile(rb"""([ \t]*)(["']?)(?:%s)\2[ \t]*:(?=[ \t\r\n]|\Z)""" % names, re.IGNORECASE)
    lines = [one for one in head.lines if inside is None or inside.line_end < one[0] < inside.end]
    for number, (start, line) in enumerate(lines):
        found = key.match(line)
        if found and (bool(found[1]) == (inside is not None)):
            rest = lines[number + 1 :]
            own = next((at for at, other in rest if not _belongs(other, found[1])), -1)
            end = own if own >= 0 else inside.end if inside else head.end
            return Block(start, start + found.end(), start + len(line.rstrip(b"\r\n")), end)
    return None


def _belongs(line: bytes, indent: bytes) -> bool:
    """Return whether a line goes on with the value of a key that is indented so far."""
    bare = line.lstrip(b" \t")
    depth = len(line) - len(bare)
    return (
        not bare.strip() or depth > len(indent) or (depth == len(indent) and bare[:1] == b"-" and bare[1:2] in b" \r\n")
    )


def end_of(line: bytes) -> bytes:
    """Return what ends a line."""
    return line[len(line.rstrip(b"\r\n")) :] or b"\n"
