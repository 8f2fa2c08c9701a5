from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.render.feeds.feed_text import feed_date, language_tag, one_line, unmarked


def test_a_long_line_is_cut_at_a_space() -> None:
    """A text over the limit ends with an ellipsis after a whole word, and is within the limit."""
    assert one_line("word " * 100, 23) == "word word word word…"


def test_a_long_line_without_spaces_is_cut_all_the_same() -> None:
    """Chinese has no spaces: the cut is then made anywhere."""
    assert one_line("字" * 50, 10) == "字" * 9 + "…"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The <b>bold</b> claim", "The bold claim"),
        ("R&amp;D", "R&D"),
        ("&amp;lt;b&gt;x&lt;/b&gt;", "x"),
        ("R&D at AT&T", "R&D at AT&T"),
        ("std::vector<T> and <think>", "std::vector<T> and <think>"),
        ("a < b and c > d", "a < b and c > d"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("<b></b>", "‹b›‹/b›"),
        ("A <img src=//<> picture", "A picture"),
        ("A <img src=x onerror=alert(1)", "A ‹img src=x onerror=alert(1)"),
        ("x <y and z = 3", "x ‹y and z = 3"),
        ("x <y and z", "x <y and z"),
    ],
)
def test_a_title_has_nothing_that_reads_as_html(title: str, shown: str) -> None:
    """Tags and references of HTML become what a reader would show; other brackets and ampersands stay."""
    assert unmarked(title) == shown


def test_nested_references_cost_no_more_than_the_title_is_long() -> None:
    """A hostile title of references inside references is undone without hanging."""
    assert unmarked("&" + "amp;" * 100 + "lt;") == "<"


@pytest.mark.parametrize(
    ("given_tag", "tag"), [("en_US", "en-US"), ("zh-Hans", "zh-Hans"), ("", ""), ("English!", ""), ("e", "")]
)
def test_a_language_is_a_bcp_47_tag(given_tag: str, tag: str) -> None:
    """Underscores become hyphens, and what is no language is left out."""
    assert language_tag(given_tag) == tag


def test_a_date_has_a_zone_of_whole_minutes() -> None:
    """Local mean time offsets and missing zones become UTC, since neither date format can say them."""
    shanghai_1900 = timezone(timedelta(hours=8, minutes=5, seconds=43))
    assert feed_date(datetime(1900, 1, 1, 8, 5, 43, tzinfo=shanghai_1900)) == datetime(1900, 1, 1, tzinfo=UTC)
    assert feed_date(datetime(2024, 1, 1)).isoformat() == "2024-01-01T00:00:00+00:00"
    assert feed_date(datetime(1, 1, 1, tzinfo=shanghai_1900)).isoformat() == "0001-01-01T00:00:00+00:00"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=200), st.integers(10, 100))
def test_any_text_becomes_a_clean_line(text: str, limit: int) -> None:
    """Whatever the text: one line, within the limit, and encodable."""
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    line.encode()
