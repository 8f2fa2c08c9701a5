"""`sitegen build`: builds the site and prints what was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from sitegen.cli.changes_file import begin_changes, require_outside, write_changes
from sitegen.cli.choices import OpenSite, SiteChoices, lock_use, open_site
from sitegen.cli.command_lines import as_typed, command_line
from sitegen.cli.options import as_json, example, options, quiet, settings_options, site_argument
from sitegen.cli.outcome import build_exit_code, json_of_what_stops
from sitegen.cli.report_text import (
    counted,
    detail_lines,
    no_report_json,
    outcome_words,
    report_json,
    summary_lines,
    visible,
)
from sitegen.cli.terminal import Terminal, open_terminal
from sitegen.engine.build import build_site
from sitegen.engine.inspect.verify import Verified, verify_site
from sitegen.engine.report import BuildReport
from sitegen.errors import Problem, in_order, whole_file
from sitegen.site.addresses.address_history import LOCK_FILE
from sitegen.values import with_changes

_NOT_CLEAN = "is not what a clean build makes"
_NOT_MADE = "is not made by this site, but stands where the site's own files stand"


class BuildChoices(SiteChoices, frozen=True):
    """What was typed after `sitegen build`."""

    jobs: int = 0
    clean: bool = False
    verify: bool = False
    all_or_nothing: bool = False
    frozen: bool | None = None
    keep_going: bool = False
    changes: str | None = None
    strict: bool = False
    as_json: bool = False
    verbose: bool = False
    quiet: bool = False


@click.command("build", epilog=example("sitegen build --verify"))
@options(site_argument, settings_options)
@click.option("--jobs", type=click.IntRange(0, 256), default=0, metavar="N", help="Processes; default: one per core.")
@click.option("--clean", is_flag=True, help="Ignore the cache and build everything again.")
@click.option("--verify", is_flag=True, help="Compare the result with a clean build made in a temporary folder.")
@click.option("--all-or-nothing", is_flag=True, help="Publish nothing when one story has an error.")
@click.option(
    "--frozen/--no-frozen",
    default=None,
    help="Leave addresses.lock as it is and tell when it is behind; default: where CI is set.",
)
@click.option("--keep-going", is_flag=True, help="Publish what is left when many stories have an error.")
@click.option("--changes", metavar="FILE", help="Write what was written, removed and redirected to FILE, as JSON.")
@click.option("--strict", is_flag=True, help="Publish nothing when there is any problem, a warning too.")
@options(as_json)
@click.option("-v", "--verbose", is_flag=True, help="Add seconds per stage, the slowest files, what is withheld.")
@options(quiet)
def command(**chosen: Any) -> int:
    """Build the site; files that have not changed are left as they are.

    A story with an error is withheld, and the exit code is 4. When more than one in ten of those that were published
    have one, nothing is published.
    """
    choices = BuildChoices(**chosen)
    terminal = open_terminal(is_quiet=choices.quiet, is_strict=choices.strict)
    if choices.keep_going and choices.all_or_nothing:
        raise click.UsageError("--keep-going and --all-or-nothing rule each other out.")
    with json_of_what_stops(terminal, no_report_json, is_wanted=choices.as_json):
        changes = None if choices.changes is None else Path(choices.changes)
        if changes:
            begin_changes(changes)
        built = _build(terminal, choices)
        if changes:
            write_changes(changes, built.report, built.site.settings.base_path)
    if choices.as_json:
        keys = {} if built.foreign is None else {"not_ours": built.foreign}
        terminal.result(report_json(built.report, built.differing, **keys))
    else:
        _print_build(terminal, built, choices)
    return build_exit_code(built.report, built.differing, is_strict=choices.strict)


class _Built(NamedTuple):
    """One build, and what else there is to report about it."""

    site: OpenSite
    report: BuildReport
    differing: tuple[Problem, ...]
    """Outputs that are not what a clean build makes, when that was asked for."""
    foreign: tuple[str, ...] | None
    """What others put into the output folder, outside of the site's own places; None when that was not asked for."""
    is_first: bool


def _build(terminal: Terminal, choices: BuildChoices) -> _Built:
    site = open_site(choices)
    if choices.changes is not None:
        require_outside(Path(choices.changes), site.root / site.settings.output)
    asked = with_changes(
        site.options,
        jobs=choices.jobs,
        clean=choices.clean,
        all_or_nothing=choices.all_or_nothing,
        keep_going=choices.keep_going,
        strict=choices.strict,
        addresses="read" if choices.verify else lock_use(choices, frozen=choices.frozen),
    )
    site = site._replace(options=asked)
    is_first = not (site.root / site.settings.output).exists()
    with terminal.progress() as progress:
        report = build_site(site.paths, progress)
    if not (choices.verify and report.did_publish):
        return _Built(site, report, (), None, is_first)
    found = verify_site(site.paths)
    return _Built(site, report, _difference_problems(found, site.settings.output), found.foreign, is_first)


def _difference_problems(found: Verified, folder: str) -> tuple[Problem, ...]:
    """Return an error for each path of the output folder that differs from a clean build."""
    differing = [
        whole_file("error", f"{folder}/{path}", _NOT_CLEAN, "This is a bug in sitegen; build with --clean.")
        for path in found.differing
    ]
    superfluous = [
        whole_file("error", f"{folder}/{path}", _NOT_MADE, "Delete it, or move it to static/ to publish it.")
        for path in found.superfluous
    ]
    return in_order([*differing, *superfluous])


def _print_build(terminal: Terminal, built: _Built, choices: BuildChoices) -> None:
    site, report = built.site, built.report
    terminal.say(*summary_lines(report, site.zone))
    if choices.verbose:
        terminal.say(*(as_typed(line, choices.site) for line in detail_lines(report)))
    if built.foreign is not None:
        terminal.say(*_verified_lines(built.differing, built.foreign, report.output))
    if report.lock == "new":
        terminal.say(f"{LOCK_FILE} is new: commit it, so that every address stays answered")
    if built.is_first and report.did_publish:
        terminal.say(f"To look at it: {command_line('serve', choices.site)}")
    problems = (*report.problems, *built.differing)
    terminal.problems(site.root, problems, outcome_words(report, has_output=not built.is_first))


def _verified_lines(differing: Sequence[Problem], foreign: Sequence[str], folder: str) -> list[str]:
    """Return what is printed besides the problems: the files that others put into the folder, and the verdict."""
    place = visible(folder.rstrip("/") + "/")
    first = f"Not ours, and left alone in {place}: {counted(len(foreign), 'file')}"
    lines = [first, *(f"    {visible(path)}" for path in foreign)] if foreign else []
    if differing:
        return [*lines, "Not verified: the files that differ from a clean build are listed below."]
    return [*lines, "Verified: every file of the site is byte for byte what a clean build makes."]
