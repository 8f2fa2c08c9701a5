"""Where the code, math and comments of a Markdown text are. What looks like a template there is none.

CommonMark 0.31.2, sections 4.5 and 6.1. A place is found in one walk, so the time grows with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from sitegen.pages.markdown.typed.math import find_math

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)")
_RUN = re.compile(r"`++")
_COMMENT = re.compile(r"^ {0,3}<!--[\s\S]*?-->", re.MULTILINE)


class CodePlaces:
    """The parts of a text that are code, math or comments."""

    def __init__(self, text: str) -> None:
        """Find them."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        if "`" in text or "~~~" in text:
            self._find(text)
        self._add_others([*find_math(text), *_comments(text)])

    def end_at(self, place: int) -> int:
        """Return where the code ends that a place lies in; 0 when it lies in none."""
        at = bisect_right(self._starts, place) - 1
        return self._ends[at] if at >= 0 and place < self._ends[at] else 0

    def overlaps(self, begin: int, end: int) -> bool:
        """Return whether there is code between two places."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > begin

    def _add_others(self, places: list[tuple[int, int]]) -> None:
        """Add places that do not begin in code; of two that overlap, the one that begins first counts."""
        others = [place for place in places if not self.end_at(place[0])]
        if not others:
            return
        found = sorted((*zip(self._starts, self._ends, strict=True), *others))
        self._starts, self._ends = [], []
        for begin, end in found:
            if not self._ends or begin >= self._ends[-1]:
                self._add(begin, end)

    def _add(self, begin: int, end: int) -> None:
        self._starts.append(begin)
        self._ends.append(end)

    def _find(self, text: str) -> None:
        fence, opened, paragraph, at = "", 0, 0, 0
        for line in text.splitlines(keepends=True):
            found = _FENCE.match(line)
            mark = found[1] if found and (found[1][0] == "~" or "`" not in found[2]) else ""
            if fence:
                if mark and mark[0] == fence[0] and len(mark) >= len(fence) and found and not found[2].strip():
                    self._add(opened, at + len(line))
                    fence, paragraph = "", at + len(line)
            elif mark:
                self._find_spans(text, paragraph, at)
                fence, opened = mark, at
            elif not line.strip(" \t>\r\n"):
                self._find_spans(text, paragraph, at)
                paragraph = at + len(line)
            at += len(line)
        if fence:
            self._add(opened, len(text))
        else:
            self._find_spans(text, paragraph, len(text))

    def _find_spans(self, text: str, begin: int, end: int) -> None:
        """Find what stands between two equal runs of backticks in one block."""
        runs = [found.span() for found in _RUN.finditer(text, begin, end)] if begin < end else []
        last_of = {stop - start: number for number, (start, stop) in enumerate(runs)}
        following: dict[int, int] = {}
        partner = [-1] * len(runs)
        for number in range(len(runs) - 1, -1, -1):
            size = runs[number][1] - runs[number][0]
            partner[number] = following.get(size, -1)
            following[size] = number
        number = 0
        while number < len(runs):
            start, stop = runs[number]
            is_escaped = start > begin and text[start - 1] == "\\"
            if not is_escaped and number < last_of[stop - start] and partner[number] > number:
                self._add(start, runs[partner[number]][1])
                number = partner[number]
            number += 1


def _comments(text: str) -> list[tuple[int, int]]:
    """Return where comments that begin a line begin and end."""
    last = text.rfind("-->") + 3
    return [found.span() for found in _COMMENT.finditer(text, 0, last)] if "<!--" in text and last > 2 else []
