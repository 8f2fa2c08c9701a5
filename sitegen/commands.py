"""The commands: run one, print what it did, return its exit code. The only place that asks what time it is.

Never: catches what stops a command (`cli.py` does).
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.build.making import build_in, build_site
from sitegen.build.report import BuildReport
from sitegen.choices import Choices, OpenSite, decide_now, open_site, wanted_paths
from sitegen.config import as_preview
from sitegen.errors import Problem, SitegenError, machine_error
from sitegen.lazy import lazy_module
from sitegen.report_text import (
    change_line,
    counted,
    detail_lines,
    explanation_lines,
    no_report_json,
    notice_html,
    outcome_words,
    problems_json,
    report_json,
    summary_lines,
    visible,
)
from sitegen.settings import Settings
from sitegen.terminal import Terminal, own_name
from sitegen.values import with_changes
from sitegen.verify_text import difference_problems, verified_lines
from sitegen.zones import time_zone

if TYPE_CHECKING:
    from sitegen import starter
    from sitegen.build import cleaning, explaining, find_problems, verifying
    from sitegen.check import feed_rules, live_feed
    from sitegen.serve import preview
    from sitegen.serve import server as server_room
else:
    cleaning = lazy_module("sitegen.build.cleaning")
    explaining = lazy_module("sitegen.build.explaining")
    feed_rules = lazy_module("sitegen.check.feed_rules")
    live_feed = lazy_module("sitegen.check.live_feed")
    find_problems = lazy_module("sitegen.build.find_problems")
    preview = lazy_module("sitegen.serve.preview")
    server_room = lazy_module("sitegen.serve.server")
    starter = lazy_module("sitegen.starter")
    verifying = lazy_module("sitegen.build.verifying")

__all__ = ["Choices", "build", "check", "clean", "new_page", "new_site", "new_story", "serve", "why"]

FINE, PROBLEMS = 0, 1
"""Exit codes; 2 is usage or configuration, 3 a bug and 130 an interruption, all in `cli.py`."""
MOST_OF_ONE_RULE = 3
"""Breaches of one rule that are told of one feed."""
_InJson = Callable[[Sequence[Problem]], str]


# -- build and its kin ------------------------------------------------------------------------------------------------


def build(choices: Choices) -> int:
    """Build the site, tell what was done, and return the exit code."""
    terminal = _terminal(choices)
    with _json_of_what_stops(terminal, choices, no_report_json):
        built = _build(terminal, choices)
    if choices.as_json:
        keys = {} if built.foreign is None else {"not_ours": built.foreign}
        terminal.result(report_json(built.report, built.differing, **keys))
    else:
        _tell_build(terminal, built, choices)
    return _exit_code((*built.report.problems, *built.differing), choices)


class _Built(NamedTuple):
    """One build, and what else there is to tell of it."""

    site: OpenSite
    report: BuildReport
    differing: tuple[Problem, ...]
    """Outputs that are not what a clean build makes, when that was asked for."""
    foreign: tuple[str, ...] | None
    """What others put into the output folder, outside of the site's own places; None when that was not asked for."""
    is_first: bool


def _build(terminal: Terminal, choices: Choices) -> _Built:
    site = _open(choices)
    is_first = not (site.root / site.settings.output).exists()
    with terminal.progress() as progress:
        report = build_site(site.root, site.settings, site.options, progress)
    if not (choices.verify and report.did_publish):
        return _Built(site, report, (), None, is_first)
    found = verifying.verify_site(site.root, site.settings, site.options)
    return _Built(site, report, difference_problems(found, site.settings.output), found.foreign, is_first)


def check(choices: Choices) -> int:
    """Report the problems of a site without building it: its content's, and those of the feeds built last."""
    terminal = _terminal(choices)
    with _json_of_what_stops(terminal, choices, problems_json):
        checked = _check(choices)
    if choices.as_json:
        terminal.result(problems_json(checked.problems))
        return _exit_code(checked.problems, choices)
    if checked.compared_with:
        terminal.say(f"{choices.against} was compared with {checked.compared_with}.")
    if not checked.problems:
        terminal.say("No problems.")
    terminal.problems(checked.root, checked.problems)
    return _exit_code(checked.problems, choices)


class _Checked(NamedTuple):
    """What is wrong with a site."""

    root: Path
    problems: Sequence[Problem]
    compared_with: str
    """The built feed that the live one was compared with, if any."""


def _check(choices: Choices) -> _Checked:
    site = _open(choices)
    checked = find_problems.find_problems(site.root, site.settings, site.options)
    built = with_changes(site.settings, base_url=choices.base_url or checked.base_url or site.settings.base_url)
    most = 0 if choices.as_json else MOST_OF_ONE_RULE
    problems = [*checked.problems, *feed_rules.check_built_feeds(site.root, built, site.options.now, most)]
    if not choices.against:
        return _Checked(site.root, problems, "")
    compared = live_feed.compare_with_live(site.root, site.settings, choices.against)
    return _Checked(site.root, [*problems, *compared.problems], compared.path)


@contextmanager
def _json_of_what_stops(terminal: Terminal, choices: Choices, in_json: _InJson) -> Iterator[None]:
    """Print what stops a command as JSON too when JSON was asked for: a program reads no words."""
    try:
        yield
    except SitegenError as error:
        if choices.as_json:
            terminal.result(in_json(error.problems or (_stopped(error),)))
        raise
    except OSError as error:
        if choices.as_json:
            terminal.result(in_json((_stopped(machine_error(error)),)))
        raise


