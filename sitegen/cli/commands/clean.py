"""`sitegen clean`: removes what earlier builds made."""

from __future__ import annotations

from typing import Any

import click

from sitegen.cli.choices import SiteChoices, open_site
from sitegen.cli.options import example, options, output, quiet, site_argument
from sitegen.cli.outcome import FINE
from sitegen.cli.report_text import counted
from sitegen.cli.terminal import open_terminal
from sitegen.engine.clean import clean_site


@click.command("clean", epilog=example("sitegen clean"))
@options(site_argument, output, quiet)
def command(quiet: bool, **chosen: Any) -> int:
    """Remove the outputs and the cache of earlier builds."""
    site = open_site(SiteChoices(**chosen), is_public=False)
    removed = clean_site(site.paths)
    open_terminal(is_quiet=quiet).say(f"{counted(removed, 'file')} removed from {site.settings.output}/")
    return FINE
