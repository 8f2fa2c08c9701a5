"""Plans the feeds: the whole site's, each term's, each saved selection's, their archives, and the lists of them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from sitegen.plan.feeds.selections import select_stories
from sitegen.plan.output import ANY_KIND, Group, Output, PlanInputs
from sitegen.plan.views.feed_views import (
    Channel,
    FeedArchive,
    FeedGroup,
    FeedLine,
    FeedsView,
    FeedView,
    OpmlView,
)
from sitegen.plan.views.html_views import CardRef, FeedLink, PageRef
from sitegen.settings import FeedSelection, Settings
from sitegen.site.lists.blocks import Blocks
from sitegen.site.lists.sealed_lists import ARCHIVED_FORMAT, FEED_ARCHIVE
from sitegen.site.taxonomy import Taxonomy, Term
from sitegen.values import digest_of

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
JSON = "application/feed+json"
OPML = "text/x-opml"

PROVIDER = "provider"
"""The front-matter key that says who published a story."""


class _Format(NamedTuple):
    name: str
    """As in the setting `feed_formats`."""
    file: str
    kind: str
    """As in `render/renderer.py`."""
    type: str


ATOM_FILE = "atom.xml"
_ATOM_FORMAT = _Format(ARCHIVED_FORMAT, ATOM_FILE, "atom", ATOM)
FORMATS = (_Format("rss", "feed.xml", "rss", RSS), _ATOM_FORMAT, _Format("json", "feed.json", "json-feed", JSON))


class _Subject(NamedTuple):
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


def site_feeds(settings: Settings) -> tuple[FeedLink, ...]:
    """Return the feeds of the whole site."""
    return _links(settings, settings.title, settings.base_path)


def term_feeds(settings: Settings, term: Term) -> tuple[FeedLink, ...]:
    """Return the feeds of a term that has a page."""
    return _links(settings, term.name, term.url)


def _links(settings: Settings, title: str, folder: str) -> tuple[FeedLink, ...]:
    return tuple(FeedLink(title=title, url=folder + form.file, type=form.type) for form in _formats(settings))


def _formats(settings: Settings) -> tuple[_Format, ...]:
    return tuple(form for form in FORMATS if form.name in settings.feed_formats)


def feed_files(settings: Settings) -> tuple[str, ...]:
    """Return the names of the feeds that lie in a folder."""
    return tuple(form.file for form in _formats(settings))


def ever_feed_files(settings: Settings, kinds: Collection[str]) -> tuple[str, ...]:
    """Return the names of the feeds that lie in a folder, or lay there: `kinds` are those of `addresses.lock`."""
    return tuple(form.file for form in FORMATS if form.name in settings.feed_formats or form.name in kinds)


def stand_in_feeds(settings: Settings, kinds: Collection[str]) -> dict[str, str]:
    """Return the name of each feed that lay in a folder -> that of the one that stands in for it; empty for none."""
    left = feed_files(settings)
    return {file: left[0] if left else "" for file in ever_feed_files(settings, kinds) if file not in left}


def feed_folders(inputs: PlanInputs) -> Iterator[str]:
    """Yield the address of each folder with feeds: the site's, of saved selections and of terms."""
    yield inputs.base_path
    yield from (inputs.url("feeds", selection.name) for selection in inputs.settings.feeds)
    yield from (term.url for taxonomy in inputs.index.taxonomies for term in _with_page(taxonomy))


def plan_feeds(inputs: PlanInputs) -> Iterator[Group]:
    """Plan every feed in every chosen format, the archives of the site's own, and the lists of all feeds.

    What the groups are made from covers cards alone: feeds that hold bodies are to be planned each time.
    """
    if not inputs.settings.feed_formats:
        return
    yield from _plan_archives(inputs)
    yield _group(inputs, inputs.base_path, partial(_site_subject, inputs), partial(_plan_site, inputs))
    for selection in inputs.settings.feeds:
        subject = partial(_selection_subject, inputs, selection)
        yield _group(inputs, inputs.url("feeds", selection.name), subject, partial(_plan_subject, inputs, subject))
    for taxonomy in inputs.index.taxonomies:
        for term in _with_page(taxonomy):
            subject = partial(_term_subject, inputs, term)
            yield _group(inputs, term.url, subject, partial(_plan_subject, inputs, subject))
    terms = (term for taxonomy in inputs.index.taxonomies for term in _with_page(taxonomy))
    names = chain.from_iterable((term.name, term.url) for term in terms)
    yield inputs.group_of_lists("feeds", ANY_KIND, names, partial(_plan_lists, inputs))


