"""A group of commands that loads only the command that was called, so that the group's help answers at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from sitegen.interruption import raise_when_interrupted


class LazyCommand(NamedTuple):
    """Where a command is, and what the help of its group says about it."""

    module: str
    """The module that has the command, named `command`."""
    help: str
    """The first sentence of the command's own help."""


class LazyGroup(click.Group):
    """Lists commands from a table, and loads one when it is called.

    Click's documentation calls this lazily loaded subcommands. Help, suggestions and the completion of names see the
    table; whatever needs the arguments of a command gets the command itself.
    """

    def __init__(self, name: str | None = None, *, table: Mapping[str, LazyCommand], **kwargs: Any) -> None:
        listed = {name: click.Command(name, help=entry.help) for name, entry in table.items()}
        super().__init__(name, listed, **kwargs)
        self.table = table

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Load the command that `args` begin with. Until it is loaded, Ctrl-C ends the process at once."""
        name, listed, rest = super().resolve_command(ctx, args)
        command = load(self.table[name]) if name else listed
        raise_when_interrupted()
        return name, command, rest


def load(entry: LazyCommand) -> click.Command:
    """Import a command's module and return the command."""
    command = import_module(entry.module).command
    if not isinstance(command, click.Command):
        raise TypeError(f"{entry.module}.command is not a click command")
    return command
