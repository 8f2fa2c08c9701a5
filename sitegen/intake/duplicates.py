"""Finds earlier stories of the same event: proposes, with the reason, and never merges.

Runs of words are compared (shingles, Jaccard), of title and excerpt. Numbers and versions that differ veto: what raised
$13B did not raise $30B, and a model 4 is no model 5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from sitegen.intake.captures import Capture
from sitegen.intake.draft_text import Draft, RelatedStory
from sitegen.intake.known_site import KnownSite
from sitegen.pages.page import PageMeta

MOST_RELATED = 3
_DAYS = 14
"""An event is news for so long."""
_LEAST = 0.25
_LEAST_OF_TITLES = 0.34
_LEAST_SHARED = 3
_MOST_READ = 30
"""Of the most alike by title, whose excerpts are compared as well."""
_WORD = re.compile(r"[a-z0-9][a-z0-9.+'’-]*|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_NUMBER = re.compile(
    r"(?<![a-z0-9])(?:v|gpt-|\$|€|£|¥)?\d+(?:[.,]\d+)*(?:\s?(?:%|percent|billion|million|trillion|bn|mn|"
    r"[bmkt](?![a-z])|亿|億|万|萬))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_COMMON = frozenset(
    "a an and are as at be by for from has have in into is it its new of on or over says say that the this to with "
    "will was were after amid more than up out about not but his her their can could may".split()
)


def find_related(draft: Draft, capture: Capture, site: KnownSite) -> tuple[RelatedStory, ...]:
    """Return the earlier stories that may be of the same event, the most alike first."""
    title = draft.title.value
    if not title:
        return ()
    text = draft.excerpt.value or " ".join(capture.paragraphs()[:2])[:600]
    near = sorted(_near(draft, site.pages), key=lambda page: -_alike(_words(title), _words(page.title)))[:_MOST_READ]
    found = [(likeness, page) for page in near if (likeness := _likeness(title, text, page, site))]
    found.sort(key=lambda one: (-one[0][0], one[1].path))
    return tuple(_related(page, reason, site) for (_, reason), page in found[:MOST_RELATED])


def likeness_of_titles(one: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 1; 0 where their numbers differ."""
    return 0.0 if _numbers_differ(one, other) else _alike(_words(one), _words(other))


def _near(draft: Draft, pages: Iterable[PageMeta]) -> Iterator[PageMeta]:
    """Yield the stories of the same days; all, where nobody knows the day."""
    day = _seconds(draft.date.value)
    for page in pages:
        if page.is_story and not page.removed and (day is None or abs(page.moment - day) <= _DAYS * 86_400):
            yield page


def _likeness(title: str, text: str, page: PageMeta, site: KnownSite) -> tuple[float, str] | None:
    if _numbers_differ(title, page.title):
        return None
    ours, theirs = _words(title), _words(page.title)
    shared, of_titles = ours & theirs, _alike(ours, theirs)
    if of_titles >= _LEAST_OF_TITLES and len(shared) >= _LEAST_SHARED:
        return of_titles, f"the titles share {_named(shared)}"
    if len(shared) < 2:
        return None
    card = getattr(site.page_of(page.path), "card", None)
    other = f"{page.title} {card.excerpt if card else ''}"
    whole = f"{title} {text}"
    if _numbers_contradict(whole, other):
        return None
    of_texts = _alike(_words(whole), _words(other))
    common = _words(whole) & _words(other)
    if of_texts >= _LEAST and len(common) >= 2 * _LEAST_SHARED:
        return of_texts, f"title and excerpt share {_named(common)}"
    return None


def _related(page: PageMeta, reason: str, site: KnownSite) -> RelatedStory:
    provider = next(iter(page.terms.get("sources", ())), "")
    return RelatedStory(page.title, page.original_url, provider, reason, site.settings.shown_path(page.path))


def _words(text: str) -> set[str]:
    """Return the words that say something; in scripts without spaces, pairs of characters."""
    found: set[str] = set()
    for word in _WORD.findall(_plain(text)):
        if _WIDE.match(word):
            found |= {word[at : at + 2] for at in range(max(1, len(word) - 1))}
        elif word not in _COMMON:
            found.add(word.rstrip(".'’-").removesuffix("'s").removesuffix("’s"))
    return found


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _numbers_differ(one: str, other: str) -> bool:
    """Return whether both texts give numbers, and each of them one that the other does not."""
    ours, theirs = _numbers(one), _numbers(other)
    return bool(ours - theirs) and bool(theirs - ours)


def _numbers_contradict(one: str, other: str) -> bool:
    """Return whether both texts give numbers, and no one together: a longer text names more than its event."""
    ours, theirs = _numbers(one), _numbers(other)
    return bool(ours) and bool(theirs) and not ours & theirs


def _numbers(text: str) -> set[str]:
    found = {re.sub(r"[\s,]|billion|bn", lambda one: "b" if one[0] in ("billion", "bn") else "", number)
             for number in _NUMBER.findall(_plain(text))}  # fmt: skip
    return {
        number.replace("million", "m").replace("mn", "m").lstrip("$€£¥v") for number in found if not _YEAR.match(number)
    }


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _named(words: set[str]) -> str:
    return ", ".join(sorted(words, key=lambda word: (-len(word), word))[:5])


def _seconds(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else moment.replace(hour=12).timestamp()
