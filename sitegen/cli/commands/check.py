"""`sitegen check`: prints the problems of a site without building it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sitegen.check.external_links import check_external, guest_of
from sitegen.check.feeds.feed_rules import check_built_feeds
from sitegen.check.feeds.live_feed import compare_with_live
from sitegen.check.live_site import is_site, lost_addresses, read_live_site
from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.options import as_json, example, options, quiet, settings_options, site_argument, strict
from sitegen.cli.outcome import exit_code, json_of_what_stops
from sitegen.cli.report_text import problems_json
from sitegen.cli.terminal import open_terminal
from sitegen.engine.inspect.find_problems import find_problems
from sitegen.engine.inspect.links_elsewhere import links_elsewhere
from sitegen.errors import Problem
from sitegen.values import with_changes

MOST_OF_ONE_RULE = 3
"""Breaches of one rule that are shown for one feed."""


@click.command("check", epilog=example("sitegen check --against https://digest.example/"))
@options(site_argument, settings_options)
@click.option(
    "--against", default="", metavar="URL", help="Compare with the live site, or with a feed (an address or a file)."
)
@click.option("--external", is_flag=True, help="Ask, too, whether the addresses elsewhere are still there. Takes long.")
@options(strict, as_json, quiet)
def command(against: str, external: bool, strict: bool, as_json: bool, quiet: bool, **chosen: Any) -> int:
    """Report what is wrong in the content and in the feeds built last. Nothing is built."""
    terminal = open_terminal(is_quiet=quiet, is_strict=strict)
    with json_of_what_stops(terminal, is_wanted=as_json):
        site = open_site(SiteChoices(**chosen))
        problems = _check_site(site, chosen["base_url"], 0 if as_json else MOST_OF_ONE_RULE)
        asked = compared_with = ""
        if external:
            found, asked = _check_elsewhere(site)
            problems += found
        if against:
            found, compared_with = _compare(site, against)
            problems += found
    code = exit_code(problems, is_strict=strict)
    if as_json:
        terminal.result(problems_json(problems))
        return code
    if compared_with:
        terminal.say(f"{against} was compared with {compared_with}.")
    if asked:
        terminal.say(asked)
    if not problems:
        terminal.say("No problems.")
    terminal.problems(site.root, problems)
    return code


def _check_site(site: OpenSite, base_url: str | None, most: int) -> list[Problem]:
    """Return what is wrong here; of the breaches of one rule by one feed at most so many, 0 for all."""
    found = find_problems(site.paths)
    built = with_changes(site.settings, base_url=base_url or found.base_url or site.settings.base_url)
    single = [one for problem in found.problems for one in problem.each or (problem,)]
    return [*single, *check_built_feeds(site.root, built, site.options.now, most)]


def _compare(site: OpenSite, against: str) -> tuple[Sequence[Problem], str]:
    """Return how the live site, or a feed of it, differs from what was built, and what that is."""
    if not is_site(against):
        compared = compare_with_live(site.root, site.settings, against)
        return compared.problems, compared.path
    live = read_live_site(against)
    problems = [*lost_addresses(site.root, site.settings, live)]
    what = f"the site built last: {len(live.addresses):,} addresses"
    if live.feed:
        compared = compare_with_live(site.root, site.settings, live.feed)
        problems += compared.problems
        what += f", {compared.path}"
    return problems, what


def _check_elsewhere(site: OpenSite) -> tuple[Sequence[Problem], str]:
    """Return what is wrong with addresses elsewhere, and how many were asked."""
    links = links_elsewhere(site.paths)
    found = check_external(links, site.paths.home, site.options.now.timestamp(), guest_of(site.settings.public_url))
    rest = f" {found.waiting:,} wait for the next run." if found.waiting else ""
    return found.problems, f"{found.asked:,} of {len(links):,} addresses elsewhere were asked.{rest}"
