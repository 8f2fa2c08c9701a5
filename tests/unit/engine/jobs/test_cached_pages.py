"""Cached pages and cards are the same whether they are loaded together or one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.cache.build_cache import BuildCache, DamagedCacheError
from sitegen.engine.jobs.cached_pages import KEPT_BYTES, CachedPages, IndexParts
from sitegen.pages.page import Card, Page, TermLink
from sitegen.plan.views.html_views import CardRef, PageRef, ShardRef
from sitegen.values import digest_bytes, encode, pack

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
def cache(tmp_path: Path) -> BuildCache:
    """Return a cache of `PAGES`, one of which is large."""
    made = BuildCache(tmp_path / "cache.db")
    rows = [(page.card.path, encode(page.card), pack(encode(page.details))) for page in PAGES]
    assert [len(row[2]) > KEPT_BYTES for row in rows] == [False, False, True, False]
    made.store_pages(rows)
    return made


def neighbours(pages: CachedPages) -> list[tuple[Page, Card]]:
    """Ask as story after story is rendered: for its page, then for the next one's card."""
    after = [*REFS[1:], REFS[0]]
    return [
        (pages.page(one), pages.card(CardRef(next_.path, next_.card))) for one, next_ in zip(REFS, after, strict=True)
    ]


def test_pages_fetched_together_are_the_same(cache: BuildCache) -> None:
    """Nobody can tell which pages were fetched ahead."""
    alone, together, half = (CachedPages(cache, IndexParts(LINKS)) for _ in range(3))
    together.prefetch(REFS)
    half.prefetch(REFS[1:3])
    found = neighbours(alone)
    assert neighbours(together) == found == neighbours(half)
    assert [page.body for page, _ in found] == [page.body for page in PAGES]
    assert all(card.topics == (LINKS["topics"]["AI"],) for _, card in found)
    assert neighbours(together) == found  # a second time, when nothing is expected any more


def test_terms_of_bodies(cache: BuildCache) -> None:
    """What stands for the terms of bodies is made of the bodies themselves, each checked against its digest."""
    cards = tuple(CardRef(ref.path, ref.card) for ref in REFS)
    pages = CachedPages(cache, IndexParts(LINKS, {"with": tuple(REFS), "without": cards}))
    assert "\nshort A\n" in pages.terms(ShardRef(0, 4, 0, 1, "with", "both"))
    assert "short" not in pages.terms(ShardRef(0, 4, 0, 1, "without"))
    cache.store_pages([("a.md", encode(PAGES[0].card), pack(encode(PAGES[3].details)))])
    with pytest.raises(DamagedCacheError):
        CachedPages(cache, IndexParts(LINKS, {"with": tuple(REFS)})).terms(ShardRef(0, 4, 0, 1, "with", "both"))


def test_large_pages_do_not_wait_in_memory(cache: BuildCache) -> None:
    """Only small pages are fetched ahead, and they are given away when they are asked for."""
    assert set(cache.small_pages([ref.path for ref in REFS], KEPT_BYTES)) == {"a.md", "b.md", "d.md"}


def test_damage_is_found_in_what_was_fetched_together(cache: BuildCache) -> None:
    """Each card and each page is checked against its digest."""
    card, details = encode(PAGES[0].card), pack(encode(PAGES[0].details))
    cache.store_pages([("a.md", card, pack(encode(PAGES[3].details))), ("b.md", encode(PAGES[3].card), details)])
    pages = CachedPages(cache, IndexParts(LINKS))
    for _ in range(2):  # alone, and fetched together
        assert pages.card(CardRef(REFS[0].path, REFS[0].card)).title == "a.md"
        with pytest.raises(DamagedCacheError):
            pages.page(REFS[0])
        with pytest.raises(DamagedCacheError):
            pages.card(CardRef(REFS[1].path, REFS[1].card))
        pages = CachedPages(cache, IndexParts(LINKS))
        pages.prefetch(REFS)


def test_two_spellings_of_one_term_show_once(cache: BuildCache) -> None:
    """A story's terms come in its own order, each once; what this build does not know is not shown."""
    card = Card(path="e.md", title="e", url="/e/", terms={"topics": ("Chips", "AI", "ai", "gone", "chips")})
    data = encode(card)
    cache.store_pages([("e.md", data, b"")])
    ai, chips = LINKS["topics"]["AI"], TermLink(name="Chips", url="/topics/chips/")
    links = {"topics": {"AI": ai, "ai": ai, "Chips": chips, "chips": chips}}
    assert CachedPages(cache, IndexParts(links)).card(CardRef("e.md", digest_bytes(data))).topics == (chips, ai)
