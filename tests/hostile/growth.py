"""Measures how the time of a reader grows with its text."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.hostile.form_makers import Form
from tests.hostile.text_readers import Reader

STEP = 16
"""So many times the text ..."""
MOST_GROWTH = 30
"""... may take at most so many times as long: what is proportional, with room for caches that become too small."""
_LAST = "bcd"
"""What each run ends in: a text that was read before may be remembered."""


def too_slow(
    readers: Mapping[str, Reader], forms: Mapping[str, Form], size: int, least: float
) -> Iterator[tuple[str, str, str]]:
    """Yield the reader, the form and the milliseconds of each whose time grows faster than its text, up to a size.

    What takes less than `least` seconds for the whole text is fast enough, whatever it took for a part of it.
    """
    for name, form in forms.items():
        for job, reader in readers.items():
            if found := _compared(reader, form, size, least):
                yield job, name, found


def _compared(reader: Reader, form: Form, size: int, least: float) -> str:
    whole, part = form(size), form(size // STEP)
    longest = _seconds(reader, whole + "a")
    if longest <= least:
        return ""
    # The machine is shared: the least of some runs is nearest to what a text takes.
    shortest = min(_seconds(reader, part + last) for last in _LAST)
    for last in _LAST:
        if longest <= max(least, MOST_GROWTH * shortest):
            return ""
        longest = min(longest, _seconds(reader, whole + last))
    return f"{shortest * 1000:.1f} ms for {len(part):,} characters, {longest * 1000:.0f} ms for {len(whole):,}"


def _seconds(reader: Reader, text: str) -> float:
    prepared: Any = reader.prepare(text)
    started = time.process_time()
    reader.read(prepared)
    return time.process_time() - started
