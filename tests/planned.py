"""Views as planners make them from made-up pages, for tests of what lists show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from sitegen.pages.page import Card, PageMeta
from sitegen.pages.term import TermData
from sitegen.plan.calendar import Calendar, calendars_of
from sitegen.plan.output import Group, Output, PlanInputs, plan_inputs_of
from sitegen.plan.views.html_views import CardRef
from sitegen.settings import Settings
from sitegen.site.index import OtherInputs, index_site
from sitegen.site.publishing import Audience

V = TypeVar("V")


def inputs(pages: Iterable[PageMeta], described: Iterable[TermData] = (), **settings: object) -> PlanInputs:
    """Return what planners work from on a site of these pages."""
    return _inputs(pages, described, (), settings)


def inputs_after(before: PlanInputs, pages: Iterable[PageMeta], **settings: object) -> PlanInputs:
    """Return what planners work from on a site that has these pages now."""
    return _inputs(pages, (), before.index.lock_lines(before.settings, ()), settings)


def _inputs(
    pages: Iterable[PageMeta], described: Iterable[TermData], lock: Iterable[str], settings: Mapping[str, object]
) -> PlanInputs:
    chosen = Settings(**{"title": "Digest", "base_url": "https://a.test/", **settings})  # type: ignore[arg-type]
    audience = Audience(datetime(2030, 1, 1, tzinfo=UTC))
    return plan_inputs_of(index_site(pages, described, chosen, audience, OtherInputs(lock=lock)), chosen)


def calendars(planned: PlanInputs) -> list[Calendar]:
    """Return the calendars of a site."""
    return calendars_of(planned.index.stories, planned.settings)


def grouped(groups: Iterable[Group]) -> Iterator[Output]:
    """Yield the outputs of groups."""
    return (output for group in groups for output in group.plan())


def views(outputs: Iterable[Output], kind: type[V]) -> dict[str, V]:
    """Return the views of one type by the paths of their outputs."""
    return {output.path: output.view for output in outputs if isinstance(output.view, kind)}


def names(cards: Sequence[Card | CardRef]) -> list[str]:
    """Return the file names of some cards' sources, without their ending."""
    return [card.path.rpartition("/")[2].removesuffix(".md") for card in cards]
