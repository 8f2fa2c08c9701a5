"""What a person can type next: lines that work when they are pasted where the person stands."""

from __future__ import annotations

import shlex

from sitegen.cli.command_lines import command_line, is_here, own_name
from sitegen.cli.new_site.starter_files import WORKFLOW

_FIRST_PUSH = {
    "netlify": (
        "On Netlify: make a site of the repository; netlify.toml says the rest.",
        f"{WORKFLOW} commits addresses.lock, and builds when a story falls due: give the repository the secret "
        "NETLIFY_BUILD_HOOK.",
    ),
    "cloudflare": (
        f"{WORKFLOW} publishes at each push: give the repository the secrets CLOUDFLARE_API_TOKEN and "
        "CLOUDFLARE_ACCOUNT_ID.",
    ),
    "github": (f"{WORKFLOW} publishes at each push: choose Settings, Pages, Source: GitHub Actions, once.",),
    "server": ("On the server: run ./publish.sh, let cron repeat it, and give nginx.conf to nginx.",),
}


def serve_new_site(folder: str) -> str:
    """Return how to look at a site that was just made: from inside it, where the shell finds this program there too."""
    name = own_name()
    if is_here(folder) or "/" in name or " " in name:
        return command_line("serve", folder)
    return f"cd {shlex.quote(folder)} && {name} serve"


def publish_new_site(host: str) -> tuple[str, ...]:
    """Return what a new site's host still asks for, before the first push."""
    return _FIRST_PUSH.get(host, ())
