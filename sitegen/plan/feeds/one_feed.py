"""Plans one feed in one format: its stories, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sitegen.plan.output import Output, PlanInputs
from sitegen.plan.views.feed_views import Channel, FeedArchive, FeedView
from sitegen.plan.views.html_views import CardRef, PageRef
from sitegen.site.lists.sealed_lists import ARCHIVED_FORMAT

PROVIDER = "provider"
"""The front-matter key that says who published a story."""


class Format(NamedTuple):
    """A form in which feeds are written."""

    name: str
    """As in the setting `feed_formats`."""
    file: str
    kind: str
    """As in `render/renderer.py`."""
    type: str


ATOM_FORMAT = Format(ARCHIVED_FORMAT, "atom.xml", "atom", "application/atom+xml")


class Subject(NamedTuple):
    """What a feed is about, in whatever format."""

    title: str
    description: str
    folder: str
    """Where its feeds lie: an address from the host's root."""
    page_url: str
    """The page it follows, from the host's root."""
    members: Sequence[int]
    """Numbers of its stories, oldest first."""
    content: str
    """`excerpt` or `full`."""
    unsealed: int = 0
    """How many of its newest stories are in none of its archives, where it has any."""
    archived: str = ""
    """The name of its newest archive, where it has any."""


def plan_feed(
    inputs: PlanInputs, subject: Subject, form: Format, numbers: Sequence[int], archive: FeedArchive
) -> Output:
    """Plan the feed of a subject with these stories, oldest first, at its place among archives."""
    settings = inputs.settings
    stories = tuple(_story(inputs, number, subject.content) for number in reversed(numbers))
    view = FeedView(
        channel=_channel(inputs, subject, form),
        stories=stories,
        targets=_targets(inputs, stories),
        identities=_identities(inputs, stories),
        leads_to_original=settings.feed_links == "original",
        archive=archive,
        # Nothing may be left out of an archive: it is the only place of its stories.
        max_bytes=0 if archive.is_archive else settings.feed_bytes,
        least_stories=subject.unsealed,
    )
    return Output(inputs.path_beside(subject.folder, form.file), form.kind, view, f"a feed of {subject.title}")


def _story(inputs: PlanInputs, number: int, content: str) -> CardRef | PageRef:
    return inputs.page_of(inputs.index.stories[number]) if content == "full" else inputs.cards[number]


def _targets(inputs: PlanInputs, stories: Iterable[CardRef | PageRef]) -> dict[str, str]:
    """Return where the links between content files lead, of the stories whose text is shown."""
    known = inputs.index.targets
    return {
        file: url for story in stories if isinstance(story, PageRef) for file, url in known.get(story.path, {}).items()
    }


def _identities(inputs: PlanInputs, stories: Iterable[CardRef | PageRef]) -> dict[str, str]:
    settled = inputs.index.identities
    return {story.path: settled[story.path] for story in stories if story.path in settled} if settled else {}


def _channel(inputs: PlanInputs, subject: Subject, form: Format) -> Channel:
    settings = inputs.settings
    image = settings.feed_image
    kinds = tuple(taxonomy.name for taxonomy in settings.taxonomies if taxonomy.key == PROVIDER)
    return Channel(
        title=subject.title,
        description=subject.description or subject.title,
        page_url=inputs.absolute(subject.page_url),
        feed_url=inputs.absolute(subject.folder + form.file),
        language=settings.language,
        base_url=settings.base_url,
        identity_authority=settings.identity_authority,
        site_title=settings.title,
        source_kinds=kinds,
        hub=settings.websub_hub,
        ttl=settings.feed_ttl,
        image_url=settings.base_url + image.lstrip("/") if image.startswith("/") else image,
    )


def inputs_of_stories(inputs: PlanInputs, numbers: Iterable[int]) -> Iterator[str]:
    """Yield all that feeds hold of stories, but for their bodies."""
    settled, stories = inputs.index.identities, inputs.index.stories
    for number in numbers:
        yield inputs.cards[number].digest
        if settled:
            yield settled.get(stories[number].path, "")
