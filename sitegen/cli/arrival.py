"""Moves a site in and builds it: `sitegen new site DIR --from FOLDER`."""

from __future__ import annotations

from pathlib import Path

from sitegen.cli.choices import SiteChoices, lock_use, open_site, utc_now
from sitegen.cli.moved_text import moved_lines
from sitegen.cli.new_site.own_wheel import vendor, wheel_bytes
from sitegen.cli.new_site.starter import NewSite, make_site, require_empty, site_name
from sitegen.cli.new_site.starter_files import host_values
from sitegen.cli.next_steps import after_new_site
from sitegen.cli.outcome import build_exit_code
from sitegen.cli.report_text import outcome_words, summary_lines
from sitegen.cli.terminal import open_terminal
from sitegen.engine.build import build_site
from sitegen.lazy import lazy_imports
from sitegen.values import with_changes

with lazy_imports():  # nothing else needs them
    from sitegen.moving_in import move, written_settings


def move_site(folder: str, old: Path, feed: str, new: NewSite) -> int:
    """Move the site in `old` into the new or empty folder, build it, and print what became of it."""
    target = Path(folder)
    require_empty(target)
    arriving = move.look_at(old, target, feed, new.base_url)
    data = wheel_bytes()  # without it nothing is made
    make_site(target, utc_now(), new, moves_in=True)
    vendor(target, data)
    answers = written_settings.Answers(new.title, new.base_url, new.language, _host_lines(new, target))
    moved = move.move_in(arriving, target, answers, site_name(target))
    terminal = open_terminal()
    has_address = bool(new.base_url or moved.site.base_url.value)
    choices = SiteChoices(folder)
    site = open_site(choices, is_public=has_address)
    use = lock_use(choices, frozen=None) if has_address else "read"
    site = site._replace(options=with_changes(site.options, addresses=use))
    with terminal.progress() as progress:
        report = build_site(site.paths, progress)
    terminal.say(*moved_lines(moved), "", *summary_lines(report, site.zone))
    terminal.say(*after_new_site(new.host, folder, has_address=has_address))
    terminal.problems(site.root, report.problems, outcome_words(report, has_output=False))
    return build_exit_code(report, (), is_strict=False)


def _host_lines(new: NewSite, folder: Path) -> tuple[str, ...]:
    """Return the lines of `site.yaml` that the host asks for."""
    values = host_values(new.host, new.base_url, folder)
    return tuple(line for line in (values["host"], *values["output"].splitlines()) if line.strip())
