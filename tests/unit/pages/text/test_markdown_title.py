"""The title of a text that says none: its first heading or line that reads like one, else the file's name."""

from __future__ import annotations

import pytest

from sitegen.pages.parse import parse_source
from sitegen.pages.text.markdown_title import find_markdown_title, name_in_words
from sitegen.settings import Settings

TEXTS = {
    "# The harbour is open\n\nText.": ("The harbour is open", "\n\nText."),
    "The harbour is open\n===\n\nText.": ("The harbour is open", "\n\n\nText."),
    "<!-- a\nnote -->\n\n## The harbour is open\nText.": ("The harbour is open", "\n\n\n\nText."),
    "> A quotation that is long enough\n\n# Open": ("Open", ""),
    "```\nThis stands in code, which is no title\n```\n# Open": ("Open", ""),
    "- The first of a list of things\n- The second\n\n# Open": ("Open", ""),
    "1. The first of a list of things\n\n# Open": ("Open", ""),
    "| The table | of things |\n|---|---|\n\n# Open": ("Open", ""),
    "![A picture of the harbour](x.png)\n\n# Open": ("Open", ""),
    "# 2024-05-01\n\n# Wednesday, May 1st\n\n## 5月1日\n\nThe harbour opens\n": ("The harbour opens", ""),
    "---\n\n# The harbour is open": ("The harbour is open", "\n\n"),
    "{% include x.html %}\n\n:::note\n\n# Open": ("Open", ""),
    "This is the first sentence of a text.\n": ("", "This is the first sentence of a text.\n"),
    "": ("", ""),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_title_is_found(text: str) -> None:
    """What stands in code, quotations, lists or tables is no title, and neither is a date; lines keep their numbers."""
    title, rest = TEXTS[text]
    assert find_markdown_title(text) == (title, rest or text)


def test_the_name_stands_in() -> None:
    """Where no line is a title the file's name is, in words and without its date."""
    assert [name_in_words(name) for name in ("issue-12", "the_harbour--is open", "2024")] == [
        "Issue 12",
        "The harbour is open",
        "2024",
    ]
    found = parse_source(b"- one\n- two\n", "news/2024-05-01-harbour-notes.md", Settings())
    assert found.page is not None
    assert found.page.card.title == "Harbour notes"
