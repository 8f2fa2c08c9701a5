"""An example of each command, for its help."""

from __future__ import annotations

import click

EXAMPLES = {
    "build": "sitegen build --verify",
    "serve": "sitegen serve --drafts",
    "check": "sitegen check --against https://digest.example/",
    "list": "sitegen list --drafts --topic AI",
    "moved": "sitegen moved --strict",
    "status": "sitegen status --max-age 26h",
    "why": "sitegen why content/news/2026-11-29-a-headline.md",
    "clean": "sitegen clean",
    "new site": "sitegen new site my-digest --host netlify",
    "new story": 'sitegen new story "A headline" --url https://news.example/story --topic AI --edit',
    "new page": 'sitegen new page "About us"',
    "add": "sitegen add https://news.example/story",
    "fetch": "sitegen fetch",
    "inbox": "sitegen inbox --all",
    "review": "sitegen review content/news/2026-11-29-a-headline.md",
    "approve": "sitegen approve content/news/2026-11-29-a-headline.md",
    "vendor": "sitegen vendor",
    "completion": "sitegen completion bash > ~/.local/share/bash-completion/completions/sitegen",
}


def add_examples(name: str, command: click.Command) -> None:
    """Put its example below the help of a command, and below that of each command in it."""
    if isinstance(command, click.Group):
        for part, inner in command.commands.items():
            add_examples(f"{name} {part}", inner)
    elif name in EXAMPLES:
        command.epilog = f"\b\nExample: {EXAMPLES[name]}"  # on one line, or nobody could copy it
