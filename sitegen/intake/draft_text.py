"""Writes a draft: the fields as a person would type them, and below `intake` where each of them comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sitegen.intake.choices.choosing import Chosen
from sitegen.intake.facts.evidence import URL, Candidate
from sitegen.intake.known_site import NewProvider
from sitegen.intake.page.read_page import Picture
from sitegen.pages.splice.head_splice import quoted


class RelatedStory(NamedTuple):
    """An earlier story that may be of the same event."""

    title: str
    address: str
    provider: str = ""
    reason: str = ""
    source: str = ""
    """The file that has it."""


class Draft(NamedTuple):
    """All that a draft says."""

    title: Chosen
    excerpt: Chosen
    date: Chosen
    address: Chosen
    author: Chosen = Chosen()
    language: str = ""
    provider: NewProvider = NewProvider()
    topics: tuple[str, ...] = ()
    picture: Picture | None = None
    related: tuple[RelatedStory, ...] = ()
    not_before: str = ""
    """When it is to be published at the earliest."""
    body: str = ""
    needs: tuple[str, ...] = ()
    found_in: str = ""
    """The address or file that it was made of."""
    capture: str = ""
    notes: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    candidates: dict[str, tuple[Candidate, ...]] = {}

    @property
    def chosen(self) -> dict[str, Chosen]:
        """Return what was chosen among candidates, by what people call it."""
        return {
            "title": self.title,
            "date": self.date,
            "excerpt": self.excerpt,
            "address": self.address,
            "author": self.author,
        }

    @property
    def not_known(self) -> tuple[str, ...]:
        """Return what it does not say, in words."""
        said = {name: one.value for name, one in self.chosen.items()}
        said |= {"source": self.provider.name, "language": self.language}
        return tuple(name for name, value in said.items() if not value)


def draft_text(draft: Draft) -> str:
    """Return the source of a draft."""
    lines = ["---", *_fields(draft), *_intake(draft), "---"]
    body = f"\n{draft.body}" if draft.body.strip() else ""
    return "\n".join(lines) + "\n" + body


def _fields(draft: Draft) -> Iterator[str]:
    yield "category: news"
    yield from _line("title", draft.title.value)
    yield f"excerpt: {quoted(draft.excerpt.value)}"
    if draft.date.value:
        yield f"publishedDateTime: {draft.date.value}"
    yield from _line("originalUrl", draft.address.value)
    yield "type: article"
    if draft.language:
        yield f"language: {draft.language}"
    yield from _line("author", draft.author.value)
    if draft.not_before:
        yield f"notBefore: {draft.not_before}"
    yield "published: false"
    provider = draft.provider
    if provider.name:
        yield from ("", "provider:", f"  name: {quoted(provider.name)}")
        if provider.domain:
            yield f"  domain: {provider.domain}"
        if provider.images:
            yield "  images:"
            image = provider.images[0]
            yield from _image("    ", image.url, image.width, image.height)
    if draft.topics:
        yield from ("", "topics:  # proposed: names that the site has, found in the text")
        yield from (f"  - {quoted(name)}" for name in draft.topics)
    if draft.picture:
        yield from ("", "images:")
        yield from _picture(draft.picture)
    if related := [one for one in draft.related if one.address]:
        yield from ("", "related:  # proposed: see `intake` for the reasons")
        yield from _related(related)


def _line(key: str, value: str) -> Iterator[str]:
    if value:
        yield f"{key}: {quoted(value)}"


def _image(indent: str, url: str, width: int | None, height: int | None) -> Iterator[str]:
    yield f"{indent}- url: {quoted(url)}"
    if width and height:
        yield from (f"{indent}  width: {width}", f"{indent}  height: {height}")


def _picture(picture: Picture) -> Iterator[str]:
    yield from _image("  ", picture.address, picture.width, picture.height)
    for key, value in (("alt", picture.alt), ("credit", picture.credit)):
        if value:
            yield f"    {key}: {quoted(' '.join(value.split())[:500])}"


def _related(stories: Iterable[RelatedStory]) -> Iterator[str]:
    for one in stories:
        yield f"  - title: {quoted(one.title)}"
        yield f"    webUrl: {quoted(one.address)}"
        if one.provider:
            yield f"    provider: {{name: {quoted(one.provider)}}}"


def _intake(draft: Draft) -> Iterator[str]:
    yield from ("", "intake:  # for the editor; `sitegen approve` takes it away, and no page shows it")
    yield from (f"  {line}" for line in _line("from", draft.found_in))
    if draft.capture:
        yield f"  capture: {quoted(draft.capture)}"
    if draft.needs:
        yield f"  needs: [{', '.join(draft.needs)}]"
    yield from _list("notes", draft.notes)
    yield from _list("rights", draft.signals)
    yield from _list("related", [f"{one.source}: {one.reason}" for one in draft.related])
    chosen = {**draft.chosen, URL: draft.address}
    for field, candidates in draft.candidates.items():
        one = chosen.get(field)
        if not candidates and not (one and one.value):
            continue
        yield f"  {field}:"
        if one and one.value:
            yield f"    chosen: {quoted(one.place)}"
        if candidates:
            yield "    candidates:"
            yield from (f"      - {{value: {quoted(each.value)}, at: {quoted(each.place)}}}" for each in candidates)


def _list(key: str, texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"  {key}:"
        yield from (f"    - {quoted(text)}" for text in texts)
