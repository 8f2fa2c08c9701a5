"""From a source that was opened to the draft that it becomes, and its capture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.intake.captures import Capture
from sitegen.intake.choices import choosing
from sitegen.intake.choices.choosing import Chosen, Circumstances
from sitegen.intake.draft_text import Draft
from sitegen.intake.facts.clean_addresses import clean_address
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, LANGUAGE, SITE, TEXT, TITLE, URL, Evidence
from sitegen.intake.facts.languages_of_text import choose_language
from sitegen.intake.known_site import KnownSite, NewProvider
from sitegen.intake.lines.mark_lines import mark_lines, mark_markdown, story_lines, titles_of
from sitegen.intake.lines.visible_fields import add_visible, is_dateless_update
from sitegen.intake.materials import Material
from sitegen.intake.page.read_page import PageReading, read_page
from sitegen.intake.subscriptions import Subscription, subscription_of
from sitegen.pages.fields.story_values import Image
from sitegen.pages.urls import host_of

_HIDING = frozenset({"challenge", "consent", "not-found", "payment", "script", "empty"})
"""Walls behind which there is no text, or only the beginning of one."""
_SOURCE_LINE = re.compile(r"source line|id source|\Aarticle:author|\Ameta author")
"""Places that name the source of one story."""
_FIELDS = (TITLE, DATE, EXCERPT, AUTHOR, SITE, URL)


class DraftOptions(NamedTuple):
    """What a person says of all sources that are added together."""

    topics: tuple[str, ...] = ()
    not_before: str = ""
    full: bool = False
    """Whether the whole text goes into the draft."""


class Known(NamedTuple):
    """What is known before a source is opened."""

    site: KnownSite
    subscriptions: tuple[Subscription, ...]
    now: datetime


def make_draft(material: Material, known: Known, options: DraftOptions) -> tuple[Draft, Capture]:
    """Return what a source becomes: a draft that has no file yet, and what came in."""
    found = _page(material, known) if material.html else _text(material, known)
    evidence = found.evidence
    address = choosing.choose_address(evidence, material.address)
    site = host_of(address.value) or _named_domain(evidence, known)
    subscription = subscription_of(known.subscriptions, site)
    limits = Circumstances(subscription.zone, known.now)
    title, date = choosing.choose_title(evidence), choosing.choose_date(evidence, limits)
    capture = found.capture
    excerpt = choosing.choose_excerpt(evidence, capture.paragraphs(), subscription.excerpt)
    text = "\n".join(capture.paragraphs())
    provider = _provider(found, known, subscription, site)
    topics = (*options.topics, *subscription.topics, *known.site.topics(title.value, excerpt.value, text))
    needs = tuple(field for field, chosen in ((DATE, date), (TITLE, title)) if not chosen.value)
    wants_text = options.full or subscription.allows_body
    is_hidden = found.page is not None and found.page.wall is not None and found.page.wall.kind in _HIDING
    if wants_text and is_hidden:
        needs = (*needs, TEXT)
    draft = Draft(
        title=title,
        excerpt=excerpt,
        date=date,
        address=address,
        author=choosing.choose_author(evidence),
        language=_language(found, subscription, title.value + text),
        provider=provider,
        topics=tuple(dict.fromkeys(topics))[:5] if not options.topics else options.topics,
        picture=found.page.picture if found.page and subscription.pictures else None,
        not_before=options.not_before,
        body=capture.markdown() if capture.lines and wants_text and not is_hidden else "",
        needs=needs,
        found_in=material.address or material.name,
        notes=(*filter(None, [material.failure]), *_notes(found, date, options, subscription)),
        signals=found.page.rights.signals if found.page else (),
        candidates={field: evidence.merged(field) for field in _FIELDS},
    )
    return draft, capture


class _Found(NamedTuple):
    evidence: Evidence
    capture: Capture
    page: PageReading | None = None


def _page(material: Material, known: Known) -> _Found:
    domain = host_of(clean_address(material.address)) if material.address else ""
    subscription = subscription_of(known.subscriptions, domain)
    page = read_page(material.html, material.address, material.host, known.now)
    if page.rights.reserved and subscription.allows_body:
        # Its owner has allowed what the signals withhold from everybody else.
        page = read_page(material.html, material.address, material.host._replace(is_licensed=True), known.now)
    evidence = Evidence()
    evidence.extend(material.said, page.evidence)
    titles = [one.value for field in (TITLE, EXCERPT) for one in evidence.of(field)]
    lines = mark_markdown(page.body, titles, subscription.cut, page.links)
    return _Found(evidence, Capture(material.address or material.name, "markdown", lines), page)


def _text(material: Material, known: Known) -> _Found:
    found = _marked_text(material, ())
    domain = host_of(clean_address(material.address)) if material.address else _named_domain(found.evidence, known)
    cuts = subscription_of(known.subscriptions, domain).cut
    return _marked_text(material, cuts) if cuts else found


def _marked_text(material: Material, cuts: Sequence[re.Pattern[str]]) -> _Found:
    lines = mark_lines(material.text, cuts)
    evidence = Evidence()
    evidence.extend(material.said)
    for number, title in enumerate(titles_of(lines)):
        evidence.add(TITLE, title, "line above the text" if number else "first line that may be a headline")
    texts = story_lines(lines)
    add_visible(texts, evidence)
    for line in texts:
        if is_dateless_update(line):
            evidence.add(DATE, line, "date line, without a year")
    return _Found(evidence, Capture(material.address or material.name, "text", lines))


def _named_domain(evidence: Evidence, known: Known) -> str:
    """Return the domain of the source that a text names, where the subscriptions have one of that name."""
    names = {one.value.casefold() for one in evidence.of(SITE)}
    return next((one.domain for one in known.subscriptions if one.name and one.name.casefold() in names), "")


def _provider(found: _Found, known: Known, subscription: Subscription, domain: str) -> NewProvider:
    """Return who published it: as a person has written it down, as the page says, else the domain.

    A line such as `Source: ...` names whom a portal has it from, whatever else is known of the portal.
    """
    described = known.site.described_provider(domain) if domain else None
    if described:
        return NewProvider(described.name, domain, described.images, is_known=True)
    said = choosing.choose_site(found.evidence)
    earlier = known.site.provider_of_stories(domain) if domain and not _SOURCE_LINE.search(said.place) else None
    if earlier and not subscription.name:
        return NewProvider(earlier.name, domain, earlier.images, is_known=True)
    icon = found.page.icon if found.page else ""
    return NewProvider(subscription.name or said.value or domain, domain, (Image(icon),) if icon and domain else ())


def _language(found: _Found, subscription: Subscription, text: str) -> str:
    declared = [one.value for one in found.evidence.of(LANGUAGE)]
    return choose_language([subscription.language, *declared] if subscription.language else declared, text)


def _notes(found: _Found, date: Chosen, options: DraftOptions, subscription: Subscription) -> tuple[str, ...]:
    notes = [f"date: {date.note}"] if date.note else []
    page = found.page
    if page and page.wall:
        notes.append(page.wall.words)
    if page and page.rights.reserved and not subscription.allows_body:
        notes.append(f"the text is reserved ({page.rights.reserved}), so it was not taken")
    if options.full and not found.capture.lines:
        notes.append("there is no text to take")
    return tuple(notes)


def stem_of(draft: Draft) -> str:
    """Return what a draft's file may be called by, before it is made a slug: its title, else where it was found."""
    if draft.title.value:
        return draft.title.value
    path = urlsplit(draft.found_in).path.strip("/").rpartition("/")[2]
    return path.partition(".")[0] or draft.provider.name or "draft"
