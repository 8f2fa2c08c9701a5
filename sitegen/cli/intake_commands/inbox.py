"""`sitegen inbox`: lists what is new in the feeds, each item with the ID by which it is added."""

from __future__ import annotations

import click

from sitegen.cli.choices import SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.extras import INTAKE, require_local
from sitegen.cli.options import as_json, example, options, site_option
from sitegen.cli.outcome import FINE, json_of_what_stops
from sitegen.cli.report_text import problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.errors import SitegenError
from sitegen.lazy import lazy_imports

with lazy_imports():  # they need the extra `local`
    from sitegen.intake import known_site
    from sitegen.intake.feeds import inbox as inboxes
    from sitegen.intake.feeds import ranked_inbox

_SHOWN = 50


@click.command("inbox", epilog=example("sitegen inbox --all"))
@options(site_option)
@click.option("--dismiss", multiple=True, metavar="ID", help="Take this item out of the inbox; `all` takes all.")
@click.option("--all", "shows_all", is_flag=True, help=f"List all items, not the first {_SHOWN}.")
@options(as_json)
def command(site: str, dismiss: tuple[str, ...], shows_all: bool, as_json: bool) -> int:
    """List what is new in the feeds: what the site's topics name first, then the newest."""
    terminal = open_terminal()
    with json_of_what_stops(terminal, is_wanted=as_json):
        require_local("inbox", INTAKE)
        opened = open_site(SiteChoices(site), is_public=False)
        items = inboxes.waiting_items(opened.root)
        for one in dismiss:
            if one != "all" and one not in {item.id for item in items}:
                raise SitegenError(f"there is no item {one}", "`sitegen inbox` lists them", exit_code=2)
        for identity in [item.id for item in items] if "all" in dismiss else dismiss:
            inboxes.take(opened.root, identity)
        known = known_site.open_known_site(opened.root, opened.settings, opened.options)
        ranked = ranked_inbox.rank_items(inboxes.waiting_items(opened.root), known)
    if as_json:
        terminal.result(problems_json((), items=[_as_json(one) for one in ranked]))
        return FINE
    shown = ranked if shows_all else ranked[:_SHOWN]
    terminal.say(*(line for one in shown for line in _lines(one)))
    if len(ranked) > len(shown):
        terminal.say(f"... and {len(ranked) - len(shown):,} more: {command_line('inbox', site, '--all')}")
    terminal.say(f"Next: {command_line('add', site, 'ID...')}" if ranked else "The inbox is empty.")
    return FINE


def _lines(one: ranked_inbox.RankedItem) -> list[str]:
    item = one.item
    when = item.date[:16].replace("T", " ") or f"no date ({item.raw_date})" if item.raw_date else item.date or "no date"
    topics = f"  [{', '.join(one.topics)}]" if one.topics else ""
    words = f"{item.source}: {item.title or item.address}{topics}"
    lines = [f"{item.id}  {visible(when):<16}  {visible(words)}"]
    if one.known:
        lines.append(f"          {'is' if one.is_same else 'may be the same as'} {visible(one.known)}")
    return lines


def _as_json(one: ranked_inbox.RankedItem) -> dict[str, object]:
    return {**one.item._asdict(), "topics": one.topics, "known": one.known, "is_same": one.is_same}
