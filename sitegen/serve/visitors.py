"""Decides who may ask the preview: this machine by its own names, and no page of another origin."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from ipaddress import ip_address

LOCALHOST = "localhost"
_ANY = ("", "0.0.0.0", "::")
NEVER_READ_BY_OTHERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Headers of every answer: no page of another origin may take it in, nor keep hold of a window that shows it."""


def shown_host(host: str) -> str:
    """Return the name by which a browser on this machine finds a server that listens on `host`."""
    name = LOCALHOST if host in _ANY else host
    return f"[{name}]" if ":" in name else name


def is_our_name(asked: str, host: str) -> bool:
    """Return whether a request's Host names the server on `host`, so that a stranger's page cannot read drafts by DNS.

    For that the page needs a name whose address changes: a number is none, and ours are this machine's own.
    """
    name = asked.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    return name in (LOCALHOST, host.lower()) or _is_number(name) or _is_name_of_the_machine(name, host)


def is_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Return whether a page of another origin asks; only a link that somebody follows may come from elsewhere.

    Browsers say so themselves (Fetch Metadata); to a server that is not on their own machine they say only `Origin`.
    """
    site = headers.get("sec-fetch-site", "")
    if site in ("cross-site", "same-site"):
        return (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) != ("navigate", "document")
    origin = headers.get("origin", "")
    return bool(origin) and origin.partition("://")[2].lower() != headers.get("host", "").strip().lower()


def _is_name_of_the_machine(name: str, host: str) -> bool:
    """Return whether this is the machine's name in its own network, for a server that others may ask."""
    own = socket.gethostname().lower()
    return not _is_loopback(host) and name in (own, own.partition(".")[0], f"{own.partition('.')[0]}.local")


def _is_number(host: str) -> bool:
    """Return whether a host is an IP address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == LOCALHOST or (_is_number(host) and ip_address(host).is_loopback)
