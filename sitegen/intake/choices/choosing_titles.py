"""Chooses the title of a story among all that its page gives, without what belongs to the site."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.intake.facts.evidence import AUTHOR, SITE, TITLE, Candidate, Evidence
from sitegen.intake.facts.title_parts import LEAST_LETTERS, letters_of, parts_of, without_site


def choose(evidence: Evidence) -> Candidate | None:
    """Return the first title that is whole, without the name of the site.

    One that others cut short gives way to the longer one, one to which a site has put its name to the shorter one.
    """
    sites = {letters_of(one.value) for field in (SITE, AUTHOR) for one in evidence.of(field)}
    all_titles = evidence.of(TITLE)
    candidates = [one for one in all_titles if letters_of(one.value) not in sites] or list(all_titles)
    if not candidates:
        return None
    first = _whole(candidates[0], candidates)
    shorter = next((one for one in candidates if _is_title_of(one.value, first.value, sites)), None)
    if shorter is not None:
        return shorter
    return Candidate(without_site(first.value, sites), first.place)


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
    for head, rest in parts_of(title):
        if letters_of(head) == letters_of(shorter) and len(letters_of(rest)) < max(len(letters_of(head)), 12):
            return True
    return False
