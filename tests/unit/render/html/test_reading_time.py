"""How long a text takes to read."""

from __future__ import annotations

import pytest

from sitegen.render.html.reading_time import reading_minutes


@pytest.mark.parametrize(
    ("html", "minutes"),
    [
        ("", 0),
        ("<p>A few words.</p>", 0),
        ("<p>" + "word " * 1190 + "</p>", 5),
        ("<p class='" + "word " * 1190 + "'>one</p>", 0),
        ("<p>" + "公司称训练过程仅耗时十天" * 100 + "</p>", 5),
        ("<p>" + "公司称训练过程仅耗时十天" * 50 + " word" * 595 + "</p>", 5),
    ],
)
def test_reading_minutes(html: str, minutes: int) -> None:
    """Words count, and signs of scripts that put no space between words; markup does not."""
    assert reading_minutes(html) == minutes