def _group(
    inputs: PlanInputs, folder: str, subject: Callable[[], _Subject], plan: Callable[[], Iterator[Output]]
) -> Group:
    """Return the group of a subject's feeds; the subject is made when it is asked for."""

    def made_from() -> Iterator[str]:
        one = subject()
        yield digest_of(one._replace(members=()))
        yield from _inputs_of(inputs, _newest(inputs, one))

    return inputs.group_of_lists(f"feed {folder}", _formats(inputs.settings)[0].kind, made_from(), plan)


def _inputs_of(inputs: PlanInputs, numbers: Iterable[int]) -> Iterator[str]:
    """Yield all that feeds hold of stories, but for their bodies."""
    settled, stories = inputs.index.identities, inputs.index.stories
    for number in numbers:
        yield inputs.cards[number].digest
        if settled:
            yield settled.get(stories[number].path, "")


def _site_subject(inputs: PlanInputs) -> _Subject:
    settings = inputs.settings
    base, everything = settings.base_path, range(len(inputs.cards))
    archives = inputs.index.listed.lists.get(FEED_ARCHIVE)
    unsealed, block = (len(everything) - archives.blocks.head, archives.blocks.newest) if archives else (0, "")
    return _Subject(
        settings.title, settings.description, base, base, everything, settings.feed_content, unsealed, block
    )


def _selection_subject(inputs: PlanInputs, selection: FeedSelection) -> _Subject:
    settings = inputs.settings
    return _Subject(
        title=f"{selection.title} – {settings.title}",
        description=selection.description,
        folder=inputs.url("feeds", selection.name),
        page_url=inputs.url("feeds"),
        members=select_stories(inputs.index, selection),
        content=selection.content or settings.feed_content,
    )


def _term_subject(inputs: PlanInputs, term: Term) -> _Subject:
    settings = inputs.settings
    description = term.data.description if term.data else ""
    return _Subject(
        f"{term.name} – {settings.title}", description, term.url, term.url, term.stories, settings.feed_content
    )


def _with_page(taxonomy: Taxonomy) -> Iterator[Term]:
    return (term for term in taxonomy.terms.values() if term.url)


def _newest(inputs: PlanInputs, subject: _Subject) -> Sequence[int]:
    return subject.members[max(0, len(subject.members) - inputs.settings.feed_size) :]


def _plan_subject(inputs: PlanInputs, subject: Callable[[], _Subject]) -> Iterator[Output]:
    one = subject()
    for form in _formats(inputs.settings):
        yield _output(inputs, one, form, _newest(inputs, one), FeedArchive())


def _plan_site(inputs: PlanInputs) -> Iterator[Output]:
    """Plan the site's feeds. A reader goes from the feed to the newest archive and on to older ones.

    It stops when it meets one that it knows. So the feed must hold all that is not sealed yet, which is less than three
    blocks. The RSS feed leads to the same archives: the identities are the same, and what follows archives reads Atom.
    """
    site = _site_subject(inputs)
    for form in _formats(inputs.settings):
        # No archive continues the JSON feed.
        subject = site._replace(unsealed=0, archived="") if form.type == JSON else site
        older_url = _archive_url(inputs, subject.archived)
        yield _output(inputs, subject, form, _newest(inputs, site), FeedArchive(older_url=older_url))


class _Archive(NamedTuple):
    """An archive document of the site's feed."""

    name: str
    stories: range
    place: FeedArchive


def _plan_archives(inputs: PlanInputs) -> Iterator[Group]:
    """Plan the archives of the site's feed (RFC 5005, section 4): the stories in sealed blocks, as Atom.

    Those that end in one month are planned together. Without Atom there are none.
    """
    archives = inputs.index.listed.lists.get(FEED_ARCHIVE)
    if archives is None:
        return
    stories, months = inputs.index.stories, defaultdict[str, list[int]](list)
    for number, end in enumerate(archives.blocks.ends):
        months[stories[end - 1].day[:7]].append(number)
    for month, numbers in months.items():
        yield _archive_group(inputs, month, partial(_archives, inputs, archives.blocks, numbers))
    yield _archive_group(inputs, "", partial(_lost_archives, inputs, archives.blocks))


def _archive_group(inputs: PlanInputs, month: str, archives: Callable[[], Iterator[_Archive]]) -> Group:
    def made_from() -> Iterator[str]:
        for one in archives():
            yield digest_of([one.name, one.place, len(one.stories)])
            yield from _inputs_of(inputs, one.stories)

    plan = partial(_plan_archives_of, inputs, archives)
    return inputs.group_of_lists(f"feed archive {month}", _ATOM_FORMAT.kind, made_from(), plan)


def _plan_archives_of(inputs: PlanInputs, archives: Callable[[], Iterator[_Archive]]) -> Iterator[Output]:
    site = _site_subject(inputs)._replace(unsealed=0)
    for one in archives():
        subject = site._replace(folder=inputs.url("feeds", "archive", one.name))
        yield _output(inputs, subject, _ATOM_FORMAT, one.stories, one.place)


