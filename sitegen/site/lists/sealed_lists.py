"""The lists of a site that are cut into blocks: all stories, those of each term, and the archives of the feed.

Never: decides where a list is cut (`blocks.py` does).
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sitegen.kept_values import KeptValues
from sitegen.settings import Settings
from sitegen.site.lists.blocks import Blocks, cut_list
from sitegen.site.taxonomy import Taxonomy

ARCHIVE = "archive/"
"""The folder of the list of all stories."""
FEED_ARCHIVE = "feeds/archive/"
"""The folder of the archives of the feed (RFC 5005)."""
ARCHIVED_FORMAT = "atom"
"""The feed that has archives, as in `feed_formats`."""


class SealedList(NamedTuple):
    """A list and how it is cut."""

    folder: str
    """Below the site's own root, percent-encoded: its blocks lie there."""
    title: str
    head_url: str
    """Where its newest stories are."""
    members: Sequence[int]
    """Numbers of its stories, oldest first."""
    blocks: Blocks

    def url_of(self, name: str, base_path: str) -> str:
        """Return the address of a block, or of the head."""
        return f"{base_path}{self.folder}{name}/" if name else self.head_url


SealedLists = Mapping[str, SealedList]
"""By folder."""


def cut_lists(marks: array[int], taxonomies: Sequence[Taxonomy], settings: Settings, kept: KeptValues) -> SealedLists:
    """Cut all lists of a site; `marks` are those of its stories. One with the members that it had is cut as it was."""
    base, size, everything = settings.base_path, settings.page_size, range(len(marks))

    def cut(folder: str, members: array[int], size: int) -> Blocks:
        return kept.of(f"blocks {folder}", (size, members), lambda: cut_list(folder, members, size))

    found = [SealedList(ARCHIVE, settings.title, base, everything, cut(ARCHIVE, marks, size))]
    for term in (term for taxonomy in taxonomies for term in taxonomy.terms.values() if term.url):
        folder, members = term.url.removeprefix(base), array("Q", map(marks.__getitem__, term.stories))
        found.append(SealedList(folder, term.name, term.url, term.stories, cut(folder, members, size)))
    if ARCHIVED_FORMAT in settings.feed_formats:
        # The feed holds all that is not sealed yet, which is less than three blocks.
        size = min(size, max(1, (settings.feed_size + 1) // 3))
        found.append(SealedList(FEED_ARCHIVE, settings.title, base, everything, cut(FEED_ARCHIVE, marks, size)))
    return {one.folder: one for one in found}
