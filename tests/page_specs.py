"""The pages of `tests/specs/pages/`: what each says, line by line.

`make golden` writes them anew. Each line that changed is a change that readers see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.page_outline import head_lines, outline
from tests.page_reader import PageAsRead
from tests.read_sites import ReadSites

FOLDER = Path(__file__).parent / "specs" / "pages"
FRAMES = ("full/frame", "bare/frame", "empty/frame")
"""What all pages of a site have in common, written down once."""
SPECS = {
    "full/home": "",
    "full/story": "news/2024/04/10/fold/",
    "full/story-elsewhere": "news/2024/04/10/model/",
    "full/story-without-time": "news/2024/04/10/note/",
    "full/story-said-once": "news/2024/03/15/once/",
    "full/story-oldest": "news/2022/12/31/turn/",
    "full/story-long-excerpt": "news/2023/05/05/spring/",
    "full/day": "news/2024/02/21/",
    "full/day-crowded": "news/2024/02/20/",
    "full/month": "news/2024/02/",
    "full/month-quiet": "news/2023/11/",
    "full/year": "news/2023/",
    "full/section": "news/",
    "full/topic": "topics/robots/",
    "full/topic-child": "topics/arms/",
    "full/source": "sources/the-wire/",
    "full/topics": "topics/",
    "full/sources": "sources/",
    "full/archive": "archive/",
    "full/block": "archive/090f5ad226/",
    "full/block-newest": "archive/1d1d6c8c63/",
    "full/topic-block": "topics/robots/2d0e13b431/",
    "full/feeds": "feeds/",
    "full/search": "search/",
    "full/folder": "handbook/",
    "full/folder-below": "handbook/guides/",
    "full/page": "about/",
    "full/not-found": "404.html",
    "bare/home": "",
    "bare/story": "news/2024/02/02/bare-2/",
    "bare/day": "news/2024/02/01/",
    "bare/month": "news/2024/02/",
    "bare/year": "news/2024/",
    "bare/section": "news/",
    "bare/topic": "topics/ai/",
    "bare/topics": "topics/",
    "bare/sources": "sources/",
    "bare/archive": "archive/",
    "bare/block": "archive/1b1f8e75db/",
    "bare/page": "page/",
    "bare/not-found": "404.html",
    "off/home": "",
    "off/story": "news/2024/02/21/off/",
    "off/section": "news/",
    "off/archive": "archive/",
    "off/not-found": "404.html",
    "months/home": "",
    "months/month": "news/2024/02/",
    "months/year": "news/2024/",
    "months/story": "news/2024/02/21/4/",
    "empty/home": "",
    "empty/archive": "archive/",
    "empty/topics": "topics/",
    "empty/feeds": "feeds/",
    "empty/search": "search/",
    "empty/not-found": "404.html",
}
"""Spec -> the page's path on its site."""


def frame_lines(page: PageAsRead, common: Sequence[str]) -> list[str]:
    """Return what a page has around its own content: what the heads share, and the body but for main."""
    head = [line for line in head_lines(page) if line in common]
    return [*head, *_around_main(page)]


def _around_main(page: PageAsRead) -> Iterator[str]:
    for element in page.body:
        if element.tag == "main":
            yield "main"
        else:
            yield from outline(element)


def common_head(sites: ReadSites, name: str) -> list[str]:
    """Return the lines that the heads of two pages share which have nothing else in common."""
    other = head_lines(sites.page(name, "archive/"))
    return [line for line in head_lines(sites.page(name, "404.html")) if line in other]


def page_lines(sites: ReadSites, spec: str) -> list[str]:
    """Return what a page says: its own lines of the head, its kind, the front page's masthead, and the main part."""
    name, path = spec.partition("/")[0], SPECS[spec]
    page = sites.page(name, path)
    common = common_head(sites, name)
    own = [line for line in head_lines(page) if line not in common]
    masthead = [] if path else outline(page.with_class("masthead")[0])
    return [f"/{path}", *own, f"body {page.body.get('class')}", *masthead, *outline(page.main)]


def spec_text(sites: ReadSites, spec: str) -> str:
    """Return the text of a spec file as the theme makes it now."""
    if spec in FRAMES:
        name = spec.partition("/")[0]
        lines = frame_lines(sites.page(name, "archive/"), common_head(sites, name))
    else:
        lines = page_lines(sites, spec)
    return "\n".join(lines) + "\n"


def spec_file(spec: str) -> Path:
    """Return where it is written down."""
    return FOLDER / f"{spec}.txt"
