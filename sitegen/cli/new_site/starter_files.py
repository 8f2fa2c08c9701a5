"""The files of a new site: those that every site has, and those with which its host builds and publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sitegen.cli.new_site.own_wheel import SUMS
from sitegen.hosts.host import WORKFLOW
from sitegen.pages.urls import slugify
from sitegen.settings import HOSTS

INSTALL = f"sha256sum --check --quiet {SUMS} && python -m pip install --quiet ./vendor/sitegen_digest-*.whl"
"""What a build host runs in the site's folder. It never asks an index for a name that a stranger may hold."""

_PACKAGE = Path(__file__).resolve().parents[2]
_SITE, _HOSTS = _PACKAGE / "starter_site", _PACKAGE / "starter_hosts"
_HIDDEN = {"gitattributes": ".gitattributes", "gitignore": ".gitignore"}
_NO_VARIABLE = re.compile(r"[^a-z0-9]")
"""What no name of a variable of nginx has."""
_GITHUB_PERMISSIONS = "  pages: write     # publishes the site\n  id-token: write  # proves to GitHub Pages who does\n"
_GITHUB_ENVIRONMENT = (
    "    environment:\n      name: github-pages\n      url: ${{ steps.deployment.outputs.page_url }}\n"
)


def starter_files(host: str, *, moves_in: bool = False) -> Iterator[tuple[Path, Path]]:
    """Yield where each file of a new site goes, relative to it, and the template it is made from.

    One that `moves_in` has its own settings and texts.
    """
    for source in _files_below(_SITE):
        path = source.relative_to(_SITE)
        if moves_in and path.parts[0] in ("site.yaml", "content"):
            continue
        yield path.with_name(_HIDDEN.get(path.name, path.name)), source
    own = _HOSTS / (host or HOSTS[0])
    for source in _files_below(own):
        yield source.relative_to(own), source
    if _steps_file(host).is_file():
        yield Path(WORKFLOW), _HOSTS / "workflow" / "site.yml"


def _files_below(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def host_values(host: str, url: str, folder: Path) -> dict[str, str]:
    """Return what the templates of a host's files hold in the place of `$name`."""
    is_github = host == "github"
    parts = urlsplit(url)
    base = f"/{parts.path.strip('/')}/" if parts.path.strip("/") else "/"
    has_folder = host == "server" and base != "/"
    slug = slugify(folder.resolve().name) or "digest"
    return {
        "install": INSTALL,
        "host": f"host: {host}" if host else "# host: netlify",
        "output": f"# The path of the address is a folder of what the server shows.\noutput: public{base[:-1]}\n\n"
        if has_folder
        else "",
        "deploy": _steps(host),
        "permissions": _GITHUB_PERMISSIONS if is_github else "",
        "environment": _GITHUB_ENVIRONMENT if is_github else "",
        "server": parts.hostname or "digest.example",
        "folder": f"/srv/{slug}",
        "root": f"/srv/{slug}/public",
        "name": _NO_VARIABLE.sub("_", slug),
        "base": base,
    }


def _steps(host: str) -> str:
    """Return the steps of the workflow that publish what was built."""
    file = _steps_file(host)
    return file.read_text("utf-8").rstrip("\n") if file.is_file() else ""


def _steps_file(host: str) -> Path:
    """Return where the steps are that publish on a host, if GitHub builds for it."""
    return _HOSTS / "workflow" / f"{host}.yml"
