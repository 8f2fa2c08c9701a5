"""`sitegen fetch`: asks the feeds that a site is subscribed to, and brings subscriptions in and out as OPML."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.extras import INTAKE, require_local
from sitegen.cli.intake_commands.reach import chosen_proxies, own_network, proxies
from sitegen.cli.options import as_json, example, options, site_option
from sitegen.cli.outcome import FINE, PROBLEMS, json_of_what_stops
from sitegen.cli.report_text import counted, problems_json, visible
from sitegen.cli.terminal import Terminal, open_terminal
from sitegen.errors import SitegenError
from sitegen.lazy import lazy_imports

with lazy_imports():  # they need the extra `local`
    from sitegen.intake import polite
    from sitegen.intake import subscriptions as subscribed
    from sitegen.intake.feeds import asking_feeds, reader_list

_MOST_BYTES = 10_000_000


@click.command("fetch", epilog=example("sitegen fetch"))
@options(site_option)
@click.option("--import", "imported", metavar="FILE", help="Subscribe to the feeds of an OPML file, and fetch nothing.")
@click.option("--export", "exported", is_flag=True, help="Print the subscriptions as OPML, and fetch nothing.")
@options(own_network, proxies, as_json)
def command(site: str, imported: str | None, exported: bool, as_json: bool, **reach: bool) -> int:
    """Ask the feeds of subscriptions.yaml what is new, each at most once an hour."""
    terminal = open_terminal()
    with json_of_what_stops(terminal, is_wanted=as_json):
        require_local("fetch", INTAKE)
        opened = open_site(SiteChoices(site), is_public=False)
        if imported is not None:
            return _import(terminal, opened, Path(imported))
        subscriptions = subscribed.read_subscriptions(opened.root)
        if exported:
            terminal.result(reader_list.write_opml(subscriptions).rstrip())
            return FINE
        if not any(one.feed for one in subscriptions):
            hint = "write `- feed: ADDRESS` into subscriptions.yaml, or import OPML: `sitegen fetch --import FILE`"
            raise SitegenError("there is no feed to fetch", hint, exit_code=2)
        named = chosen_proxies(is_wanted=reach["proxies"])
        guest = polite.Guest(opened.settings.base_url, own_network=reach["own_network"], proxies=named)
        polled = []
        for one in asking_feeds.poll(opened.root, subscriptions, guest, opened.options.now):
            polled.append(one)
            if not as_json:
                terminal.say(f"{one.outcome:<9} {visible(one.feed)}: {visible(one.words)}")
    if as_json:
        terminal.result(problems_json((), feeds=[one._asdict() for one in polled]))
    elif any(one.new for one in polled):
        terminal.say(f"Next: {command_line('inbox', site)}")
    return PROBLEMS if any(one.outcome == "failed" for one in polled) else FINE


def _import(terminal: Terminal, site: OpenSite, file: Path) -> int:
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except OSError as error:
        raise SitegenError(f"{file} cannot be read: {error.strerror}", exit_code=2) from None
    opml = reader_list.read_opml(data)
    number = reader_list.add_subscriptions(site.root, opml.feeds)
    terminal.say(f"{counted(number, 'subscription')} added to subscriptions.yaml")
    if opml.left_out:
        named = ", ".join(visible(one[:100]) for one in opml.left_out[:3])
        terminal.say(f"{len(opml.left_out):,} left out, which cannot be asked: {named}")
    return FINE
