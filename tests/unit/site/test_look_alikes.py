"""What may be there twice is found, and nothing that only looks like it."""

from __future__ import annotations

from sitegen.site.look_alikes import find_doubles
from tests.page_meta import page_meta


def test_doubles() -> None:
    """One original address, or the same words in a title, may be one story; different numbers never are."""
    pages = [
        page_meta("a", title="A model of 7 words", original_url="https://www.x.example/a/"),
        page_meta("b", title="Other", original_url="http://x.example/a"),
        page_meta("c", title="Model: a, of words 7!", original_url="https://x.example/c"),
        page_meta("d", title="A model of 8 words", original_url="https://x.example/d"),
        page_meta("e", title="Two words"),
        page_meta("f", title="Two words"),
    ]
    found = [(one.why, [page.path for page in one.pages]) for one in find_doubles(pages)]
    assert found == [
        ("the same original address", ["news/a.md", "news/b.md"]),
        ("the same words in the title", ["news/a.md", "news/c.md"]),
    ]
