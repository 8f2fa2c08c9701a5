"""Identities: what makes a story the same for ever, each given to one story only."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from sitegen.errors import Problem
from sitegen.pages.page import PageMeta
from sitegen.pages.tag_uris import are_plain, tag_uri
from sitegen.settings import DEFAULT_BASE_URL, Settings
from sitegen.values import short_digest


class Established(NamedTuple):
    """What is known of stories that were published before."""

    identities: Mapping[str, str] = {}
    """Path -> the identity by which readers know it, where that may be another than its own."""
    new: Collection[str] | None = None
    """Paths of those that never were; None: nothing is known of any."""
    lost: Collection[int] = ()
    """Digests of identities that belong to what is not published any more, and may come back."""


NOTHING_ESTABLISHED = Established()


def settle_identities(
    stories: Sequence[PageMeta], settings: Settings, established: Established = NOTHING_ESTABLISHED
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return path -> identity for the stories that are not known by their own, and a problem for each double one.

    `stories` are oldest first, of one moment by path. Two identities are one when readers see one URI. A story that was
    published keeps what readers know it by; of new ones the first has it. The other falls back to what else it has
    (`id`, original address, path), so that feeds show both and readers do not take one for the other. What stands in is
    never another story's own: that one keeps it.
    """
    known, new, lost = established
    own = [known.get(story.path) or own_identity(story) for story in stories]
    settled = {
        story.path: identity
        for story, identity in zip(stories, own, strict=True)
        if known and identity != own_identity(story)
    }
    if len(set(own)) == len(own) and not settled and are_plain(own):
        return {}, ()  # nearly always
    mint = partial(tag_uri, authority=settings.identity_authority)
    owners: dict[str, PageMeta] = {}
    pairs = list(zip(stories, own, strict=True))
    if new is not None:
        pairs.sort(key=lambda pair: pair[0].path in new)  # a stable sort: those that were published first
    uris = [(story, _uri(story, identity, mint)) for story, identity in pairs]
    later = [(story, uri) for story, uri in uris if owners.setdefault(uri, story) is not story]
    problems = [
        _taken(story, owner, settled[story.path], settings)
        for story in stories
        if story.path in settled and (owner := owners.get(_uri(story, own_identity(story), mint), story)) is not story
    ]
    for story, uri in later:
        owner = owners[uri]
        settled[story.path] = identity = next(
            choice for choice in _choices(story) if not (mint(choice) in owners or short_digest(choice) in lost)
        )
        owners[mint(identity)] = story
        problems.append(_taken(story, owner, identity, settings))
    return settled, tuple(problems)


def _uri(story: PageMeta, identity: str, mint: Callable[[str], str]) -> str:
    """Return what readers see of an identity: a guid is taken as it is."""
    return identity if identity == story.guid else mint(identity)


def missing_authority(settings: Settings) -> Iterator[Problem]:
    """Yield a warning where identities depend on the site's address, with the line that keeps them."""
    if settings.feed_authority or not settings.feed_formats or settings.base_url == DEFAULT_BASE_URL:
        return
    message = "is not set, so at another address readers would see every story as new"
    hint = f"Write this line, and keep it for ever: `feed_authority: {settings.identity_authority}`."
    yield settings.problem("feed_authority", message, hint, "warning")


def own_choices(story: PageMeta) -> Iterator[str]:
    """Yield what a story may be known by, the first choice first."""
    yield from filter(None, (story.guid, story.id, story.original_url, story.path))


def own_identity(story: PageMeta) -> str:
    """Return what a story would be known by if it were alone."""
    return story.guid or story.id or story.original_url or story.path


def identity_field(story: PageMeta) -> str:
    """Return the field that gave a story its own identity; empty for its path."""
    return "guid" if story.guid else "id" if story.id else "originalUrl" if story.original_url else ""


def marks_of(stories: Sequence[PageMeta], settled: Mapping[str, str]) -> array[int]:
    """Return a digest of 64 bits (BLAKE2b) of each story's identity: what lists are cut by."""
    marks = array("Q", [_digest_of_identity(story, settled) for story in stories])
    marks.byteswap()  # the first byte of a digest is the lowest of its mark
    return marks


def _digest_of_identity(story: PageMeta, settled: Mapping[str, str]) -> int:
    identity = settled.get(story.path)
    return short_digest(identity) if identity else story.identity_digest


def _choices(story: PageMeta) -> Iterator[str]:
    if story.guid and story.id:
        yield story.id
    if story.original_url:
        yield story.original_url
    yield story.path
    yield from (f"{story.path}#{number}" for number in count(2))


def _taken(story: PageMeta, owner: PageMeta, instead: str, settings: Settings) -> Problem:
    field = identity_field(story)
    kind = {"": "path", "originalUrl": "original address"}.get(field, field)
    other = settings.shown_path(owner.path)
    same = f"is that of {other} already"
    alike = f'and "{_short(own_identity(owner))}" of {other} are one to readers'
    return Problem(
        level="warning",
        path=settings.shown_path(story.path),
        line=story.identity_line,
        column=story.identity_column,
        field=field,
        message=f'the {kind} "{_short(own_identity(story))}" '
        f"{same if own_identity(story) == own_identity(owner) else alike}",
        hint=f"Give each story an id of its own, or delete one of the two. Feeds know this one by {instead} meanwhile.",
    )


def _short(identity: str) -> str:
    return identity if len(identity) <= 80 else identity[:79] + "…"
