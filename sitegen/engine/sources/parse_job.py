"""Parses sources in a worker: from a file to the bytes by which its meaning is stored."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.processes.task import Task
from sitegen.errors import Problem, machine_error
from sitegen.lazy import lazy_imports
from sitegen.settings import Settings
from sitegen.sources import SourceFile, unreadable
from sitegen.values import digest_bytes, encode

with lazy_imports():
    from sitegen.pages import parse, term_data

DATA = "_data/"
LARGEST_READ = 64 * 1024 * 1024 + 1
"""Bytes: one more than the parser takes, so that it sees that a source is too large."""
_OF_THE_FILE = frozenset(
    {errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO}
)
"""Errors of one file. Others (a disk that fails, a network drive that is away) would withhold all of them."""
READ_AT_ONCE = 4 * 1024 * 1024
"""Bytes of sources in one chunk: what they mean waits in memory."""


class ParseContext(NamedTuple):
    """Where the sources are, and how to read them."""

    content: Path
    settings: Settings
    listed_ns: int
    """The file system's own time when the files were listed."""


class ParseRequest(NamedTuple):
    """A source to read, and the digest of the bytes that are known already."""

    file: SourceFile
    digest: str


class ParsedSource(NamedTuple):
    """A source that was read; nothing more is said of one whose bytes are known already."""

    digest: str
    """Of its bytes; behind a `:` the language that its name says beside others."""
    is_unmodified: bool
    meaning: bytes = b""
    """Its encoded `PageMeta` or `TermData`; empty when it has neither."""
    problems: bytes = b""
    card: bytes = b""
    page: bytes = b""


def _begin(context: ParseContext) -> ParseContext:
    return context


def _parse_all(context: ParseContext, requests: Sequence[ParseRequest]) -> list[ParsedSource | Problem]:
    return [_parse(context, request) for request in requests]


def _parse(context: ParseContext, request: ParseRequest) -> ParsedSource | Problem:
    shown = context.settings.shown_path(request.file.path)
    try:
        with open(os.path.join(context.content, request.file.path), "rb", buffering=0) as source:
            # A buffer for the largest would be made for each, and given back: most of the time that reading takes.
            data = source.read(min(request.file.size + 1, LARGEST_READ))
            if len(data) > request.file.size:
                data += source.read(LARGEST_READ - len(data))  # it has grown since it was listed
    except OSError as error:
        if error.errno not in _OF_THE_FILE:
            raise machine_error(error) from None
        return unreadable(shown, error)
    language = request.file.language
    digest = digest_bytes(data) + (f":{language}" if language else "")
    if digest == request.digest:
        return ParsedSource(digest, is_unmodified=True)
    return ParsedSource(digest, False, *_meaning(data, request.file, shown, context.settings))


def _meaning(data: bytes, file: SourceFile, shown: str, settings: Settings) -> tuple[bytes, bytes, bytes, bytes]:
    """Return a source's meaning, problems, card and page as bytes, each empty when there is none."""
    if file.path.startswith(DATA):
        term, found = term_data.parse_term(data, file.path, settings)
        return encode(term) if term else b"", encode(found) if found else b"", b"", b""
    parsed = parse.parse_source(data, file.path, settings, shown, file.language)
    problems = encode(parsed.problems) if parsed.problems else b""
    if parsed.meta is None:
        return b"", problems, b"", b""
    return encode(parsed.meta), problems, parsed.card_bytes, parsed.page_bytes


def _weigh(request: ParseRequest) -> float:
    return request.file.size / READ_AT_ONCE


PARSE: Task[ParseContext, ParseContext, ParseRequest, list[ParsedSource | Problem]] = Task(
    _begin, _parse_all, enough=400, weigh=_weigh
)
