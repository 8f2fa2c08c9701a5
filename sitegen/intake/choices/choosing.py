"""Chooses among candidates what a draft says, or leaves it open: what nothing says is not invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from urllib.parse import urlsplit

from sitegen.intake.choices.choosing_dates import DIFFERENT_DAYS, dates_of, is_after, trusted_date
from sitegen.intake.facts.clean_addresses import clean_address, is_amp
from sitegen.intake.facts.evidence import AUTHOR, EXCERPT, SITE, TITLE, URL, Candidate, Evidence
from sitegen.intake.facts.title_parts import LEAST_LETTERS, letters_of, parts_of, without_site
from sitegen.intake.lines.visible_fields import width
from sitegen.pages.urls import host_of

EXCERPT_CHARACTERS = 300
"""Of others' words, where their source says nothing else."""
_OWN_TEXT = "first sentences"
_SENTENCE_END = re.compile(r"""[.!?…][)"'’”]?(?=\s|\Z)|[。！？][」』”’）]?""")
_NO_AUTHORS = re.compile(
    r"(?:admin|administrator|editor|editors|staff|webmaster|unknown|anonymous|guest|null|none|n/?a|undefined|"
    r"未知|佚名|匿名|网络(?:整理)?|網路|互联网|综合|綜合|本站(?:原创)?|原创|转载|管理员|小编)\Z",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[a-z0-9-]{3,}(?:\.[a-z0-9-]+)*\.[a-z]{2,10}\Z|\S+\.(?i:com|net|org|cn)\Z")
_ORGANISATION = re.compile(
    r".{1,20}(?:网|網|社|报|報|日报|晚报|新闻|新聞|电视台|電視台|频道|頻道|客户端|杂志|雜誌|财经|财经号|自媒体综合|编辑部|編輯部)\Z"
)
"""A Chinese medium, which is the source and not the author."""
_PLATFORMS = re.compile(
    r"(?:blogger|wordpress(?:\.com)?|微信公众平台|nextgen|本站(?:原创)?|网络|互联网|原创)\Z", re.IGNORECASE
)
_BY = re.compile(r"\A(?:by|作者)[ :：]+", re.IGNORECASE)


class Chosen(NamedTuple):
    """A value for a field, and where it has it from; without a value it is open."""

    value: str = ""
    place: str = ""
    note: str = ""
    """What a person must know of the choice."""


class Circumstances(NamedTuple):
    """What is known of a source beside its evidence."""

    zone: tzinfo | None = None
    """Of clocks that give none; None where nobody has said."""
    latest: datetime = datetime(9999, 1, 1, tzinfo=UTC)
    """The last moment at which it can have been published."""


def choose_title(evidence: Evidence) -> Chosen:
    """Return the first title that is whole, without the name of the site.

    One that others cut short gives way to the longer one, one to which a site has put its name to the shorter one.
    """
    sites = {letters_of(one.value) for field in (SITE, AUTHOR) for one in evidence.of(field)}
    all_titles = evidence.of(TITLE)
    candidates = [one for one in all_titles if letters_of(one.value) not in sites] or list(all_titles)
    if not candidates:
        return Chosen()
    first = _whole(candidates[0], candidates)
    shorter = next((one for one in candidates if _is_title_of(one.value, first.value, sites)), None)
    return Chosen(*shorter) if shorter else Chosen(without_site(first.value, sites), first.place)


def choose_date(evidence: Evidence, known: Circumstances) -> Chosen:
    """Return the moment with its zone, or the day where no zone is given; open where the page contradicts itself."""
    dated = [one._replace(date=one.date.within(known.zone)) for one in dates_of(evidence)]
    found = [one for one in dated if not is_after(one.date, known.latest)]
    if not found:
        return Chosen(note=f"{dated[0].candidate.value} lies in the future" if dated else "")
    chosen = trusted_date(found)
    if chosen is None:
        return Chosen(note=DIFFERENT_DAYS)
    date = chosen.date
    note = "its clock has no zone, so the day alone is taken" if date.has_time and not date.has_zone else ""
    return Chosen(date.text(), chosen.candidate.place, note)


def choose_excerpt(evidence: Evidence, paragraphs: Sequence[str], limit: int) -> Chosen:
    """Return the source's own description, else the first good sentences of the text, within the limit."""
    titles = {one.value for one in evidence.of(TITLE)}
    for one in evidence.of(EXCERPT):
        if width(one.value) >= 30 and one.value not in titles:
            return Chosen(cut_at_sentence(one.value, limit), one.place)
    for paragraph in paragraphs:
        if width(paragraph) >= 60 and _SENTENCE_END.search(paragraph):
            return Chosen(cut_at_sentence(paragraph, limit), _OWN_TEXT)
    return Chosen()


def choose_author(evidence: Evidence) -> Chosen:
    """Return who is said to have written it: all whom the first place that names people names."""
    sites = {one.value.casefold() for one in evidence.of(SITE)}
    found: list[Candidate] = []
    for one in evidence.of(AUTHOR):
        name = _BY.sub("", one.value).strip()
        head, _, tail = name.rpartition(",")
        name = head.strip() if head and tail.strip().casefold() in sites else name
        if _is_person(name, sites) and (not found or one.place == found[0].place) and len(found) < 5:
            found.append(Candidate(name, one.place))
    return Chosen(", ".join(dict.fromkeys(one.value for one in found)), found[0].place) if found else Chosen()


def choose_site(evidence: Evidence) -> Chosen:
    """Return the name of who published it: as the page says, else the Chinese medium that stands where the author does.

    The name of a program on which sites are run is none.
    """
    for one in evidence.of(SITE):
        if not _PLATFORMS.match(one.value):
            return Chosen(one.value, one.place)
    first = next((one for one in evidence.of(AUTHOR) if _ORGANISATION.match(one.value)), None)
    return Chosen(first.value, first.place) if first else Chosen()


def choose_address(evidence: Evidence, address: str) -> Chosen:
    """Return the address of the story: what the page calls its own on the same site, else where it was found."""
    own = clean_address(address)
    for one in evidence.of(URL):
        url = clean_address(one.value, address)
        if url and not is_amp(url) and (not own or _may_stand_for(url, own)):
            return Chosen(url, one.place)
    return Chosen(own, "where it was found") if own else Chosen()


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


def _is_person(name: str, sites: set[str]) -> bool:
    """Return whether a text may be a name, and not that of the site or of a medium."""
    plain = name.casefold()
    has_letters = sum(sign.isalpha() for sign in name) > 1
    is_site = plain in sites or any(site.startswith(plain) for site in sites if len(plain) > 1)
    is_nobody = _NO_AUTHORS.match(name) or _DOMAIN.match(name) or _ORGANISATION.match(name)
    return has_letters and not is_site and "@" not in name and not is_nobody


def _may_stand_for(url: str, own: str) -> bool:
    """Return whether a page at an address of ours may call another one its own."""
    ours, theirs = host_of(own).split("."), host_of(url).split(".")
    is_home = urlsplit(url).path in ("", "/") and urlsplit(own).path not in ("", "/") and not urlsplit(url).query
    return ours[-2:] == theirs[-2:] and not is_home


def _whole(first: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return a longer title that begins with this one, where this one is cut: by `...`, or at a quotation mark.

    Pages that write a title with such marks into an attribute without care end it there.
    """
    start = first.value.rstrip("….").rstrip()
    for one in candidates[1:]:
        rest = one.value[len(start) :]
        if one.value.startswith(start) and rest:
            is_cut = start != first.value and len(start) > 15
            if is_cut or (start == first.value and rest.lstrip()[:1] in ('"', "'")):
                return one
    return first


def _is_title_of(shorter: str, title: str, sites: set[str]) -> bool:
    """Return whether a title is another one, which has besides it the name of a site, a section or an author."""
    if len(letters_of(shorter)) < max(LEAST_LETTERS, len(letters_of(title)) // 3) or letters_of(shorter) in sites:
        return False
    return any(
        letters_of(head) == letters_of(shorter) and len(letters_of(rest)) < max(len(letters_of(head)), 12)
        for head, rest in parts_of(title)
    )
