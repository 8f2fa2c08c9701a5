"""`sitegen review`: lists drafts that wait, shows what a draft's fields come from, and takes a person's choices."""

from __future__ import annotations

import json
import shlex
from typing import Any

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.options import as_json, complete_files, example, options, site_option
from sitegen.cli.outcome import FINE, json_of_what_stops
from sitegen.cli.report_text import counted, problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.errors import SitegenError
from sitegen.intake import review_story
from sitegen.intake.open_draft import OpenDraft, waiting_drafts

_SHOWN = 160


@click.command("review", epilog=example("sitegen review content/news/2026-11-29-a-headline.md"))
@click.argument("files", nargs=-1, metavar="[FILE...]", shell_complete=complete_files)
@options(site_option)
@click.option("--title", metavar="N|TEXT", help="The number of a candidate, or the title itself; likewise below.")
@click.option("--date", metavar="N|TIME", help='Such as 2, 2026-11-23 or "2026-11-23 09:10".')
@click.option("--zone", metavar="ZONE", help="The time zone of the date's clock, such as Asia/Shanghai.")
@click.option("--excerpt", metavar="N|TEXT", help="What lists show of it.")
@click.option("--author", metavar="N|TEXT", help="Who wrote it.")
@click.option("--url", metavar="N|URL", help="Where the original is.")
@options(as_json)
def command(files: tuple[str, ...], site: str, zone: str | None, as_json: bool, **chosen: Any) -> int:
    """Show the candidates for each field of the drafts FILE..., and write what you choose; without FILE, list all."""
    terminal = open_terminal()
    with json_of_what_stops(terminal, is_wanted=as_json):
        opened = open_site(SiteChoices(site), is_public=False)
        choices = [review_story.Choice(field, typed) for field, typed in chosen.items() if typed is not None]
        if choices and not files:
            raise SitegenError("name the draft that this is for", "`sitegen review` lists them", exit_code=2)
        drafts = [review_story.choose(opened.root, opened.settings, file, choices, zone or "") for file in files]
        waiting = [] if files else waiting_drafts(opened.root, opened.settings, opened.options)
    if as_json:
        found = [_json(draft, opened) for draft in drafts or waiting]
        terminal.result(json.dumps(found[0]) if len(files) == 1 else problems_json((), drafts=found))
    elif files:
        terminal.say(*(line for file, draft in zip(files, drafts, strict=True) for line in _lines(draft, file, site)))
    else:
        terminal.say(*_list(waiting, opened, site))
    return FINE


def _list(waiting: list[OpenDraft], opened: OpenSite, site: str) -> list[str]:
    if not waiting:
        return ["No draft waits."]
    lines = []
    for draft in waiting:
        needs = f"  NEEDS {', '.join(draft.needs)}" if draft.needs else ""
        title = draft.value("title") or "(no title)"
        lines.append(
            f"{visible(opened.settings.shown_path(draft.path))}{visible(needs)}\n    {visible(title[:_SHOWN])}"
        )
    number = sum(bool(draft.needs) for draft in waiting)
    open_ones = f", {number} of them with something open" if number else ""
    return [*lines, f"{counted(len(waiting), 'draft')}{open_ones}. Next: {command_line('review', site, 'FILE')}"]


def _lines(draft: OpenDraft, file: str, site: str) -> list[str]:
    typed = shlex.quote(visible(file))
    lines = [visible(file)]
    for field, keys in review_story.KEYS.items():
        candidates = draft.candidates(field)
        value = _value(draft, keys)
        if value or candidates:
            lines.append(f"  {field}: {visible(value[:_SHOWN]) or '?'}")
        lines += [f"    {number:>2}  {visible(one.value[:_SHOWN])}  ({visible(one.place)})"
                  for number, one in enumerate(candidates, 1)]  # fmt: skip
    for key in ("notes", "related", "rights"):
        lines += [f"  {key}: {visible(text)}" for text in draft.texts(key)]
    if draft.said("capture"):
        lines.append(f"  text: {command_line('add', site, '--show', typed)}")
    if draft.needs:
        asked = [f"--{name} ..." for name in draft.needs if name in review_story.KEYS]
        return [*lines, f"NEEDS {', '.join(map(visible, draft.needs))}: {command_line('review', site, typed, *asked)}"]
    if draft.intake is None:
        return [*lines, "It is not in review: edit it as you like."]
    return [*lines, f"Next: {command_line('approve', site, typed)}"]


def _value(draft: OpenDraft, keys: tuple[str, ...]) -> str:
    return next((value for key in keys if (value := draft.value(key))), "")


def _json(draft: OpenDraft, site: OpenSite) -> dict[str, object]:
    """Return what a program wants to know of a draft."""
    fields = {
        field: {
            "value": _value(draft, keys),
            "place": draft.place(field),
            "candidates": [one._asdict() for one in draft.candidates(field)],
        }
        for field, keys in review_story.KEYS.items()
    }
    more = {key: draft.texts(key) for key in ("notes", "related", "rights")}
    return {"file": site.settings.shown_path(draft.path), "fields": fields, "needs": draft.needs, **more}
