"""Proxies that a person lets be used: which address is asked through which.

Never: reads the environment; that is the command line's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

_PORT = 3128


class Proxy(NamedTuple):
    """One proxy."""

    host: str
    port: int
    headers: Mapping[str, str] = {}
    """By which it knows who asks."""


class Proxies(NamedTuple):
    """Proxies by scheme, as environments name them (`http_proxy`, `https_proxy`, `no_proxy`)."""

    by_scheme: Mapping[str, str] = {}
    without: tuple[str, ...] = ()
    """Hosts, and those below them, that are asked without one; `*` for all."""

    def proxy_for(self, url: SplitResult) -> Proxy | None:
        """Return the proxy through which an address is asked; None for none.

        Raises:
            ValueError: when what is named is no proxy.
        """
        named = self.by_scheme.get(url.scheme) or self.by_scheme.get("all", "")
        host = (url.hostname or "").lower()
        is_without = any(one == "*" or host == one or host.endswith(f".{one}") for one in self.without)
        return _proxy(named) if named and not is_without else None


NO_PROXIES = Proxies()


def proxies_named(named: Mapping[str, str]) -> Proxies:
    """Return the proxies of an environment: by scheme, and as `no` the hosts that are asked without one."""
    without = (one.strip().lower().lstrip("*.") or "*" for one in named.get("no", "").split(",") if one.strip())
    return Proxies({scheme: url for scheme, url in named.items() if url and scheme != "no"}, tuple(without))


def _proxy(named: str) -> Proxy:
    parts = urlsplit(named if "://" in named else f"http://{named}")
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"{parts.scheme}://{parts.hostname or ''} is not a proxy that can be used")
    headers = {}
    if parts.username:
        who = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Proxy-Authorization"] = f"Basic {b64encode(who.encode()).decode()}"
    return Proxy(parts.hostname, parts.port or _PORT, headers)
