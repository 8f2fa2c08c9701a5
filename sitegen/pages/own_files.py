"""The pictures of a story that are files of the site: the front matter's, beside those of the body."""

from __future__ import annotations

from posixpath import dirname

from sitegen.pages.fields.story_values import Image
from sitegen.pages.file_links import file_address, resolve_target, target_of
from sitegen.pages.page import BodyLink, Page
from sitegen.values import with_changes


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
