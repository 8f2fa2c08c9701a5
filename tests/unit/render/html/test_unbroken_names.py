"""Names that no line breaks in."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from sitegen.render.html.unbroken_names import MOST_LETTERS, unbroken


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GPT-4 and GPT-4o-mini", ["GPT-4", "GPT-4o-mini"]),
        ("Claude-3.5, Llama-3; “DeepSeek-R1”", ["Claude-3.5", "Llama-3", "DeepSeek-R1"]),
        ("Claude-3.5-Sonnet", ["Claude-3.5"]),
        ("Qwen2.5-72B-Instruct", ["Qwen2.5-72B"]),
        ("o3-mini and the H100-like", ["o3-mini", "H100-like"]),
        ("深度求索发布DeepSeek-V3模型", ["DeepSeek-V3"]),
        ("a state-of-the-art model", []),
        ("the state-of-the-art GPT-4-based 2024-02-21", ["GPT-4-based", "2024-02-21"]),
        ("no hyphen 4", []),
        ("a-very-long-word-indeed-0123456789-and-more", ["0123456789-and"]),
    ],
)
def test_what_is_kept_on_one_line(text: str, kept: list[str]) -> None:
    """A short compound with a figure beside its hyphen is kept together, another compound is not."""
    assert re.findall('<span class="name-in-one">(.*?)</span>', str(unbroken(text))) == kept
    assert all(len(name) <= MOST_LETTERS for name in kept)


@pytest.mark.parametrize("text", ["GPT-4 <b>&amp; 'x'</b>-1", "<GPT-4>", "-4-", "&lt;x-1", "1-<-1"])
def test_the_text_stays_what_it_is(text: str) -> None:
    """Without the elements it is the text as given, and all of it is escaped."""
    shown = str(escape(unbroken(text)))
    assert re.sub('<span class="name-in-one">|</span>', "", shown) == str(escape(text))
