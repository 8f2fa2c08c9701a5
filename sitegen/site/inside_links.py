"""Whether the links to addresses of this site lead to something: those of texts, of the menu, of feeds' pictures.

Never: judges a link to a source or to a file beside a text, whose own rooms do (`links.py`, `page_files.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin

from sitegen.errors import Problem
from sitegen.pages.markdown.typed.own_links import dead_address
from sitegen.pages.page import BodyLink, PageMeta
from sitegen.settings import Settings
from sitegen.site.links import MOST_DEAD_LINKS


def dead_links(
    pages: Iterable[PageMeta],
    files: Mapping[str, Collection[str]],
    settings: Settings,
    is_answered: Callable[[str], bool],
) -> Iterator[Problem]:
    """Yield a warning for each link of a text to an address of this site that nothing answers.

    `files` are the targets of each page that are files of the site, `is_answered` says of a path below the base path
    whether something is there or an old address leads on.
    """
    known: dict[str, bool] = {}
    for page in pages:
        if not page.inside and not page.files:
            continue
        found = files.get(page.path, ())
        told = 0
        at_root = (link for link in page.files if link.target.startswith("/") and link.target not in found)
        for link in (*page.inside, *(link for link in at_root if not link.is_picture)):
            path = path_of(link, page.url, settings.base_path)
            if path is None:
                continue
            if path not in known:
                known[path] = is_answered(path)
            if not known[path] and told < MOST_DEAD_LINKS:
                told += 1
                yield dead_address(settings.shown_path(page.path), link, f"{link.text} leads to nothing on this site")


def path_of(link: BodyLink, page_url: str, base_path: str) -> str | None:
    """Return the path below the base path that a link leads to, decoded; None for one within the page or elsewhere."""
    target = link.target.partition("#")[0].partition("?")[0]
    if not target:
        return None
    if target.startswith("/"):
        return target[1:]
    url = unquote(urljoin(page_url, target))
    return url[len(base_path) :] if url.startswith(base_path) else None


def dead_settings(settings: Settings, is_answered: Callable[[str], bool]) -> Iterator[Problem]:
    """Yield a warning for each address in `site.yaml` that is of this site and that nothing answers."""
    named = [(f"menu.{link.title}", link.url) for link in settings.menu] + [("feed_image", settings.feed_image)]
    for field, typed in named:
        own = settings.base_url.rstrip("/")
        url = typed.removeprefix(own) if typed.startswith(f"{own}/") else typed
        if url.startswith("/") and not is_answered(unquote(url[1:].partition("#")[0].partition("?")[0])):
            message = f"{typed} leads to nothing on this site"
            yield settings.problem(field, message, "Correct it, or take it out.", "warning")
