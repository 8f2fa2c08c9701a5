"""`sitegen status`: whether the site is well, here and where it is live."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import click

from sitegen.check.live_age import Live, live_age
from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.options import as_json, example, options, output, quiet, site_argument
from sitegen.cli.outcome import FINE, PROBLEMS, json_of_what_stops
from sitegen.cli.report_text import counted, visible
from sitegen.cli.terminal import open_terminal
from sitegen.engine.inspect.site_status import SiteStatus, site_status

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Age(NamedTuple):
    """How old something may be."""

    typed: str
    length: timedelta


def _age(context: click.Context, option: click.Parameter, text: str | None) -> Age | None:
    """Return how long `26h`, `90m` or `2d` is."""
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text.strip())
    if not found:
        raise click.BadParameter(f'"{text}" is not an age: write it as 26h, 90m or 2d.', context, option)
    return Age(found[0], timedelta(**{_UNITS[found[2]]: int(found[1])}))


def _site_address(context: click.Context, option: click.Parameter, text: str | None) -> str | None:
    """Return the address of a site, which may be asked."""
    if text is not None and not re.match(r"https?://[^/?#\s]", text):
        words = f'"{text}" is not the address of a site: write it as https://digest.example/.'
        raise click.BadParameter(words, context, option)
    return text


@click.command("status", epilog=example("sitegen status --max-age 26h"))
@options(site_argument, output)
@click.option("--max-age", callback=_age, metavar="AGE", help="Fail when the last good build is older: 26h, 90m, 2d.")
@click.option(
    "--against", callback=_site_address, metavar="URL", help="Look at the live site too: its feed and its sitemap."
)
@options(as_json, quiet)
def command(max_age: Age | None, against: str | None, as_json: bool, quiet: bool, **chosen: Any) -> int:
    """Report whether the site is well: its last good build, and what is due."""
    choices = SiteChoices(**chosen)
    terminal = open_terminal(is_quiet=quiet)
    with json_of_what_stops(terminal, is_wanted=as_json):
        site = open_site(choices, is_public=False)
        found = site_status(site.paths)
    live = live_age(against) if against else None
    old = _too_old(found, live, max_age, site.options.now)
    if as_json:
        terminal.result(_json(found, live, old, site.options.now))
    else:
        terminal.say(*_lines(site, found, choices.site), *_live_lines(site, live))
        for words in (*old, *([live.error] if live and live.error else [])):
            terminal.complain(words)
    return PROBLEMS if old or (live and live.error) else FINE


def _too_old(found: SiteStatus, live: Live | None, most: Age | None, now: datetime) -> list[str]:
    """Return what is older than it may be."""
    if most is None:
        return []
    old = []
    if found.last is None:
        old.append("no good build is known here")
    elif now - found.last.moment > most.length:
        old.append(f"the last good build is older than {most.typed}")
    if live and not live.error and (live.newest is None or now - live.newest > most.length):
        old.append(
            f"what is live is older than {most.typed}" if live.newest else "the live site has no feed with dates"
        )
    return old


def _lines(site: OpenSite, found: SiteStatus, typed: str) -> list[str]:
    last = found.last
    if last is None:
        lines = [f"No good build is known here. Next: {command_line('build', typed)}"]
    else:
        lines = [
            f"Last good build: {_shown(site, last.moment)}, {last.published:,} published, "
            f"{counted(last.outputs, 'file')}",
            f"Held back by errors: {len(last.held_back):,}",
            *(f"    {visible(held.path)} since {_shown(site, held.since)}" for held in last.held_back),
        ]
    listed = f" ({command_line('moved', typed)} lists them)" if found.unanswered else ""
    lines.append(f"Addresses that nobody has answered for: {len(found.unanswered):,}{listed}")
    if last is not None:
        is_due = last.next_change is not None and last.next_change <= site.options.now
        when = _shown(site, last.next_change) if last.next_change else "nothing"
        lines.append(f"Next due: {when}{', so build again' if is_due else ''}")
    return lines


def _live_lines(site: OpenSite, live: Live | None) -> list[str]:
    if live is None or live.error:
        return []
    newest = f"newest story {_shown(site, live.newest)}" if live.newest else "no feed with dates"
    return [f"Live at {visible(live.address)}: {newest}, {counted(live.addresses, 'address', 'addresses')}"]


def _shown(site: OpenSite, moment: datetime) -> str:
    return f"{moment.astimezone(site.zone):%Y-%m-%d %H:%M}"


def _json(found: SiteStatus, live: Live | None, old: list[str], now: datetime) -> str:
    """Return one JSON object. All keys are part of the public interface."""
    last = found.last
    held = last.held_back if last else ()
    return json.dumps(
        {
            "last_build": last.moment.isoformat() if last else None,
            "age_seconds": int((now - last.moment).total_seconds()) if last else None,
            "published": last.published if last else 0,
            "outputs": last.outputs if last else 0,
            "held_back": [{"path": one.path, "since": one.since.isoformat()} for one in held],
            "unanswered": list(found.unanswered),
            "next_change": last.next_change.isoformat() if last and last.next_change else None,
            "live": live
            and {
                "address": live.address,
                "newest": live.newest.isoformat() if live.newest else None,
                "addresses": live.addresses,
                "error": live.error,
            },
            "too_old": old,
            "problems": [],
        }
    )
