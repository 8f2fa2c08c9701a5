"""`sitegen add`: makes a draft of an address, a saved page, a mail or a paste, and shows or changes what was taken."""

from __future__ import annotations

import json
import shlex
import sys
from typing import Any

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import as_typed, command_line
from sitegen.cli.extras import INTAKE, require_local
from sitegen.cli.intake_commands.reach import chosen_proxies, own_network, proxies
from sitegen.cli.options import as_json, complete_files, example, options, site_option
from sitegen.cli.outcome import FINE, PROBLEMS, as_problem, json_of_what_stops
from sitegen.cli.report_text import problems_json, visible
from sitegen.cli.terminal import Terminal, open_terminal
from sitegen.errors import Problem, SitegenError, usage_errors
from sitegen.lazy import lazy_imports
from sitegen.pages.fields.date_forms.dates import parse_date

with lazy_imports():  # they need the extra `local`
    from sitegen.intake import add_story, new_draft, polite, review_story
    from sitegen.intake.feeds import inbox as inboxes

_MOST_PASTED = 10_000_000


class AddChoices(SiteChoices, frozen=True):
    """What was typed after `sitegen add`."""

    sources: tuple[str, ...] = ()
    topics: str | None = None
    from_url: str | None = None
    publish_at: str | None = None
    full: bool = False
    own_network: bool = False
    proxies: bool = False
    show: str | None = None
    keep: str | None = None
    drop: str | None = None
    as_json: bool = False


@click.command("add", epilog=example("sitegen add https://news.example/story"))
@click.argument("sources", nargs=-1, metavar="SOURCE...", shell_complete=complete_files)
@options(site_option)
@click.option("--topics", metavar="A,B", help="The topics of the drafts, in place of those that would be proposed.")
@click.option("--from-url", metavar="URL", help="Where a file or a paste was on the web.")
@click.option("--publish-at", metavar="TIME", help="Publish it at this time at the earliest, once it is approved.")
@click.option("--full", is_flag=True, help="Put the whole text into the draft: you say that you may publish it.")
@options(own_network, proxies)
@click.option("--show", metavar="FILE", help="Show the lines that this draft was made of, kept or dropped, and why.")
@click.option("--keep", metavar="N,M", help="With --show: keep these lines.")
@click.option("--drop", metavar="N,M", help="With --show: drop these lines.")
@options(as_json)
def command(**chosen: Any) -> int:
    """Make a draft of each SOURCE: an address, a file (page, mail, text), an ID of the inbox, or - for a paste."""
    choices = AddChoices(**chosen)
    terminal = open_terminal()
    with json_of_what_stops(terminal, is_wanted=choices.as_json):
        require_local("add", INTAKE)
        site = open_site(choices, is_public=False)
        if choices.show is not None:
            return _show(terminal, site, choices)
        return _add(terminal, site, choices)


def _add(terminal: Terminal, site: OpenSite, choices: AddChoices) -> int:
    if not choices.sources:
        raise SitegenError("name what to add", "an address, a file (.html, .mhtml, .eml, .txt), or -", exit_code=2)
    if choices.keep or choices.drop:
        raise SitegenError("--keep and --drop need --show FILE", exit_code=2)
    if choices.from_url and len(choices.sources) > 1:
        raise SitegenError("--from-url is about one source", "add them one by one", exit_code=2)
    draft_options = new_draft.DraftOptions(_names(choices.topics), _moment(choices.publish_at, site), choices.full)
    guest = polite.Guest(
        site.settings.base_url, own_network=choices.own_network, proxies=chosen_proxies(is_wanted=choices.proxies)
    )
    writer = add_story.DraftWriter(add_story.Site(site.root, site.settings, site.options), guest)
    added: list[add_story.Added] = []
    failed: list[Problem] = []
    code = FINE
    for named in choices.sources:
        try:
            made = writer.add(_source(named, choices, site), draft_options)
        except SitegenError as error:
            if len(choices.sources) == 1:
                raise
            failed.append(as_problem(error))
            code = PROBLEMS
            terminal.complain(str(error), as_typed(error.hint, choices.site))
            continue
        added.append(made)
        inboxes.take(site.root, named)
        if not choices.as_json:
            terminal.say(*_lines(made, choices.site))
    if choices.as_json:
        terminal.result(_json(added, failed))
    return code


def _source(named: str, choices: AddChoices, site: OpenSite) -> add_story.Source:
    item = inboxes.item_named(site.root, named)
    if item is not None:
        return add_story.Source(item.address, said=inboxes.evidence_of(item))
    pasted = sys.stdin.buffer.read(_MOST_PASTED) if named == "-" else b""
    return add_story.Source(named, choices.from_url or "", pasted)


