"""The spec files in tests/specs: what a source means, case by case."""

from __future__ import annotations

import pytest

from sitegen.pages.text.plain_text import plain_body
from tests.unit.pages.spec_cases import spec_cases
from tests.unit.pages.spec_functions import FUNCTIONS


@pytest.mark.parametrize(("title", "given", "expected"), spec_cases("front_matter.md"))
def test_front_matter(title: str, given: str, expected: str) -> None:
    """Front matter means what was typed, and what is wrong in it is told with its place."""
    assert expected == FUNCTIONS["front_matter.md"](title, given)


@pytest.mark.parametrize(("title", "given", "expected"), spec_cases("markdown.md"))
def test_markdown(title: str, given: str, expected: str) -> None:
    """A Markdown body becomes this HTML, with these headings and links to content files."""
    assert expected == FUNCTIONS["markdown.md"](title, given)


@pytest.mark.parametrize(("title", "given", "expected"), spec_cases("plain_text.md"))
def test_plain_text(title: str, given: str, expected: str) -> None:
    """A plain text has this title and this body."""
    assert expected == FUNCTIONS["plain_text.md"](title, given)


@pytest.mark.parametrize(("title", "given", "expected"), spec_cases("dates.md"))
def test_dates(title: str, given: str, expected: str) -> None:
    """Dates in all usual forms are understood in the site's zone; others are told with the way out."""
    assert expected == FUNCTIONS["dates.md"](title, given)


@pytest.mark.parametrize(("title", "given", "expected"), spec_cases("urls.md"))
def test_urls(title: str, given: str, expected: str) -> None:
    """Names give these addresses, and only these links are safe."""
    assert expected == FUNCTIONS["urls.md"](title, given)


def test_a_huge_plain_text_is_one_block() -> None:
    """A plain text beyond four million characters is shown as it is, not paragraph by paragraph."""
    body = plain_body("<a>\n\n" * 1_000_000)
    assert body.startswith("<pre>&lt;a&gt;\n\n&lt;a&gt;")
    assert "<p>" not in body