def _archives(inputs: PlanInputs, blocks: Blocks, numbers: Iterable[int]) -> Iterator[_Archive]:
    names, ends = ("", *blocks.names, ""), (0, *blocks.ends)
    for number in numbers:
        older, newer = _archive_url(inputs, names[number]), _archive_url(inputs, names[number + 2])
        place = FeedArchive(True, older, newer, _current_url(inputs))
        yield _Archive(blocks.names[number], range(ends[number], ends[number + 1]), place)


def _lost_archives(inputs: PlanInputs, blocks: Blocks) -> Iterator[_Archive]:
    """Yield those that were published and are no more.

    They have no stories, and say that the archive goes on where theirs are now: no reader gets stuck.
    """
    for lost in inputs.index.lost_blocks:
        if lost.folder == FEED_ARCHIVE:
            older = _archive_url(inputs, lost.block or blocks.newest)
            yield _Archive(lost.name, range(0), FeedArchive(True, older, "", _current_url(inputs)))


def _current_url(inputs: PlanInputs) -> str:
    return inputs.absolute(inputs.base_path + _ATOM_FORMAT.file)


def _archive_url(inputs: PlanInputs, name: str) -> str:
    return inputs.absolute(inputs.url("feeds", "archive", name) + _ATOM_FORMAT.file) if name else ""


def _output(
    inputs: PlanInputs, subject: _Subject, form: _Format, numbers: Sequence[int], archive: FeedArchive
) -> Output:
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


def _channel(inputs: PlanInputs, subject: _Subject, form: _Format) -> Channel:
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
        id_authority=settings.identity_authority,
        site_title=settings.title,
        source_kinds=kinds,
        hub=settings.websub_hub,
        ttl=settings.feed_ttl,
        image_url=settings.base_url + image.lstrip("/") if image.startswith("/") else image,
    )


def _plan_lists(inputs: PlanInputs) -> Iterator[Output]:
    """Plan `/feeds/`, which lists all feeds for people, and `feeds.opml`, which does so for readers."""
    settings = inputs.settings
    groups = tuple(_groups(inputs))
    url, opml = inputs.url("feeds"), f"{settings.base_path}feeds.opml"
    yield inputs.output("feeds.html", FeedsView(url=url, groups=groups, opml_url=opml), "the list of feeds")
    yield Output("feeds.opml", "opml", OpmlView(title=settings.title, groups=groups), "the list of feeds")


def _groups(inputs: PlanInputs) -> Iterator[FeedGroup]:
    settings = inputs.settings
    own = [_line(inputs, settings.title, settings.base_path, settings.base_path)]
    for selection in settings.feeds:
        own.append(_line(inputs, selection.title, inputs.url("feeds", selection.name), inputs.url("feeds")))
    yield FeedGroup(title=settings.title, lines=tuple(own))
    for taxonomy in inputs.index.taxonomies:
        terms = sorted(_with_page(taxonomy), key=lambda term: (term.name.casefold(), term.name))
        lines = tuple(_line(inputs, term.name, term.url, term.url) for term in terms)
        if lines:
            yield FeedGroup(title=taxonomy.settings.title, lines=lines)


def _line(inputs: PlanInputs, title: str, folder: str, page_url: str) -> FeedLine:
    feeds = tuple(
        FeedLink(title=link.title, url=inputs.absolute(link.url), type=link.type)
        for link in _links(inputs.settings, title, folder)
    )
    return FeedLine(title=title, page_url=inputs.absolute(page_url), feeds=feeds)


def feed_headers(inputs: PlanInputs) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines of `_headers` for feeds: for each path pattern its type, and how long it may be kept.

    Any page may read a site's feeds, but not those of a preview, which may hold drafts.
    """
    base = inputs.base_path
    formats = _formats(inputs.settings)
    folders = [base, f"{base}feeds/:name/", *(f"{taxonomy.url}:term/" for taxonomy in inputs.index.taxonomies)]
    types = [(folder + form.file, form.type, 300) for form in formats for folder in folders]
    if _ATOM_FORMAT in formats:
        types.append((f"{base}feeds/archive/:block/{_ATOM_FORMAT.file}", ATOM, 86_400))
    if formats:
        types.append((f"{base}feeds.opml", OPML, 300))
    shared = () if inputs.settings.preview_of else ("Access-Control-Allow-Origin: *",)
    for pattern, media_type, seconds in types:
        kept = f"Cache-Control: public, max-age={seconds}, must-revalidate"
        yield pattern, (f"Content-Type: {media_type}; charset=utf-8", kept, *shared)
