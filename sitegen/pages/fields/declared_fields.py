"""Every field of a story, declared once: its key, other names, type, default and how it is read.

Which of the three values declares a field says who may show it. To add one, add it here; `ARCHITECTURE.md` says what
else. Not here: what says whether and when a page may be seen (`publication.py`), and the taxonomies, which each site
names itself.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

from sitegen.pages.fields import kinds
from sitegen.pages.fields.addresses import read_address, read_aliases, read_slug
from sitegen.pages.fields.field_declaration import Declared, Field, declared_in
from sitegen.pages.fields.field_readers import (
    read_authors,
    read_excerpt,
    read_first_line,
    read_guid,
    read_language,
    read_title,
    read_updated,
)
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.story_fields import read_images, read_provider, read_related
from sitegen.pages.fields.story_values import Image, Provider, Related
from sitegen.values import Value


class ListedFields(Value, frozen=True):
    """Fields that lists, feeds and the story's own page may show. A `Card` has them all."""

    title: Annotated[str, Field("title", read_title)] = ""
    """Plain text."""
    excerpt: Annotated[str, Field("excerpt", read_excerpt, also=("description", "summary"))] = ""
    """Plain text."""
    type: Annotated[str, Field("type", read_first_line)] = ""
    """`article`, `video`, `course`, ... as given."""
    language: Annotated[str, Field("language", read_language, also=("lang", "locale"))] = ""
    """BCP 47 tag; empty: the site's own."""
    updated: Annotated[
        datetime | None,
        Field("updatedDateTime", read_updated, also=("updatedDate", "updated", "lastmod", "modified")),
    ] = None
    authors: Annotated[tuple[str, ...], Field("authors", read_authors, also=("author", "byline"))] = ()
    """Who wrote it, as given."""
    provider: Annotated[Provider | None, Field("provider", read_provider)] = None
    original_url: Annotated[str, Field("originalUrl", Fields.web_url, instead=("webUrl",))] = ""
    """The story elsewhere; empty when it is ours alone."""
    quality: Annotated[int | None, Field("quality", partial(Fields.score, least=0))] = None
    """0 to 100 as scored by the publisher; None when unknown."""
    heat: Annotated[int | None, Field("heat", partial(Fields.score, least=-1))] = None
    """-1 (none) to 100."""
    featured: Annotated[bool, Field("featured", Fields.flag)] = False
    """Whether it leads its day, whatever the scores."""


class PageFields(Value, frozen=True):
    """Fields that the story's own page alone may show. A `Page` has them all."""

    related: Annotated[tuple[Related, ...], Field("related", read_related)] = ()
    images: Annotated[tuple[Image, ...], Field("images", partial(read_images, may_be_files=True), also=("image",))] = ()


class UnshownFields(Value, frozen=True):
    """Fields that nothing shows as they were typed: where a page stands, which story it is, how its text is read."""

    guid: Annotated[str, Field("guid", read_guid)] = ""
    """An identity as an old site's feed had it, taken literally."""
    id: Annotated[str, Field("id", Fields.line)] = ""
    """The first choice for an identity."""
    category: Annotated[str, Field("category", read_first_line)] = ""
    """The section, for a source that lies in no folder."""
    slug: Annotated[str, Field("slug", read_slug)] = ""
    """The last part of the address, where it is given."""
    url: Annotated[str, Field("url", read_address)] = ""
    """Where it is to stand, whatever the pattern of its section says."""
    aliases: Annotated[dict[str, int], Field("aliases", read_aliases, also=("redirect_from",))] = {}
    """Old addresses, each with its line."""
    find_headings: Annotated[
        bool | None, Field("findHeadings", partial(Fields.value, kind=kinds.TRUTH, missing=None))
    ] = None
    """Whether lines of a plain text that look like subheads are headings; None: not said."""


def all_declared() -> tuple[Declared, ...]:
    """Return every field of a story."""
    return (*declared_in(ListedFields), *declared_in(PageFields), *declared_in(UnshownFields))
