"""`sitegen completion`: prints what lets a shell complete this program's command lines."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from sitegen.cli.options import NAME, VARIABLE, example
from sitegen.cli.outcome import FINE
from sitegen.cli.terminal import open_terminal

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion", epilog=example("sitegen completion bash > ~/.local/share/bash-completion/completions/sitegen")
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the lines that let SHELL complete commands, options and file names."""
    kind = get_completion_class(shell)
    if kind is not None:
        open_terminal().result(kind(context.find_root().command, {}, NAME, VARIABLE).source())
    return FINE
