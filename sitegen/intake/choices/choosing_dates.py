"""Chooses the date of a story among all that its page gives, by how far each is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sitegen.intake.facts.evidence import DATE, Candidate, Evidence
from sitegen.intake.facts.found_dates import FoundDate, find_date

MACHINES, BESIDE, TIMES, LABELLED, UNDER_HEADLINE, LIBRARY = range(6)
"""Who gives a date, the most trusted first; `BESIDE` is a feed or the head of a mail."""
_FIRST_WORDS = (
    (BESIDE, ("feed ", "mail ")),
    (LIBRARY, ("htmldate",)),
    (TIMES, ("time",)),
    (UNDER_HEADLINE, ("date under",)),
    (LABELLED, ("date line",)),
)
_CONFIRMED_BY = {TIMES: (LABELLED, UNDER_HEADLINE), LABELLED: (TIMES, LIBRARY), UNDER_HEADLINE: (TIMES, LIBRARY)}
"""Who may settle it when one of these gives several days; the library repeats what `<time>` says."""
DIFFERENT_DAYS = "the page gives days that differ"


class Dated(NamedTuple):
    """A candidate with the date that it holds."""

    candidate: Candidate
    date: FoundDate

    @property
    def rank(self) -> int:
        """Return who gives it."""
        place = self.candidate.place.removeprefix("text: ")
        return next((rank for rank, words in _FIRST_WORDS if place.startswith(words)), MACHINES)


def dates_of(evidence: Evidence) -> list[Dated]:
    """Return the candidates that hold a date."""
    return [Dated(one, date) for one in evidence.of(DATE) if (date := find_date(one.value))]


def trusted_date(found: Sequence[Dated]) -> Dated | None:
    """Return the date of those who are trusted most and do not contradict each other; None where all do.

    Where it is a day, or a clock without a zone, another candidate may give the same moment more exactly.
    """
    ranks = sorted({one.rank for one in found})
    disputed: list[Dated] = []
    for rank in ranks:
        same = [one for one in found if one.rank == rank]
        settled = same[:1] if _agree(same) else _confirmed(same, found)
        if rank == LIBRARY and any(_is_near(same[0], one) for one in disputed):
            continue  # it has taken one of those that contradict each other
        if settled:
            return next((one for one in found if _is_the_same_more_exactly(one.date, settled[0].date)), settled[0])
        if rank == MACHINES:
            return None
        disputed += same
    return None


def is_after(date: FoundDate, latest: datetime) -> bool:
    """Return whether a date lies in the future: a day only where it has begun nowhere on Earth."""
    if date.has_time and date.has_zone:
        return date.moment > latest + timedelta(hours=1)
    return date.moment.date() > (latest + timedelta(hours=14)).date()


def _confirmed(disputed: Sequence[Dated], found: Sequence[Dated]) -> list[Dated]:
    """Return one of those that contradict each other, where somebody else gives its day, and no other's."""
    others = [one for one in found if one.rank in _CONFIRMED_BY.get(disputed[0].rank, ())]
    confirmed = [one for one in disputed if any(one.date.day() == other.date.day() for other in others)]
    return confirmed[:1] if _agree(confirmed) else []


def _agree(found: Sequence[Dated]) -> bool:
    return all(_is_near(found[0], one) for one in found)


def _is_near(one: Dated, other: Dated) -> bool:
    """Return whether two dates may be one day, as clocks of two zones have it."""
    return abs(one.date.moment.date() - other.date.moment.date()) <= timedelta(days=1)


def _is_the_same_more_exactly(other: FoundDate, date: FoundDate) -> bool:
    is_better = other.has_time and other.has_zone and not (date.has_time and date.has_zone)
    if not is_better:
        return False
    if date.has_time:
        return other.moment.replace(tzinfo=None, second=0) == date.moment.replace(tzinfo=None, second=0)
    return other.moment.date() == date.moment.date()
