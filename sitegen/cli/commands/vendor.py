"""`sitegen vendor`: puts the wheel of this version into a site, for the machine that builds it."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sitegen.cli.new_site.own_wheel import Vendored, vendor, wheel_bytes
from sitegen.cli.new_site.starter_files import INSTALL
from sitegen.cli.options import example, options, quiet, site_argument
from sitegen.cli.outcome import FINE
from sitegen.cli.report_text import counted, visible
from sitegen.cli.terminal import open_terminal
from sitegen.config import require_site


@click.command("vendor", epilog=example("sitegen vendor"))
@options(site_argument, quiet)
def command(site: str, quiet: bool) -> int:
    """Put the wheel of this version, with its hash, into the site."""
    require_site(Path(site))
    done = vendor(Path(site), wheel_bytes())
    there = "" if Path(site).resolve() == Path().resolve() else f" -C {shlex.quote(site)}"
    terminal = open_terminal(is_quiet=quiet)
    terminal.say(*lines_of(done), f"The build host runs: {INSTALL}", f"Next: git{there} add vendor")
    return FINE


def lines_of(done: Vendored) -> list[str]:
    """Return what was put there, and what made room for it."""
    lines = [f"    {visible(done.path)}  ({counted(done.size // 1000, 'kB', 'kB')}, sha256 {done.sha256})"]
    return [*lines, *(f"    {visible(path)} made room" for path in done.replaced)]
