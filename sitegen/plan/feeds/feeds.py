"""Plans the feeds: the whole site's, each term's, each saved selection's, their archives, and the lists of them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain

from sitegen.plan.feeds.feed_archives import archive_url, plan_archives
from sitegen.plan.feeds.one_feed import ATOM_FORMAT, Format, Subject, inputs_of_stories, plan_feed
from sitegen.plan.feeds.selections import select_stories
from sitegen.plan.output import ANY_KIND, Group, Output, PlanInputs, group_of_lists
from sitegen.plan.views.feed_views import FeedArchive, FeedGroup, FeedLine, FeedsView, OpmlView
from sitegen.plan.views.html_views import FeedLink
from sitegen.settings import FeedSelection, Settings
from sitegen.site.lists.sealed_lists import FEED_ARCHIVE
from sitegen.site.taxonomy import Taxonomy, Term
from sitegen.values import digest_of

RSS = "application/rss+xml"
ATOM = ATOM_FORMAT.type
JSON = "application/feed+json"
OPML = "text/x-opml"

ATOM_FILE = ATOM_FORMAT.file
FORMATS = (Format("rss", "feed.xml", "rss", RSS), ATOM_FORMAT, Format("json", "feed.json", "json-feed", JSON))


def feed_links(settings: Settings, title: str, folder: str) -> tuple[FeedLink, ...]:
    """Return the feeds in a folder, which are called by this title: the site's, or those of a term that has a page."""
    return tuple(FeedLink(title=title, url=folder + form.file, type=form.type) for form in _formats(settings))


def _formats(settings: Settings) -> tuple[Format, ...]:
    return tuple(form for form in FORMATS if form.name in settings.feed_formats)


def ever_feed_files(settings: Settings, kinds: Collection[str]) -> tuple[str, ...]:
    """Return the names of the feeds that lie in a folder, or lay there: `kinds` are those of `addresses.lock`."""
    return tuple(form.file for form in FORMATS if form.name in settings.feed_formats or form.name in kinds)


def stand_in_feeds(settings: Settings, kinds: Collection[str]) -> dict[str, str]:
    """Return the name of each feed that lay in a folder -> that of the one that stands in for it; empty for none."""
    left = [form.file for form in _formats(settings)]
    return {file: left[0] if left else "" for file in ever_feed_files(settings, kinds) if file not in left}


def feed_folders(inputs: PlanInputs) -> Iterator[str]:
    """Return the address of each folder with feeds: the site's, of saved selections and of terms."""
    return (folder for folder, _ in _subjects(inputs))


def _subjects(inputs: PlanInputs) -> Iterator[tuple[str, Callable[[], Subject]]]:
    """Yield the folder of each subject with feeds, and what makes the subject when it is asked for."""
    yield inputs.base_path, partial(_site_subject, inputs)
    for selection in inputs.settings.feeds:
        yield inputs.url("feeds", selection.name), partial(_selection_subject, inputs, selection)
    for taxonomy in inputs.index.taxonomies:
        yield from ((term.url, partial(_term_subject, inputs, term)) for term in _with_page(taxonomy))


def plan_feeds(inputs: PlanInputs) -> Iterator[Group]:
    """Plan every feed in every chosen format, the archives of the site's own, and the lists of all feeds.

    What the groups are made from covers cards alone: feeds that hold bodies are to be planned each time.
    """
    if not inputs.settings.feed_formats:
        return
    yield from plan_archives(inputs, partial(_site_subject, inputs))
    yield from (_group(inputs, folder, subject) for folder, subject in _subjects(inputs))
    terms = (term for taxonomy in inputs.index.taxonomies for term in _with_page(taxonomy))
    names = chain.from_iterable((term.name, term.url) for term in terms)
    yield group_of_lists(inputs, "feeds", ANY_KIND, names, partial(_plan_lists, inputs))


def _group(inputs: PlanInputs, folder: str, subject: Callable[[], Subject]) -> Group:
    """Return the group of a subject's feeds."""

    def made_from() -> Iterator[str]:
        one = subject()
        yield digest_of(one._replace(members=()))
        yield from inputs_of_stories(inputs, _newest(inputs, one))

    plan = partial(_plan_subject, inputs, subject)
    return group_of_lists(inputs, f"feed {folder}", _formats(inputs.settings)[0].kind, made_from(), plan)


def _site_subject(inputs: PlanInputs) -> Subject:
    settings = inputs.settings
    base, everything = settings.base_path, range(len(inputs.cards))
    archives = inputs.index.listed.lists.get(FEED_ARCHIVE)
    unsealed, block = (len(everything) - archives.blocks.head, archives.blocks.newest) if archives else (0, "")
    return Subject(settings.title, settings.description, base, base, everything, settings.feed_content, unsealed, block)


def _selection_subject(inputs: PlanInputs, selection: FeedSelection) -> Subject:
    settings = inputs.settings
    return Subject(
        title=f"{selection.title} – {settings.title}",
        description=selection.description,
        folder=inputs.url("feeds", selection.name),
        page_url=inputs.url("feeds"),
        members=select_stories(inputs.index, selection),
        content=selection.content or settings.feed_content,
    )


def _term_subject(inputs: PlanInputs, term: Term) -> Subject:
    settings = inputs.settings
    description = term.data.description if term.data else ""
    return Subject(
        f"{term.name} – {settings.title}", description, term.url, term.url, term.stories, settings.feed_content
    )


def _with_page(taxonomy: Taxonomy) -> Iterator[Term]:
    return (term for term in taxonomy.terms.values() if term.url)


def _newest(inputs: PlanInputs, subject: Subject) -> Sequence[int]:
    return subject.members[max(0, len(subject.members) - inputs.settings.feed_size) :]


def _plan_subject(inputs: PlanInputs, subject: Callable[[], Subject]) -> Iterator[Output]:
    """Plan the feeds of a subject. A reader goes from the site's to the newest archive and on to older ones.

    It stops when it meets one that it knows. So the feed must hold all that is not sealed yet, which is less than three
    blocks. The RSS feed leads to the same archives: the identities are the same, and what follows archives reads Atom.
    """
    whole = subject()
    for form in _formats(inputs.settings):
        # No archive continues the JSON feed.
        own = whole._replace(unsealed=0, archived="") if form.type == JSON else whole
        older_url = archive_url(inputs, own.archived)
        yield plan_feed(inputs, own, form, _newest(inputs, whole), FeedArchive(older_url=older_url))


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
        for link in feed_links(inputs.settings, title, folder)
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
    if ATOM_FORMAT in formats:
        types.append((f"{base}feeds/archive/:block/{ATOM_FORMAT.file}", ATOM, 86_400))
    if formats:
        types.append((f"{base}feeds.opml", OPML, 300))
    shared = () if inputs.settings.preview_of else ("Access-Control-Allow-Origin: *",)
    for pattern, media_type, seconds in types:
        kept = f"Cache-Control: public, max-age={seconds}, must-revalidate"
        yield pattern, (f"Content-Type: {media_type}; charset=utf-8", kept, *shared)
