"""Arguments, options and ends of help texts that commands share, and how a shell completes them (click's protocol)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from sitegen.lazy import lazy_imports

with lazy_imports():  # takes time that only a shell that asks has to spare
    from click import shell_completion

NAME, VARIABLE = "sitegen", "_SITEGEN_COMPLETE"
"""Of the program, and of the environment, where a shell says what it asks."""

SITE_KEY = "sitegen.site"
"""Where click's context keeps the folder of the site, for messages about what stopped a command."""

F = TypeVar("F", bound=Callable[..., Any])


def complete(program: click.Command, asked: str | None) -> int | None:
    """Print how a command line may go on, as it is `asked`, and return the exit code; None when no shell asks."""
    return shell_completion.shell_complete(program, {}, NAME, VARIABLE, asked) if asked else None


def complete_folders(_: click.Context, __: click.Parameter, begun: str) -> list[shell_completion.CompletionItem]:
    """Let the shell complete the name of a folder."""
    return [shell_completion.CompletionItem(begun, type="dir")]


def complete_files(_: click.Context, __: click.Parameter, begun: str) -> list[shell_completion.CompletionItem]:
    """Let the shell complete the name of a file."""
    return [shell_completion.CompletionItem(begun, type="file")]


def example(line: str) -> str:
    """Return what the help of a command ends with: an example, on one line, or nobody could copy it."""
    return f"\b\nExample: {line}"


def _keep_site(context: click.Context, _: click.Parameter, value: str) -> str:
    context.meta[SITE_KEY] = value
    return value


site_argument = click.argument(
    "site", default=".", metavar="[SITE]", callback=_keep_site, shell_complete=complete_folders
)
site_option = click.option(
    "--site",
    default=".",
    metavar="SITE",
    callback=_keep_site,
    shell_complete=complete_folders,
    help="The site's folder; default: the current one.",
)
output = click.option("--output", metavar="DIR", help="The output folder; default: public in the site.")
base_url = click.option("--base-url", metavar="URL", help="Where the site will live, such as https://digest.example/.")
drafts = click.option("--drafts", is_flag=True, help="Include drafts.")
future = click.option("--future", is_flag=True, help="Include stories that are not due yet.")
now = click.option("--now", metavar="TIME", help='Publish as of this time, such as "2026-12-01 09:00".')
strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
quiet = click.option("-q", "--quiet", is_flag=True, help="Print only what makes the command fail.")


def options(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Put several arguments and options on a command, shown in this order."""

    def decorate(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def settings_options(function: F) -> F:
    """Put on a command the options that change which pages are published, and where."""
    return options(output, base_url, drafts, future, now)(function)
