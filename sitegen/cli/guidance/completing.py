"""Answers a shell that asks how a command line may go on; the shell says so in the environment (click's protocol)."""

from __future__ import annotations


import click

from sitegen.lazy import lazy_imports

with lazy_imports():  # takes time that no other command has to spare
    from click import shell_completion

NAME, VARIABLE = "sitegen", "_SITEGEN_COMPLETE"


def complete(program: click.Command, asked: str | None) -> int | None:
    """Print how a command line may go on, as it is `asked`, and return the exit code; None when no shell asks."""
    return shell_completion.shell_complete(program, {}, NAME, VARIABLE, asked) if asked else None


def complete_folders(_: click.Context, __: click.Parameter, begun: str) -> list[shell_completion.CompletionItem]:
    """Let the shell complete the name of a folder."""
    return [shell_completion.CompletionItem(begun, type="dir")]


def complete_files(_: click.Context, __: click.Parameter, begun: str) -> list[shell_completion.CompletionItem]:
    """Let the shell complete the name of a file."""
    return [shell_completion.CompletionItem(begun, type="file")]
