"""Which links lead to a part of another page that it does not have (`x.md#part`, `/x/#part`).

Never: loads a page that no such link leads to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.cache.build_cache import BuildCache
from sitegen.errors import Problem
from sitegen.lazy import lazy_imports
from sitegen.pages.file_links import BY_NAME
from sitegen.pages.markdown.typed.own_links import dead_address
from sitegen.pages.page import BodyLink, Details, PageMeta
from sitegen.pages.urls import encode_path
from sitegen.settings import Settings
from sitegen.site.index import SiteIndex
from sitegen.site.inside_links import path_of
from sitegen.values import decoder, unpack, with_changes

with lazy_imports():  # sites without such links need no sanitiser
    from sitegen.pages.markdown import body_links

_decode = decoder(Details).decode


class _Wanted(NamedTuple):
    page: PageMeta
    link: BodyLink
    part: str


def dead_parts(index: SiteIndex, cache: BuildCache, settings: Settings) -> Iterator[Problem]:
    """Yield a warning for each link to a part that the page it leads to does not have."""
    wanted = _wanted(index, settings)
    if not wanted:
        return
    for page in (*index.stories, *index.pages):
        links = wanted.get(index.addresses.get(page.path, page.url).rstrip("/"))
        stored = cache.page(page.path) if links else b""
        if not links or not stored:
            continue
        ids = body_links.ids_of(_decode(unpack(stored)).body)
        for one in links:
            if not body_links.has_part(one.part, ids):
                typed = one.link.text.removeprefix(f"/{BY_NAME}")
                message = f"{typed} leads to no part of {settings.shown_path(page.path)}"
                yield dead_address(settings.shown_path(one.page.path), with_changes(one.link, text=typed), message)


def _wanted(index: SiteIndex, settings: Settings) -> dict[str, list[_Wanted]]:
    """Return the links with a part of another page, by the address of that page without the slash at its end."""
    wanted: defaultdict[str, list[_Wanted]] = defaultdict(list)
    for page in (*index.stories, *index.pages):
        for link in page.links:
            part = link.text.partition("#")[2]
            url = index.targets.get(page.path, {}).get(link.target) if part else None
            if url:
                wanted[url.rstrip("/")].append(_Wanted(page, link, part))
        for link in page.inside:
            part = link.target.partition("#")[2]
            path = path_of(link, page.url, settings.base_path) if part else None
            if path is not None:
                url = settings.base_path + encode_path(path)
                wanted[url.rstrip("/")].append(_Wanted(page, link, unquote(part)))
    return wanted
