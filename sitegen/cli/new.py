"""`sitegen new`: creates a site, a story or a page, and prints what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site, utc_now
from sitegen.cli.options import base_url, options, site_option
from sitegen.cli.outcome import FINE
from sitegen.cli.report_text import visible
from sitegen.cli.starter import make_page, make_site, make_story
from sitegen.cli.terminal import open_terminal, own_name


@click.group("new")
def command() -> None:
    """Create a site, a story or a page."""


@command.command("site")
@click.argument("folder", metavar="DIR")
@options(base_url)
def new_site(folder: str, base_url: str | None) -> int:
    """Create a site with a first story, in the new or empty folder DIR."""
    files = make_site(Path(folder), utc_now(), base_url or "")
    there = "" if Path(folder).resolve() == Path().resolve() else f"cd {shlex.quote(folder)} && "
    terminal = open_terminal()
    terminal.say(*(f"    {name}" for name in files), f"Next: {there}{own_name()} serve")
    if not base_url:
        terminal.say("Before you publish it, write its address into site.yaml: base_url: https://digest.example/")
    return FINE


@command.command("story")
@click.argument("title")
@options(site_option)
def new_story(title: str, site: str) -> int:
    """Create the draft of a story, dated now. Put TITLE in quotes."""
    opened = open_site(SiteChoices(site), is_public=False)
    _print_draft(opened, make_story(opened.root, opened.settings, title, opened.options.now))
    return FINE


@command.command("page")
@click.argument("title")
@options(site_option)
def new_page(title: str, site: str) -> int:
    """Create the draft of a page that is not news. Put TITLE in quotes."""
    opened = open_site(SiteChoices(site), is_public=False)
    _print_draft(opened, make_page(opened.root, opened.settings, title))
    return FINE


def _print_draft(site: OpenSite, path: str) -> None:
    file = visible((site.root / path).as_posix())
    next_step = f"Next: write it ({own_name()} serve --drafts shows it), then delete its `draft` line to publish it."
    open_terminal().say(file, next_step)
