"""Says how two sets of outputs differ: every path by name, and of the first one what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff

MOST_PATHS = 30
MOST_DIFF_LINES = 12
MOST_LINE = 160
_PIECES = re.compile(r"\n|(?=<)|(?<=,)")
"""Where long lines of HTML, XML and JSON are cut, so that a diff shows what differs and little beside it."""


def assert_same_outputs(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> None:
    """Fail when outputs are not those expected; name the paths, and show what differs in the first."""
    lines = list(difference_lines(found, expected))
    assert not lines, "\n".join(["these outputs differ from what is expected:", *lines])


def difference_lines(found: Mapping[str, bytes], expected: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a line for each path that differs, is missing or superfluous, then a short diff of the first."""
    paths = sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))
    for path in paths[:MOST_PATHS]:
        kind = "missing" if path not in found else "differs" if path in expected else "superfluous"
        yield f"{kind}: {path}"
    if len(paths) > MOST_PATHS:
        yield f"and {len(paths) - MOST_PATHS} more"
    if paths:
        yield from diff_lines(expected.get(paths[0], b""), found.get(paths[0], b""))


def diff_lines(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the first lines of the difference between two files' bytes."""
    compared = unified_diff(_pieces(before), _pieces(after), n=1, lineterm="")
    lines = [line for line in compared if not line.startswith(("---", "+++"))]
    yield from lines[:MOST_DIFF_LINES]
    if len(lines) > MOST_DIFF_LINES:
        yield f"and {len(lines) - MOST_DIFF_LINES} more lines"
    if not lines and before != after:
        length = min(len(before), len(after))
        place = next((at for at in range(length) if before[at] != after[at]), length)
        yield f"from byte {place} on: {before[place:][:40]!r} became {after[place:][:40]!r}"


def _pieces(text: bytes) -> list[str]:
    return [piece[:MOST_LINE] for piece in _PIECES.split(text.decode("utf-8", "replace"))]
