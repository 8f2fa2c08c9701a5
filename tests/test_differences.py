"""What a test says when outputs are not those that were expected."""

from __future__ import annotations

import pytest

from tests.differences import MOST_DIFF_LINES, MOST_PATHS, assert_same_outputs, diff_lines, difference_lines


def test_equal_outputs_pass() -> None:
    """Nothing is said of outputs that are the same."""
    assert_same_outputs({"a": b"1"}, {"a": b"1"})


def test_paths_are_named_and_the_first_is_shown() -> None:
    """Each path is named with what is wrong with it, and of the first what stands there instead."""
    found = {"b.html": b"<p>same</p><p>new</p>", "c": b"", "e": b"1"}
    expected = {"b.html": b"<p>same</p><p>old</p>", "d": b"", "e": b"1"}
    with pytest.raises(AssertionError) as failed:
        assert_same_outputs(found, expected)
    assert str(failed.value).splitlines()[1:9] == [
        "differs: b.html",
        "superfluous: c",
        "missing: d",
        "@@ -3,3 +3,3 @@",
        " </p>",
        "-<p>old",
        "+<p>new",
        " </p>",
    ]


def test_much_is_cut_short() -> None:
    """Neither thousands of paths nor a file that is all new fill the screen."""
    lines = list(difference_lines({f"{n:03}": b"a\n" * n for n in range(1, 101)}, {"001": b"b\n" * 100}))
    assert len(lines) <= MOST_PATHS + MOST_DIFF_LINES + 3
    assert f"and {100 - MOST_PATHS} more" in lines


def test_bytes_that_are_no_text_are_shown() -> None:
    """Two pictures that read alike as text still differ at a place that is named."""
    assert list(diff_lines(b"\x89\xff", b"\x89\xfe")) == ["from byte 1 on: b'\\xff' became b'\\xfe'"]
