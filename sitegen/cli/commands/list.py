"""`sitegen list`: lists the sources of a site, published or not, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.options import as_json, example, options, site_argument
from sitegen.cli.outcome import FINE, json_of_what_stops
from sitegen.cli.report_text import problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.config.setting_checks import did_you_mean
from sitegen.engine.inspect.survey_site import surveyed
from sitegen.engine.prepare import Surveyed
from sitegen.errors import SitegenError
from sitegen.pages.page import PageMeta
from sitegen.pages.parse import IN_DRAFTS
from sitegen.site.taxonomy import Taxonomy, topics_of
from sitegen.withholding_words import DRAFT, NEEDS, UNPUBLISHED

_CHECK = "`sitegen check` says where."
PUBLISHED, SCHEDULED, WITHHELD = "published", "scheduled", "withheld"
_STATES = {"drafts": {DRAFT}, "scheduled": {SCHEDULED}, "withheld": {DRAFT, SCHEDULED, WITHHELD}}
"""What each option lists."""


class _Line(NamedTuple):
    """One source."""

    path: str
    """As problems name it."""
    title: str
    address: str
    """Where it stands, or would."""
    date: str
    state: str
    reason: str
    """Why it is not published."""
    hint: str
    topics: tuple[str, ...]


@click.command("list", epilog=example("sitegen list --drafts --topic AI"))
@options(site_argument)
@click.option("--drafts", is_flag=True, help="Only drafts.")
@click.option("--scheduled", is_flag=True, help="Only stories that are not due yet.")
@click.option("--withheld", is_flag=True, help="Only what is not published for whatever reason.")
@click.option("--topic", metavar="T", help="Only what names this topic, in any of its spellings.")
@click.option("--since", metavar="DAY", help="Only what is dated on this day or later, such as 2026-11-01.")
@options(as_json)
def command(site: str, topic: str | None, since: str | None, as_json: bool, **wanted: bool) -> int:
    """List stories and pages, published or not, newest first, with what keeps them back."""
    terminal = open_terminal()
    with json_of_what_stops(terminal, is_wanted=as_json):
        found = _found(site, topic, since, _states(wanted))
    if as_json:
        terminal.result(problems_json((), sources=[line._asdict() for line in found]))
        return FINE
    terminal.say(*map(_shown, found) if found else ("Nothing.",))
    return FINE


def _found(folder: str, topic: str | None, since: str | None, states: set[str]) -> list[_Line]:
    day = _day(since)
    site = open_site(SiteChoices(folder), is_public=False)  # what is held back is what is asked for
    known = surveyed(site.paths)
    pages = [page for page in known.loaded.pages if page.day >= day]
    pages = pages if topic is None else _about(pages, topic, known.index.taxonomies)
    found = [line for line in _lines(site, known, pages) if line.state in states]
    if WITHHELD in states and not day and topic is None:
        found += [_Line(path, "", "", "", WITHHELD, "error", _CHECK, ()) for path in sorted(known.at_fault)]
    return found


def _states(wanted: Mapping[str, bool]) -> set[str]:
    """Return the states that the options name; without any of them all."""
    asked = [_STATES[option] for option, is_wanted in wanted.items() if is_wanted]
    return {state for states in asked or [*_STATES.values(), {PUBLISHED}] for state in states}


def _day(typed: str | None) -> str:
    if typed is None:
        return ""
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise SitegenError(f'--since: "{typed}" is not a day', "write it as 2026-11-01", exit_code=2) from None


def _about(pages: Sequence[PageMeta], topic: str, taxonomies: Sequence[Taxonomy]) -> list[PageMeta]:
    """Return the pages with a topic. Raises SitegenError when none has it."""
    taxonomy = topics_of(taxonomies)
    if taxonomy is None:
        raise SitegenError("the site has no topics", "see `taxonomies` in site.yaml", exit_code=2)
    name, wanted = taxonomy.settings.name, taxonomy.key_of(topic)
    found = [page for page in pages if wanted in map(taxonomy.key_of, page.terms.get(name, ()))]
    if not found and wanted not in taxonomy.terms:
        hint = did_you_mean(topic, (term.name for term in taxonomy.terms.values()))
        raise SitegenError(f'nothing names the topic "{topic}"', hint, exit_code=2)
    return found


def _lines(site: OpenSite, known: Surveyed, pages: Sequence[PageMeta]) -> Iterator[_Line]:
    held = {one.page.path: one for one in known.index.withheld}
    taxonomy = topics_of(known.index.taxonomies)
    name = taxonomy.settings.name if taxonomy else ""
    for page in sorted(pages, key=lambda one: (-one.moment, one.path)):
        back = held.get(page.path)
        reason = back.reason if back else ""
        when = datetime.fromtimestamp(page.moment, UTC).astimezone(site.zone).isoformat() if page.day else ""
        yield _Line(
            site.settings.shown_path(page.path),
            page.title,
            page.url,
            when,
            _state(reason),
            reason,
            back.hint if back else "",
            page.terms.get(name, ()),
        )


def _state(reason: str) -> str:
    if not reason:
        return PUBLISHED
    if reason.startswith("until "):
        return SCHEDULED
    return DRAFT if reason in (DRAFT, UNPUBLISHED, NEEDS, IN_DRAFTS) else WITHHELD


def _shown(line: _Line) -> str:
    reason = f"  ({line.reason})" if line.reason else ""
    return f"{line.date[:10]:<10}  {visible(line.path)}  {visible(line.title)}{visible(reason)}"
