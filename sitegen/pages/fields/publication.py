"""Whether and when a page may be seen, as its front matter says; what may withhold it withholds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sitegen.errors import BadValue
from sitegen.pages.fields import kinds
from sitegen.pages.fields.date_forms.dates import Dating, Moment, parse_date
from sitegen.pages.fields.fields import Fields
from sitegen.pages.fields.kinds import shown
from sitegen.pages.front_matter.nodes import CALLED, NOTHING, Mapping, Node, Scalar, Sequence
from sitegen.pages.problem_list import ProblemList
from sitegen.withholding_words import (
    DRAFT,
    DRAFTS,
    FALSE,
    HIDDEN,
    PRIVATE,
    PUBLIC,
    REMOVED,
    TRUE,
    UNPUBLISHED,
    Kind,
    Rule,
    plain_value,
)

UNCLEAR = "unclear"
"""Why a page is withheld of which nobody can say whether it may be seen."""
_STRONGEST_FIRST = (REMOVED, UNPUBLISHED, DRAFT, PRIVATE, UNCLEAR)
_OWN_DATE = "publishedDateTime"
_WITHHOLDING, _PERMITTING = FALSE | HIDDEN, TRUE | PUBLIC
"""Values of a status or a visibility."""
_WRITE: dict[Kind, str] = {
    "true": "Write true or false.",
    "false": "Write true or published to publish it, false or draft to keep it back.",
}
_TWICE = "Keep one of them."


class Statement(NamedTuple):
    """One key that says whether or when its page may be seen."""

    rule: Rule
    key: Scalar
    node: Node

    @property
    def word(self) -> str:
        """The value as a plain word; empty for none."""
        return plain_value(self.node.text) if type(self.node) is Scalar and not self.is_empty else ""

    @property
    def inner_words(self) -> set[str]:
        """The values of a list or mapping as plain words."""
        return {plain_value(inner.text) for inner in self._inner() if type(inner) is Scalar}

    @property
    def is_empty(self) -> bool:
        """Return whether there is no value."""
        node = self.node
        if type(node) is Scalar:
            return not node.text.strip() or (node.is_plain and node.text in NOTHING)
        return not self._inner()

    def _inner(self) -> list[Node]:
        node = self.node
        if type(node) is Mapping:
            return [value for _, value in node.entries.values()]
        return node.items if type(node) is Sequence else []


class Publication(NamedTuple):
    """What front matter says on whether and when its page may be seen."""

    withheld: str = ""
    """`removed`, `published: false`, `draft`, `private`, `unclear`, or empty."""
    date: Moment | None = None
    """The day it belongs to."""
    opens: Moment | None = None
    """The latest of all dates before which it may not be seen."""
    expires: Moment | None = None
    """The first of all dates from which on it may not be seen any more."""
    date_key: str = ""
    """The key that gives the date."""


def statement_of(rule: Rule, key: Scalar, node: Node) -> Statement:
    """Return what a key says; a list of one counts as its value."""
    while type(node) is Sequence and len(node.items) == 1:
        node = node.items[0]
    return Statement(rule, key, node)


def read_publication(said: list[Statement], dating: Dating, fields: Fields) -> Publication:
    """Return what all these keys say together. What is not understood withholds, with a warning."""
    if not said:
        return Publication()
    problems = fields.problems
    reasons = {_reason(one) for one in said}
    date, moments, is_unclear = _dates(said, dating, fields)
    ends = [(one, moment) for one in _of(said, "expires") if (moment := _moment(one, dating, fields))]
    _report_disagreement(said, problems)
    _report_different_dates(ends, problems)
    if is_unclear:
        reasons.add(UNCLEAR)
    withheld = next((reason for reason in _STRONGEST_FIRST if reason in reasons), "")
    if withheld == UNCLEAR:
        for one in said:
            _report_unclear(one, problems)
    return Publication(
        withheld,
        date[1] if date else None,
        max((moment for _, moment in moments), key=_when, default=None),
        min((moment for _, moment in ends), key=_when, default=None),
        date[0].key.text if date else "",
    )


def _of(said: Iterable[Statement], *kinds: Kind) -> Iterator[Statement]:
    return (one for one in said if one.rule.kind in kinds and not one.is_empty)


def _when(moment: Moment) -> float:
    return moment.date.timestamp()


def _reason(one: Statement) -> str:
    """Return why a key withholds its page, if it does; dates apart."""
    kind, word, reason = one.rule.kind, one.word, one.rule.reason
    if kind == "any":
        return "" if one.is_empty or word in FALSE else reason
    if kind == "date":
        return UNCLEAR if one.is_empty else ""
    if kind in ("true", "maybe true"):
        withholds, permits = TRUE, FALSE
    elif kind in ("false", "maybe false"):
        withholds, permits = _WITHHOLDING, _PERMITTING
    else:
        return ""
    if kind.startswith("maybe") and not HIDDEN.isdisjoint(one.inner_words):
        return reason
    if word in withholds:
        return DRAFT if word in DRAFTS else reason
    return "" if word in permits or kind.startswith("maybe") else UNCLEAR


def _report_unclear(one: Statement, problems: ProblemList) -> None:
    if _reason(one) != UNCLEAR:
        return
    key, hint = one.key.text, _WRITE.get(one.rule.kind, f"Write a date, or delete {one.key.text}.")
    if one.is_empty:
        message = f'"{key}" is empty, so the page is withheld'
    elif type(one.node) is Scalar:
        message = f"{shown(one.node.text)} does not say whether the page may be seen, so it is withheld"
    else:
        message = f"{CALLED[type(one.node)]} does not say whether the page may be seen, so it is withheld"
    problems.add("warning", one.node.position, key, message, hint)


def _report_disagreement(said: Iterable[Statement], problems: ProblemList) -> None:
    """Warn of a key that says less than another spelling of it: the one that withholds wins."""
    strongest: dict[str, Statement] = {}
    said = [one for one in said if one.rule.reason and (type(one.node) is Scalar or one.rule.kind in _WRITE)]
    if len({one.rule.concept for one in said}) == len(said):
        return  # nearly always: no key stands there in two spellings
    for one in said:
        other = strongest.setdefault(one.rule.concept, one)
        if _rank(one) < _rank(other):
            strongest[one.rule.concept] = one
    for one in said:
        winner = strongest[one.rule.concept]
        if _rank(one) > _rank(winner):
            message = f'"{one.key.text}" does not count beside "{winner.key.text}"'
            problems.add("warning", one.key.position, one.key.text, message, _TWICE)


def _rank(one: Statement) -> int:
    reason = _reason(one)
    return _STRONGEST_FIRST.index(reason) if reason else len(_STRONGEST_FIRST)


_Dated = tuple[Statement, Moment]


def _dates(said: list[Statement], dating: Dating, fields: Fields) -> tuple[_Dated | None, list[_Dated], bool]:
    """Return the date of the page, all dates that it waits for, and whether one of them is not understood.

    A date that the page belongs to must be one; others that cannot be read withhold it.
    """
    ranked = sorted(_of(said, "date", "shown date"), key=_date_rank)
    found: list[_Dated] = []
    first = None
    if ranked and (moment := _moment(ranked[0], dating, fields)):
        first = (ranked[0], moment)
        found.append(first)
    is_unclear = False
    for one in (*ranked[1:], *_of(said, "opens")):
        moment = _moment_or_none(one, dating)
        if moment:
            found.append((one, moment))
        elif one.rule.kind != "shown date" and not (one.rule.kind == "opens" and one.word in FALSE):
            is_unclear = True
            text = shown(one.node.text) if type(one.node) is Scalar else CALLED[type(one.node)]
            message = f"{text} is not a date, so the page is withheld"
            fields.complain(one.key.text, "warning", one.node, message, "Write a date, or delete the key.")
    _report_different_dates(found, fields.problems)
    return first, found, is_unclear


def _date_rank(one: Statement) -> tuple[bool, bool]:
    return one.rule.kind != "date", one.key.text != _OWN_DATE


def _moment(one: Statement, dating: Dating, fields: Fields) -> Moment | None:
    """Return a date that must be one."""
    return fields.read(one.node, one.key.text, kinds.date(dating), None, "error")


def _moment_or_none(one: Statement, dating: Dating) -> Moment | None:
    try:
        return parse_date(one.node.text, *dating) if type(one.node) is Scalar else None
    except BadValue:
        return None


def _report_different_dates(found: Iterable[_Dated], problems: ProblemList) -> None:
    """Warn of names of one key that give different dates."""
    first: dict[str, _Dated] = {}
    for one, moment in found:
        other = first.setdefault(one.rule.concept, (one, moment))
        if other[0] is not one and _when(other[1]) != _when(moment):
            message = f'"{one.key.text}" gives another date than "{other[0].key.text}"'
            hint = (
                f"{_TWICE} The page is published from the latest date on, and until the first one on which it expires."
            )
            problems.add("warning", one.key.position, one.key.text, message, hint)
