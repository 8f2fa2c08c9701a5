"""`sitegen moved`: what became of every published address, and what its publisher answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sitegen.cli.choices import OpenSite, SiteChoices, open_site
from sitegen.cli.command_lines import command_line
from sitegen.cli.options import as_json, example, options, quiet, site_argument, strict
from sitegen.cli.outcome import PROBLEMS, exit_code, json_of_what_stops
from sitegen.cli.report_text import counted, problems_json, visible
from sitegen.cli.terminal import open_terminal
from sitegen.engine.inspect.moved_addresses import Moved, dismiss_addresses, find_moved, write_aliases
from sitegen.errors import SitegenError
from sitegen.site.addresses.lost_addresses import Outcome


@click.command("moved", epilog=example("sitegen moved --strict"))
@options(site_argument)
@click.option("--write", is_flag=True, help="Add old addresses to the aliases of the stories that moved.")
@click.option("--dismiss", multiple=True, metavar="ADDRESS", help="Say that this address needs no answer any more.")
@options(strict, as_json, quiet)
def command(site: str, strict: bool, as_json: bool, quiet: bool, **answers: Any) -> int:
    """Report what became of every published address at which nothing stands any more."""
    terminal = open_terminal(is_quiet=quiet, is_strict=strict)
    with json_of_what_stops(terminal, is_wanted=as_json):
        opened = open_site(SiteChoices(site))
        moved = _moved(opened, **answers)
    unanswered = [outcome for outcome in moved.outcomes if not outcome.is_answered]
    if as_json:
        terminal.result(_json(moved))
    else:
        terminal.say(*_lines(moved, unanswered, site))
        terminal.problems(opened.root, moved.problems)
    code = exit_code(moved.problems, is_strict=strict)
    return PROBLEMS if strict and unanswered else code


def _moved(site: OpenSite, *, write: bool, dismiss: Sequence[str]) -> Moved:
    if write and dismiss:
        raise SitegenError("--write and --dismiss are two answers", "give one after the other", exit_code=2)
    if dismiss:
        return dismiss_addresses(site.paths, dismiss)
    if write:
        return write_aliases(site.paths)
    return find_moved(site.paths)


def _lines(moved: Moved, unanswered: Sequence[Outcome], site: str) -> list[str]:
    """Return a line for each address, those without an answer last, and what to do about these."""
    answered = [outcome for outcome in moved.outcomes if outcome.is_answered]
    lines = [_line(outcome) for outcome in (*answered, *unanswered)]
    lines += [f"{visible(source)}: its old addresses are among its aliases now" for source in moved.written]
    if not moved.outcomes:
        return [*lines, "Every published address is where it was."]
    if unanswered:
        dismiss = command_line("moved", site, "--dismiss", "ADDRESS")
        lines.append(
            f"{counted(len(unanswered), 'address', 'addresses')} without an answer: bring the source back, make the "
            f"address an alias, or dismiss it ({dismiss})"
        )
    return lines


def _line(outcome: Outcome) -> str:
    leads = f" -> {visible(outcome.target)}" if outcome.target else ""
    return f"{outcome.fate:<9} {visible(outcome.address)}{leads}  ({visible(outcome.reason)})"


def _json(moved: Moved) -> str:
    """Return one JSON object: `addresses`, `written` and `problems`."""
    addresses = [
        {
            "address": outcome.address,
            "fate": outcome.fate,
            "target": outcome.target,
            "source": outcome.source,
            "reason": outcome.reason,
            "answered": outcome.is_answered,
        }
        for outcome in moved.outcomes
    ]
    return problems_json(moved.problems, addresses=addresses, written=moved.written)
