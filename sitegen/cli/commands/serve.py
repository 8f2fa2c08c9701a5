"""`sitegen serve`: shows the site on this machine, rebuilds it on every change, and keeps open pages true."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import click

from sitegen.cli.bug_log import log_bug
from sitegen.cli.choices import OpenSite, SiteChoices, open_site, utc_now
from sitegen.cli.extras import require_local
from sitegen.cli.options import drafts, example, future, options, quiet, site_argument
from sitegen.cli.outcome import FINE, as_problem
from sitegen.cli.report_text import (
    change_line,
    overlay_text,
    problems_headline,
    summary_lines,
    withheld_words,
)
from sitegen.cli.terminal import Terminal, open_terminal, source_line
from sitegen.config import as_preview
from sitegen.engine.build import build_site
from sitegen.engine.inspect.overview import survey_overview
from sitegen.engine.kept.kept_state import KeptState
from sitegen.engine.report import BuildReport
from sitegen.errors import ChangedMeanwhileError, Problem, SitegenError
from sitegen.lazy import lazy_imports
from sitegen.settings import Settings

with lazy_imports():  # they need the extra `local`
    from sitegen.serve import live as telling
    from sitegen.serve import overview_page as picturing
    from sitegen.serve import preview as previewing
    from sitegen.serve import server as serving
    from sitegen.serve.watching import watch as watching


@click.command("serve", epilog=example("sitegen serve --drafts"))
@options(site_argument)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--poll", is_flag=True, help="Look for changes every second or so; by itself on drives of the network.")
@options(drafts, future, quiet)
def command(host: str, port: int, poll: bool, quiet: bool, **chosen: Any) -> int:
    """Show the site on this machine and rebuild it on every change.

    Pages that are open refresh by themselves. Ctrl-C stops it, with exit code 0.
    """
    require_local("serve")
    choices = SiteChoices(**chosen)
    terminal = open_terminal(is_quiet=quiet)
    live = telling.Live()
    with serving.SiteServer(host, port, live) as server:
        preview = _Preview(terminal, choices, server, live)
        root = Path(choices.site)
        try:
            settings = preview.open().settings
            with (
                previewing.own_home(root) as preview.home,
                server.running(),
                watching.Watch(root, settings, must_poll=poll, tell=terminal.note) as watch,
            ):
                previewing.keep_previewing(server, watch, preview.home, preview.build)
        except KeyboardInterrupt:
            terminal.say("")
    return FINE


class _Preview:
    """Builds the preview of one site again and again, prints what is new each time, and tells open pages."""

    def __init__(
        self, terminal: Terminal, choices: SiteChoices, server: serving.SiteServer, live: telling.Live
    ) -> None:
        self._terminal = terminal
        self._choices = choices
        self._server = server
        self._live = live
        self.home = Path()
        """Where it is built."""
        self._kept = KeptState()
        self._problems: tuple[Problem, ...] = ()
        self._last: OpenSite | None = None
        self._at_work = Lock()
        live.overview = self.overview
        server.report_bug = self._report_bug

    def open(self) -> OpenSite:
        """Read the settings anew. The preview's addresses begin with the server's, and keep the site's path."""
        site = open_site(self._choices, is_public=False)
        return site._replace(settings=as_preview(site.settings, self._server.origin + site.settings.base_path))

    def overview(self) -> str:
        """Return the HTML of the page `/_preview/`; asked for by a browser, while no build runs."""
        site: OpenSite | None = None
        try:
            with self._at_work:
                site = self._last or self.open()
                found = survey_overview(previewing.preview_paths(self.home, site.root, site.settings, site.options))
        except SitegenError as error:
            words = overlay_text((as_problem(error),), "", lambda _: None, is_stale=False)
            return picturing.unlisted_html(site.settings if site else Settings(), words)
        state = self._live.state
        return picturing.overview_html(found, state.badges, state.overlay, len(self._problems))

    def build(self, look: previewing.Look) -> previewing.Round:
        """Build the preview; what stops a build is printed, and the last preview stays."""
        with self._at_work:
            return self._build(look)

    def _build(self, look: previewing.Look) -> previewing.Round:
        site, report = self._last, None
        try:
            site = self.open()
            self._kept.tell(look.changed)
            with self._terminal.progress() as bar:
                progress = previewing.LiveProgress(self._server, self._live, bar, is_check=look.is_check)
                paths = previewing.preview_paths(self.home, site.root, site.settings, site.options, self._kept)
                report = build_site(paths, progress)
            if not look.is_check or self._is_news(report):
                self._print(site, report)
        except ChangedMeanwhileError:
            pass  # who watches has noticed it, too: the next build follows
        except SitegenError as error:
            root = site.root if site else Path(self._choices.site)
            problems = tuple(error.problems or (as_problem(error),))
            if not look.is_check or problems != self._problems:
                self._terminal.stopped(root, error)
            self._tell_problems(root, problems, "", is_stale=self._has_preview())
            self._problems = problems
        if site is None:
            return previewing.Round(Settings(), did_end=False)
        self._last = site
        change = report.next_change if report else None
        seconds = (change - site.options.now).total_seconds() if change else None
        is_due = partial(_has_come, change)
        return previewing.Round(site.settings, seconds, did_end=report is not None, is_due=is_due)

    def _has_preview(self) -> bool:
        """Return whether there is something to look at, from whatever build."""
        return previewing.preview_folder(self.home).is_dir()

    def _report_bug(self, error: Exception) -> None:
        file = log_bug(error, Path(self._choices.site), ["serve"])
        self._terminal.note(f"a request failed: this is a bug in sitegen ({type(error).__name__}); see {file}")

    def _is_news(self, report: BuildReport) -> bool:
        return bool(report.written or report.deleted) or report.problems != self._problems

    def _print(self, site: OpenSite, report: BuildReport) -> None:
        if self._last is None:
            address = f"Look at it: {site.settings.base_url}  (Ctrl-C ends)"
            self._terminal.say(*summary_lines(report, site.zone), address)
        elif report.did_publish and (report.written or report.deleted or report.problems or self._problems):
            self._terminal.say(change_line(report, self._problems))
        withheld = withheld_words(report, "is shown") if report.did_publish else ""
        if report.did_publish:
            told = set(self._problems)
            self._terminal.problems(site.root, [one for one in report.problems if one not in told], withheld)
        else:  # that a save changed nothing is told each time
            outcome = "The preview is as it was." if self._has_preview() else "Nothing can be shown yet."
            self._terminal.problems(site.root, report.problems, outcome)
        self._live.tell(withheld=len(report.withheld), badges=report.early)
        is_stale = not report.did_publish and self._has_preview()
        self._tell_problems(site.root, report.problems, withheld, is_stale=is_stale)
        self._problems = report.problems

    def _tell_problems(self, root: Path, problems: Sequence[Problem], outcome: str, *, is_stale: bool) -> None:
        text = overlay_text(problems, outcome, partial(source_line, root), is_stale=is_stale)
        self._live.tell(overlay=text, headline=problems_headline(problems), is_stale=is_stale)


def _has_come(moment: datetime | None) -> bool:
    return moment is not None and utc_now() >= moment
