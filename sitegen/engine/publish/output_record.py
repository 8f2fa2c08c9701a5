"""The record beside an output folder: which files there sitegen made, and which build was the last to change them.

It lies beside the folder, for the output itself has no history. A build appends one line before it changes the folder,
with the paths that are new, and one after it, with its own id; a build whose id is missing did not come to its end.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from sitegen.errors import naming
from sitegen.values import decoder, encode

APPENDED_KEPT = 10_000
"""Paths that may be appended before the record is written anew, so that it does not grow with every build."""
_LONGEST_LAST_LINE = 200
_NAME_BYTES = 8
_ABOUT = "What sitegen made in the folder beside this file. Without it, the next build looks at every file there."


class _Line(msgspec.Struct, omit_defaults=True):
    """One line of a record."""

    about: str = ""
    put: list[str] = []
    """Paths that sitegen is about to put into the folder."""
    removed: list[str] = []
    """Paths that sitegen took out of it."""
    is_complete: bool = False
    """Whether each file in the folder that no line names is somebody else's."""
    build: str = ""
    """Id of the build that just came to its end. Then the record is complete."""
    appended: int = 0
    """Of the last line: how many paths were appended since the record was written anew."""


_decode = decoder(_Line).decode


class LastBuild(NamedTuple):
    """The build that was the last to change an output folder."""

    id: str
    """Empty when there is no record, or when that build did not come to its end."""
    appended: int = 0


class OutputRecord(NamedTuple):
    """What a record says."""

    paths: frozenset[str]
    is_complete: bool


def record_file(output: Path) -> Path:
    """Return the file of an output folder's record."""
    return output.with_name(f".{output.name}.sitegen-build")


def last_build(output: Path) -> LastBuild:
    """Return the build that was the last to change an output folder; it is read from the end of the record."""
    try:
        with record_file(output).open("rb") as record:
            record.seek(max(0, record.seek(0, os.SEEK_END) - _LONGEST_LAST_LINE))
            *_, line, rest = [b"", *record.read().split(b"\n")]
        found = _decode(line)
    except (OSError, msgspec.DecodeError, ValueError):
        return LastBuild("")
    return LastBuild("" if rest else found.build, found.appended)


def read_record(output: Path) -> OutputRecord:
    """Return what the record of an output folder says. One that is missing or damaged is not complete."""
    paths: set[str] = set()
    is_complete = False
    try:
        *lines, _ = record_file(output).read_bytes().split(b"\n")  # a last line that is cut short was never acted on
        for line in map(_decode, lines):
            paths.update(line.put)
            paths.difference_update(line.removed)
            is_complete = is_complete or line.is_complete or bool(line.build)
    except (OSError, msgspec.DecodeError, ValueError):
        is_complete = False
    return OutputRecord(frozenset(paths), is_complete)


def record_begin(output: Path, put: Sequence[str]) -> None:
    """Record the paths that a build is about to put into the folder."""
    _append(output, _Line(put=list(put)))


def write_anew(output: Path, paths: Iterable[str], *, is_complete: bool) -> None:
    """Replace a record by one that names these paths, those included that a build is about to put into the folder."""
    file = record_file(output)
    file.parent.mkdir(parents=True, exist_ok=True)
    waiting = file.with_name(f"{file.name}.new")
    with naming(waiting):
        waiting.write_bytes(_text(_Line(about=_ABOUT)) + _text(_Line(put=sorted(paths), is_complete=is_complete)))
    waiting.replace(file)


def record_end(output: Path, removed: Sequence[str], build: LastBuild) -> None:
    """Record that a build came to its end, and what it took out of the folder."""
    if removed:
        _append(output, _Line(removed=list(removed)))
    _append(output, _Line(build=build.id, appended=build.appended))


def remove_record(output: Path) -> None:
    """Remove the record of an output folder, if there is one."""
    record_file(output).unlink(missing_ok=True)


def new_id() -> str:
    """Return an id that no other build has."""
    return os.urandom(_NAME_BYTES).hex()


def _append(output: Path, line: _Line) -> None:
    file = record_file(output)
    with naming(file), file.open("ab") as record:
        record.write(_text(line))


def _text(line: _Line) -> bytes:
    return encode(line) + b"\n"
