"""All hosts by name, and what a build tells about the one that was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sitegen.errors import Problem
from sitegen.hosts.cloudflare import CLOUDFLARE
from sitegen.hosts.github import GITHUB
from sitegen.hosts.host import BuiltFiles, Host
from sitegen.hosts.netlify import NETLIFY
from sitegen.hosts.own_server import SERVER
from sitegen.settings import Settings

BY_NAME: Mapping[str, Host] = {host.name: host for host in (NETLIFY, CLOUDFLARE, GITHUB, SERVER)}


def host_at(url: str) -> str:
    """Return the name of the host that alone gives such addresses; empty when it could be any."""
    name = urlsplit(url).hostname or "" if "//" in url else ""
    return next((one.name for one in BY_NAME.values() if one.address_ending and name.endswith(one.address_ending)), "")


def host_of(settings: Settings) -> Host:
    """Return the host of a site; one that does not say gets the files that Netlify reads."""
    return BY_NAME.get(settings.host, NETLIFY)


def refused_files(settings: Settings, files: BuiltFiles) -> Iterator[Problem]:
    """Yield a warning for each limit of the host that a site breaks; none where the site names no host."""
    if settings.host:
        for breach in host_of(settings).breaches(files):
            yield Problem("warning", settings.output, 0, 0, "host", breach.message, breach.hint)


def wrong_host(settings: Settings, machine: str) -> Iterator[Problem]:
    """Yield a warning when the build `machine` belongs to another host than the site names; empty: to no known host."""
    if machine and host_of(settings).name != machine:
        title = BY_NAME[machine].title
        said = f'says "{settings.host}"' if settings.host else "is not set, so old addresses are answered as on Netlify"
        message = f"{said}, but this build runs on {title}"
        yield settings.problem("host", message, f"Write `host: {machine}`.", "warning")
