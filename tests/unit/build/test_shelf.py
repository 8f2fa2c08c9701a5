"""The shelf gives the same pages and cards whether they are fetched together or one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.build.shelf import KEPT_BYTES, DamagedMemoryError, MemoryShelf
from sitegen.cache import Memory
from sitegen.packing import pack
from sitegen.pages.page import Card, Page, TermLink
from sitegen.plan.views import CardRef, PageRef
from sitegen.values import digest_bytes, encode

LINKS = {"topics": {"AI": TermLink(name="AI", url="/topics/ai/")}}
# What cannot be compressed below the limit is fetched alone.
PAGES = [
    Page(card=Card(path=path, title=path, url=f"/{path}/", terms={"topics": ("AI",)}), body=body)
    for path, body in (
        ("a.md", "short"),
        ("b.md", "repeated " * 2000),
        ("c.md", "".join(map(digest_bytes, map(str.encode, map(str, range(2000)))))),
        ("d.md", ""),
    )
]
REFS = [
    PageRef(page.card.path, digest_bytes(pack(encode(page.details))), digest_bytes(encode(page.card))) for page in PAGES
]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """Return a memory of `PAGES`, one of which is large."""
    made = Memory(tmp_path / "memory.db")
    rows = [(page.card.path, encode(page.card), pack(encode(page.details))) for page in PAGES]
    assert [len(row[2]) > KEPT_BYTES for row in rows] == [False, False, True, False]
    made.show_pages(rows)
    return made


def neighbours(shelf: MemoryShelf) -> list[tuple[Page, Card]]:
    """Ask as story after story is rendered: for its page, then for the next one's card."""
    after = [*REFS[1:], REFS[0]]
    return [
        (shelf.page(one), shelf.card(CardRef(next_.path, next_.card))) for one, next_ in zip(REFS, after, strict=True)
    ]


def test_pages_fetched_together_are_the_same(memory: Memory) -> None:
    """Nobody can tell which pages were fetched ahead."""
    alone, together, half = MemoryShelf(memory, LINKS), MemoryShelf(memory, LINKS), MemoryShelf(memory, LINKS)
    together.expect(REFS)
    half.expect(REFS[1:3])
    found = neighbours(alone)
    assert neighbours(together) == found == neighbours(half)
    assert [page.body for page, _ in found] == [page.body for page in PAGES]
    assert all(card.topics == (LINKS["topics"]["AI"],) for _, card in found)
    assert neighbours(together) == found  # a second time, when nothing is expected any more


def test_large_pages_do_not_wait_in_memory(memory: Memory) -> None:
    """Only small pages are fetched ahead, and they are given away when they are asked for."""
    assert set(memory.small_pages([ref.path for ref in REFS], KEPT_BYTES)) == {"a.md", "b.md", "d.md"}


def test_damage_is_found_in_what_was_fetched_together(memory: Memory) -> None:
    """Each card and each page is checked against its digest."""
    card, details = encode(PAGES[0].card), pack(encode(PAGES[0].details))
    memory.show_pages([("a.md", card, pack(encode(PAGES[3].details))), ("b.md", encode(PAGES[3].card), details)])
    shelf = MemoryShelf(memory, LINKS)
    for _ in range(2):  # alone, and fetched together
        assert shelf.card(CardRef(REFS[0].path, REFS[0].card)).title == "a.md"
        with pytest.raises(DamagedMemoryError):
            shelf.page(REFS[0])
        with pytest.raises(DamagedMemoryError):
            shelf.card(CardRef(REFS[1].path, REFS[1].card))
        shelf = MemoryShelf(memory, LINKS)
        shelf.expect(REFS)