def _lines(made: add_story.Added, site: str) -> list[str]:
    """Return the file, each field with its origin, what is not known, and what to do next."""
    draft = made.draft
    rows = [
        *((name, one.value, one.place) for name, one in draft.chosen.items()),
        ("source", draft.provider.name, "known to the site" if draft.provider.is_known else draft.provider.domain),
        ("language", draft.language, ""),
        ("topics", ", ".join(draft.topics), "proposed" if draft.topics else ""),
        ("picture", draft.picture.address if draft.picture else "", ""),
    ]
    rows += [("related", f"{one.source}: {one.title}", one.reason) for one in draft.related]
    lines = [visible(made.path)]
    lines += [f"    {name:<9} {visible(_short(value))}{f'  ({visible(place)})' if place else ''}"
              for name, value, place in rows if value]  # fmt: skip
    lines += [f"    note      {visible(note)}" for note in draft.notes]
    unknown = [name for name in draft.not_known if name not in draft.needs]
    lines += [f"    not known: {', '.join(unknown)}"] if unknown else []
    texts = [line for line in made.capture.lines if line.text]
    kept = sum(line.is_kept for line in texts)
    where = "in the draft" if draft.body else "in its capture alone"
    lines += [f"    text      {kept} of {len(texts)} lines, {where}"] if texts else []
    return [*lines, *_next(made, site)]


def _next(made: add_story.Added, site: str) -> list[str]:
    file = shlex.quote(visible(made.path))
    if made.draft.needs:
        asked = [f"--{name} ..." for name in made.draft.needs if name != "text"]
        needs = f"    NEEDS     {', '.join(made.draft.needs)}"
        return [f"{needs}: {command_line('review', site, file, *asked)}"]
    return [f"Next: {command_line('approve', site, file)}"]


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"


def _json(added: list[add_story.Added], failed: list[Problem]) -> str:
    """Return one JSON object: `drafts` and `problems`."""
    drafts = [
        {
            "file": made.path,
            "capture": made.draft.capture,
            **{name: one._asdict() for name, one in made.draft.chosen.items()},
            "source": {"name": made.draft.provider.name, "domain": made.draft.provider.domain},
            "language": made.draft.language,
            "topics": made.draft.topics,
            "picture": made.draft.picture._asdict() if made.draft.picture else None,
            "related": [one._asdict() for one in made.draft.related],
            "needs": made.draft.needs,
            "not_known": made.draft.not_known,
            "notes": made.draft.notes,
            "rights": made.draft.signals,
        }
        for made in added
    ]
    return problems_json(failed, drafts=drafts)


def _show(terminal: Terminal, site: OpenSite, choices: AddChoices) -> int:
    if choices.sources:
        raise SitegenError("--show is about a draft that is there", "name no source beside it", exit_code=2)
    keep, drop = _numbers(choices.keep, "--keep"), _numbers(choices.drop, "--drop")
    capture = review_story.change_lines(site.root, site.settings, choices.show or "", keep, drop)
    if choices.as_json:
        lines = [{"line": number, "kept": line.is_kept, "mark": line.mark, "rule": line.rule, "text": line.text}
                 for number, line in enumerate(capture.lines, 1)]  # fmt: skip
        terminal.result(json.dumps({"source": capture.source, "lines": lines}))
        return FINE
    width = len(str(len(capture.lines)))
    for number, line in enumerate(capture.lines, 1):
        if not line.text:
            continue
        why = f"  [{line.rule}]" if line.rule else ""
        terminal.say(f"{'+' if line.is_kept else '-'} {number:>{width}}  {visible(line.text)}{visible(why)}")
    return FINE


def _numbers(typed: str | None, option: str) -> list[int]:
    found: list[int] = []
    for part in (typed or "").replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not part:
            continue
        if not first.isdecimal() or (dash and not last.isdecimal()) or len(part) > 15:
            raise SitegenError(f"{option}: {part} is not a number", "write line numbers: 3,5-7", exit_code=2)
        found += range(int(first), min(int(last or first), int(first) + 100_000) + 1)
    return found


def _names(typed: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (typed or "").split(",") if name.strip())


def _moment(typed: str | None, site: OpenSite) -> str:
    if typed is None:
        return ""
    with usage_errors("--publish-at: "):
        return parse_date(typed, site.zone).date.isoformat(timespec="seconds")