def why(choices: Choices, path: str) -> int:
    """Tell why an output was or would be rendered again."""
    site = _open(choices)
    found = explaining.explain(site.root, site.settings, site.options, wanted_paths(site, path))
    _terminal(choices).result(*explanation_lines(found, site.settings.output))
    return FINE


def clean(choices: Choices) -> int:
    """Remove the outputs and the memory of earlier builds."""
    site = _open(choices)
    removed = cleaning.clean_site(site.root, site.settings, site.options)
    _terminal(choices).say(f"{counted(removed, 'file')} removed from {site.settings.output}/")
    return FINE


def serve(choices: Choices) -> int:
    """Build the site, show it on this machine, and build again on every change, until Ctrl-C, which is a fine end."""
    terminal = _terminal(choices)
    root = Path(choices.site)
    with server_room.SiteServer(choices.host, choices.port) as server:
        previewing = _Previewing(terminal, choices, server)
        try:
            preview.keep_previewing(server, root, previewing.open().settings, previewing.build)
        except KeyboardInterrupt:
            terminal.say("")
    return FINE


class _Previewing:
    """Builds the preview of one site again and again, and tells what is new each time."""

    def __init__(self, terminal: Terminal, choices: Choices, server: server_room.SiteServer) -> None:
        self._terminal = terminal
        self._choices = choices
        self._server = server
        self._had_problems = False
        self._last: OpenSite | None = None

    def open(self) -> OpenSite:
        """Read the settings anew. The preview's addresses begin with the server's, and keep the site's path."""
        site = _open(self._choices)
        return site._replace(settings=as_preview(site.settings, self._server.origin + site.settings.base_path))

    def build(self) -> preview.Round:
        """Build the preview; what stops a build is told, and the last preview stays."""
        site, report = self._last, None
        try:
            site = self.open()
            with self._terminal.progress() as progress:
                report = build_in(preview.preview_place(site.root, site.settings, site.options), progress)
            self._tell(site, report)
        except SitegenError as error:
            self._terminal.stopped(site.root if site else Path(self._choices.site), error)
            self._server.notice = notice_html((_stopped(error), *error.problems), is_stale=True)
            self._had_problems = True
        if site is None:
            return preview.Round(Settings())
        self._last = site
        change = report.next_change if report else None
        return preview.Round(site.settings, (change - site.options.now).total_seconds() if change else None)

    def _tell(self, site: OpenSite, report: BuildReport) -> None:
        if self._last is None:
            self._terminal.say(*_summary(site, report), f"Look at it: {site.settings.base_url}  (Ctrl-C ends)")
        elif report.did_publish and (report.written or report.deleted or report.problems or self._had_problems):
            self._terminal.say(change_line(report))
        outcome = "" if report.did_publish else "The preview is as it was."
        self._terminal.problems(site.root, report.problems, outcome)
        self._server.notice = notice_html(report.problems, is_stale=not report.did_publish)
        self._had_problems = bool(report.problems)


# -- new --------------------------------------------------------------------------------------------------------------


def new_site(folder: str) -> int:
    """Make a site that builds at once, in a new or empty folder."""
    files = starter.make_site(Path(folder), decide_now(None, UTC, os.environ, datetime.now))
    there = "" if Path(folder).resolve() == Path().resolve() else f"cd {shlex.quote(folder)} && "
    Terminal(os.environ).say(*(f"    {name}" for name in files), f"Next: {there}{own_name()} serve")
    return FINE


def new_story(choices: Choices, title: str) -> int:
    """Make the draft of a news story, dated now."""
    site = _open(choices)
    _tell_draft(site, choices, starter.make_story(site.root, site.settings, title, site.options.now))
    return FINE


def new_page(choices: Choices, title: str) -> int:
    """Make the draft of a page that is no news."""
    site = _open(choices)
    _tell_draft(site, choices, starter.make_page(site.root, site.settings, title))
    return FINE


def _tell_draft(site: OpenSite, choices: Choices, path: str) -> None:
    file = visible((site.root / path).as_posix())
    words = f"Next: write it ({own_name()} serve --drafts shows it), then delete its `draft` line to publish it."
    _terminal(choices).say(file, words)


def _open(choices: Choices) -> OpenSite:
    return open_site(choices, os.environ, datetime.now)


# -- what is told -----------------------------------------------------------------------------------------------------


def _terminal(choices: Choices) -> Terminal:
    return Terminal(os.environ, is_quiet=choices.quiet, is_strict=choices.strict)


def _tell_build(terminal: Terminal, built: _Built, choices: Choices) -> None:
    site, report = built.site, built.report
    terminal.say(*_summary(site, report))
    if choices.verbose:
        terminal.say(*detail_lines(report))
    if built.foreign is not None:
        terminal.say(*verified_lines(built.differing, built.foreign, report.output))
    if built.is_first and report.did_publish:
        where = "" if choices.site == "." else f" {shlex.quote(choices.site)}"
        terminal.say(f"To look at it: {own_name()} serve{where}")
    problems = (*report.problems, *built.differing)
    terminal.problems(site.root, problems, outcome_words(report, has_output=not built.is_first))


def _summary(site: OpenSite, report: BuildReport) -> list[str]:
    zone = time_zone(site.settings.timezone)
    change = report.next_change.astimezone(zone).strftime("%Y-%m-%d %H:%M") if report.next_change else ""
    return summary_lines(report, change)


def _exit_code(problems: Sequence[Problem], choices: Choices) -> int:
    is_bad = any(problem.level == "error" for problem in problems) or (choices.strict and bool(problems))
    return PROBLEMS if is_bad else FINE


def _stopped(error: SitegenError) -> Problem:
    return Problem("error", "", 0, 0, "", str(error), error.hint)
