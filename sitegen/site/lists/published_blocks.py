"""The blocks of lists that were ever published, as `addresses.lock` tells of them: a line for each.

    list /topics/ai/4f0c66a1d2/ 2024-01-02

Its address below the site's, and the day of the story that it is named for. These lines sort behind all others.

Never: reads a file, or knows where a list is cut now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from sitegen.pages.urls import is_page_address

WORD = "list "
"""What each line begins with."""
_LINE = re.compile(r"list /((?:[!-.0-~]+/)+)([0-9a-f]{10}0*)/ ([0-9]{4}-[0-9]{2}-[0-9]{2})", re.ASCII)


class PublishedBlocks:
    """Folder -> the names of the blocks that lay there, each with a day. Kept as text: there may be 100,000s."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: defaultdict[str, bytearray] = defaultdict(bytearray)
        self._last = ("", "")
        self.is_sorted = True
        """Whether the lines came in order, each block once."""

    def add(self, line: str) -> bool:
        """Add a line, and return whether it is a whole one."""
        found = _LINE.fullmatch(line)
        if found is None:
            return False
        folder, name, day = found.groups()
        if not is_page_address(f"/{folder}{name}/"):
            return False
        self.is_sorted = self.is_sorted and self._last < (folder, name)
        self._last = (folder, name)
        self._found[folder] += f"{name} {day} ".encode()
        return True

    def folders(self) -> Iterator[str]:
        """Yield the folder of each list."""
        yield from self._found

    def of(self, folder: str) -> dict[str, str]:
        """Return name -> day for the blocks in a folder; of two days that branches left, the later one."""
        words = self._found[folder].decode().split() if folder in self._found else ()
        found: dict[str, str] = {}
        for name, day in zip(words[::2], words[1::2], strict=True):
            found[name] = max(day, found.get(name, ""))
        return found


def block_lines(blocks: PublishedBlocks, now: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[str]:
    """Yield the lines of all blocks that were published, and of those that are `now`, in order."""
    now = now or {}
    for folder in sorted({*blocks.folders(), *now}):
        names = {**blocks.of(folder), **now.get(folder, {})}
        yield from (f"{WORD}/{folder}{name}/ {names[name]}" for name in sorted(names))
