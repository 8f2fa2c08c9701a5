"""`sitegen review`: shows what a draft's fields come from, and takes a person's choices."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import click

from sitegen.cli.choices import SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.options import as_json, options, site_option
from sitegen.cli.outcome import FINE, json_of_what_stops
from sitegen.cli.report_text import problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.intake import review_story

if TYPE_CHECKING:
    from sitegen.intake.open_draft import OpenDraft

_SHOWN = 160


@click.command("review")
@click.argument("file", metavar="FILE")
@options(site_option)
@click.option("--title", metavar="N|TEXT", help="The number of a candidate, or the title itself; likewise below.")
@click.option("--date", metavar="N|TIME", help='Such as 2, 2026-11-23 or "2026-11-23 09:10".')
@click.option("--zone", metavar="ZONE", help="The time zone of the date's clock, such as Asia/Shanghai.")
@click.option("--excerpt", metavar="N|TEXT", help="What lists show of it.")
@click.option("--author", metavar="N|TEXT", help="Who wrote it.")
@click.option("--url", metavar="N|URL", help="Where the original is.")
@options(as_json)
def command(file: str, site: str, zone: str | None, as_json: bool, **chosen: Any) -> int:
    """Show the candidates for each field of the draft FILE, and write what you choose into it."""
    terminal = open_terminal()
    with json_of_what_stops(terminal, problems_json if as_json else None):
        opened = open_site(SiteChoices(site), is_public=False)
        choices = [review_story.Choice(field, typed) for field, typed in chosen.items() if typed is not None]
        draft = review_story.choose(opened.root, opened.settings, file, choices, zone or "")
    if as_json:
        terminal.result(_json(draft))
    else:
        terminal.say(*_lines(draft, file, site))
    return FINE


def _lines(draft: OpenDraft, file: str, site: str) -> list[str]:
    typed = shlex.quote(visible(file))
    lines = [visible(file)]
    for field, keys in review_story.KEYS.items():
        candidates = draft.candidates(field)
        value = draft.value(keys[0])
        if value or candidates:
            lines.append(f"  {field}: {visible(value[:_SHOWN]) or '?'}")
        lines += [f"    {number:>2}  {visible(one.value[:_SHOWN])}  ({visible(one.place)})"
                  for number, one in enumerate(candidates, 1)]  # fmt: skip
    for key in ("notes", "related", "rights"):
        lines += [f"  {key}: {visible(text)}" for text in draft.texts(key)]
    if draft.said("capture"):
        lines.append(f"  text: {command_line('add', site, '--show', typed)}")
    if draft.needs:
        asked = [visible(f"--{name} ...") for name in draft.needs]
        return [*lines, f"NEEDS {', '.join(draft.needs)}: {command_line('review', site, typed, *asked)}"]
    return [*lines, f"Next: {command_line('approve', site, typed)}"]


def _json(draft: OpenDraft) -> str:
    """Return one JSON object: `fields` (value, place, candidates), `needs`, `notes`, `related`, `rights`."""
    fields = {
        field: {
            "value": draft.value(keys[0]),
            "place": draft.place(field),
            "candidates": [one._asdict() for one in draft.candidates(field)],
        }
        for field, keys in review_story.KEYS.items()
    }
    more = {key: draft.texts(key) for key in ("notes", "related", "rights")}
    return json.dumps({"fields": fields, "needs": draft.needs, **more})
