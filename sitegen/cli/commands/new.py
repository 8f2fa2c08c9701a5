"""`sitegen new`: creates a site, a story or a page, and prints what to do next."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from sitegen.cli.arrival import move_site
from sitegen.cli.choices import OpenSite, SiteChoices, open_site, read_moment, utc_now
from sitegen.cli.command_lines import command_line
from sitegen.cli.new_site.own_wheel import SUMS, vendor, wheel_bytes
from sitegen.cli.new_site.starter import NewSite, checked, make_page, make_site, require_empty, site_name
from sitegen.cli.new_site.story_draft import NewStory, make_story
from sitegen.cli.next_steps import after_new_site
from sitegen.cli.options import example, options, site_option
from sitegen.cli.outcome import FINE
from sitegen.cli.report_text import visible
from sitegen.cli.terminal import open_terminal
from sitegen.errors import SitegenError
from sitegen.hosts.hosts import host_at
from sitegen.intake.known_site import open_known_site
from sitegen.settings import HOSTS


@click.group("new")
def command() -> None:
    """Create a site, a story or a page."""


@command.command("site", epilog=example("sitegen new site my-digest --host netlify"))
@click.argument("folder", metavar="DIR")
@click.option("--host", type=click.Choice(HOSTS), help="Where it is published; its files are made for that.")
@click.option("--url", "--base-url", "base_url", metavar="URL", help="Where it will live: https://digest.example/.")
@click.option("--title", metavar="TITLE", help="Its name; default: that of the folder.")
@click.option("--language", metavar="TAG", help="Such as en, de or zh-CN; default: en.")
@click.option("--from", "old", metavar="FOLDER", help="The folder of a site of another system, which moves in.")
@click.option("--feed", metavar="FILE|URL", help="With --from: the old site's feed, so that readers see nothing twice.")
def new_site(folder: str, old: str | None, feed: str | None, **given: str | None) -> int:
    """Create a site with a first story, in the new or empty folder DIR, with all that its host needs to build it.

    With --from the texts, pictures and settings of an old site come along: of Hugo, Jekyll, Astro, Eleventy, Hexo,
    Zola, Pelican, MkDocs, Docusaurus, or of a folder of Markdown.
    """
    if feed and old is None:
        raise click.UsageError("--feed is about a site that moves in: name its folder with --from.")
    if old is not None:
        return move_site(folder, Path(old), feed or "", NewSite(**{key: value or "" for key, value in given.items()}))
    require_empty(Path(folder))
    new = _asked(folder, given) if _can_ask() else NewSite(**{key: value or "" for key, value in given.items()})
    new = new._replace(host=new.host or host_at(new.base_url))
    data = wheel_bytes()  # first of all: without it nothing is made
    made = make_site(Path(folder), utc_now(), new)
    wheel = vendor(Path(folder), data)
    terminal = open_terminal()
    terminal.say(*(f"    {visible(name)}" for name in sorted((*made, wheel.path, SUMS))))
    terminal.say(*after_new_site(new.host, folder, has_address=bool(new.base_url)))
    return FINE


def _can_ask() -> bool:
    """Return whether a person sits there: a script is never asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(folder: str, given: dict[str, str | None]) -> NewSite:
    """Return what is known of the site, the rest of it from the person; an empty answer leaves it open.

    An answer that cannot be used is asked for again.
    """

    def ask(key: str, question: str, default: str = "") -> str:
        option = "--url" if key == "base_url" else f"--{key}"
        typed = given[key]
        if typed is not None:
            return checked(option, typed)
        kind = click.Choice(HOSTS) if key == "host" else None
        read = None if kind else partial(_answer, option)
        return str(click.prompt(question, default, type=kind, value_proc=read, show_default=bool(default)))

    title = ask("title", "Title", site_name(Path(folder)))
    url = ask("base_url", "Address, such as https://digest.example/ (empty: later)")
    host = ask("host", "Host", host_at(url) or HOSTS[0])
    return NewSite(url, title, ask("language", "Language", "en"), host)


def _answer(option: str, text: str) -> str:
    try:
        return checked(option, text)
    except SitegenError as error:
        raise click.UsageError(f"{str(error).removeprefix(f'{option}: ')}. {error.hint}") from None


@command.command(
    "story", epilog=example('sitegen new story "A headline" --url https://news.example/story --topic AI --edit')
)
@click.argument("title")
@click.option("--url", metavar="URL", help="The story elsewhere; who published it is filled in if known.")
@click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="A topic of it; may be given several times.")
@click.option("--date", "moment", metavar="TIME", help='When it is dated, such as "2026-12-01 09:00"; default: now.')
@click.option("--edit", is_flag=True, help="Open it in the editor that $VISUAL or $EDITOR names.")
@options(site_option)
def new_story(title: str, url: str | None, topics: tuple[str, ...], **more: Any) -> int:
    """Create the draft of a story, dated now. Put TITLE in quotes."""
    opened = open_site(SiteChoices(more["site"]), is_public=False)
    typed = more["moment"]
    moment = opened.options.now if typed is None else read_moment(typed, opened.zone, "--date")
    known = open_known_site(opened.root, opened.settings, opened.options) if url or topics else None
    made = make_story(opened.root, opened.settings, NewStory(title, moment, url, topics), known)
    _print_draft(opened, made.path, *made.remarks, is_due=moment <= opened.options.now)
    if more["edit"]:
        _edit(opened.root / made.path)
    return FINE


def _edit(file: Path) -> None:
    """Open a file in the person's editor, and wait for it."""
    try:
        click.edit(filename=os.fspath(file))
    except (click.ClickException, ValueError) as error:  # ValueError: its name has a quotation mark too many
        hint = "The draft is there. $VISUAL or $EDITOR names your editor."
        raise SitegenError(f"no editor opened it: {error}", hint, exit_code=2) from None


@command.command("page", epilog=example('sitegen new page "About us"'))
@click.argument("title")
@options(site_option)
def new_page(title: str, site: str) -> int:
    """Create the draft of a page that is not news. Put TITLE in quotes."""
    opened = open_site(SiteChoices(site), is_public=False)
    _print_draft(opened, make_page(opened.root, opened.settings, title))
    return FINE


def _print_draft(site: OpenSite, path: str, *remarks: str, is_due: bool = True) -> None:
    file = visible((site.root / path).as_posix())
    serve = command_line("serve", str(site.root), "--drafts", *([] if is_due else ["--future"]))
    end = " to publish it." if is_due else "; it is published when it is due."
    next_step = f"Next: write it ({serve} shows it), then delete its `draft` line{end}"
    open_terminal().say(file, *map(visible, remarks), next_step)
