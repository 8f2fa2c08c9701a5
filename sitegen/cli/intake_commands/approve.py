"""`sitegen approve`: publishes drafts that a person has looked at."""

from __future__ import annotations

import click

from sitegen.cli.choices import SiteChoices, open_site
from sitegen.cli.options import as_json, complete_files, example, options, site_option
from sitegen.cli.outcome import FINE, PROBLEMS, as_problem, json_of_what_stops
from sitegen.cli.report_text import counted, problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.errors import Problem, SitegenError
from sitegen.intake import review_story


@click.command("approve", epilog=example("sitegen approve content/news/2026-11-29-a-headline.md"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=complete_files)
@options(site_option, as_json)
def command(files: tuple[str, ...], site: str, as_json: bool) -> int:
    """Publish the drafts FILE...: set `published: true` and take `intake` away; every other byte stays as it is."""
    terminal = open_terminal()
    approved: list[str] = []
    refused: list[Problem] = []
    published = 0
    with json_of_what_stops(terminal, is_wanted=as_json):
        opened = open_site(SiteChoices(site), is_public=False)
        for file in files:
            try:
                approved.append(review_story.approve(opened.root, opened.settings, file))
            except review_story.PublishedError:
                # Of several, as `content/news/*.md` names them, these are no mistake.
                if len(files) == 1:
                    raise
                published += 1
            except SitegenError as error:
                if len(files) == 1:
                    raise
                refused += error.problems or (as_problem(error),)
                terminal.stopped(opened.root, error)
    if as_json:
        terminal.result(problems_json(refused, approved=approved, published_already=published))
    else:
        terminal.say(*(f"{visible(path)}: published with the next build" for path in approved))
        if published:
            terminal.say(f"{counted(published, 'story')} published already")
    return PROBLEMS if refused else FINE
