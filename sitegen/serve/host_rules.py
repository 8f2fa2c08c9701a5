"""Reads `_redirects` and `_headers` of an output folder as Netlify does, as far as this program writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_PLACEHOLDER = re.compile(r":([a-z]+)")
_NOTHING = re.compile(r"(?!)")
_STATUS = re.compile(r"([1-5][0-9]{2})(!?)\Z")


class Redirect(NamedTuple):
    """One line of `_redirects`: `from to status`."""

    pattern: re.Pattern[str]
    to: str
    status: int
    is_forced: bool
    """Whether it wins over a file of that name (`301!`)."""


class HeaderRule(NamedTuple):
    """One block of `_headers`: a path, and indented `Name: value` lines."""

    pattern: re.Pattern[str]
    headers: tuple[tuple[str, str], ...]


class RuleFile(Generic[T]):
    """The rules in one file, read again when the file has changed."""

    def __init__(self, file: Path, parse: Callable[[str], tuple[T, ...]]) -> None:
        """Parse `file` with `parse` when first asked."""
        self._file = file
        self._parse = parse
        self._known: tuple[tuple[int, int], tuple[T, ...]] = ((0, 0), ())

    def rules(self) -> tuple[T, ...]:
        """Return the rules in their order; none when there is no such file."""
        try:
            status = self._file.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if self._known[0] != stamp:
                self._known = (stamp, self._parse(self._file.read_text("utf-8", "replace")))
        except OSError:
            return ()
        return self._known[1]


def parse_redirects(text: str) -> tuple[Redirect, ...]:
    """Return the redirects; lines with conditions that need a real host are left out."""
    found = []
    for line in text.splitlines():
        words = [] if line.lstrip().startswith("#") else line.split()
        status = _STATUS.match(words[2]) if len(words) == 3 else None
        if len(words) == 2 or status:
            number, force = (int(status[1]), bool(status[2])) if status else (301, False)
            found.append(Redirect(_pattern(words[0]), words[1], number, force))
    return tuple(found)


def parse_headers(text: str) -> tuple[HeaderRule, ...]:
    """Return the header rules; a line that is neither a path nor `Name: value` is left out."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        name, colon, value = line.strip().partition(":")
        if line.startswith("/"):
            found.append((line.strip(), []))
        elif line[:1].isspace() and colon and found and name.isascii() and value.strip().isprintable():
            found[-1][1].append((name.strip(), value.strip()))
    return tuple(HeaderRule(_pattern(path), tuple(headers)) for path, headers in found)


def find_redirect(rules: tuple[Redirect, ...], path: str, *, forced: bool) -> tuple[str, int] | None:
    """Return the address and the status of the first rule for a path, or None."""
    for rule in rules:
        match = rule.pattern.match(path) if rule.is_forced == forced else None
        if match:
            return _filled_in(rule.to, match.groupdict(default="")), rule.status
    return None


def _filled_in(to: str, parts: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: parts.get(found[1], found[0]), to)


def find_headers(rules: tuple[HeaderRule, ...], path: str) -> dict[str, str]:
    """Return the headers that all rules for a path set; the last one wins."""
    return {name: value for rule in rules if rule.pattern.match(path) for name, value in rule.headers}


def _pattern(path: str) -> re.Pattern[str]:
    """Return what a path of a rule matches: `*` at the end is the rest, `:name` a segment, a last `/` is no matter."""
    has_rest = path.endswith("*")
    parts = [_segment(part) for part in path.rstrip("*").strip("/").split("/") if part]
    body = "".join("/" + part for part in parts)
    try:
        return re.compile(f"{body}(?:/(?P<splat>.*))?\\Z" if has_rest else f"{body}/?\\Z", re.DOTALL)
    except re.error:
        return _NOTHING  # one name twice


def _segment(part: str) -> str:
    name = _PLACEHOLDER.fullmatch(part)
    # A star inside a path is a letter to the host; as a wildcard, many of them could keep the search busy for ever.
    return f"(?P<{name[1]}>[^/]+)" if name else re.escape(part)
