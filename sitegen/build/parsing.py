"""Parses sources in a worker: from a file to the bytes by which its meaning is remembered.

Never: remembers, or looks at what a source means.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.build.workers import Task
from sitegen.errors import Problem
from sitegen.later import Later
from sitegen.settings import Settings
from sitegen.sources import SourceFile
from sitegen.values import digest_bytes, encode

if TYPE_CHECKING:
    from sitegen.pages import parse, term_data
else:
    parse = Later("sitegen.pages.parse")
    term_data = Later("sitegen.pages.term_data")

DATA = "_data/"
LARGEST_READ = 64 * 1024 * 1024 + 1
"""Bytes: one more than the parser takes, so that it sees that a source is too large."""
READ_AT_ONCE = 4 * 1024 * 1024
"""Bytes of sources in one chunk: what they mean waits in memory."""


class Place(NamedTuple):
    """Where the sources are, and how to read them."""

    content: Path
    settings: Settings
    listed_ns: int
    """The file system's own time when the files were listed."""


class Wanted(NamedTuple):
    """A source to read, and the digest it had."""

    file: SourceFile
    digest: str


class Read(NamedTuple):
    """A source that was read; nothing more is said of one whose bytes are those it had."""

    digest: str
    is_same: bool
    meaning: bytes = b""
    """Its `Essentials` or `TermData`; empty when it gave neither."""
    problems: bytes = b""
    card: bytes = b""
    page: bytes = b""


def _begin(place: Place) -> Place:
    return place


def _parse_all(place: Place, wanted: Sequence[Wanted]) -> list[Read | Problem]:
    return [_parse(place, wish) for wish in wanted]


def _parse(place: Place, wish: Wanted) -> Read | Problem:
    shown = place.settings.shown_path(wish.file.path)
    try:
        with open(os.path.join(place.content, wish.file.path), "rb", buffering=0) as source:
            # A buffer for the largest would be made for each, and given back: most of the time that reading takes.
            data = source.read(min(wish.file.size + 1, LARGEST_READ))
            if len(data) > wish.file.size:
                data += source.read(LARGEST_READ - len(data))  # it has grown since it was listed
    except OSError as error:
        return Problem(
            level="error",
            path=shown,
            line=0,
            column=0,
            field="",
            message=f"cannot be read ({error.strerror})",
            hint="Make it readable for the account that builds, or take it away.",
        )
    digest = digest_bytes(data)
    if digest == wish.digest:
        return Read(digest, is_same=True)
    return Read(digest, False, *_meaning(data, wish.file.path, shown, place.settings))


def _meaning(data: bytes, path: str, shown: str, settings: Settings) -> tuple[bytes, bytes, bytes, bytes]:
    """Return a source's meaning, problems, card and page as bytes, each empty when there is none."""
    if path.startswith(DATA):
        term, found = term_data.parse_term(data, path, settings)
        return encode(term) if term else b"", encode(found) if found else b"", b"", b""
    parsed = parse.parse_source(data, path, settings, shown)
    problems = encode(parsed.problems) if parsed.problems else b""
    if parsed.essentials is None:
        return b"", problems, b"", b""
    return encode(parsed.essentials), problems, parsed.card_bytes, parsed.page_bytes


def _weigh(wish: Wanted) -> float:
    return wish.file.size / READ_AT_ONCE


PARSE: Task[Place, Place, Wanted, list[Read | Problem]] = Task(_begin, _parse_all, enough=400, weigh=_weigh)
