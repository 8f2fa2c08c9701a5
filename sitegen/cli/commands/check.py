"""`sitegen check`: prints the problems of a site without building it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from sitegen.check.external_links import check_external, guest_of
from sitegen.check.feeds.feed_rules import check_built_feeds
from sitegen.check.feeds.live_feed import compare_with_live
from sitegen.check.live_site import is_site, lost_addresses, read_live_site
from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.options import as_json, options, quiet, settings_options, site_argument, strict
from sitegen.cli.outcome import exit_code, json_of_what_stops
from sitegen.cli.report_text import problems_json
from sitegen.cli.terminal import open_terminal
from sitegen.engine.inspect.find_problems import find_problems
from sitegen.engine.inspect.links_elsewhere import links_elsewhere
from sitegen.engine.site_paths import site_paths_of
from sitegen.errors import Problem
from sitegen.values import with_changes

MOST_OF_ONE_RULE = 3
"""Breaches of one rule that are shown for one feed."""


class CheckChoices(SiteChoices, frozen=True):
    """What was typed after `sitegen check`."""

    against: str = ""
    """The live site to compare with, or a feed of it: an address or a file."""
    external: bool = False
    """Whether addresses elsewhere are asked, too."""
    strict: bool = False
    as_json: bool = False
    quiet: bool = False


@click.command("check")
@options(site_argument, settings_options)
@click.option(
    "--against", default="", metavar="URL", help="Compare with the live site, or with a feed (an address or a file)."
)
@click.option("--external", is_flag=True, help="Ask, too, whether the addresses elsewhere are still there. Takes long.")
@options(strict, as_json, quiet)
def command(**chosen: Any) -> int:
    """Report what is wrong in the content and in the feeds built last. Nothing is built."""
    choices = CheckChoices(**chosen)
    terminal = open_terminal(is_quiet=choices.quiet, is_strict=choices.strict)
    with json_of_what_stops(terminal, is_wanted=choices.as_json):
        checked = _check(choices)
    if choices.as_json:
        terminal.result(problems_json(checked.problems))
        return exit_code(checked.problems, is_strict=choices.strict)
    if checked.compared_with:
        terminal.say(f"{choices.against} was compared with {checked.compared_with}.")
    if checked.asked:
        terminal.say(checked.asked)
    if not checked.problems:
        terminal.say("No problems.")
    terminal.problems(checked.root, checked.problems)
    return exit_code(checked.problems, is_strict=choices.strict)


class _Checked(NamedTuple):
    """What is wrong with a site."""

    root: Path
    problems: Sequence[Problem]
    compared_with: str
    """What was built that the live site or feed was compared with, if any."""
    asked: str
    """What to say of the addresses elsewhere that were asked, if any were."""


def _check(choices: CheckChoices) -> _Checked:
    site = open_site(choices)
    found = find_problems(site.root, site.settings, site.options)
    built = with_changes(site.settings, base_url=choices.base_url or found.base_url or site.settings.base_url)
    most = 0 if choices.as_json else MOST_OF_ONE_RULE
    single = [one for problem in found.problems for one in problem.each or (problem,)]
    problems = [*single, *check_built_feeds(site.root, built, site.options.now, most)]
    asked = ""
    if choices.external:
        found_elsewhere, asked = _check_elsewhere(site)
        problems += found_elsewhere
    if not choices.against:
        return _Checked(site.root, problems, "", asked)
    if is_site(choices.against):
        live = read_live_site(choices.against)
        problems += lost_addresses(site.root, site.settings, live)
        compared = compare_with_live(site.root, site.settings, live.feed) if live.feed else None
        what = f"the site built last: {len(live.addresses):,} addresses" + (f", {compared.path}" if compared else "")
        return _Checked(site.root, [*problems, *(compared.problems if compared else ())], what, asked)
    compared = compare_with_live(site.root, site.settings, choices.against)
    return _Checked(site.root, [*problems, *compared.problems], compared.path, asked)


def _check_elsewhere(site: OpenSite) -> tuple[Sequence[Problem], str]:
    """Return what is wrong with addresses elsewhere, and how many were asked."""
    links = links_elsewhere(site.root, site.settings, site.options)
    home = site_paths_of(site.root, site.settings, site.options).home
    found = check_external(links, home, site.options.now.timestamp(), guest_of(site.settings.public_url))
    rest = f" {found.waiting:,} wait for the next run." if found.waiting else ""
    return found.problems, f"{found.asked:,} of {len(links):,} addresses elsewhere were asked.{rest}"
