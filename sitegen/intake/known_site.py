"""What the site knows that a new draft is for: its sources by domain, its topics by name, its stories by address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.inspect.survey_site import surveyed
from sitegen.engine.prepare import Surveyed
from sitegen.engine.report import BuildOptions
from sitegen.engine.site_paths import site_paths_of
from sitegen.intake.facts.clean_addresses import address_key
from sitegen.pages.fields.story_values import Image, Provider
from sitegen.pages.page import Page, PageMeta
from sitegen.pages.parse import parse_source
from sitegen.pages.urls import host_of
from sitegen.settings import Settings

TOPICS = "topics"
_MOST_STORIES = 5
"""Of one domain, of which it is asked who published them."""
_MOST_TOPICS = 5
_MOST_TEXT = 20_000
_IN_TITLE, _IN_EXCERPT, _IN_TEXT = 4, 2, 1


class KnownSite:
    """A site, as an editor knows it."""

    def __init__(self, root: Path, settings: Settings, found: Surveyed) -> None:
        self.root = root
        self.settings = settings
        self.pages: Sequence[PageMeta] = found.loaded.pages
        self.taxonomies = found.index.taxonomies
        self._terms = found.loaded.terms
        self._by_address: Mapping[str, PageMeta] = {
            address_key(page.original_url): page for page in self.pages if page.original_url
        }

    def with_address(self, address: str) -> str:
        """Return the source that has a story at this address, as a person types it; empty when there is none."""
        page = self._by_address.get(address_key(address))
        return self.settings.shown_path(page.path) if page else ""

    def page_of(self, path: str) -> Page | None:
        """Return a page whole, by the path of its source below the content folder."""
        try:
            data = (self.root / self.settings.content / path).read_bytes()
        except OSError:
            return None
        return parse_source(data, path, self.settings).page

    def described_provider(self, domain: str) -> Provider | None:
        """Return the source that a file of the site describes with this domain."""
        for term in self._terms:
            if term.domain and host_of(f"http://{term.domain}/") == domain:
                return Provider(term.name, domain, (term.image,) if term.image else ())
        return None

    def provider_of_stories(self, domain: str) -> Provider | None:
        """Return the source that the newest stories of this domain name, where all name the same.

        Those of a portal, which shows stories of many, do not.
        """
        same = sorted(
            (page for page in self.pages if host_of(page.original_url) == domain), key=lambda one: -one.moment
        )
        cards = [found.card for page in same[:_MOST_STORIES] if (found := self.page_of(page.path))]
        named = [card.provider for card in cards if card.provider and card.provider.name]
        is_one = len({provider.name for provider in named}) == 1
        return Provider(named[0].name, domain, named[0].images) if is_one else None

    def topics(self, title: str, excerpt: str, text: str) -> tuple[str, ...]:
        """Return the topics of the site that stand in a story by name or alias: at most five, the weightiest first."""
        places = ((title, _IN_TITLE), (excerpt, _IN_EXCERPT), (text[:_MOST_TEXT], _IN_TEXT))
        scores: dict[str, int] = {}
        for name, words in self._topic_words():
            patterns = [_pattern(word) for word in words]
            score = sum(weight for place, weight in places if any(one.search(place) for one in patterns))
            if score >= _IN_EXCERPT or (score and any(len(one.findall(text[:_MOST_TEXT])) > 1 for one in patterns)):
                scores[name] = score
        return tuple(sorted(scores, key=lambda name: (-scores[name], name))[:_MOST_TOPICS])

    def _topic_words(self) -> Iterator[tuple[str, list[str]]]:
        for taxonomy in self.taxonomies:
            if taxonomy.settings.name == TOPICS:
                for term in taxonomy.terms.values():
                    more = (term.data.name, term.data.short_name, *term.data.aliases) if term.data else ()
                    yield term.name, [word for word in dict.fromkeys((term.name, *more)) if word]


class NewProvider(NamedTuple):
    """Who published a story, as its draft says."""

    name: str = ""
    domain: str = ""
    images: tuple[Image, ...] = ()
    is_known: bool = False


def open_known_site(root: Path, settings: Settings, options: BuildOptions) -> KnownSite:
    """Return what a site knows now."""
    return KnownSite(root, settings, surveyed(site_paths_of(root, settings, options)))


def news_folder(content: Path) -> str:
    """Return the folder of new stories below the content folder: `_news`, where a site has that and no `news`."""
    return "_news" if (content / "_news").is_dir() and not (content / "news").is_dir() else "news"


def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds a name: whole words in Latin letters, names in capitals as they are (`AI`, `IT`)."""
    flags = re.NOFLAG if word.isupper() and len(word) <= 4 else re.IGNORECASE
    plain = r"[ _-]+".join(map(re.escape, re.split(r"[ _-]+", word)))
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return re.compile(f"{before}{plain}{after}", flags)
