"""The pictures of a page: those that are files of the site get their names, and a site that wants none has none.

With `images: off` no browser asks another host for one. Never: leaves an `<img>` then.
"""

from __future__ import annotations

import re
from html import escape, unescape
from posixpath import dirname
from urllib.parse import unquote

from sitegen.pages.fields.story_values import Image, Provider, Related
from sitegen.pages.file_links import file_address, resolve_target, target_of
from sitegen.pages.page import BodyLink, Card, Page
from sitegen.values import with_changes

# Bodies are sanitised, so every attribute is quoted.
# A whole tag with its quoted attributes, so that nothing inside an attribute is ever taken for a tag.
# Possessive, so that no input makes it slow.
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(src|alt)=(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_LONGEST_NAME = 80


def with_own_files(page: Page) -> Page:
    """Return a page whose pictures are named from the content folder, and which knows them among its files."""
    if not any(target_of(image.url) for image in page.images):
        return page
    folder = dirname(page.card.path)
    images = tuple(_named(image, folder) for image in page.images)
    targets = dict.fromkeys(target for image in images if (target := target_of(image.url)))
    files = tuple(BodyLink(target, 0, 0, target, is_picture=True) for target in targets)
    card = with_changes(page.card, image=images[0])
    return with_changes(page, images=images, card=card, files=(*page.files, *files))


def _named(image: Image, folder: str) -> Image:
    target = target_of(image.url)
    return with_changes(image, url=file_address(resolve_target(target, folder))) if target else image


def without_images(page: Page) -> Page:
    """Return a page without its pictures, icons and those of its coverage; in its body links to them stand instead."""
    return with_changes(
        page,
        card=_card(page.card),
        body=link_images(page.body),
        related=tuple(_related(other) for other in page.related),
        images=(),
    )


def link_images(html: str) -> str:
    """Return a body whose pictures are links to them, named by their alternative text or their file.

    Within a link the name alone is left: links do not nest (HTML Standard, section 4.5.1).
    """
    if "<img" not in html.lower():
        return html
    is_in_link = False

    def replace(tag: re.Match[str]) -> str:
        nonlocal is_in_link
        element = tag[2].lower()
        if element == "a":
            is_in_link = not tag[1]
        if element != "img":
            return tag[0]
        given = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag[3])}
        url, name = given.get("src", ""), given.get("alt", "").strip()
        name = name or unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2])[:_LONGEST_NAME]
        if is_in_link or not url:
            return escape(name, quote=False)
        rel = ' rel="noopener nofollow ugc"' if url.startswith(("http://", "https://")) else ""
        return f'<a href="{escape(url)}"{rel}>{escape(name or url, quote=False)}</a>'

    return _TAG.sub(replace, html)


def _card(card: Card) -> Card:
    return with_changes(card, image=None, provider=_provider(card.provider))


def _related(other: Related) -> Related:
    return with_changes(other, images=(), provider=_provider(other.provider))


def _provider(provider: Provider | None) -> Provider | None:
    return with_changes(provider, images=()) if provider else None
