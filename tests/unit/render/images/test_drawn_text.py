"""Where lines that are drawn end."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from sitegen.render.images.drawn_text import Face, cut, wrap

FACE = Face(b"", "en")
TEXTS = some.text(some.sampled_from("abW ,.“”…-中文，。（"), min_size=1, max_size=80)


def width(text: str, size: int) -> float:
    return FACE.at(size).getlength(text) + 2 * FACE.bold(size)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_line_is_too_wide_and_nothing_is_lost(text: str) -> None:
    """Lines hold the whole text in order, none wider than asked, none empty."""
    lines = wrap(text, FACE, 40, 300)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.strip() and width(line, 40) <= 300 for line in lines)


@settings(max_examples=60, deadline=None)
@given(TEXTS, some.floats(0, 500))
def test_what_is_cut_fits(text: str, most: float) -> None:
    """A text that is cut is not wider than asked, or nothing at all, and says that it was cut."""
    kept = cut(text, FACE, 30, most)
    assert kept == text or (not kept or kept.endswith("…"))
    assert not kept or width(kept, 30) <= most


def test_words_and_chinese_break_where_they_may() -> None:
    """Words stay whole; between Chinese characters lines may end, but not before a closing or after an opening mark."""
    assert wrap("one two three", FACE, 40, width("one two", 40) + 1) == ["one two", "three"]
    five = FACE.at(40).getlength("中中中中中") + 2 * FACE.bold(40)
    lines = wrap("中中中中中，中中中中（中）中", FACE, 40, five + 1)
    assert not [line for line in lines if line[0] in "，）" or line[-1] == "（"]
