"""Chooses among candidates what a draft says, or leaves it open: what nothing says is not invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.intake.facts.clean_addresses import clean_address, is_amp
from sitegen.intake.facts.evidence import AUTHOR, DATE, EXCERPT, SITE, TITLE, URL, Candidate, Evidence
from sitegen.intake.facts.found_dates import FoundDate, find_date
from sitegen.intake.lines.visible_fields import width
from sitegen.pages.urls import host_of

EXCERPT_CHARACTERS = 300
"""Of others' words, where their source says nothing else."""
_OWN_TEXT = "first sentences"
_BY_MACHINES = ("JSON-LD", "article:", "og:", "meta ")
_SENTENCE_END = re.compile(r"""[.!?…][)"'’”]?(?=\s|\Z)|[。！？][」』”’）]?""")
_NO_AUTHORS = re.compile(
    r"\A(?:admin|administrator|editor|staff|webmaster|unknown|anonymous|guest|null|none|n/?a)\Z", re.IGNORECASE
)
_BY = re.compile(r"\A(?:by|作者)[ :：]+", re.IGNORECASE)


class Chosen(NamedTuple):
    """A value for a field, and where it has it from; without a value it is open."""

    value: str = ""
    place: str = ""
    note: str = ""
    """What a person must know of the choice."""


OPEN = Chosen()


class Circumstances(NamedTuple):
    """What is known of a source beside its evidence."""

    zone: tzinfo | None = None
    """Of clocks that give none; None where nobody has said."""
    latest: datetime = datetime.max
    """The last moment at which it can have been published."""
    excerpt_limit: int = EXCERPT_CHARACTERS


def choose_title(evidence: Evidence) -> Chosen:
    """Return the first title that is whole; one that others cut short gives way to the longer one."""
    candidates = [one for one in evidence.of(TITLE) if not _is_name_of_site(one.value, evidence)]
    if not candidates:
        return OPEN
    first = candidates[0]
    start = first.value.rstrip("….").rstrip()
    if start != first.value and len(start) > 15:
        first = next(
            (one for one in candidates[1:] if one.value.startswith(start) and len(one.value) > len(start)), first
        )
    return Chosen(first.value, first.place)


def choose_date(evidence: Evidence, known: Circumstances) -> Chosen:
    """Return the moment with its zone, or the day where no zone is given; open where the page contradicts itself."""
    found = [(one, date.within(known.zone)) for one in evidence.of(DATE) if (date := find_date(one.value))]
    late = [one for one, date in found if _is_after(date, known.latest)]
    found = [(one, date) for one, date in found if not _is_after(date, known.latest)]
    if not found:
        return Chosen(note=f"{late[0].value} lies in the future" if late else "")
    first, date = found[0]
    others = [other for one, other in found if _by_machine(one) and _by_machine(first)]
    if any(abs(other.moment.date() - date.moment.date()) > timedelta(days=1) for other in others):
        return Chosen(note="the page gives days that differ")
    exact = next(((one, other) for one, other in found if _is_the_same_more_exactly(other, date)), (first, date))
    chosen, date = exact
    note = "its clock has no zone, so the day alone is taken" if date.has_time and not date.has_zone else ""
    return Chosen(date.text(), chosen.place, note)


def choose_excerpt(evidence: Evidence, paragraphs: Sequence[str], limit: int) -> Chosen:
    """Return the source's own description, else the first good sentences of the text, within the limit."""
    titles = {one.value for one in evidence.of(TITLE)}
    for one in evidence.of(EXCERPT):
        if width(one.value) >= 30 and one.value not in titles:
            return Chosen(cut_at_sentence(one.value, limit), one.place)
    for paragraph in paragraphs:
        if width(paragraph) >= 60 and _SENTENCE_END.search(paragraph):
            return Chosen(cut_at_sentence(paragraph, limit), _OWN_TEXT)
    return OPEN


def choose_author(evidence: Evidence) -> Chosen:
    """Return who is said to have written it: all whom the first place names."""
    sites = {one.value.casefold() for one in evidence.of(SITE)}
    found: list[Candidate] = []
    for one in evidence.of(AUTHOR):
        name = _BY.sub("", one.value).strip()
        is_person = name.casefold() not in sites and not _NO_AUTHORS.match(name) and "@" not in name
        if is_person and (not found or one.place == found[0].place) and len(found) < 5:
            found.append(Candidate(name, one.place))
    return Chosen(", ".join(dict.fromkeys(one.value for one in found)), found[0].place) if found else OPEN


def choose_site(evidence: Evidence) -> Chosen:
    """Return the name of who published it."""
    first = next(iter(evidence.of(SITE)), None)
    return Chosen(first.value, first.place) if first else OPEN


def choose_address(evidence: Evidence, address: str) -> Chosen:
    """Return the address of the story: what the page calls its own on the same site, else where it was found."""
    own = clean_address(address)
    for one in evidence.of(URL):
        url = clean_address(one.value, address)
        if url and not is_amp(url) and (not own or _may_stand_for(url, own)):
            return Chosen(url, one.place)
    return Chosen(own, "where it was found") if own else OPEN


def cut_at_sentence(text: str, limit: int) -> str:
    """Return a text of at most so many characters that ends with a sentence, else with a word and `…`."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[: limit + 1]) if found.end() <= limit]
    if ends and ends[-1] > limit // 3:
        return text[: ends[-1]]
    head = text[: max(limit - 1, 1)]
    words = head.rpartition(" ")[0]
    return (words if len(words) > limit // 2 else head).rstrip(" ,;:，、；：") + "…"


def _is_after(date: FoundDate, latest: datetime) -> bool:
    if date.has_time and date.has_zone:
        return date.moment > latest + timedelta(hours=1)
    return date.moment.date() > (latest + timedelta(hours=14)).date()


def _by_machine(one: Candidate) -> bool:
    return one.place.startswith(_BY_MACHINES)


def _is_the_same_more_exactly(other: FoundDate, date: FoundDate) -> bool:
    is_better = other.has_time and other.has_zone and not (date.has_time and date.has_zone)
    if not is_better:
        return False
    if date.has_time:
        return other.moment.replace(tzinfo=None, second=0) == date.moment.replace(tzinfo=None, second=0)
    return other.moment.date() == date.moment.date()


def _is_name_of_site(title: str, evidence: Evidence) -> bool:
    return title.casefold() in {one.value.casefold() for one in evidence.of(SITE)} and len(evidence.of(TITLE)) > 1


def _may_stand_for(url: str, own: str) -> bool:
    """Return whether a page at an address of ours may call another one its own."""
    ours, theirs = host_of(own).split("."), host_of(url).split(".")
    is_home = urlsplit(url).path in ("", "/") and urlsplit(own).path not in ("", "/") and not urlsplit(url).query
    return ours[-2:] == theirs[-2:] and not is_home
