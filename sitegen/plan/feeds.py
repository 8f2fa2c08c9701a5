"""Plans the feeds: the whole site's and each term's.

Never: writes XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.pages.urls import output_path
from sitegen.plan.output import Material, Output
from sitegen.plan.views import Channel, FeedLink, FeedView
from sitegen.settings import Settings
from sitegen.site.taxonomy import Term

RSS = "application/rss+xml"


def site_feeds(settings: Settings) -> tuple[FeedLink, ...]:
    """Return the feeds of the whole site."""
    return (FeedLink(title=settings.title, url=f"{settings.base_path}feed.xml", type=RSS),)


def term_feeds(term: Term) -> tuple[FeedLink, ...]:
    """Return the feeds of a term that has a page."""
    return (FeedLink(title=term.name, url=f"{term.url}feed.xml", type=RSS),)


def plan_feeds(material: Material) -> Iterator[Output]:
    """Plan the site's feed, and one for each term that has a page."""
    settings = material.settings
    numbers = range(len(material.cards))
    yield _plan_feed(material, settings.title, settings.description, settings.base_path, numbers)
    for taxonomy in material.index.taxonomies:
        for term in taxonomy.terms.values():
            if term.url:
                title = f"{term.name} – {settings.title}"
                description = (term.data.description if term.data else "") or title
                yield _plan_feed(material, title, description, term.url, term.stories)


def _plan_feed(material: Material, title: str, description: str, page_url: str, members: Sequence[int]) -> Output:
    newest = members[max(0, len(members) - material.settings.feed_size) :]
    url = f"{page_url}feed.xml"
    return Output(
        path=output_path(page_url, material.settings.base_path).removesuffix("index.html") + "feed.xml",
        kind="rss",
        view=FeedView(
            channel=Channel(
                title=title,
                description=description or title,
                page_url=material.absolute(page_url),
                feed_url=material.absolute(url),
                language=material.settings.language,
            ),
            stories=material.newest_first(newest),
        ),
        origin=f"the feed of {title}",
    )
