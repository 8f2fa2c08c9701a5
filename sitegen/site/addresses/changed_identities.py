"""Published stories that readers of feeds would take for new ones, because what they are known by was changed.

Never: decides what a story is known by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.settings import Settings
from sitegen.site.addresses.known_again import Known
from sitegen.values import short_digest


def changed_identities(pages: Sequence[PageMeta], known: Mapping[str, Known], settings: Settings) -> Iterator[Problem]:
    """Yield a warning for each story whose identity is not the one with which it was published."""
    for page in pages if known and settings.feed_formats else ():
        before = known.get(page.path)
        if before and page.is_story and short_digest(before.identity) != before.record.digest:
            field = "guid" if page.guid else "id" if page.id else "originalUrl" if page.original_url else ""
            what = f"`{field}`" if field else "what stood in its front matter (guid, id or originalUrl)"
            yield Problem(
                level="warning",
                path=settings.shown_path(page.path),
                line=page.identity_line,
                column=page.identity_column,
                field=field,
                message=f"{what} is not the one by which feeds know this story, so readers see it once more",
                hint="Write the old one back, or keep it as `id`, which counts before an address.",
                several="stories have another identity than feeds know them by, so readers see them once more",
                name=page.title[:60],
            )
