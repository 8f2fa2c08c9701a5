"""What a person can type next: lines that work when they are pasted where the person stands."""

from __future__ import annotations

import shlex
from pathlib import Path

from sitegen.cli.command_lines import command_line, is_here, own_name
from sitegen.cli.report_text import visible
from sitegen.hosts.hosts import BY_NAME


def after_new_site(host: str, folder: str, *, has_address: bool) -> tuple[str, ...]:
    """Return what to do with a site that was just made."""
    address = "Before you publish it, write its address into site.yaml: base_url: https://digest.example/"
    next_step = f"Next: {_serve_new_site(folder)}"
    return (*publish_new_site(host, Path(folder)), next_step, *(() if has_address else (address,)))


def _serve_new_site(folder: str) -> str:
    """Return how to look at a new site: from inside it, where the shell finds this program there too."""
    name = own_name()
    if is_here(folder) or "/" in name or " " in name:
        return command_line("serve", folder)
    return f"cd {shlex.quote(folder)} && {name} serve"


def publish_new_site(host: str, folder: Path) -> tuple[str, ...]:
    """Return what a new site's host still asks for, before the first push."""
    above = next((path for path in folder.resolve().parents if (path / ".git").exists()), None)
    is_inside = above is not None and not (folder / ".git").exists()
    to_do = BY_NAME[host].before_first_push if host else ()
    if not is_inside or host == "server":
        return to_do
    misplaced = "Hosts read these files at the top of a repository alone: make one of the new folder (git init)."
    return (*to_do, f"{visible(str(above))} is a repository. {misplaced}")
