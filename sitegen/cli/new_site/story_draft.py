"""Creates the draft of a story with a complete head, as far as what was typed and what the site knows tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sitegen.cli.new_site.starter import checked_title, make_source
from sitegen.config.setting_checks import did_you_mean
from sitegen.errors import BadValue, SitegenError
from sitegen.intake.known_site import KnownSite, news_folder
from sitegen.pages.fields.date_forms.dates import FIRST_YEAR, LAST_YEAR
from sitegen.pages.fields.kinds import MOST_TERM_CHARACTERS, NAME
from sitegen.pages.fields.story_values import Provider
from sitegen.pages.splice.head_splice import quoted
from sitegen.pages.urls import host_of, safe_url, slugify
from sitegen.settings import Settings
from sitegen.site.taxonomy import Taxonomy, topics_of

_PLAIN_DOMAIN = re.compile(r"[a-z0-9][a-z0-9.-]*")
"""One that YAML reads as a text without quotes."""


class NewStory(NamedTuple):
    """What was typed of a story."""

    title: str
    moment: datetime
    url: str | None = None
    """Of the story elsewhere; None when it is the site's own."""
    topics: tuple[str, ...] = ()


class MadeStory(NamedTuple):
    """A draft that was made."""

    path: str
    """Relative to the site."""
    remarks: tuple[str, ...]
    """What the owner may want to know of it."""


def make_story(root: Path, settings: Settings, new: NewStory, known: KnownSite | None = None) -> MadeStory:
    """Create the draft of a news story; what `known` has is not asked for when neither address nor topics are given.

    Raises:
        SitegenError: exit code 2, for a title or an address that cannot be used, or a story that is there already.
    """
    title = checked_title(new.title)
    moment = _checked_moment(new.moment)
    url = "" if new.url is None else _checked_url(new.url, known)
    domain = host_of(url) if url else ""
    provider = _known_provider(known, domain) if known and domain else None
    taxonomy = topics_of(known.taxonomies) if known else None
    topics = tuple(dict.fromkeys(_named(typed, taxonomy) for typed in new.topics))
    remarks = [_of_topic(typed, taxonomy) for typed in new.topics]
    if domain and not provider:
        remarks.append(f"{domain} is new to this site: write who that is into `provider`.")
    head = [*_first_lines(title, moment, url), *_provider(provider, domain), "", *_topics(topics)]
    content = root / settings.content
    file = content / news_folder(content) / f"{moment:%Y-%m-%d}-{slugify(title)}.md"
    return MadeStory(make_source(root, file, "\n".join(["---", *head, "---", ""])), tuple(filter(None, remarks)))


def _known_provider(known: KnownSite, domain: str) -> Provider | None:
    return known.described_provider(domain) or known.provider_of_stories(domain)


def _checked_moment(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        raise SitegenError(f"--date: {moment:%Y-%m-%d} lies outside the years {years}", "check the year", exit_code=2)
    return moment


def _checked_url(typed: str, known: KnownSite | None) -> str:
    url = safe_url(typed.strip())
    if not url or not host_of(url):
        hint = "write it whole, such as https://news.example/story"
        raise SitegenError(f'--url: "{typed}" is not an address of the web', hint, exit_code=2)
    there = known.with_address(url) if known else ""
    if there:
        raise SitegenError(f"{there} has the story at {url} already", "edit that one", exit_code=2)
    return url


def _first_lines(title: str, moment: datetime, url: str) -> Iterator[str]:
    yield "category: news"
    yield f"title: {quoted(title)}"
    yield 'excerpt: ""'
    yield f"publishedDateTime: {moment.isoformat(timespec='seconds')}"
    yield (
        f"originalUrl: {quoted(url)}"
        if url
        else ('originalUrl: ""  # the story elsewhere; leave it empty when it is yours alone')
    )
    yield "type: article"
    yield "draft: true  # delete this line to publish"


def _provider(provider: Provider | None, domain: str) -> Iterator[str]:
    if not domain:
        return
    yield from ("", "provider:")
    yield f"  name: {quoted(provider.name)}" if provider else f"  name: {quoted(domain)}  # who published it"
    yield f"  domain: {domain if _PLAIN_DOMAIN.fullmatch(domain) else quoted(domain)}"
    for image in provider.images[:1] if provider else ():
        yield from ("  images:", f"    - url: {quoted(image.url)}")
        if image.width and image.height:
            yield from (f"      width: {image.width}", f"      height: {image.height}")


def _topics(topics: Sequence[str]) -> Iterator[str]:
    if not topics:
        yield "topics: []"
        return
    yield "topics:"
    yield from (f"  - {quoted(name)}" for name in topics)


def _named(typed: str, taxonomy: Taxonomy | None) -> str:
    """Return a topic as the site writes it. Raises SitegenError, exit code 2, for a text that names none."""
    term = taxonomy.terms.get(taxonomy.key_of(typed)) if taxonomy else None
    if term:
        return term.name
    try:
        return str(NAME.convert(typed))
    except BadValue:
        hint = f"write a text of at most {MOST_TERM_CHARACTERS} characters"
        raise SitegenError(f'--topic: "{typed}" is not a name', hint, exit_code=2) from None


def _of_topic(typed: str, taxonomy: Taxonomy | None) -> str:
    if taxonomy is None or taxonomy.key_of(typed) in taxonomy.terms:
        return ""
    near = did_you_mean(typed, (term.name for term in taxonomy.terms.values()))
    return f'The topic "{typed}" is new to this site' + (f": {near}" if near.startswith("did") else ".")
